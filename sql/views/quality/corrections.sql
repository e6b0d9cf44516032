-- en: What is wrong in print, as far as it was noticed: the tables keep what was printed.
-- en: Without a column the label of a row is meant, without both the heading of the table.
-- nl: Wat er in druk fout is, voor zover opgemerkt: de tabellen houden wat gedrukt is.
-- nl: Zonder kolom is het opschrift van een rij bedoeld, zonder beide de kop van de tabel.
with corrections as (
    select * from main.correction
),

tables as (
    select * from main.dim_table
)

select
    corrections.edition_code,
    corrections.correction_number,
    corrections.table_code,
    tables.page,
    corrections.row_code,
    corrections.column_code,
    corrections.questioned_text,
    corrections.problem_nl,
    corrections.problem_en,
    corrections.evidence_nl,
    corrections.evidence_en,
    corrections.correction_status
from corrections
inner join tables
    on
        corrections.edition_code = tables.edition_code
        and corrections.table_code = tables.table_code
