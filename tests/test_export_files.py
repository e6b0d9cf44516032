"""An export is whole or absent, the same every time, and fails with a sentence."""

import os
import re
import shlex
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from warehouse import files as deliver
from warehouse.cli.export import KINDS, TOOLS
from warehouse.cli.main import cli
from warehouse.export import tabular as export_tabular
from warehouse.export import write as exporting
from warehouse.export.tabular import EXCEL
from warehouse.export.write import FORMATS, write
from warehouse.faults import WarehouseError
from warehouse.files import delivery
from warehouse.place import ROOT

TABLE = "origin_by_form"


def export_all(database: Path, folder: Path) -> None:
    for kind in set(FORMATS) - {"hyper"}:  # it needs more, and carries a date
        write(database, TABLE, kind, folder / f"table.{kind}")
    write(database, "star", "datapackage", folder / "star.zip")
    write(database, "star", "parquet", folder / "star")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.thorough
def test_two_exports_of_one_warehouse_are_byte_identical(database: Path, tmp_path: Path) -> None:
    """Neither the day, nor the time zone, nor the order of a set is in the bytes."""
    (tmp_path / "here").mkdir()
    (tmp_path / "elsewhere").mkdir()
    export_all(database, tmp_path / "here")
    code = "import sys; from tests.test_export_files import *; export_all(*map(Path, sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(database), str(tmp_path / "elsewhere")]
    zone = "Asia/Tokyo" if time.timezone == 0 else "UTC"
    environment = os.environ | {"PYTHONHASHSEED": "1", "TZ": zone}
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    made = [contents(tmp_path / name) for name in ("here", "elsewhere")]
    assert len(made[0]) > 30
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_an_archive_has_no_date_of_today(tmp_path: Path) -> None:
    (tmp_path / "it.zip").write_bytes(deliver.packed({"b": b"2", "a": b"1"}))
    with zipfile.ZipFile(tmp_path / "it.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {deliver.LONG_AGO}
        assert archive.read("a") == b"1"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the disk be full when the CSV is written and its description is not yet."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_tabular, "csvw", fail)
    yield


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("what", [TABLE, "marts"])
def test_nothing_half_written_is_left(database: Path, tmp_path: Path, what: str) -> None:
    with pytest.raises(WarehouseError, match="No space left"):
        write(database, what, "csv", tmp_path / "made.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("full")
def test_a_failure_leaves_what_was_there(database: Path, tmp_path: Path) -> None:
    (tmp_path / "made.csv").write_text("mine")
    with pytest.raises(WarehouseError, match="No space left"):
        write(database, TABLE, "csv", tmp_path / "made.csv", force=True)
    assert contents(tmp_path) == {"made.csv": b"mine"}


@pytest.mark.parametrize("name", ["made.csv", "made.csv-metadata.json"])
def test_what_exists_is_replaced_only_with_force(database: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(WarehouseError, match=f"{name} exists; .*--force"):
        write(database, TABLE, "csv", tmp_path / "made.csv")
    assert contents(tmp_path) == {name: b"mine"}
    write(database, TABLE, "csv", tmp_path / "made.csv", force=True)
    assert len(contents(tmp_path)) == 2
    assert b"mine" not in contents(tmp_path).values()


def test_a_folder_is_replaced_only_when_it_holds_nothing_else(
    database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "package"
    write(database, TABLE, "datapackage", target)
    first = contents(target)
    (target / "dim_form.csv").write_text("spoiled")
    with pytest.raises(WarehouseError, match=r"package exists; .*--force"):
        write(database, TABLE, "datapackage", target)
    write(database, TABLE, "datapackage", target, force=True)
    assert contents(target) == first
    (target / "my-notes.txt").write_text("mine")
    with pytest.raises(WarehouseError, match=r"holds my-notes.txt, which this export does not"):
        write(database, TABLE, "datapackage", target, force=True)
    assert (target / "my-notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_folder_comes_back_when_its_successor_cannot_take_its_place(tmp_path: Path) -> None:
    target = tmp_path / "package"
    target.mkdir()
    (target / "a").write_text("old")
    with (
        pytest.raises(WarehouseError, match="cannot write"),
        delivery(target, is_folder=True, force=True) as folder,
    ):
        (folder / "a").write_text("new")
        with pytest.MonkeyPatch.context() as patch:
            real = Path.rename

            def rename(path: Path, to: Path) -> Path:
                if path.name == "made":
                    raise OSError(13, "Permission denied")
                return real(path, to)

            patch.setattr(Path, "rename", rename)
            deliver._put_folder(folder, target, folder.parent / "replaced")
    assert contents(tmp_path) == {"package/a": b"old"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["victims_by_shape", "--format", "csv"], 'has no table "victims_by_shape" with figures'),
        (["cases_registered_by_form", "--format", "csv"], "warehouse tables"),
        ([TABLE, "--format", "csv", "--edition", "1999"], 'no edition "1999"; there is 2022'),
        (["star", "--format", "xlsx"], "export a table or marts, not the star schema"),
        (["star", "--format", "json-stat"], "export a table or marts, not the star schema"),
        ([TABLE, "--format", "parquet", "--excel", "nl"], "parquet has no such variant"),
        ([TABLE, "--format", "csv", "-o", "nowhere/it.csv"], "there is no folder"),
        (
            [TABLE, "--format", "csv", "-o", "."],
            "is a folder; this export needs the name of a file",
        ),
        ([TABLE, "--format", "csv", "--database", "none.duckdb"], "make one with: warehouse build"),
    ],
)
def test_a_mistake_is_one_sentence(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    given = [] if "--database" in arguments else ["--database", str(database)]
    given += [] if "-o" in arguments else ["-o", "made"]
    result = CliRunner().invoke(cli, ["export", *arguments, *given])
    assert isinstance(result.exception, WarehouseError), result.output
    assert message in str(result.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "module"), [("parquet", "pyarrow"), ("sdmx-csv", "pysdmx"), ("sdmx-csv", "lxml")]
)
def test_a_missing_extra_is_named(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(WarehouseError) as raised:
        write(database, TABLE, kind, tmp_path / "made")
    assert f"{kind} needs {module}" in str(raised.value)
    assert "pip install 'warehouse-mensenhandel[export]'" in str(raised.value)
    assert list(tmp_path.iterdir()) == []


WITHOUT = """
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

class Missing(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in missing:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
database, folder = map(Path, sys.argv[1:3])
missing, kinds = (set(words.split()) for words in sys.argv[3:])
from warehouse.export.write import write
for kind in kinds:
    write(database, "victims_by_sex", kind, folder / kind)
"""


@pytest.mark.parametrize(
    ("missing", "kinds"),
    [
        ("pyarrow pysdmx lxml pandas", "csv xlsx json-stat datapackage dcat"),
        ("pandas polars rdflib frictionless", "parquet sdmx-csv"),
    ],
    ids=["formats without an extra", "formats of the extra"],
)
def test_a_format_needs_no_more_than_it_says(
    database: Path, tmp_path: Path, missing: str, kinds: str
) -> None:
    assert {kind: bool(FORMATS[kind].needs) for kind in kinds.split()} == dict.fromkeys(
        kinds.split(), "pyarrow" not in missing
    )
    command = [sys.executable, "-c", WITHOUT, str(database), str(tmp_path), missing, kinds]
    subprocess.run(command, check=True)
    assert {path.name for path in tmp_path.iterdir()} >= set(kinds.split())


def test_the_command_offers_what_there_is() -> None:
    assert list(FORMATS) == KINDS
    assert list(exporting.TOOLS) == TOOLS
    excel = next(one for one in cli.commands["export"].params if one.name == "excel")
    assert list(excel.type.choices) == list(EXCEL)  # type: ignore[attr-defined]


def test_the_commands_of_the_page_work(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    commands = re.findall(r"^warehouse export .*$", page, re.MULTILINE)
    assert len(commands) >= len(FORMATS)
    monkeypatch.chdir(tmp_path)
    for command in commands:
        words = shlex.split(command, comments=True)[1:]
        result = CliRunner().invoke(cli, [*words, "--database", str(database)])
        assert result.exit_code == 0, (command, result.exception)
        assert result.output.startswith("wrote ")
