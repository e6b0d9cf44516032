-- A population of a table, of the sentences of an edition or of one claim that no line of the code
-- list describes.
with named as (
    select
        file,
        1 as line,
        population_code
    from staging.table_meta
    union all
    select
        file,
        line,
        population_code
    from staging.edition_population
    union all
    select
        file,
        counts_line as line,
        population_code
    from staging.claim
    where population_code is not null
),

codes as (
    select code from staging.code_value
    where list_name = 'population' and column_name = 'population_code'
)

select
    file,
    line,
    'population' as column_name,
    population_code as value,
    'a code of codes/population.csv' as expected,
    'mend the code, or add it to the code list with what it counts' as remedy
from named
where population_code not in (select code from codes)
