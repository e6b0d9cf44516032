-- en: The codes of every printed cell of every edition: one row per cell and dimension, with
--     labels.
-- en: Unit: none. Hidden: the code of a cell says nothing of its figure.
-- nl: De codes van elke gedrukte cel van elke editie: één rij per cel en dimensie, met opschriften.
-- nl: Eenheid: geen. Verborgen: de code van een cel zegt niets over haar cijfer.
with cells as (
    select * from main.all_cells
),

codes as (
    select * from build.all_codes
),

cell_codes as (
    unpivot cells
    on columns(
        lambda name: ends_with(name, '_code')
        and name not in (
            'edition_code',
            'table_code',
            'population_code',
            'form_counting_code',
            'observation_status_code',
            'confidentiality_status_code',
            'placement_code'
        )
    )
    into name code_column value code
)

select
    cell_codes.edition_code,
    cell_codes.table_code,
    cell_codes.row_position,
    cell_codes.column_position,
    codes.dimension,
    codes.code,
    codes.label_nl,
    codes.label_en
from cell_codes
inner join codes
    on
        cell_codes.code_column = codes.dimension || '_code'
        and cell_codes.code = codes.code
