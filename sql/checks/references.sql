-- A fact that names what its dimension, its table or its headings do not have.
-- Large files declare no foreign keys on facts (see src/warehouse/scale.py); small ones are proved
-- twice.
with facts as (
    select
        year,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code,
        observation_status_code,
        confidentiality_status_code,
        placement_code,
        edition_code,
        table_code,
        row_position,
        column_position
    from main.fact_victims
    union all
    select
        year,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code,
        observation_status_code,
        confidentiality_status_code,
        placement_code,
        edition_code,
        table_code,
        row_position,
        column_position
    from main.fact_suspects
    union all
    select
        year,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code,
        observation_status_code,
        confidentiality_status_code,
        placement_code,
        edition_code,
        table_code,
        row_position,
        column_position
    from main.fact_cases
),

named as (
    select
        'year' as column_name,
        year::varchar as value
    from facts
    union
    select
        'form_code' as column_name,
        form_code as value
    from facts
    union
    select
        'form_counting_code' as column_name,
        form_counting_code as value
    from facts
    union
    select
        'sector_code' as column_name,
        sector_code as value
    from facts
    union
    select
        'origin_code' as column_name,
        origin_code as value
    from facts
    union
    select
        'age_code' as column_name,
        age_code as value
    from facts
    union
    select
        'sex_code' as column_name,
        sex_code as value
    from facts
    union
    select
        'reporter_code' as column_name,
        reporter_code as value
    from facts
    union
    select
        'outcome_code' as column_name,
        outcome_code as value
    from facts
    union
    select
        'observation_status_code' as column_name,
        observation_status_code as value
    from facts
    union
    select
        'confidentiality_status_code' as column_name,
        confidentiality_status_code as value
    from facts
    union
    select
        'placement_code' as column_name,
        placement_code as value
    from facts
),

known as (
    select
        'year' as column_name,
        year::varchar as value
    from main.dim_year
    union all
    select
        'form_code' as column_name,
        form_code as value
    from main.dim_form
    union all
    select
        'form_counting_code' as column_name,
        form_counting_code as value
    from main.dim_form_counting
    union all
    select
        'sector_code' as column_name,
        sector_code as value
    from main.dim_sector
    union all
    select
        'origin_code' as column_name,
        origin_code as value
    from main.dim_origin
    union all
    select
        'age_code' as column_name,
        age_code as value
    from main.dim_age
    union all
    select
        'sex_code' as column_name,
        sex_code as value
    from main.dim_sex
    union all
    select
        'reporter_code' as column_name,
        reporter_code as value
    from main.dim_reporter
    union all
    select
        'outcome_code' as column_name,
        outcome_code as value
    from main.dim_outcome
    union all
    select
        'observation_status_code' as column_name,
        observation_status_code as value
    from main.dim_observation_status
    union all
    select
        'confidentiality_status_code' as column_name,
        confidentiality_status_code as value
    from main.dim_confidentiality_status
    union all
    select
        'placement_code' as column_name,
        placement_code as value
    from main.dim_placement
),

headings as (
    select distinct
        edition_code,
        table_code,
        'row_position' as column_name,
        row_position as heading_position
    from facts
    union all
    select distinct
        edition_code,
        table_code,
        'column_position' as column_name,
        column_position as heading_position
    from facts
),

known_headings as (
    select
        edition_code,
        table_code,
        'row_position' as column_name,
        row_position as heading_position
    from main.report_row
    union all
    select
        edition_code,
        table_code,
        'column_position' as column_name,
        column_position as heading_position
    from main.report_column
)

select
    column_name,
    value
from named
where (column_name, value) not in (select (column_name, value) from known)

union all

select
    headings.column_name,
    headings.edition_code || '.' || headings.table_code || '.' || headings.heading_position as value
from headings
left join known_headings
    on
        headings.edition_code = known_headings.edition_code
        and headings.table_code = known_headings.table_code
        and headings.column_name = known_headings.column_name
        and headings.heading_position = known_headings.heading_position
where known_headings.column_name is null
