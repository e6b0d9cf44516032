-- A property of a code that is not what it should be: a number, a form, a kind of origin, ISO.
with forms as (
    select code from staging.code_value
    where list_name = 'form' and column_name = 'form_code'
),

wanted as (
    select
        *,
        case
            when column_name in ('age_min', 'age_max', 'precedence_rank')
                then 'a whole number below 1000, or nothing'
            when list_name = 'sector' and column_name = 'form_code'
                then 'a code of codes/form.csv'
            when column_name = 'origin_kind'
                then 'total, region, nationality, birth_country or unknown'
            when column_name = 'iso_3166_alpha_2' then 'two capital letters, or nothing'
            when column_name = 'iso_3166_alpha_3' then 'three capital letters, or nothing'
            when column_name in ('iso_3166_numeric', 'un_m49') then 'three digits, or nothing'
            when column_name in ('below', 'above')
                then 'a number with at most three decimals, or nothing'
            when column_name = 'is_open' then 'true or false'
            when starts_with(column_name, 'registry_') then 'some text'
        end as expected
    from staging.code_value
)

select
    file,
    line,
    column_name,
    value,
    expected,
    'mend the value' as remedy
from wanted
where
    case
        when column_name in ('age_min', 'age_max', 'precedence_rank')
            then not coalesce(regexp_full_match(value, '0|[1-9][0-9]{0,2}'), true)
        when list_name = 'sector' and column_name = 'form_code'
            then coalesce(value, '') not in (select code from forms)
        when column_name = 'origin_kind'
            then coalesce(value, '') not in (
                'total', 'region', 'nationality', 'birth_country', 'unknown'
            )
        when column_name = 'iso_3166_alpha_2'
            then not coalesce(regexp_full_match(value, '[A-Z]{2}'), true)
        when column_name = 'iso_3166_alpha_3'
            then not coalesce(regexp_full_match(value, '[A-Z]{3}'), true)
        when column_name in ('iso_3166_numeric', 'un_m49')
            then not coalesce(regexp_full_match(value, '[0-9]{3}'), true)
        when column_name in ('below', 'above')
            then not coalesce(
                regexp_full_match(value, '-?(0|[1-9][0-9]{0,7})([.][0-9]{1,3})?'), true
            )
        when column_name = 'is_open' then coalesce(value, '') not in ('true', 'false')
        when starts_with(column_name, 'registry_') then coalesce(trim(value), '') = ''
        else false
    end
