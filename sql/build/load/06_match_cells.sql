-- Find the cells that every selector names.
-- A heading gives its codes to all of its cells: so a selector admits rows and columns, and names
-- the cells in which they cross. What a table does not break down is _T in all of its cells.
create or replace table staging.selected_heading as
with given as (
    select distinct
        edition_code,
        table_code,
        dimension
    from staging.heading_code
),

wanted as (
    select
        selector.selector_number,
        selector.edition_code,
        selector.table_code,
        selector_code.dimension,
        selector_code.codes
    from staging.selector
    inner join staging.selector_code on selector.selector_number = selector_code.selector_number
),

refused as (
    select distinct
        wanted.selector_number,
        heading_code.side,
        heading_code.heading_code
    from wanted
    inner join staging.heading_code
        on
            wanted.edition_code = heading_code.edition_code
            and wanted.table_code = heading_code.table_code
            and wanted.dimension = heading_code.dimension
    where not list_contains(wanted.codes, heading_code.code)
),

-- Another code than the one that the whole table has.
refused_altogether as (
    select selector_number from refused
    where side = 'table'

    union

    select wanted.selector_number
    from wanted
    anti join given
        on
            wanted.edition_code = given.edition_code
            and wanted.table_code = given.table_code
            and wanted.dimension = given.dimension
    where not list_contains(wanted.codes, '_T')
)

select
    selector.selector_number,
    heading_key.side,
    heading_key.heading_code
from staging.selector
inner join staging.heading_key
    on
        selector.edition_code = heading_key.edition_code
        and selector.table_code = heading_key.table_code
anti join refused
    on
        selector.selector_number = refused.selector_number
        and heading_key.side = refused.side
        and heading_key.heading_code = refused.heading_code
anti join refused_altogether
    on selector.selector_number = refused_altogether.selector_number;

create or replace table staging.selected as
select
    selector.selector_number,
    row_headings.heading_code as row_code,
    column_headings.heading_code as column_code,
    csv_row.line - 1 as row_position,
    column_position.column_position
from staging.selector
inner join staging.selected_heading as row_headings
    on
        selector.selector_number = row_headings.selector_number
        and row_headings.side = 'row'
inner join staging.selected_heading as column_headings
    on
        selector.selector_number = column_headings.selector_number
        and column_headings.side = 'column'
inner join staging.cell_file
    on
        selector.edition_code = cell_file.edition_code
        and selector.table_code = cell_file.table_code
inner join staging.csv_row
    on
        cell_file.file_number = csv_row.file_number
        and row_headings.heading_code = csv_row.row_code
inner join staging.column_position
    on
        cell_file.file_number = column_position.file_number
        and column_headings.heading_code = column_position.column_code;

-- A rule with `by` holds once for every group: the members of those dimensions, with dots between.
-- The whole of a share is the same for all groups of its rule.
create or replace table staging.term as
with subjects as (
    select
        'claim' as subject_kind,
        edition_code,
        sort_order,
        claim_code as subject_code,
        [] as group_dimensions
    from staging.claim

    union all

    select
        'rule' as subject_kind,
        edition_code,
        sort_order,
        rule_code as subject_code,
        group_dimensions
    from staging.rule
),

group_dimensions as (
    select
        subject_kind,
        edition_code,
        sort_order,
        unnest(group_dimensions) as dimension,
        generate_subscripts(group_dimensions, 1) as place
    from subjects
),

members as (
    select
        selected.selector_number,
        selected.row_position,
        selected.column_position,
        group_dimensions.place,
        coalesce(max(heading_code.code), '_T') as code
    from staging.selected
    inner join staging.selector on selected.selector_number = selector.selector_number
    inner join group_dimensions
        on
            selector.subject_kind = group_dimensions.subject_kind
            and selector.edition_code = group_dimensions.edition_code
            and selector.sort_order = group_dimensions.sort_order
    left join staging.heading_code
        on
            selector.edition_code = heading_code.edition_code
            and selector.table_code = heading_code.table_code
            and group_dimensions.dimension = heading_code.dimension
            and heading_code.heading_code = case heading_code.side
                when 'row' then selected.row_code
                when 'column' then selected.column_code
                else ''
            end
    group by
        selected.selector_number,
        selected.row_position,
        selected.column_position,
        group_dimensions.place
),

groups_of_cells as (
    select
        selector_number,
        row_position,
        column_position,
        string_agg(code, '.' order by place) as group_code
    from members
    group by selector_number, row_position, column_position
),

grouped as (
    select
        selector.*,
        subjects.subject_code,
        selected.row_position,
        selected.column_position,
        coalesce(groups_of_cells.group_code, '_T') as group_code
    from staging.selected
    inner join staging.selector on selected.selector_number = selector.selector_number
    inner join subjects
        on
            selector.subject_kind = subjects.subject_kind
            and selector.edition_code = subjects.edition_code
            and selector.sort_order = subjects.sort_order
    left join groups_of_cells
        on
            selected.selector_number = groups_of_cells.selector_number
            and selected.row_position = groups_of_cells.row_position
            and selected.column_position = groups_of_cells.column_position
),

groups as (
    select distinct
        edition_code,
        subject_kind,
        subject_code,
        group_code
    from grouped
    where side = 'sum'
)

select
    grouped.edition_code,
    grouped.subject_kind,
    grouped.subject_code,
    groups.group_code,
    grouped.member,
    grouped.side,
    grouped.table_code,
    grouped.row_position,
    grouped.column_position,
    grouped.file,
    grouped.line
from grouped
inner join groups
    on
        grouped.edition_code = groups.edition_code
        and grouped.subject_kind = groups.subject_kind
        and grouped.subject_code = groups.subject_code
        and (grouped.side = 'whole' or grouped.group_code = groups.group_code);
