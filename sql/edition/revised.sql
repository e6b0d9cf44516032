-- A year that the edition prints differently from the edition of its series before it.
with revisions as (
    select * from quality.revisions
    where new_edition_code = getvariable('edition')
),

editions as (
    select previous_edition_code as edition_code
    from main.dim_edition
    where edition_code = getvariable('edition')
)

select
    revisions.table_code,
    revisions.label || ', ' || revisions.column_label as place,
    coalesce(revisions.new_printed, 'nothing') as found,
    coalesce(revisions.old_printed, 'nothing') || ' as in edition ' || revisions.old_edition_code
        as expected
from revisions
inner join editions on revisions.old_edition_code = editions.edition_code
where
    revisions.revision_kind in ('changed', 'suppressed', 'disclosed', 'vanished', 'appeared')
order by all
