"""The published file opens read-only in every client that we promise, with the same results."""

import json
import re
import runpy
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.reliability.clients import CLIENTS, LOCKS, READ, read_with
from warehouse.project import ROOT


def in_order(views: dict[str, Any]) -> dict[str, Any]:
    """Sort the rows of the views that promise no order; those of the report keep theirs."""
    return {
        name: result
        if name.startswith("report_")
        else {**result, "rows": sorted(result["rows"], key=repr)}
        for name, result in views.items()
    }


@pytest.fixture
def own(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """Return what the DuckDB that built the file reads."""
    monkeypatch.setattr(sys, "argv", [str(READ), str(database)])
    runpy.run_path(str(READ))
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_reads_every_view_as_the_builder_does(
    client: str, database: Path, own: dict[str, Any]
) -> None:
    found = read_with(client, database)
    assert in_order(found["views"]) == in_order(own["views"])
    assert sum(name.startswith("report_2022.") for name in found["views"]) == 21
    assert all(result["rows"] for name, result in found["views"].items() if "report_2022" in name)
    print(f"{client}: DuckDB {found['version']} reads {len(found['views'])} views alike")


def test_the_clients_are_the_long_term_one_and_the_current_one(database: Path) -> None:
    versions = {client: read_with(client, database)["version"] for client in CLIENTS}
    assert versions["duckdb-1.4"].startswith("1.4.")
    assert versions["duckdb-current"] == duckdb.__version__
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for client, version in versions.items():
        assert f"duckdb=={version} " in (LOCKS / f"{client}.lock").read_text(encoding="utf-8")
    assert re.search(rf"^duckdb=={re.escape(versions['duckdb-current'])} ", lock, re.MULTILINE)


def test_a_client_sees_a_difference(database: Path, tmp_path: Path, own: dict[str, Any]) -> None:
    other = Path(shutil.copyfile(database, tmp_path / "other.duckdb"))
    with duckdb.connect(str(other)) as connection:
        connection.execute(
            "update fact_victims set count = 9, count_min = 9, count_max = 9, printed = '9' "
            "where table_code = 'victims_by_sex' and printed = '250'"
        )
    found = read_with("duckdb-1.4", other)["views"]
    differing = {name for name in found if found[name] != own["views"][name]}
    assert "report_2022.victims_by_sex" in differing
    assert "report_2022.victims_by_age" not in differing
