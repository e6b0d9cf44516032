-- A claim with a rounding that the code list does not have.
with roundings as (
    select code from staging.code_value
    where list_name = 'rounding' and column_name = 'rounding_code'
)

select
    claim.file,
    claim.line,
    'rounding' as column_name,
    claim.rounding_code as value,
    'a code of codes/rounding.csv' as expected,
    'mend the code, or add it to the code list' as remedy
from staging.claim
left join roundings on claim.rounding_code = roundings.code
where roundings.code is null
