-- en: Whether the tables of each edition agree with each other: one row per rule and group.
--     verdict: holds, holds_only_if (the hidden cells leave it open) or impossible.
-- en: Unit: that of the tables; percent for rules about shares. Slack is right less left: zero
--     where both sides must be equal; not negative where the left side may not exceed the right
--     one.
-- en: Hidden: both sides are intervals of printed bounds, never narrower.
-- nl: Of de tabellen van elke editie met elkaar kloppen: één rij per regel en groep. verdict: holds
--     (klopt), holds_only_if (de verborgen cellen laten het open) of impossible (kan niet).
-- nl: Eenheid: die van de tabellen; procenten bij regels over aandelen. De speling (slack) is
--     rechts min links: nul waar beide kanten gelijk moeten zijn; niet negatief waar de linkerkant
--     niet groter mag zijn dan de rechter.
-- nl: Verborgen: beide kanten zijn bereiken van gedrukte grenzen, nooit nauwer.
with rules as (
    select * from main.rule
),

sums as (
    select * from build.term_sums
    where subject_kind = 'rule'
),

compared as (
    select
        rules.edition_code,
        rules.rule_code,
        rules.rule_kind,
        rules.statement_nl,
        rules.statement_en,
        rules.group_dimensions,
        rules.sort_order,
        lefts.group_code,
        lefts.hidden_cells + rights.hidden_cells as hidden_cells,
        lefts.uncertain_cells + rights.uncertain_cells as uncertain_cells,
        lefts.value_min as left_min,
        lefts.value_max as left_max,
        rights.value_min as right_min,
        rights.value_max as right_max,
        rights.value_min - lefts.value_max as slack_min,
        rights.value_max - lefts.value_min as slack_max
    from rules
    inner join sums as lefts
        on
            rules.edition_code = lefts.edition_code
            and rules.rule_code = lefts.subject_code
            and lefts.member = 0
    inner join sums as rights
        on
            rules.edition_code = rights.edition_code
            and rules.rule_code = rights.subject_code
            and lefts.group_code = rights.group_code
            and rights.member = 1
)

select
    edition_code,
    rule_code,
    rule_kind,
    statement_nl,
    statement_en,
    group_dimensions,
    group_code,
    hidden_cells,
    uncertain_cells,
    left_min,
    left_max,
    right_min,
    right_max,
    slack_min,
    slack_max,
    case
        when rule_kind = 'subset' and slack_max < 0 then 'impossible'
        when rule_kind = 'subset' and slack_min >= 0 then 'holds'
        when rule_kind = 'overlap' and slack_min > 0 then 'impossible'
        when rule_kind = 'overlap' and slack_max <= 0 then 'holds'
        when rule_kind in ('subset', 'overlap') then 'holds_only_if'
        when slack_min > 0 or slack_max < 0 then 'impossible'
        when rule_kind = 'share' and left_min <= right_min and right_max <= left_max then 'holds'
        when slack_min = 0 and slack_max = 0 then 'holds'
        else 'holds_only_if'
    end as verdict,
    sort_order
from compared
