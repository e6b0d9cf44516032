-- The readings under which a figure would be right, simplest first: a repetition in print, then one
-- change, then two; of as many changes, those that come nearest, and those that hold whatever the
-- hidden cells are. What may be without limit fits everything, and says nothing.
-- Input: trial, the words, repetition, main.claim and main.rule through the views of quality.
create table judged as
select
    claim_code as trial_code,
    verdict = 'confirmed' as is_sure,
    0 as gap,
    value_min,
    value_max,
    null::double as right_min,
    null::double as right_max
from quality.claims
where verdict = 'confirmed' or (verdict = 'possible' and value_max is not null)
union all
select
    rule_code as trial_code,
    verdict = 'holds' as is_sure,
    greatest(0, left_min - right_max, right_min - left_max) as gap,
    left_min as value_min,
    left_max as value_max,
    right_min,
    right_max
from quality.reconciliation
where
    verdict = 'holds'
    or (verdict = 'holds_only_if' and left_max is not null and right_max is not null);

-- What fills the gaps of the sentences in `sql/words.yml`, in both languages.
create table word as
with originals as (
    select * from described_side
    where trial_number = 0 and side = 'sum'
)

select
    trial.subject_number,
    trial.trial_number,
    {
        'dimension': dimensions.label_nl,
        'from': from_label.label_nl,
        'to': to_label.label_nl,
        'from_years': moved_years.from_years,
        'to_years': moved_years.to_years,
        'described': described.description_nl,
        'own': own.description_nl,
        'rival': rival.description_nl
    } as words_nl,
    {
        'dimension': dimensions.label_en,
        'from': from_label.label_en,
        'to': to_label.label_en,
        'from_years': moved_years.from_years,
        'to_years': moved_years.to_years,
        'described': described.description_en,
        'own': own.description_en,
        'rival': rival.description_en
    } as words_en
from trial
left join published.meta.dimensions as dimensions on trial.dimension = dimensions.dimension
left join label as from_label
    on trial.dimension = from_label.dimension and trial.from_code = from_label.code
left join label as to_label
    on trial.dimension = to_label.dimension and trial.to_code = to_label.code
left join moved_years
    on
        trial.subject_number = moved_years.subject_number
        and trial.trial_number = moved_years.trial_number
left join described_side as described
    on
        trial.subject_number = described.subject_number
        and trial.trial_number = described.trial_number
        and trial.scope_member = described.member
        and trial.scope_side = described.side
left join originals as own
    on trial.subject_number = own.subject_number and own.member = 0
left join originals as rival
    on trial.subject_number = rival.subject_number and trial.scope_member = rival.member;

-- What a repeated line would have is not known; so nothing is computed.
create table repeated as
select
    repetition.subject_number,
    row_number() over (
        partition by repetition.subject_number
        order by repetition.line_kind, repetition.line, repetition.other_line
    ) as trial_number,
    repetition.table_code,
    {
        'from': here.label_nl,
        'to': there.label_nl,
        'figures': array_to_string(repetition.figures, ', ')
    } as words_nl,
    {
        'from': here.label_en,
        'to': there.label_en,
        'figures': array_to_string(repetition.figures, ', ')
    } as words_en
from repetition
inner join line_label as here using (line_kind, table_code, line)
inner join line_label as there
    on
        repetition.line_kind = there.line_kind
        and repetition.table_code = there.table_code
        and repetition.other_line = there.line;

-- The table is named where it is another one, and that of a whole.
create table reading as
with tables as (
    select
        trial_cell.subject_number,
        trial_cell.trial_number,
        min(trial_cell.table_code) as table_code
    from trial_cell
    inner join trial using (subject_number, trial_number)
    where
        trial.change_kind in ('whole', 'table')
        and trial_cell.member = trial.scope_member
        and trial_cell.side = trial.scope_side
    group by all
),

changed as (
    select
        trial.subject_number,
        trial.trial_number,
        trial.changes,
        trial.change_kind,
        trial.scope_member,
        trial.scope_side,
        judged.* exclude (trial_code),
        tables.table_code,
        word.words_nl,
        word.words_en
    from judged
    inner join trial on judged.trial_code = trial.subject_number || '.' || trial.trial_number
    inner join word using (subject_number, trial_number)
    left join tables using (subject_number, trial_number)
),

repetitions as (
    select
        *,
        0 as changes,
        'repeat' as change_kind,
        0 as scope_member,
        '' as scope_side,
        0 as gap,
        false as is_sure
    from repeated
)

select
    * exclude (words_nl, words_en),
    words_nl::json as words_nl,
    words_en::json as words_en
from changed
union all by name
select
    * exclude (words_nl, words_en),
    words_nl::json as words_nl,
    words_en::json as words_en
from repetitions;

-- Ten of each at most.
select
    subject.subject_kind,
    subject.subject_code,
    subject.group_code,
    subject.shape,
    row_number() over (
        partition by reading.subject_number
        order by
            reading.changes,
            reading.gap,
            not reading.is_sure,
            reading.trial_number
    ) as reading_number,
    reading.change_kind,
    reading.scope_member,
    reading.scope_side,
    reading.is_sure,
    reading.words_nl,
    reading.words_en,
    reading.table_code,
    tables.page,
    reading.value_min,
    reading.value_max,
    reading.right_min,
    reading.right_max
from reading
inner join subject on reading.subject_number = subject.subject_number
left join published.main.dim_table as tables
    on
        reading.table_code = tables.table_code
        and tables.edition_code = getvariable('edition')
qualify reading_number <= 10
order by subject.subject_number, reading_number;
