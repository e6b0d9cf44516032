-- Find the cells that every selector names, and write the query that recomputes a claim.
-- Input: staging.selector, staging.claim, staging.rule, staging.fact.
create or replace table staging.selected as
with cells as (
    select
        * exclude (edition_code),
        edition_code as cell_edition_code
    from staging.fact
    where table_code in (select table_code from staging.selector)
)

select
    selector.edition_code,
    selector.file,
    selector.line,
    selector.subject_kind,
    selector.sort_order,
    selector.member,
    selector.side,
    selector.selector,
    coalesce(rule.group_dimensions, []) as group_dimensions,
    cells.* exclude (cell_edition_code)
from staging.selector
inner join cells
    on
        selector.edition_code = cells.cell_edition_code
        and selector.table_code = cells.table_code
        and (selector.years is null or list_contains(selector.years, cells.year::varchar))
        and (selector.forms is null or list_contains(selector.forms, cells.form_code))
        and (selector.sectors is null or list_contains(selector.sectors, cells.sector_code))
        and (selector.origins is null or list_contains(selector.origins, cells.origin_code))
        and (selector.ages is null or list_contains(selector.ages, cells.age_code))
        and (selector.sexes is null or list_contains(selector.sexes, cells.sex_code))
        and (selector.reporters is null or list_contains(selector.reporters, cells.reporter_code))
        and (selector.outcomes is null or list_contains(selector.outcomes, cells.outcome_code))
left join staging.rule
    on
        selector.subject_kind = 'rule'
        and selector.edition_code = rule.edition_code
        and selector.sort_order = rule.sort_order;

-- A rule with `by` holds once for every group: the members of those dimensions, with dots between.
-- The whole of a share is the same for all groups of its rule.
create or replace table staging.term as
with grouped as (
    select
        selected.*,
        coalesce(claim.claim_code, rule.rule_code) as subject_code,
        array_to_string(
            list_transform(
                selected.group_dimensions,
                lambda dimension: case dimension
                    when 'year' then selected.year::varchar
                    when 'form' then selected.form_code
                    when 'sector' then selected.sector_code
                    when 'origin' then selected.origin_code
                    when 'age' then selected.age_code
                    when 'sex' then selected.sex_code
                    when 'reporter' then selected.reporter_code
                    else selected.outcome_code
                end
            ),
            '.'
        ) as group_code
    from staging.selected
    left join staging.claim
        on
            selected.subject_kind = 'claim'
            and selected.edition_code = claim.edition_code
            and selected.sort_order = claim.sort_order
    left join staging.rule
        on
            selected.subject_kind = 'rule'
            and selected.edition_code = rule.edition_code
            and selected.sort_order = rule.sort_order
),

groups as (
    select distinct
        edition_code,
        subject_kind,
        subject_code,
        group_code
    from grouped
    where side = 'of'
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
    grouped.line,
    grouped.selector
from grouped
inner join groups
    on
        grouped.edition_code = groups.edition_code
        and grouped.subject_kind = groups.subject_kind
        and grouped.subject_code = groups.subject_code
        and (grouped.side = 'per' or grouped.group_code = groups.group_code);
