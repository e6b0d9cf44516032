-- en: Every code of every code list, with its labels in two languages.
-- en: Unit: none. Hidden: nothing; codes have no figures. Codes stand in the columns
--     <dimension>_code.
-- nl: Elke code van elke codelijst, met haar opschriften in twee talen.
-- nl: Eenheid: geen. Verborgen: niets; codes hebben geen cijfers. Codes staan in de kolommen
--     <dimension>_code.

-- No row stands twice; of more than two, `union all` loses rows in DuckDB 1.4 (test_unions.py).
with codes as (
    select
        'form' as dimension,
        form_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_form
    union
    select
        'population' as dimension,
        population_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_population
    union
    select
        'form_counting' as dimension,
        form_counting_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_form_counting
    union
    select
        'sector' as dimension,
        sector_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_sector
    union
    select
        'origin' as dimension,
        origin_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_origin
    union
    select
        'age' as dimension,
        age_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_age
    union
    select
        'sex' as dimension,
        sex_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_sex
    union
    select
        'reporter' as dimension,
        reporter_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_reporter
    union
    select
        'outcome' as dimension,
        outcome_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_outcome
    union
    select
        'observation_status' as dimension,
        observation_status_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_observation_status
    union
    select
        'confidentiality_status' as dimension,
        confidentiality_status_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_confidentiality_status
    union
    select
        'placement' as dimension,
        placement_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_placement
    union
    select
        'rounding' as dimension,
        rounding_code as code,
        label_nl,
        label_en,
        definition_nl,
        definition_en,
        parent_code,
        sort_order
    from main.dim_rounding
)

select
    dimension,
    code,
    label_nl,
    label_en,
    definition_nl,
    definition_en,
    parent_code,
    sort_order
from codes
