-- A table or chart of which no figure is taken over, and no note that says why.
select
    file,
    1 as line,
    'notes' as column_name,
    null as value,
    'why no figure is taken over' as expected,
    'say so in notes_nl and notes_en, or add measure and the CSV' as remedy
from staging.table_meta
where measure is null and notes_nl is null
