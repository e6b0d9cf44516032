"""What does not add up says what would: slips are planted, and found among the first readings."""

import re
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from tests.cases import first
from tests.test_reconciliation import print_another
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.read.query import CONFIG
from warehouse.trust import readings as module
from warehouse.trust.readings import (
    NO_GROUP,
    SHOWN,
    Readings,
    needed_base,
    read_readings,
    would_fit,
)

# What slipped: the claim, the figure printed by the slip, and the reading under which it is right.
SLIPS = {
    "another row": ("latin_american_victims", 75, "Asia instead of Latin America.*: 75"),
    "another column": ("nigerian_criminal", 43, "Sexual .* instead of Criminal .*: 43"),
    "another sex": ("women_2022", 309, "Male instead of Female: 309"),
    "another year": ("victims_2022", 791, "2021 instead of 2022: 791"),
    "another whole": ("asians_labour_share", 15, r"the whole: Labour .*\(origin_by_form, page 4\)"),
    "another table": ("settled_2022_repeated", 208, r"another table \(cases_registered, .*: 208"),
    "the total": ("men_2022", 809, "everything by sex together: 809"),
    "one left out": ("settled_2022", 191, "without Other settlement: 191"),
    "one too many": ("ukrainian_victims_2022", 113, "with Romania as well: 113"),
    "one of several": ("adjudicated_2022", 81, "only At least sexual exploitation: 81"),
    "another is second": ("home_prostitution_first_2022", 2, "Escort.* in the place of Home .*: 2"),
}
# A rise that is called a fall.
TURNED = "escort_rise"
# Digits that changed places: the figure of no other cell.
EXCHANGED = ("registered_2021", 625)
# A share whose whole is none of the sums.
NO_WHOLE = ("africans_ugandan_share", 31)
# A row of a table that prints the figures of another one once more.
AMERICAN = {"edition_code": "2022", "table_code": "origin_by_form", "row_position": 3}
AFRICAN = (119, 18, 14)


@pytest.fixture(scope="module")
def known(database: Path) -> Readings:
    """Return the readings of what the report itself has that does not add up."""
    return read_readings(database, "2022")


@pytest.fixture(scope="module")
def spoilt(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """Return the readings of a warehouse in which all slips are planted."""
    path = tmp_path_factory.mktemp("spoilt") / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    planted = [(claim, figure) for claim, figure, _ in SLIPS.values()] + [EXCHANGED, NO_WHOLE]
    with duckdb.connect(str(path)) as connection:
        for claim, figure in planted:
            connection.execute(
                "update claim set claimed_value = $1, printed_words = $1 where claim_code = $2",
                [figure, claim],
            )
        connection.execute(
            "update claim set rounding_code = 'less_than' where claim_code = $1", [TURNED]
        )
        for position, figure in enumerate(AFRICAN, start=1):
            print_another(connection, figure, AMERICAN | {"column_position": position})
    return read_readings(path, "2022")


@pytest.mark.parametrize("slip", first(2, SLIPS))
def test_a_slip_is_among_the_first_readings(known: Readings, spoilt: Readings, slip: str) -> None:
    claim, _, said = SLIPS[slip]
    assert known.claim(claim) == [], "nothing is asked of what adds up"
    told = would_fit(spoilt.claim(claim))
    assert len(told) <= SHOWN
    assert [bool(re.search(said, text)) for text in told].count(True) == 1, told


def test_the_wrong_direction_is_the_first_reading(spoilt: Readings) -> None:
    assert would_fit(spoilt.claim(TURNED))[0].startswith("in the opposite direction: -")


def test_a_row_that_is_printed_twice_is_the_first_reading(spoilt: Readings) -> None:
    first, *_ = spoilt.rule("origin_forms", "2022.LAC")
    assert would_fit([first]) == [
        "the figures of Latin America and the Caribbean repeat those of Africa: 119, 18, 14 "
        "(origin_by_form, page 4)"
    ]
    assert first["reading_nl"].startswith("de cijfers van Latijns-Amerika")


def test_digits_that_changed_places_are_no_reading(spoilt: Readings) -> None:
    assert ("claim", EXCHANGED[0], NO_GROUP) not in spoilt.of


def test_a_share_says_which_whole_it_would_need(known: Readings, spoilt: Readings) -> None:
    """46 of 255 is 31% of 147.9 to 150.8; 24% is 46 of 187.8 to 195.7."""
    (without,) = known.without_whole()
    assert without["claim_code"] == "prosecuted_female_share_2022"
    assert needed_base(without) == (
        "46 would be 24% of 188 to 195 suspects; no total of a table is that."
    )
    base = spoilt.bases[NO_WHOLE[0]]
    assert (base["part_min"], base["base_min"], base["base_max"]) == (46, 147, 150)


def test_the_known_ones_say_what_would_fit(known: Readings) -> None:
    shares = would_fit(known.claim("international_sexual_african_share"))
    assert "the whole: Africa (victims_by_origin, page 4): 78.8" in shares, "119 of 151"
    column = would_fit(known.rule("nationality_form_is_origin_form", "2022._U.AU"))
    assert column == ["what is expected: Unknown instead of Labour exploitation: 19 beside 19"]
    row, *_ = would_fit(known.rule("nationality_forms_within_nationality", "2022.PH"))
    assert row.startswith("the figures of Philippines repeat those of Bulgaria: 25, 13")


@pytest.mark.parametrize("edition", ["2022", "2098"])
def test_everything_that_does_not_add_up_was_looked_at(two: Path, edition: str) -> None:
    with duckdb.connect(str(two), read_only=True) as connection:
        asked = connection.execute(
            "select 'claim', claim_code, '_T' from quality.claims "
            "where verdict = 'contradicted' and edition_code = $1 "
            "union all select 'rule', rule_code, group_code from quality.reconciliation "
            "where verdict = 'impossible' and edition_code = $1",
            [edition],
        ).fetchall()
    readings = read_readings(two, edition)
    assert readings.of.keys() <= set(asked)
    assert len(readings.of) > len(asked) / 2, "some have no reading"
    for found in readings.of.values():
        assert [reading["reading_number"] for reading in found] == list(range(1, len(found) + 1))


def test_a_reading_computes_with_printed_bounds_only(
    known: Readings, warehouse: duckdb.DuckDBPyConnection
) -> None:
    """119 of the African victims is a share of 119 + 18 + 14 and of what `<5` stands for."""
    found = warehouse.execute(
        "select sum(count_min), sum(count_max) from main.all_cells "
        "where table_code = 'origin_by_form' and origin_code = 'AFR'"
    ).fetchone()
    assert found is not None
    (reading,) = (
        one
        for one in known.claim("international_sexual_african_share")
        if one["table_code"] == "origin_by_form"
    )
    ends = 100 * 119 / found[1], 100 * 119 / found[0]
    assert (reading["value_min"], reading["value_max"]) == pytest.approx(ends)
    assert not reading["is_sure"]


def test_what_may_be_without_limit_is_no_reading(through_the_years: Path) -> None:
    """A blank cell of that monitor makes a sum that any figure would fit."""
    told = read_readings(through_the_years, "victims_monitor_2017").rule(
        "reports_cover_victims", "2013", few=None
    )
    assert len(told) > 3
    assert [one for one in told if not one["is_sure"] and one["right_max"] is None] == []


def test_the_search_is_deterministic_and_bounded(
    known: Readings, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_readings(database, "2022") == known
    monkeypatch.setattr(module, "TRIALS", 1)
    few = read_readings(database, "2022")
    assert all(len(found) == 1 for found in few.of.values())
    assert would_fit(few.claim("africa_first_2018")) == would_fit(
        known.claim("africa_first_2018", few=1)
    ), "the simplest is tried first"
    monkeypatch.setitem(CONFIG, "max_execution_time", "1")
    with pytest.raises(WarehouseError, match="was stopped"):
        read_readings(database, "2022")


def test_the_command_says_would_and_never_is(database: Path) -> None:
    words = ["claims", "international_sexual_african_share", "--database", str(database)]
    shown = CliRunner().invoke(cli, words)
    assert shown.exit_code == 0
    told = shown.output.splitlines()[-3:]
    assert all(line.startswith("Would fit: ") and " is " not in line for line in told)
    words[1] = "prosecuted_female_share_2022"
    assert "188 to 195 suspects" in CliRunner().invoke(cli, words).output
    words[1] = "victims_2022"
    assert "Would fit" not in CliRunner().invoke(cli, words).output
    with pytest.raises(WarehouseError, match="no warehouse"):
        read_readings(database.with_name("none.duckdb"), "2022")


@pytest.mark.thorough
def test_neither_the_size_of_a_file_nor_another_edition_changes_what_is_found(
    known: Readings, large: Path, two: Path
) -> None:
    assert read_readings(large, "2022") == known
    assert read_readings(two, "2022") == known


def test_where_nothing_is_said_nothing_is_found(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "silent.duckdb"
    path.write_bytes(database.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from term; delete from claim; delete from rule")
    assert read_readings(path, "2022") == Readings({}, {})
