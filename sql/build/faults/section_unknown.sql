-- A table or a claim in a section that its edition.yml does not name.
with editions as (
    select * from staging.seed_file
    where kind = 'edition'
),

named as (
    select
        seed_file.edition_code,
        yaml_value.file,
        yaml_value.line,
        yaml_value.value as section_code
    from staging.yaml_value
    inner join staging.seed_file on yaml_value.file = seed_file.file
    where
        (seed_file.kind = 'table' and yaml_value.path = ['section'])
        or (seed_file.kind = 'claims' and yaml_value.path[3:] = ['section'])
)

select
    named.file,
    named.line,
    'section' as column_name,
    named.section_code as value,
    'a section of ' || editions.file as expected,
    'mend the code, or name the section there, in Dutch and in English' as remedy
from named
inner join editions on named.edition_code = editions.edition_code
anti join staging.section
    on
        named.edition_code = section.edition_code
        and named.section_code = section.section_code
