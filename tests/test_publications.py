"""Publications: the newest is the one that appeared last, the one before is of the same series."""

import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from tests.editions import INVENTED, MONITORS, few_tables, unproved, with_monitors
from warehouse.build.load import find_faults
from warehouse.cli.main import cli
from warehouse.edition.begin import new_edition
from warehouse.edition.files import read_edition
from warehouse.faults import WarehouseError
from warehouse.read.query import chosen_edition, editions
from warehouse.seeds.folder import before, year_of


def test_editions_stand_in_the_order_of_publication(monitors: Path) -> None:
    assert editions(monitors) == [*MONITORS, "2022"]
    assert chosen_edition(monitors, None) == "2022"
    # A table that the newest does not print is shown as the newest that does.
    assert chosen_edition(monitors, None, "top_origins") == MONITORS[1]
    assert chosen_edition(monitors, None, "victims_by_sex") == "2022"


def test_the_edition_before_is_of_the_same_series(monitors: Path) -> None:
    query = (
        "select edition_code, series_code, edition_year, publication_order, previous_edition_code "
        "from main.dim_edition order by publication_order"
    )
    with duckdb.connect(str(monitors), read_only=True) as connection:
        assert connection.execute(query).fetchall() == [
            (MONITORS[0], "invented_monitor", 2016, 1, None),
            (MONITORS[1], "invented_monitor", 2017, 2, MONITORS[0]),
            ("2022", None, 2022, 3, None),
        ]


def test_the_order_follows_the_year_of_publication_alone(tmp_path: Path) -> None:
    """Planted: the older monitor appears after the yearly report."""
    seeds = with_monitors(tmp_path / "seeds")
    path = seeds / MONITORS[0] / "edition.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published_year: 2017", "published_year: 2024"), "utf-8")
    unproved(tmp_path / "w.duckdb", seeds)
    assert editions(tmp_path / "w.duckdb") == [MONITORS[1], "2022", MONITORS[0]]
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        query = (
            "select distinct count from main.newest_cells where table_code = 'victims_by_sex' "
            "and year = 2016 and sex_code = 'M' and first_year = year"
        )
        assert connection.execute(query).fetchall() == [(75,)]


@pytest.mark.parametrize(
    ("code", "year"), [("2022", 2022), ("victims_monitor_2017", 2017), ("a1_b_2098", 2098)]
)
def test_the_year_ends_the_code(code: str, year: int) -> None:
    assert year_of(code) == year


@pytest.mark.parametrize(
    "code", ["monitor", "Monitor_2017", "monitor2017", "_2017", "1998", "m-2017"]
)
def test_what_does_not_end_with_its_year_is_no_edition(code: str) -> None:
    with pytest.raises(WarehouseError, match="is no edition"):
        year_of(code)


def test_a_folder_of_another_name_is_refused(seeds: Path) -> None:
    shutil.copytree(INVENTED.with_name(MONITORS[0]), seeds / "Monitor_2016")
    assert {fault.rule for fault in find_faults(seeds)} == {"unexpected_file"}


def test_a_new_edition_carries_over_its_own_series(tmp_path: Path) -> None:
    seeds = with_monitors(tmp_path / "seeds")
    assert before(seeds, "2023") == ["2022"]
    assert before(seeds, "invented_monitor_2018") == list(MONITORS)
    made = new_edition(seeds, "invented_monitor_2018")
    assert {table.code for table in made.tables} == {
        table.code for table in read_edition(seeds, MONITORS[1]).tables
    }
    top = next(table for table in made.tables if table.code == "top_origins")
    assert top.meta["fixed"] == {"year": "2014T2018"}
    assert "printed_number" not in top.meta
    assert made.fields["series_en"] == "Invented monitor"
    by_sex = next(table for table in made.tables if table.code == "victims_by_sex")
    assert by_sex.lines[0] == ["sex", "2016", "2017", "2018", "2014T2018"]
    with pytest.raises(WarehouseError, match="of the same series"):
        new_edition(seeds, "invented_monitor_2019", like="2022")
    with pytest.raises(WarehouseError, match="no edition before first_monitor_2018"):
        new_edition(seeds, "first_monitor_2018")


def test_editions_of_two_series_differ_in_what_both_print(monitors: Path) -> None:
    run = CliRunner().invoke(cli, ["diff", MONITORS[1], "2022", "--database", str(monitors)])
    assert run.output.strip() == "no differences"
    run = CliRunner().invoke(cli, ["diff", MONITORS[1], MONITORS[0], "--database", str(monitors)])
    assert "3 changed" in run.output
    assert "+0.2" in run.output  # a mean age


def test_a_population_costs_one_line(tmp_path: Path) -> None:
    seeds = few_tables(tmp_path / "seeds")
    path = seeds / "codes" / "population.csv"
    line = "EVERYBODY,Allen,Everybody,Ieder die er is,Everyone there is,,Register,Register\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    table = seeds / "2022" / "victims_by_sex.yml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("population: REPORTED", "population: EVERYBODY"), "utf-8")
    assert find_faults(seeds) == []
