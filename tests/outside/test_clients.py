"""The published file opens read-only in every client that we promise, with the same results."""

import re
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from environments import environment
from tests.reliability import clients
from tests.reliability.clients import CLIENTS, compare, read_with
from warehouse.build.views import store
from warehouse.place import ROOT


def test_every_client_reads_every_view_as_the_builder_does(database: Path) -> None:
    figures = compare(database)
    print(figures.table())
    assert "\n".join(figures.broken()) == ""
    views = read_with(sys.executable, database)["views"]
    report = [name for name in views if name.startswith("report_2022.")]
    assert len(report) == 21
    assert all(views[name]["rows"] for name in report)
    assert sum(figures.counts.values()) == len(CLIENTS) * len(views)


def test_every_client_reads_a_large_file_alike(large: Path) -> None:
    """Codes are enumerations there, and cells are not stored."""
    assert "\n".join(compare(large).broken()) == ""


def test_the_clients_are_the_long_term_one_and_the_current_one(database: Path) -> None:
    versions = {lock: read_with(environment(lock), database)["version"] for lock in CLIENTS}
    long_term, current = versions.values()
    assert long_term.startswith("1.4.")
    assert current == duckdb.__version__
    for client, version in versions.items():
        assert f"duckdb=={version} " in client.read_text(encoding="utf-8")
    lock = (ROOT / "requirements" / "build.lock").read_text(encoding="utf-8")
    assert re.search(rf"^duckdb=={re.escape(current)} ", lock, re.MULTILINE)


def test_a_client_that_reads_something_else_is_seen(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copyfile(database, tmp_path / "other.duckdb"))
    with duckdb.connect(str(other)) as connection:
        connection.execute(
            "update main.fact_victims set count = 9, count_min = 9, count_max = 9, printed = '9' "
            "where table_code = 'victims_by_sex' and printed = '250'"
        )
        store(connection)

    def read_other(python: Path | str, path: Path) -> object:
        return read_with(python, path if python == sys.executable else other)

    monkeypatch.setattr(clients, "read_with", read_other)
    figures = compare(database)
    assert figures.counts["views that differ"] >= len(CLIENTS)
    assert any("report_2022.victims_by_sex" in note for note in figures.notes)
    assert not any("victims_by_age" in note for note in figures.notes)
