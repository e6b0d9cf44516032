"""Exports are read by programs that need an environment of their own: sdmx1 and Tableau's Hyper."""

import json
import os
import subprocess
from pathlib import Path

import duckdb

from environments import environment
from tests.outside.recipes import FOLDER
from warehouse.export.write import write
from warehouse.place import ROOT

SDMX = """
import json, sys, sdmx
structure, data = sys.argv[1:]
message = sdmx.read_sdmx(structure)
(definition,) = message.structure.values()
observations = sdmx.read_sdmx(data, structure=definition).data[0].obs
print(json.dumps([
    [str(one.dimension["FORM"].value), str(one.dimension["TIME_PERIOD"].value), str(one.value),
     str(one.attached_attribute["PRINTED"].value)] for one in observations
]))
"""
HYPER = """
import json, sys
from pathlib import Path
import pantab
from warehouse.export.write import write
target = Path(sys.argv[2])
write(Path(sys.argv[1]), "cells", "hyper", target)
table = pantab.frame_from_hyper(target, table="cells", return_type="pyarrow")
print(json.dumps(table.select(["printed", "count", "count_min", "form_label_nl"]).to_pylist()))
"""


def told(program: str, *arguments: Path) -> list[list[str]]:
    """Return what a program in that environment prints as JSON."""
    command = [str(environment(FOLDER / "formats.lock")), "-c", program, *map(str, arguments)]
    variables = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_sdmx1_reads_structure_and_data(database: Path, tmp_path: Path) -> None:
    write(database, "victims_by_form", "sdmx-csv", tmp_path / "it.csv")
    found = told(SDMX, tmp_path / "it.structure.xml", tmp_path / "it.csv")
    with duckdb.connect(str(database), read_only=True) as connection:
        wanted = connection.execute(
            "select form_code, year::varchar, coalesce(count::varchar, 'NaN'), printed "
            "from mart.victims_by_form"
        ).fetchall()
    assert sorted(map(tuple, found)) == sorted(wanted)
    assert ("OR", "2018", "NaN", "<5") in wanted


def test_an_extract_of_tableau_has_nulls_for_what_is_hidden(database: Path, tmp_path: Path) -> None:
    found = told(HYPER, database, tmp_path / "cells.hyper")
    with duckdb.connect(str(database), read_only=True) as connection:
        wanted = connection.execute(
            "select printed, count, count_min, form_label_nl from analysis.tidy_cells"
        ).fetchall()
    rows = [tuple(row.values()) for row in found]  # type: ignore[attr-defined]
    assert sorted(rows, key=str) == sorted(wanted, key=str)
    assert {row[1] for row in rows if str(row[0]).startswith("<")} == {None}
