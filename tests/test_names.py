"""A file and its folder may have any name; one that DuckDB reads as something else is refused."""

import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest

from tests.cases import first
from tests.reliability.names import names, try_names
from tests.reliability.sizes import UNIT
from warehouse.build.build import build
from warehouse.faults import WarehouseError
from warehouse.read.query import fetch
from warehouse.trust.readings import read_readings

WORKS = [
    *("100% figures", "~", "it's.duckdb", 'a"b', "new\nline", "--help", "[a]*"),
    *("s3:x", ":memory:", "main.duckdb", "temp", "Azië", "..1", "...1"),
]
REFUSED = {
    "mart.duckdb": "name of the schema mart",
    "Meta": "name of the schema meta",
    "analysis.2023.duckdb": "name of the schema analysis",
    ".quality": "name of the schema quality",
    "build.duckdb": "name of the schema build",
    "report_2022.duckdb": "name of the schema report_2022",
    "a?b.duckdb": "takes [?] for the end of a name",
    "a\\b.duckdb": "for the end of a name",
    "\udcff.duckdb": "no name in UTF-8",
}


@pytest.mark.parametrize("works", first(1, [WORKS[:2], WORKS[2:4], WORKS[4:]]))
def test_names_that_work_and_names_by_chance(
    tmp_path: Path, database: Path, known_seeds: Path, works: list[str]
) -> None:
    figures = try_names(tmp_path, database, known_seeds, [*works, *names(UNIT.names)])
    assert figures.broken() == []
    assert figures.counts["asked"] >= len(works)


@pytest.mark.parametrize("name", first(1, ["~", ":memory:", "s3:x"]))
def test_readings_are_of_the_file_and_not_of_what_its_name_means(
    tmp_path: Path, database: Path, name: str
) -> None:
    shutil.copy(database, tmp_path / name)
    with chdir(tmp_path):
        assert read_readings(Path(name), "2022").of


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_is_refused_in_words_before_anything_begins(
    tmp_path: Path, database: Path, known_seeds: Path, name: str
) -> None:
    target = tmp_path / name
    with pytest.raises(WarehouseError, match=REFUSED[name]):
        build(target, known_seeds, lambda step: None)
    assert os.listdir(tmp_path) == []
    target.write_bytes(database.read_bytes())
    with pytest.raises(WarehouseError, match=REFUSED[name]):
        fetch(target, "select 1")
    assert os.listdir(tmp_path) == [name]
