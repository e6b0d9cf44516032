-- en: Every table and view of this file: what it holds, and for those of the report what they
--     count.
-- en: A view of the report has one edition; one of mart is described as in the newest edition.
-- nl: Elke tabel en view van dit bestand: wat zij bevat, en bij die van het rapport wat zij tellen.
-- nl: Een view van het rapport heeft één editie; een van mart is beschreven zoals in de nieuwste
--     editie.
with objects as (
    select
        split_part(object_name, '.', 1) as schema_name,
        split_part(object_name, '.', 2) as table_name,
        object_kind,
        description_nl,
        description_en
    from build.objects
    where object_kind in ('table', 'view')
),

tables as (
    select
        tables.*,
        editions.publication_order
    from main.dim_table as tables
    inner join main.dim_edition as editions using (edition_code)
    where not tables.is_without_values
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
    qualify row_number() over (partition by table_code order by publication_order desc) = 1
)

select
    objects.schema_name,
    objects.table_name,
    objects.object_kind,
    objects.description_nl,
    objects.description_en,
    editions.edition_code,
    editions.page,
    editions.heading_nl,
    editions.heading_en,
    editions.measure,
    editions.unit,
    editions.population_code,
    editions.population_nl,
    editions.population_en,
    editions.registry_nl,
    editions.registry_en,
    editions.counting_rule_nl,
    editions.counting_rule_en,
    editions.suppression_label,
    editions.suppression_min,
    editions.suppression_max,
    editions.additive_over,
    editions.is_exhaustive,
    editions.notes_nl,
    editions.notes_en
from objects
left join editions
    on
        objects.schema_name = editions.schema_name
        and objects.table_name = editions.table_code
