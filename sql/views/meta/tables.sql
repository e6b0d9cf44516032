-- Every table and view of this file: what it holds, and for those of the report what they count.
-- A view of the report has one edition; one of mart is described as in the newest edition.
with objects as (
    select
        split_part(object_name, '.', 1) as schema_name,
        split_part(object_name, '.', 2) as table_name,
        object_kind,
        description
    from main.build_object
    where object_kind in ('table', 'view')
),

tables as (
    select * from main.dim_table
    where not is_without_values
),

editions as (
    select
        'report_' || edition_code as schema_name,
        *
    from tables
    union all
    select
        'mart' as schema_name,
        *
    from tables
    qualify row_number() over (partition by table_code order by edition_code desc) = 1
)

select
    objects.schema_name,
    objects.table_name,
    objects.object_kind,
    objects.description,
    editions.edition_code,
    editions.page,
    editions.heading_nl,
    editions.heading_en,
    editions.unit,
    editions.population,
    editions.registry,
    editions.counting_rule,
    editions.suppression_label,
    editions.suppression_min,
    editions.suppression_max,
    editions.additive_over,
    editions.is_exhaustive,
    editions.notes
from objects
left join editions
    on
        objects.schema_name = editions.schema_name
        and objects.table_name = editions.table_code
