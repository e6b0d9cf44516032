-- Every text of this file and where it stands: labels, headings, notes, what is said of figures,
--     and descriptions. To search: select * from meta.search where text ilike '%roemen%'.
-- look_in is the table or view to read; code is the code, claim, rule or column that is meant.
with codes as (
    select * from main.all_codes
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

objects as (
    select * from main.build_object
),

columns as (
    select * from meta.columns
),

texts as (
    select
        label_nl as text,
        'nl' as language,
        'label of a code' as found_in,
        null as edition_code,
        null as table_code,
        code,
        'main.dim_' || dimension as look_in
    from codes
    union all
    select
        label_en as text,
        'en' as language,
        'label of a code' as found_in,
        null as edition_code,
        null as table_code,
        code,
        'main.dim_' || dimension as look_in
    from codes
    union all
    select
        definition as text,
        'en' as language,
        'definition of a code' as found_in,
        null as edition_code,
        null as table_code,
        code,
        'main.dim_' || dimension as look_in
    from codes
    union all
    select
        printed_label as text,
        'nl' as language,
        'printed row label' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'report_' || edition_code || '.' || table_code as look_in
    from main.report_row
    union all
    select
        printed_label as text,
        'nl' as language,
        'printed column label' as found_in,
        edition_code,
        table_code,
        column_code as code,
        'report_' || edition_code || '.' || table_code as look_in
    from main.report_column
    union all
    select
        heading_nl as text,
        'nl' as language,
        'heading of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union all
    select
        heading_en as text,
        'en' as language,
        'heading of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union all
    select
        section as text,
        'nl' as language,
        'section of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union all
    select
        population as text,
        'en' as language,
        'population of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union all
    select
        counting_rule as text,
        'en' as language,
        'counting rule of a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union all
    select
        notes as text,
        'en' as language,
        'note on a table' as found_in,
        edition_code,
        table_code,
        null as code,
        look_in
    from tables
    union all
    select
        statement_nl as text,
        'nl' as language,
        'what a sentence says' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        'quality.claims' as look_in
    from main.claim
    union all
    select
        statement_en as text,
        'en' as language,
        'what a sentence says' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        'quality.claims' as look_in
    from main.claim
    union all
    select
        printed_words as text,
        'nl' as language,
        'words of a sentence' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        'quality.claims' as look_in
    from main.claim
    union all
    select
        reason_nl as text,
        'nl' as language,
        'why tables cannot answer' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        'quality.claims' as look_in
    from main.claim
    union all
    select
        reason_en as text,
        'en' as language,
        'why tables cannot answer' as found_in,
        edition_code,
        null as table_code,
        claim_code as code,
        'quality.claims' as look_in
    from main.claim
    union all
    select
        statement_nl as text,
        'nl' as language,
        'what a rule says' as found_in,
        edition_code,
        null as table_code,
        rule_code as code,
        'quality.reconciliation' as look_in
    from main.rule
    union all
    select
        statement_en as text,
        'en' as language,
        'what a rule says' as found_in,
        edition_code,
        null as table_code,
        rule_code as code,
        'quality.reconciliation' as look_in
    from main.rule
    union all
    select
        reason_en as text,
        'en' as language,
        'why a sentence is no claim' as found_in,
        edition_code,
        null as table_code,
        sentence_digest as code,
        'main.claim_exemption' as look_in
    from main.claim_exemption
    union all
    select
        questioned_text as text,
        'nl' as language,
        'text that may be misprinted' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'quality.corrections' as look_in
    from main.correction
    union all
    select
        problem as text,
        'en' as language,
        'problem of a misprint' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'quality.corrections' as look_in
    from main.correction
    union all
    select
        evidence as text,
        'en' as language,
        'evidence of a misprint' as found_in,
        edition_code,
        table_code,
        row_code as code,
        'quality.corrections' as look_in
    from main.correction
    union all
    select
        placement_reason as text,
        'en' as language,
        'why a place is uncertain or deduced' as found_in,
        edition_code,
        table_code,
        null as code,
        'mart.' || table_code as look_in
    from main.all_cells
    union all
    select
        description as text,
        'en' as language,
        'description of ' || object_kind as found_in,
        null as edition_code,
        null as table_code,
        null as code,
        object_name as look_in
    from objects
    union all
    select
        description as text,
        'en' as language,
        'description of a column' as found_in,
        null as edition_code,
        null as table_code,
        column_name as code,
        schema_name || '.' || table_name as look_in
    from columns
)

select distinct
    text,
    language,
    found_in,
    edition_code,
    table_code,
    code,
    look_in
from texts
where text is not null
