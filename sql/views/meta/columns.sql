-- en: Every column of every table and view of this file: its type, and what it means.
-- en: A column name means the same everywhere; the columns of report_<edition> hold the print.
-- nl: Elke kolom van elke tabel en view van dit bestand: haar type, en wat zij betekent.
-- nl: De naam van een kolom betekent overal hetzelfde; de kolommen van report_<edition> bevatten de
--     druk.
with columns as (
    select * from build.columns
)

select
    split_part(object_name, '.', 1) as schema_name,
    split_part(object_name, '.', 2) as table_name,
    column_number,
    column_name,
    data_type,
    description_nl,
    description_en
from columns
