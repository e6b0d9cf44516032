"""Read exports back with libraries that had no part in writing them.

Every reader returns the cells of a folder of exports in one form: by table, year and all dimensions
the printed text, the figure, its bounds and the two statuses.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pandas  # type: ignore[import-untyped]
import polars
from pysdmx.io import get_datasets

DIMENSIONS = ("form", "form_counting", "sector", "origin", "age", "sex", "reporter", "outcome")
NOT_BROKEN_DOWN = {"form_counting": "_Z"}
Key = tuple[Any, ...]
Cells = dict[Key, tuple[Any, ...]]
FIGURES = ("count", "share", "count_min", "count_max")


def told(row: dict[str, Any]) -> tuple[Key, tuple[Any, ...]]:
    """Return the place and the contents of one cell, of a row with the columns of the mart."""
    codes = [row.get(f"{name}_code", NOT_BROKEN_DOWN.get(name, "_T")) for name in DIMENSIONS]
    count, share, low, high = (None if row.get(name) is None else row[name] for name in FIGURES)
    value = count if share is None else share
    statuses = (row["observation_status_code"], row["confidentiality_status_code"])
    figures = (number(value), number(low), number(high))
    return (row["table_code"], int(row["year"]), *codes), (
        row["printed"] or "",
        *figures,
        *statuses,
    )


def number(value: Any) -> float | None:
    """Return a figure without regard to how a format types it."""
    return None if value is None else round(float(value), 4)


def gathered(rows: Iterable[dict[str, Any]]) -> Cells:
    """Return the cells of rows; no two may be in one place."""
    pairs = [told(row) for row in rows]
    cells = dict(pairs)
    assert len(cells) == len(pairs)
    return cells


def expected(database: Path, edition: str | None = None) -> Cells:
    """Return what the warehouse itself says."""
    source = "main.newest_cells" if edition is None else "main.all_cells"
    where = "" if edition is None else f"where edition_code = '{edition}'"
    with duckdb.connect(str(database), read_only=True) as connection:
        result = connection.execute(f"from {source} {where}")
        names = [column[0] for column in result.description or []]
        return gathered(dict(zip(names, row, strict=True)) for row in result.fetchall())


def from_parquet(folder: Path) -> Cells:
    return gathered(
        row for file in folder.glob("*.parquet") for row in polars.read_parquet(file).to_dicts()
    )


def from_csv(folder: Path, separator: str = ",", decimal: str = ".") -> Cells:
    frames = [
        pandas.read_csv(
            file, sep=separator, decimal=decimal, encoding="utf-8-sig", dtype=str,
            keep_default_na=False,
        )
        for file in folder.glob("*.csv")
    ]  # fmt: skip
    rows = (row for frame in frames for row in frame.to_dict("records"))
    return gathered(
        {
            name: (text.replace(decimal, ".") or None) if name in FIGURES else text
            for name, text in row.items()
        }
        for row in rows
    )


def from_excel_csv(folder: Path) -> Cells:
    return from_csv(folder, ";", ",")


def from_xlsx(folder: Path) -> Cells:
    def rows() -> Iterable[dict[str, Any]]:
        for file in folder.glob("*.xlsx"):
            names, *body = openpyxl.load_workbook(file)["cellen"].iter_rows(values_only=True)
            yield from (dict(zip(map(str, names), row, strict=True)) for row in body)

    return gathered(rows())


def from_package(folder: Path) -> Cells:
    def rows() -> Iterable[dict[str, Any]]:
        for resource in frictionless.Package(str(folder / "datapackage.json")).resources:
            assert isinstance(resource, frictionless.resources.TableResource)
            if not (resource.name or "").startswith(("dim_", "report_", "fact_")):
                yield from (row.to_dict() for row in resource.read_rows())

    return gathered(rows())


def from_sdmx(folder: Path) -> Cells:
    names = {"printed": "PRINTED", "count_min": "COUNT_MIN", "count_max": "COUNT_MAX"}
    names |= {"observation_status_code": "OBS_STATUS", "count": "OBS_VALUE"}
    names |= {"confidentiality_status_code": "CONF_STATUS", "year": "TIME_PERIOD"}
    names |= {f"{name}_code": name.upper() for name in DIMENSIONS}

    def rows() -> Iterable[dict[str, Any]]:
        for file in folder.glob("*.csv"):
            (data,) = get_datasets(file, file.with_suffix(".structure.xml"))
            code = data.short_urn.partition(":")[2].partition("(")[0].lower()
            for row in data.data.to_dict("records"):
                found = {
                    ours: None if pandas.isna(row[theirs]) else row[theirs]
                    for ours, theirs in names.items()
                }
                yield {"table_code": code, **found}

    return gathered(rows())


def from_json_stat(folder: Path) -> Cells:
    def rows() -> Iterable[dict[str, Any]]:
        for file in folder.glob("*.json"):
            cube = json.loads(file.read_text(encoding="utf-8"))
            codes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
            assert [len(index) for index in codes] == cube["size"]
            printed = cube["extension"]["cells"]
            for at, value in enumerate(cube["value"]):
                rest, members = at, {}
                for name, index in reversed(list(zip(cube["id"], codes, strict=True))):
                    rest, place = divmod(rest, len(index))
                    members["year" if name == "year" else f"{name}_code"] = index[place]
                status = cube["status"].get(str(at))
                if status is None:
                    assert value is None
                    continue
                yield {
                    "table_code": file.stem,
                    **members,
                    "count": value,
                    "observation_status_code": status,
                    "confidentiality_status_code": "A" if status == "Q" else "F",
                    "printed": printed["printed"].get(str(at)),
                    "count_min": printed.get("count_min", {}).get(str(at)),
                    "count_max": printed.get("count_max", {}).get(str(at)),
                }

    return gathered(rows())


# Format, its options, and the reader.
READERS: dict[str, tuple[str, dict[str, Any], Callable[[Path], Cells]]] = {
    "parquet": ("parquet", {}, from_parquet),
    "csv": ("csv", {}, from_csv),
    "csv for Excel": ("csv", {"excel": "nl"}, from_excel_csv),
    "xlsx": ("xlsx", {}, from_xlsx),
    "sdmx-csv": ("sdmx-csv", {}, from_sdmx),
    "json-stat": ("json-stat", {}, from_json_stat),
    "datapackage": ("datapackage", {}, from_package),
}
