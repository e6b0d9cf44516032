-- en: Every text of this file and where it stands: labels, headings, notes, what is said of
--     figures, and descriptions. To search: select * from meta.search where text ilike '%roemen%'.
-- en: look_in is the table or view to read; code is the code, claim, rule or column that is meant.
-- nl: Elke tekst van dit bestand en waar die staat: opschriften, koppen, opmerkingen, wat over
--     cijfers wordt gezegd, en beschrijvingen. Zoeken gaat zo: select * from meta.search where text
--     ilike '%roemen%'.
-- nl: look_in is de tabel of view om te lezen; code is de bedoelde code, bewering, regel of kolom.
with codes as (
    select
        *,
        'main.dim_' || dimension as look_in
    from build.all_codes
),

tables as (
    select
        *,
        case
            when is_without_values then 'main.dim_table'
            else 'mart.' || table_code
        end as look_in
    from main.dim_table
),

headings as (
    select
        'row' as side,
        edition_code,
        table_code,
        row_code as code,
        printed_label
    from main.report_row
    union
    select
        'column' as side,
        edition_code,
        table_code,
        column_code as code,
        printed_label
    from main.report_column
),

objects as (
    select * from build.objects
),

columns as (
    select * from meta.columns
),

-- What is said in both languages, and what is printed, which is Dutch.
-- Where a sentence states a figure, the figure stands with its codes.
claims as (
    select
        claims.*,
        case
            when figures.claim_code is null then 'quality.claims'
            else 'mart.sentence_figures'
        end as look_in
    from main.claim as claims
    left join main.fact_sentence_figures as figures
        on
            claims.edition_code = figures.edition_code
            and claims.claim_code = figures.claim_code
),

said as (
    select
        label_nl as text_nl,
        label_en as text_en,
        'label of a code' as found_in,
        null as edition_code,
        null as table_code,
        code,
        look_in
    from codes
    union
    select
        definition_nl as text_nl,
        definition_en as text_en,
        'definition of a code' as found_in,
        null as edition_code,
        null as table_code,
        code,
        look_in
    from codes
    union
    select
        printed_label as text_nl,
        null as text_en,
        'printed ' || side || ' label' as found_in,
        edition_code,
        table_code,
        code,
        'report_' || edition_code || '.' || table_code as look_in
    from headings
    union
    select
        heading_nl as text_nl,
        heading_en as text_en,
        'heading of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union
    select
        section_nl as text_nl,
        section_en as text_en,
        'section of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union
    select
        population_nl as text_nl,
        population_en as text_en,
        'population of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union
    select
        counting_rule_nl as text_nl,
        counting_rule_en as text_en,
        'counting rule of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union
    select
        notes_nl as text_nl,
        notes_en as text_en,
        'note on a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union
    select
        placement_reason_nl as text_nl,
        placement_reason_en as text_en,
        'why a place is uncertain or deduced' as found_in,
        edition_code,
        table_code,
        null as code,
        'mart.' || table_code as look_in
    from main.all_cells
    union
    select
        statement_nl as text_nl,
        statement_en as text_en,
        'what a sentence says' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        look_in
    from claims
    union
    select
        printed_words as text_nl,
        null as text_en,
        'words of a sentence' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        look_in
    from claims
    union
    select
        reason_nl as text_nl,
        reason_en as text_en,
        'why tables cannot answer' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        look_in
    from claims
    union
    select
        reason_nl as text_nl,
        reason_en as text_en,
        'why a sentence is no claim' as found_in,
        edition_code,
        null as table_code,
        sentence_digest as code,
        'main.claim_exemption' as look_in
    from main.claim_exemption
    union
    select
        statement_nl as text_nl,
        statement_en as text_en,
        'what a rule says' as found_in,
        edition_code,
        null as table_code,
        rule_code as code,
        'quality.reconciliation' as look_in
    from main.rule
    union
    select
        questioned_text as text_nl,
        null as text_en,
        'text that may be misprinted' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'quality.corrections' as look_in
    from main.correction
    union
    select
        problem_nl as text_nl,
        problem_en as text_en,
        'problem of a misprint' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'quality.corrections' as look_in
    from main.correction
    union
    select
        evidence_nl as text_nl,
        evidence_en as text_en,
        'evidence of a misprint' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'quality.corrections' as look_in
    from main.correction
    union
    select
        description_nl as text_nl,
        description_en as text_en,
        'description of ' || object_kind as found_in,
        null as edition_code,
        null as table_code,
        null as code,
        object_name as look_in
    from objects
    union
    select
        description_nl as text_nl,
        description_en as text_en,
        'description of a column' as found_in,
        null as edition_code,
        null as table_code,
        column_name as code,
        schema_name || '.' || table_name as look_in
    from columns
),

texts as (
    select
        unnest([text_nl, text_en]) as text,
        unnest(['nl', 'en']) as language,
        found_in,
        edition_code,
        table_code,
        code,
        look_in
    from said
)

select
    text,
    language,
    found_in,
    edition_code,
    table_code,
    code,
    look_in
from texts
where text is not null
