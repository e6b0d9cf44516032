"""The monitor of prosecution and trial 2011-2015: its totals hold, and it stays beside 2018-2022.

Decision: the totals are held against cells here, not against the rules of the edition, so that a
rule that was left out or says too little is noticed. The notes of the report repeat many of them.
"""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cases import first
from tests.editions import unproved
from warehouse.build.views import store
from warehouse.place import SEEDS

EDITION = "prosecution_monitor_2015"
YEARS = range(2011, 2016)
Connection = duckdb.DuckDBPyConnection

# What notes of the report print for 2011 to 2015, each by its page and what it counts.
NATURAL_PERSONS = (258, 311, 256, 279, 216)  # 23: suspects, without legal persons
LEGAL_PERSONS = (3, 4, 1, 3, 1)  # 23
UNKNOWN = {
    "suspects_by_sex": (0, 1, 2, 0, 3),  # 23
    "suspects_by_age": (5, 1, 0, 0, 2),  # 24
    "suspects_by_birth_country": (2, 4, 7, 8, 8),  # 26
}
ADMINISTRATIVE = ((3, 7, 7, 8, 5), (4, 6, 3, 5, 2))  # 13: double registrations, transfers
JOINED_AND_CONVICTED = (4, 4, 2, 5, 3)  # 18: no penalty is registered with them
ACQUITTED = ((20, 24, 31, 13, 34), (15, 12, 11, 7, 19), (2, 0, 3, 0, 3))  # 18: by kind


@pytest.fixture(scope="module")
def connection(through_the_years: Path) -> Iterator[Connection]:
    with duckdb.connect(str(through_the_years), read_only=True) as connected:
        yield connected


def sums(connection: Connection, table: str, where: str = "true") -> dict[int, int]:
    """Return what the one-year cells of a table add up to, by year."""
    query = (
        "select year, sum(count)::integer from main.all_cells where edition_code = $1 "
        f"and table_code = $2 and first_year = year and {where} group by year order by year"
    )
    return dict(connection.execute(query, [EDITION, table]).fetchall())


def by_year(*notes: tuple[int, ...]) -> dict[int, int]:
    return {year: sum(note[year - YEARS[0]] for note in notes) for year in YEARS}


def less(one: dict[int, int], other: dict[int, int]) -> dict[int, int]:
    return {year: count - other[year] for year, count in one.items()}


def test_the_five_years_together_are_the_five_years(connection: Connection) -> None:
    """Each printed total of a row is the sum of its years, whatever table it stands in."""
    rows = connection.execute(
        "select table_code, row_position, sum(count) filter (where first_year = year), "
        "any_value(count) filter (where first_year < year) "
        "from main.all_cells where edition_code = $1 and measure = 'count' "
        "group by all having count(*) filter (where first_year < year) = 1 "
        "and count(*) filter (where first_year = year) = 5",
        [EDITION],
    ).fetchall()
    assert {table for table, *_ in rows} == {
        *("key_figures", "cases_settled_by_outcome", "verdicts_by_outcome"),
        *("convictions_by_sentence", *UNKNOWN),
    }
    assert len(rows) == 3 + 7 + 4 + 5 + 2 + 5 + 4
    assert [row for row in rows if row[2] != row[3]] == []


@pytest.mark.parametrize(
    ("table", "repeated", "where"),
    [
        ("cases_registered", "key_figures", "outcome_code = 'REGISTERED'"),
        ("cases_settled_by_outcome", "key_figures", "outcome_code = 'SETTLED'"),
        ("cases_settled_by_outcome", "cases_settled", "outcome_code = 'SETTLED'"),
        ("verdicts_by_outcome", "key_figures", "outcome_code = 'ADJUDICATED'"),
        ("verdicts_by_outcome", "cases_adjudicated", "true"),
        ("prison_sentences", "convictions_by_sentence", "outcome_code = 'CONVICTED_PRISON'"),
    ],
)
def test_a_total_is_printed_alike_everywhere(
    connection: Connection, table: str, repeated: str, where: str
) -> None:
    found = sums(connection, table)
    again = sums(connection, repeated, where)
    assert {year: found[year] for year in YEARS} == again
    assert len(again) == 5


@pytest.mark.parametrize("table", UNKNOWN)
def test_suspects_are_those_of_the_cases_registered(connection: Connection, table: str) -> None:
    registered = sums(connection, "key_figures", "outcome_code = 'REGISTERED'")
    assert less(registered, by_year(LEGAL_PERSONS)) == by_year(NATURAL_PERSONS)
    assert less(by_year(NATURAL_PERSONS), by_year(UNKNOWN[table])) == sums(connection, table)


def test_stages_differ_by_what_the_notes_say(connection: Connection) -> None:
    settled, with_admin = (
        sums(connection, "cases_settled", f"outcome_code = '{code}'")
        for code in ("SETTLED", "SETTLED_WITH_ADMIN")
    )
    assert less(with_admin, settled) == by_year(*ADMINISTRATIVE)
    convicted, acquitted = (
        sums(connection, "verdicts_by_outcome", f"outcome_code = 'ADJUDICATED_{code}'")
        for code in ("CONVICTED", "ACQUITTED")
    )
    penalties = sums(connection, "convictions_by_sentence")
    assert less(convicted, penalties) == by_year(JOINED_AND_CONVICTED)
    assert acquitted == by_year(*ACQUITTED)


def test_the_mean_of_five_years_is_that_of_the_years(connection: Connection) -> None:
    """The mean length of a prison sentence, weighted by how many there were each year."""
    [(mean, printed)] = connection.execute(
        "select sum(days.value * sentences.count) / sum(sentences.count), any_value(five.value) "
        "from main.all_cells as days "
        "inner join main.all_cells as sentences using (edition_code, year) "
        "inner join main.all_cells as five using (edition_code) "
        "where edition_code = $1 and days.table_code = 'prison_sentence_days' "
        "and sentences.table_code = 'prison_sentences' "
        "and five.table_code = 'key_prison_sentence_days' and five.first_year < five.year",
        [EDITION],
    ).fetchall()
    assert round(mean) == printed == 709


def test_the_key_figures_repeat_the_mean_of_each_year(connection: Connection) -> None:
    rows = connection.execute(
        "select year, list(value order by table_code) from main.all_cells "
        "where edition_code = $1 and first_year = year "
        "and table_code in ('prison_sentence_days', 'key_prison_sentence_days') group by year",
        [EDITION],
    ).fetchall()
    assert {year for year, _ in rows} == set(YEARS)
    assert [values for _, values in rows if len(set(values)) != 1 or len(values) != 2] == []


SHARES = [
    # a printed percentage, what it is of, and what that is a part of
    (
        "key_shares where outcome_code = 'SETTLED_SUMMONS_THB'",
        "cases_settled_by_outcome where outcome_code = 'SETTLED_SUMMONS_THB'",
        "key_figures where outcome_code = 'SETTLED'",
        6,
    ),
    (
        "key_shares where outcome_code = 'ADJUDICATED_CONVICTED'",
        "verdicts_by_outcome where outcome_code = 'ADJUDICATED_CONVICTED'",
        "key_figures where outcome_code = 'ADJUDICATED'",
        6,
    ),
    *(
        (
            f"{share} where true",
            f"top_profiles_of_{sex} where origin_code <> '_T'",
            " or table_code = ".join(f"'top_profiles_of_{one}'" for one in whole),
            count,
        )
        for sex, count in (("men", 9), ("women", 10))
        for share, whole in (
            (f"top_profiles_share_of_{sex}", (sex,)),
            (f"top_profiles_of_{sex}_share_of_all", ("men", "women")),
        )
    ),
]


def cells(table_where: str) -> str:
    table, where = table_where.split(" where ")
    return (
        "select year, first_year, origin_code, age_code, count, share from main.all_cells "
        f"where edition_code = '{EDITION}' and table_code = '{table}' and {where}"
    )


@pytest.mark.parametrize(("share", "part", "whole", "expected"), SHARES)
def test_a_percentage_is_that_of_the_counts(
    connection: Connection, share: str, part: str, whole: str, expected: int
) -> None:
    wholes = (
        f"{cells(whole)}"
        if " where " in whole
        else "select 2015 as year, 2011 as first_year, sum(count) as count from main.all_cells "
        f"where edition_code = '{EDITION}' and origin_code = '_T' and age_code = '_T' "
        f"and measure = 'count' and (table_code = {whole})"
    )
    rows = connection.execute(
        f"with shares as ({cells(share)}), parts as ({cells(part)}), wholes as ({wholes}) "
        "select shares.share::double, parts.count / wholes.count from shares "
        "inner join parts using (year, first_year, origin_code, age_code) "
        "inner join wholes using (year, first_year)"
    ).fetchall()
    assert len(rows) == expected
    assert [row for row in rows if abs(row[0] - row[1]) > 0.005] == []


def test_what_does_not_hold_is_a_finding(connection: Connection) -> None:
    """Nothing is: every rule holds and no sentence is contradicted, without a hidden cell."""
    rules = connection.execute(
        "select verdict, count(*) from quality.reconciliation where edition_code = $1 group by 1",
        [EDITION],
    ).fetchall()
    assert [verdict for verdict, _ in rules] == ["holds"]
    assert rules[0][1] > 150
    said = dict(
        connection.execute(
            "select verdict, count(*) from quality.claims where edition_code = $1 group by 1",
            [EDITION],
        ).fetchall()
    )
    assert {*said} == {"confirmed", "only_in_text"}
    assert said["confirmed"] > 40


def test_a_rule_stands_behind_every_count_and_percentage(connection: Connection) -> None:
    """But for the years before the five, which nothing repeats."""
    rows = connection.execute(
        "select table_code, year from main.all_cells as cells where edition_code = $1 "
        "and measure in ('count', 'share') and not exists (from main.term "
        "where term.subject_kind = 'rule' and term.edition_code = cells.edition_code "
        "and term.table_code = cells.table_code and term.row_position = cells.row_position "
        "and term.column_position = cells.column_position)",
        [EDITION],
    ).fetchall()
    assert sorted(rows) == [("cases_registered", year) for year in range(2006, 2011)]


@pytest.fixture(scope="module")
def spoilt(
    tmp_path_factory: pytest.TempPathFactory, connection: Connection
) -> Iterator[Connection]:
    [(path,)] = connection.execute(
        "select path from duckdb_databases() where path <> ''"
    ).fetchall()
    copy = shutil.copy(path, tmp_path_factory.mktemp("spoilt"))
    with duckdb.connect(str(copy)) as connected:
        yield connected


@pytest.mark.parametrize(
    ("fact", "table", "where"),
    first(
        3,
        [
            (
                "cases",
                "cases_settled_by_outcome",
                "outcome_code = 'SETTLED_JOINED' and year = 2012",
            ),
            ("cases", "verdicts_by_outcome", "outcome_code = 'ADJUDICATED_VOID' and year = 2014"),
            ("cases", "convictions_by_sentence", "outcome_code = 'CONVICTED_FINE' and year = 2013"),
            ("cases", "prison_sentences", "year = 2015"),
            ("cases", "cases_registered", "year = 2011"),
            ("cases", "cases_adjudicated", "year = 2012"),
            ("suspects", "suspects_by_sex", "sex_code = 'F' and year = 2013"),
            ("suspects", "suspects_by_age", "age_code = 'Y_GE50' and year = 2014"),
            ("suspects", "suspects_by_birth_country", "origin_code = 'BORN_O' and year = 2012"),
            ("suspects", "top_profiles_of_men", "origin_code = 'BORN_SR_MA_AN_TR'"),
            ("suspects", "top_profiles_of_women", "origin_code = 'BORN_TOP_8'"),
        ],
    ),
)
def test_a_count_that_is_one_off_is_a_finding(
    spoilt: Connection, fact: str, table: str, where: str
) -> None:
    spoilt.execute("begin")
    [(changed,)] = spoilt.execute(
        f"update fact_{fact} set count = count + 1, count_min = count + 1, count_max = count + 1 "
        "where edition_code = $1 and table_code = $2 "
        f"and (first_year = year or starts_with(table_code, 'top')) and {where}",
        [EDITION, table],
    ).fetchall()
    store(spoilt)
    found = spoilt.execute(
        "from quality.reconciliation where edition_code = $1 and verdict = 'impossible'", [EDITION]
    ).fetchall()
    spoilt.execute("rollback")
    assert changed == 1
    assert found


STAGES = [
    ("cases_registered", "REGISTERED"),
    ("cases_settled_by_outcome", None),
    ("verdicts_by_outcome", "ADJUDICATED_CONVICTED"),
    ("verdicts_by_outcome", "ADJUDICATED_ACQUITTED"),
]


@pytest.mark.parametrize(("table", "outcome"), STAGES)
def test_both_editions_stand_beside_each_other(
    connection: Connection, table: str, outcome: str | None
) -> None:
    """Cells of the same name are other series, for they count others; both are the newest."""
    rows = connection.execute(
        "select edition_code, population_code, min(year), max(year), list(distinct series_key) "
        "from main.newest_cells where table_code = $1 and first_year = year "
        "and outcome_code = coalesce($2, outcome_code) group by all order by min(year)",
        [table, outcome],
    ).fetchall()
    (earlier, counted, _, last, keys), (later, counts, first, _, other_keys) = rows
    assert (earlier, later) == (EDITION, "2022")
    assert (counted, counts) == ("CASES_PROSECUTION_2016", "CASES_PROSECUTION")
    assert last == 2015 < first
    assert set(keys).isdisjoint(other_keys)


def test_no_cell_of_one_population_revises_another(connection: Connection) -> None:
    found = connection.execute(
        "select * from quality.revisions where $1 in (old_edition_code, new_edition_code) "
        "and old_printed is not null and new_printed is not null",
        [EDITION],
    ).fetchall()
    assert found == []


SERIES = [
    # dimension, code, the years of the monitor, the years of the yearly report
    ("outcome", "REGISTERED", range(2006, 2016), range(2021, 2023)),
    ("outcome", "SETTLED", YEARS, range(2018, 2023)),
    ("outcome", "SETTLED_SUMMONS", YEARS, range(2018, 2023)),
    ("outcome", "SETTLED_DISMISSED", YEARS, range(2018, 2023)),
    ("outcome", "SETTLED_DISMISSED_TECHNICAL", YEARS, range(0)),
    ("outcome", "ADJUDICATED", YEARS, range(2018, 2023)),
    ("outcome", "ADJUDICATED_CONVICTED", YEARS, range(2018, 2023)),
    ("outcome", "ADJUDICATED_ACQUITTED", YEARS, range(2018, 2023)),
    ("outcome", "CONVICTED_PRISON", YEARS, range(0)),
    ("sex", "F", YEARS, range(2021, 2023)),
    ("sex", "M", YEARS, range(2021, 2023)),
    ("age", "Y12T22", YEARS, range(0)),
    ("_T", "_T", YEARS, range(2021, 2023)),
]
MONITOR = ("CASES_PROSECUTION_2016", "SUSPECTS_PROSECUTION_2016")
REPORT = ("CASES_PROSECUTION", "SUSPECTS_POLICE")


@pytest.mark.parametrize(("dimension", "code", "early", "late"), SERIES)
def test_a_series_breaks_where_others_are_counted(
    connection: Connection, dimension: str, code: str, early: range, late: range
) -> None:
    """The first year of the report is a break, whose reason names both; no other year is."""
    rows = connection.execute(
        "select year, population_code, edition_code, is_break, break_reason_nl, break_reason_en, "
        "value is not null from mart.series where dimension = $1 and code = $2 "
        "and process in ('cases', 'suspects') and measure = 'count' "
        "and list_contains($3, population_code) order by year",
        [dimension, code, [*MONITOR, *REPORT]],
    ).fetchall()
    assert [row[0] for row in rows] == [*early, *late]
    assert [row[2] for row in rows] == [EDITION] * len(early) + ["2022"] * len(late)
    assert {row[1] for row in rows[: len(early)]} <= set(MONITOR)
    assert {row[1] for row in rows[len(early) :]} <= set(REPORT)
    assert [row[0] for row in rows if row[3]] == [*late][:1]
    assert all(row[-1] for row in rows[: len(early)])
    labels = dict(
        connection.execute(
            "select population_code, [label_nl, label_en] from main.dim_population"
        ).fetchall()
    )
    for _, population, _, is_break, *reasons, _ in rows:
        for label, reason in zip(labels[population], reasons, strict=True):
            assert (reason is not None and label in reason) == is_break
    for before, after in pairwise(rows):
        if after[3]:
            assert labels[before[1]][0] in after[4]
            assert labels[before[1]][1] in after[5]


def test_a_change_across_the_break_is_refused(connection: Connection) -> None:
    """Within a population changes are computed; between them a reason stands instead."""
    rows = connection.execute(
        "select edition_code = base_edition_code, count(*), count(difference_min), "
        "count(relative), count(index_max), count(break_reason_nl), count(break_reason_en) "
        "from analysis.changes where $1 in (edition_code, base_edition_code) group by 1",
        [EDITION],
    ).fetchall()
    found = {is_within: counts for is_within, *counts in rows}
    assert found[True][0] == found[True][1] > 500
    assert found[True][-2:] == [0, 0]
    assert found[True][2] > 400
    refused = found[False]
    assert refused[0] > 50
    assert refused[1:] == [0, 0, 0, refused[0], refused[0]]


def test_five_years_stand_apart_from_the_years(connection: Connection) -> None:
    """No view of single years shows a period, and `mart.periods` shows them all."""
    [(periods,)] = connection.execute(
        "select count(*) from main.all_cells where edition_code = $1 and first_year < year",
        [EDITION],
    ).fetchall()
    [(shown,)] = connection.execute(
        "select count(*) from mart.periods where edition_code = $1", [EDITION]
    ).fetchall()
    assert periods == shown > 80
    for view, members in (
        ("mart.suspects_by_sex", 2),
        ("analysis.cells where table_code = 'suspects_by_sex'", 2),
        ("analysis.cells where table_code = 'cases_settled_by_outcome'", 7),
    ):
        rows = connection.execute(
            f"select year, count(*) from (from {view}) where edition_code = '{EDITION}' "
            "group by year order by year"
        ).fetchall()
        assert rows == [(year, members) for year in YEARS], view
    [(largest,)] = connection.execute(
        "select max(count) from analysis.sums where edition_code = $1 and process = 'cases'",
        [EDITION],
    ).fetchall()
    assert largest == 285  # settled in 2015; any five years together are more


def test_a_view_of_a_table_shows_one_population(connection: Connection) -> None:
    """That of the newest edition: the years of the monitor stand in its report and in series."""
    for table in ("cases_registered", "cases_settled_by_outcome", "verdicts_by_outcome"):
        rows = connection.execute(f"select distinct edition_code from mart.{table}").fetchall()
        assert rows == [("2022",)]
        rows = connection.execute(f"from report_{EDITION}.{table}").fetchall()
        assert rows


def overlapping(folder: Path, population: str) -> Path:
    """Return seeds in which 2022 prints the cases registered of 2014 and 2015 as well."""
    for name in ("codes", "schema"):
        shutil.copytree(SEEDS / name, folder / name)
    for edition in ("2022", EDITION):
        (folder / edition).mkdir()
        for name in ("edition.yml", "cases_registered.yml", "cases_registered.csv"):
            shutil.copy(SEEDS / edition / name, folder / edition / name)
    for name in ("cases_registered.yml", "cases_registered.csv"):
        path = folder / "2022" / name
        text = path.read_text("utf-8").replace("2021", "2014").replace("2022", "2015")
        path.write_text(text.replace("population: CASES_PROSECUTION", f"population: {population}"))
    return folder


@pytest.mark.parametrize(
    ("population", "revised"), [("CASES_PROSECUTION", 0), ("CASES_PROSECUTION_2016", 2)]
)
def test_the_same_year_is_the_same_cell_only_for_the_same_population(
    tmp_path: Path, population: str, revised: int
) -> None:
    unproved(tmp_path / "it.duckdb", overlapping(tmp_path / "seeds", population))
    with duckdb.connect(str(tmp_path / "it.duckdb"), read_only=True) as connected:
        newest: list[Any] = connected.execute(
            "select year, edition_code from main.newest_cells where year >= 2014 order by all"
        ).fetchall()
        found = connected.execute(
            "select year from quality.revisions "
            "where old_printed is not null and new_printed is not null"
        ).fetchall()
    assert len(found) == revised
    assert len(newest) == 4 - revised
    assert {(2014, "2022"), (2015, "2022")} <= set(newest)
