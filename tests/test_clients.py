"""The published file opens read-only in every client that we promise, with the same results."""

import re
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from tests.reliability import clients
from tests.reliability.clients import CLIENTS, LOCKS, compare, environment, read_with
from warehouse.build import scale
from warehouse.build.build import build
from warehouse.place import ROOT, SEEDS


def test_every_client_reads_every_view_as_the_builder_does(database: Path) -> None:
    figures = compare(database)
    print(figures.table())
    assert "\n".join(figures.broken()) == ""
    views = read_with(sys.executable, database)["views"]
    report = [name for name in views if name.startswith("report_2022.")]
    assert len(report) == 21
    assert all(views[name]["rows"] for name in report)
    assert sum(figures.counts.values()) == len(CLIENTS) * len(views)


def test_every_client_reads_a_large_file_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Codes are enumerations there, and cells are not stored."""
    monkeypatch.setattr(scale, "SMALL_UP_TO", 100)
    path = tmp_path / "large.duckdb"
    build(path, SEEDS, lambda step: None)
    assert "\n".join(compare(path).broken()) == ""


def test_the_clients_are_the_long_term_one_and_the_current_one(database: Path) -> None:
    versions = {name: read_with(environment(name), database)["version"] for name in CLIENTS}
    assert versions["duckdb-1.4"].startswith("1.4.")
    assert versions["duckdb-current"] == duckdb.__version__
    for client, version in versions.items():
        assert f"duckdb=={version} " in (LOCKS / f"{client}.lock").read_text(encoding="utf-8")
    lock = (ROOT / "requirements" / "build.lock").read_text(encoding="utf-8")
    assert re.search(rf"^duckdb=={re.escape(versions['duckdb-current'])} ", lock, re.MULTILINE)


def test_a_client_that_reads_something_else_is_seen(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copyfile(database, tmp_path / "other.duckdb"))
    with duckdb.connect(str(other)) as connection:
        connection.execute(
            "update main.all_cells set count = 9, count_min = 9, count_max = 9, printed = '9' "
            "where table_code = 'victims_by_sex' and printed = '250'"
        )

    def read_other(python: Path | str, path: Path) -> object:
        return read_with(python, path if python == sys.executable else other)

    monkeypatch.setattr(clients, "read_with", read_other)
    figures = compare(database)
    assert figures.counts["views that differ"] >= len(CLIENTS)
    assert any("report_2022.victims_by_sex" in note for note in figures.notes)
    assert not any("victims_by_age" in note for note in figures.notes)
