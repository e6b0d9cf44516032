-- Write for every claim the query with which anyone recomputes it from the warehouse.
-- The views of quality compute the same from the cells in `term`; a test holds both together.
-- Input: staging.claim, staging.selector, staging.term.
create or replace table staging.recomputation as
with conditions as (
    select
        selector.selector_number,
        selector.edition_code,
        selector.sort_order,
        selector.member,
        selector.side,
        selector.table_code,
        dimension.dimension,
        dimension.place,
        selector_code.codes
    from staging.selector
    left join staging.selector_code on selector.selector_number = selector_code.selector_number
    left join staging.dimension on selector_code.dimension = dimension.dimension
    where selector.subject_kind = 'claim'
),

-- Tables that print totals of more years beside the years.
periods as (
    select distinct
        edition_code,
        table_code
    from staging.heading_code
    where dimension = 'year' and left(code, 4) <> right(code, 4)
),

selectors as (
    select
        conditions.selector_number,
        conditions.edition_code,
        conditions.sort_order,
        conditions.member,
        conditions.side,
        concat_ws(
            ' and ',
            'table_code = ''' || conditions.table_code || '''',
            string_agg(
                if(
                    dimension = 'year',
                    if(
                        periods.table_code is null,
                        'year in (' || array_to_string(codes, ', ') || ')',
                        '(first_year || ''T'' || year) in (''' || array_to_string(
                            list_transform(
                                codes, lambda code: left(code, 4) || 'T' || right(code, 4)
                            ),
                            ''', '''
                        ) || ''')'
                    ),
                    dimension || '_code in (''' || array_to_string(codes, ''', ''') || ''')'
                ),
                ' and '
                order by place
            )
        ) as condition
    from conditions
    left join periods
        on
            conditions.edition_code = periods.edition_code
            and conditions.table_code = periods.table_code
    group by
        conditions.selector_number,
        conditions.edition_code,
        conditions.sort_order,
        conditions.member,
        conditions.side,
        conditions.table_code
),

sides as (
    select
        edition_code,
        sort_order,
        member,
        string_agg('(' || condition || ')', ' or ' order by selector_number)
        filter (where side = 'sum') as of_condition,
        string_agg('(' || condition || ')', ' or ' order by selector_number)
        filter (where side = 'whole') as per_condition
    from selectors
    group by edition_code, sort_order, member
),

wholes as (
    select * from staging.term
    where side = 'whole'
),

-- Shares of which a part is not among the cells of the whole.
outsiders as (
    select
        parts.edition_code,
        parts.subject_code,
        parts.member
    from staging.term as parts
    anti join wholes as whole
        on
            parts.edition_code = whole.edition_code
            and parts.subject_kind = whole.subject_kind
            and parts.subject_code = whole.subject_code
            and parts.member = whole.member
            and parts.table_code = whole.table_code
            and parts.row_position = whole.row_position
            and parts.column_position = whole.column_position
    where parts.subject_kind = 'claim' and parts.side = 'sum'
    group by parts.edition_code, parts.subject_code, parts.member
),

-- The pieces of text that measures are put together from.
texts as (
    select
        sides.edition_code,
        sides.sort_order,
        sides.member,
        claim.claim_code,
        'select coalesce(sum(mart.in_sum(low, preferred_min, competing_cells, present)), 0) '
        || 'as low, case when count(high) = count(*) then coalesce(sum(mart.in_sum(high, '
        || 'preferred_max, competing_cells, present)), 0) end as high from (select *, '
        || 'count(competing_cells) over (partition by table_code, row_position) as present '
        || 'from cells' as sum_of_cells,
        sides.of_condition,
        sides.per_condition,
        '(' || sides.per_condition || ') and not (' || sides.of_condition || ')' as rest_condition
    from sides
    inner join staging.claim
        on sides.edition_code = claim.edition_code and sides.sort_order = claim.sort_order
),

measures as (
    select
        texts.edition_code,
        texts.sort_order,
        texts.member,
        'measure_' || texts.member as name,
        case
            when texts.per_condition is null
                then format(e'    {}\n    where {})', texts.sum_of_cells, texts.of_condition)
            when outsiders.member is null
                then
                    format(
                        '    select 100 * part.low / nullif(part.low + rest.high, 0) as low, '
                        || '100 * part.high / nullif(part.high + rest.low, 0) as high'
                        || e'\n    from ({0} where {1})) as part'
                        || e'\n    cross join ({0} where {2})) as rest',
                        texts.sum_of_cells,
                        texts.of_condition,
                        texts.rest_condition
                    )
            else
                format(
                    '    select 100 * part.low / nullif(whole.high, 0) as low, '
                    || '100 * part.high / nullif(whole.low, 0) as high'
                    || e'\n    from ({0} where {1})) as part'
                    || e'\n    cross join ({0} where {2})) as whole',
                    texts.sum_of_cells,
                    texts.of_condition,
                    texts.per_condition
                )
        end as text
    from texts
    left join outsiders
        on
            texts.edition_code = outsiders.edition_code
            and texts.claim_code = outsiders.subject_code
            and texts.member = outsiders.member
),

queries as (
    select
        edition_code,
        sort_order,
        string_agg(name || e' as (\n' || text || e'\n)', e',\n' order by member) as measures,
        string_agg(name, ' cross join ' order by member) as names,
        string_agg('(' || name || '.low > measure_0.high)::integer', ' + ' order by member)
        filter (where member > 0) as surely_above,
        string_agg('(' || name || '.high > measure_0.low)::integer', ' + ' order by member)
        filter (where member > 0) as maybe_above,
        string_agg('(' || name || '.high < measure_0.low)::integer', ' + ' order by member)
        filter (where member > 0) as surely_below,
        string_agg('(' || name || '.low < measure_0.high)::integer', ' + ' order by member)
        filter (where member > 0) as maybe_below
    from measures
    group by edition_code, sort_order
)

select
    queries.edition_code,
    queries.sort_order,
    'with cells as (' || e'\n    select *, '
    || 'coalesce(count_min, 100 * share - 0.5, 0)::double as low, '
    || 'coalesce(count_max, 100 * share + 0.5)::double as high'
    || e'\n    from main.all_cells where edition_code = ''' || queries.edition_code
    || e'''\n),\n' || queries.measures || e'\nselect '
    || case
        when claim.claim_kind = 'difference'
            then 'measure_0.low - measure_1.high as value_min, measure_0.high - measure_1.low'
        when claim.claim_kind = 'trend'
            then
                '100 * (measure_0.low / nullif(measure_1.high, 0) - 1) as value_min, '
                || '100 * (measure_0.high / nullif(measure_1.low, 0) - 1)'
        when claim.rank_from = 'highest'
            then
                '1 + ' || queries.surely_above || ' as value_min, 1 + ' || queries.maybe_above
        when claim.rank_from = 'lowest'
            then
                '1 + ' || queries.surely_below || ' as value_min, 1 + ' || queries.maybe_below
        else 'measure_0.low as value_min, measure_0.high'
    end
    || e' as value_max\nfrom ' || queries.names as recompute_sql
from queries
inner join staging.claim
    on queries.edition_code = claim.edition_code and queries.sort_order = claim.sort_order;
