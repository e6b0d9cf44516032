"""What does not add up says what would: slips are planted, and found among the first readings."""

import time
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from tests.test_reconciliation import print_another
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.place import sql_files
from warehouse.read.query import Record
from warehouse.trust.readings import SHOWN, Readings, needed_base, read_readings, would_fit

# What slipped, the claim, the figure printed by it instead, the reading, and what it computes.
SLIPS = [
    ("another row", "latin_american_victims", 75, "Asia instead of Latin America", 75),
    ("another column", "nigerian_criminal", 43, "Sexual exploitation instead of Criminal", 43),
    ("another sex", "women_2022", 309, "Male instead of Female", 309),
    ("another year", "victims_2022", 791, "2021 instead of 2022", 791),
    ("another whole", "asians_labour_share", 15, "the whole: Labour exploitation (origin_by_", 15),
    ("another table", "settled_2022_repeated", 208, "same in another table (cases_registered,", 208),
    ("the total", "men_2022", 809, "everything by sex together", 809),
    ("one left out", "settled_2022", 191, "without ", 191),
    ("one too many", "ukrainian_victims_2022", 113, "with Romania as well", 113),
    ("one of several", "adjudicated_2022", 81, "only Sexual exploitation", 81),
    ("another is second", "home_prostitution_first_2022", 2, "in the place of Home prostitution", 2),
]
# A direction that is the wrong one: the claim, and what it says instead.
TURNED = ("households_2022_more_than_2021", "less_than")
# Digits that changed places are the figure of no other cell.
EXCHANGED = ("registered_2021", 625)
# A row that prints the figures of another one once more.
ROW = {"edition_code": "2022", "table_code": "origin_by_form", "row_position": 3}
AFRICAN = (119, 18, 14)


@pytest.fixture(scope="module")
def spoilt(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """Return the readings of a warehouse in which all slips are planted."""
    path = tmp_path_factory.mktemp("spoilt") / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    with duckdb.connect(str(path)) as connection:
        for claim, figure in [(slip[1], slip[2]) for slip in SLIPS] + [EXCHANGED]:
            connection.execute(
                "update claim set claimed_value = $1 where claim_code = $2", [figure, claim]
            )
        for position, figure in enumerate(AFRICAN, start=1):
            print_another(connection, figure, ROW | {"column_position": position})
    return read_readings(path, "2022")


@pytest.mark.parametrize(("claim", "said", "value"), [slip[1::2] + slip[4:] for slip in SLIPS])
def test_a_slip_is_among_the_first_readings(
    spoilt: Readings, claim: str, said: str, value: float
) -> None:
    readings = spoilt.claim(claim)
    told = would_fit(readings)
    (found,) = [number for number, text in enumerate(told) if said in text]
    print(told)
