-- Read every CSV of cells as lines, number the lines per file, and split them at their commas.
-- Input: staging.seed_file (which file is which), variable cell_files (the paths to read).
-- Lines and columns are numbered over all files, so that one number names a row or a column.
-- A CSV of cells has no quotes and no blank lines; the reader of bytes has refused them.
create or replace table staging.csv_line as
with lines as (
    select
        filename as path,
        line,
        row_number() over () as ordinal
    from read_csv(
        getvariable('cell_files'),
        auto_detect = false,
        header = false,
        columns = { 'line': 'varchar' },
        delim = e'\x1f',
        quote = '',
        escape = '',
        new_line = '\n',
        filename = true,
        hive_partitioning = false
    )
)

select
    seed_file.file_number,
    seed_file.file,
    seed_file.edition_code,
    seed_file.table_code,
    lines.ordinal::integer as line_number,
    (lines.ordinal - min(lines.ordinal) over (partition by lines.path) + 1)::integer as line,
    string_split(lines.line, ',') as fields
from lines
inner join staging.seed_file on lines.path = seed_file.path;

create or replace table staging.csv_header as
with headings as (
    select
        file_number,
        file,
        edition_code,
        table_code,
        unnest(range(1, len(fields) + 1)) as field,
        unnest(fields) as heading_code
    from staging.csv_line
    where line = 1
)

select
    *,
    (row_number() over (order by file_number, field))::integer as column_number
from headings;

-- What is asked of rows reads this: to read the fields of all lines takes long.
create or replace table staging.csv_row as
select
    line_number,
    file_number,
    file,
    edition_code,
    table_code,
    line,
    fields[1] as row_code,
    len(fields) as field_count
from staging.csv_line
where line > 1;
