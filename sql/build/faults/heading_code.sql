-- A code of a row, a column or a fixed value that its code list does not have.
with codes as (
    select
        list_name,
        code
    from staging.code_value
    where column_name = list_name || '_code'
)

select distinct
    heading_code.file,
    heading_code.line,
    heading_code.dimension as column_name,
    coalesce(heading_code.code, heading_code.heading_code) as value,
    if(
        heading_code.dimension = 'year',
        'a year of four digits, or a first and a last year such as 2013T2017',
        'a code of codes/' || heading_code.dimension || '.csv, one for each dimension'
    ) as expected,
    'mend the code, or add it to the code list' as remedy
from staging.heading_code
left join codes
    on heading_code.dimension = codes.list_name and heading_code.code = codes.code
where
    if(
        heading_code.dimension = 'year',
        not coalesce(
            regexp_full_match(heading_code.code, '(19|20)[0-9]{2}(T(19|20)[0-9]{2})?')
            and (
                len(heading_code.code) = 4
                or left(heading_code.code, 4) < right(heading_code.code, 4)
            ),
            false
        ),
        codes.code is null
    )
