"""All cells as one labelled table are the same in every format, and the Dutch workbook is Dutch."""

import csv
import re
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from tests.cases import first
from warehouse.export.write import write
from warehouse.faults import WarehouseError

COLUMNS = ("table_key", "year", "form_label_nl", "form_label_en", "printed", "count", "count_min")
ENGLISH = re.compile(r"\b(the|and|which|with|meaning|column)\b")


def text(value: object) -> str:
    return "" if value is None else str(value)


def test_all_cells_are_one_table_in_every_format(database: Path, tmp_path: Path) -> None:
    for kind in ("csv", "parquet", "xlsx"):
        write(database, "cells", kind, tmp_path / f"it.{kind}", language="en")
    with (tmp_path / "it.csv").open(encoding="utf-8", newline="") as file:
        from_csv = [tuple(row[name] for name in COLUMNS) for row in csv.DictReader(file)]
    table = pyarrow.parquet.read_table(tmp_path / "it.parquet")
    from_parquet = [tuple(text(row[name]) for name in COLUMNS) for row in table.to_pylist()]
    names, *rows = openpyxl.load_workbook(tmp_path / "it.xlsx")["cells"].iter_rows(values_only=True)
    places = [names.index(name) for name in COLUMNS]
    from_xlsx = [tuple(text(row[place]) for place in places) for row in rows]
    with duckdb.connect(str(database), read_only=True) as connection:
        wanted = connection.execute(
            f"select {', '.join(COLUMNS)} from analysis.tidy_cells "
            "order by edition_code, table_code, row_position, column_position"
        ).fetchall()
    assert from_csv == from_parquet == from_xlsx == [tuple(map(text, row)) for row in wanted]
    assert len(wanted) == 525
    assert {row[5] for row in from_csv if row[4].startswith("<")} == {""}


@pytest.mark.parametrize(
    ("kind", "edition", "message"),
    [
        ("json-stat", None, "no room for all cells .* choose one of parquet, csv, xlsx, hyper"),
        ("csv", "2022", "cells are the newest print of each cell; export marts of an edition"),
    ],
)
def test_what_cells_cannot_be_is_told(
    database: Path, tmp_path: Path, kind: str, edition: str | None, message: str
) -> None:
    with pytest.raises(WarehouseError, match=message):
        write(database, "cells", kind, tmp_path / "it", edition=edition)


@pytest.mark.parametrize("what", first(1, ["origin_by_form", "cells"]))
def test_a_dutch_workbook_is_dutch_throughout(database: Path, tmp_path: Path, what: str) -> None:
    write(database, what, "xlsx", tmp_path / "it.xlsx", language="nl")
    book = openpyxl.load_workbook(tmp_path / "it.xlsx")
    assert book.sheetnames[-2:] == ["cellen", "kolommen"]
    said = [
        str(cell)
        for sheet in book.worksheets
        if sheet.title != "cellen"
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    with duckdb.connect(str(database), read_only=True) as connection:
        ((licence,),) = connection.execute("select licence from main.dim_edition").fetchall()
    # The licence is written in one language in the seeds, which is English.
    assert {words for words in said if ENGLISH.search(words)} <= {licence}
    write(database, what, "xlsx", tmp_path / "english.xlsx", language="en")
    meanings = openpyxl.load_workbook(tmp_path / "english.xlsx")["columns"]
    assert any(ENGLISH.search(str(row[2])) for row in meanings.iter_rows(values_only=True))
