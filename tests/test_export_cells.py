"""Every export, read back by another library, says cell by cell what the warehouse says."""

from pathlib import Path

import duckdb
import openpyxl
import polars
import pytest
from openpyxl.cell.cell import Cell, MergedCell

from tests.cases import first
from tests.export_readers import READERS, Cells, expected, from_parquet
from warehouse.export.extract import Extract
from warehouse.export.resource import CELL_KEY, KINDS
from warehouse.export.write import FORMATS, write
from warehouse.read.query import reading

TABLE = "origin_by_form"


# Files that a library reads slowly: of an earlier edition, they are read for one table.
SLOW = {"sdmx-csv": f"{TABLE}.csv", "datapackage": ""}


def hidden_with_figure(cells: Cells) -> list[object]:
    return [place for place, (_, value, *_, status, _) in cells.items() if status == "Q" and value]


def test_there_is_a_reader_for_every_format_of_cells() -> None:
    assert {kind for kind, _, _ in READERS.values()} == set(FORMATS) - {"dcat", "hyper"}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("edition", first(1, ["2022", None]))
def test_cells_are_those_of_the_warehouse(
    two: Path, sdmx: Path, tmp_path: Path, name: str, edition: str | None
) -> None:
    kind, options, read = READERS[name]
    wanted = expected(two, edition)
    folder = tmp_path / "marts"
    if name == "sdmx-csv" and edition is None:
        folder = sdmx
    elif name in SLOW and edition:
        folder.mkdir()
        write(two, TABLE, kind, folder / SLOW[name], edition=edition, force=True)
        wanted = {place: cell for place, cell in wanted.items() if place[0] == TABLE}
    else:
        write(two, "marts", kind, folder, edition=edition, **options)
    cells = read(folder)
    assert cells == wanted
    assert len(cells) > 20
    assert hidden_with_figure(cells) == []


def test_the_kinds_of_nothing_are_there_to_be_told_apart(two: Path) -> None:
    kinds = {
        (printed, value, status)
        for printed, value, _, _, status, _ in expected(two).values()
        if not value
    }
    unknown = {printed for printed, _, status in kinds if status == "O"}
    assert {"?", "<5"} < unknown
    assert {kind for kind in kinds if kind[2] != "O"} == {
        ("0", 0.0, "A"),
        ("<5", None, "Q"),
        (":", None, "L"),
    }


def test_a_figure_in_a_hidden_cell_would_be_noticed(database: Path, tmp_path: Path) -> None:
    write(database, "marts", "parquet", tmp_path / "marts")
    file = tmp_path / "marts" / "victims_by_form.parquet"
    frame = polars.read_parquet(file)
    hidden = polars.col("is_suppressed")
    frame.with_columns(
        polars.when(hidden).then(3).otherwise(polars.col("count")).alias("count")
    ).write_parquet(file)
    cells = from_parquet(tmp_path / "marts")
    assert len(hidden_with_figure(cells)) == 2
    assert cells != expected(database)


@pytest.mark.parametrize("name", first(1, ["star", "marts"]))
def test_parquet_has_every_column_of_the_catalogue(two: Path, tmp_path: Path, name: str) -> None:
    write(two, name, "parquet", tmp_path / name)
    with duckdb.connect(str(two), read_only=True) as connection:
        files = list((tmp_path / name).iterdir())
        for file in files:
            ours = f'{"main" if name == "star" else "mart"}."{file.stem}"'
            theirs = f"read_parquet('{file}')"
            for one, other in ((ours, theirs), (theirs, ours)):
                difference = connection.execute(f"(from {one}) except all (from {other})")
                assert difference.fetchall() == []
            assert connection.execute(f"from {theirs}").fetchall() != []
    assert len(files) >= 19


@pytest.mark.parametrize("edition", [None, "2098"])
def test_the_star_is_the_same_in_csv_and_in_a_package(
    two: Path, tmp_path: Path, edition: str | None
) -> None:
    write(two, "star", "csv", tmp_path / "csv", edition=edition)
    write(two, "star", "datapackage", tmp_path / "package", edition=edition)
    for file in (tmp_path / "package").glob("*.csv"):
        assert file.read_bytes() == (tmp_path / "csv" / file.name).read_bytes()
    where = f"where edition_code = '{edition}'" if edition else ""
    with duckdb.connect(str(two), read_only=True) as connection:
        (count,) = connection.execute(f"select count(*) from fact_victims {where}").fetchone() or ()
    assert (tmp_path / "csv" / "fact_victims.csv").read_bytes().count(b"\r\n") == count + 1


def test_an_edition_has_the_columns_and_rows_of_its_mart(database: Path) -> None:
    with reading(database) as connection:
        newest = Extract(connection, "marts").resources
        edition = Extract(connection, "marts", "2022").resources
    assert len(newest) == 21
    for one, other in zip(newest, edition, strict=True):
        assert (one.name, one.fields, one.rows) == (other.name, other.fields, other.rows)
        assert "newest edition" not in other.about["description"]


@pytest.mark.parametrize("what", ["star", "marts"])
def test_columns_have_a_known_kind_and_rows_a_key(two: Path, what: str) -> None:
    with reading(two) as connection:
        for resource in Extract(connection, what).resources:
            assert {field.kind for field in resource.fields} <= set(KINDS.values())
            keys = [tuple(row[name] for name in resource.key) for row in resource.dicts()]
            assert len(set(keys)) == len(keys)
            assert what == "star" or resource.key == CELL_KEY


def shown(cell: Cell | MergedCell) -> str:
    """Return what Excel shows of a cell."""
    if cell.number_format == "0%":
        return f"{cell.value:.0%}"
    return "" if cell.value is None else str(cell.value)


LEGEND = {
    "nl": (
        "Editie {}, pagina ",
        "verbergt een cijfer van",
        "niet te zeggen is in welke cel het hoort",
    ),
    "en": ("Edition {}, page ", "hides a figure from", "printed, but whose cell cannot be told"),
}


@pytest.mark.parametrize(("edition", "language"), first(1, [("2022", "nl"), ("2098", "en")]))
def test_a_workbook_looks_like_the_print(
    two: Path, tmp_path: Path, edition: str, language: str
) -> None:
    write(two, "marts", "xlsx", tmp_path / "marts", edition=edition, language=language)
    source, hides, unknown = LEGEND[language]
    with duckdb.connect(str(two), read_only=True) as connection:
        for file in (tmp_path / "marts").iterdir():
            sheet = openpyxl.load_workbook(file).worksheets[0]
            result = connection.execute(f'from report_{edition}."{file.stem}"')
            columns = [column[0] for column in result.description or []]
            rows = result.fetchall()
            found = sheet.iter_rows(min_row=4, max_row=4 + len(rows), max_col=len(columns))
            heads, *body = [[shown(cell) for cell in row] for row in found]
            assert heads == ["", *columns[1:]]
            assert body == [["" if cell is None else cell for cell in row] for row in rows]
            legend = "\n".join(
                str(row[0] or "") for row in sheet.iter_rows(5 + len(rows), values_only=True)
            )
            assert source.format(edition) in legend
            assert hides in legend or "<5" not in str(body)
            assert (unknown in legend) == any("?" in row for row in body)
            numbers = [
                c for row in sheet.iter_rows() for c in row if c.data_type == "n" and c.value
            ]
            assert all(cell.number_format in {"General", "0%"} for cell in numbers)
