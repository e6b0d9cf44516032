"""Write figures with their metadata in formats that other programs read.

Decision: one function for every format. A format that holds one table per file makes a folder of
files when several tables are asked for (or an archive, under a name ending in `.zip`); formats of
cells refuse the star schema, which is more than cells. Exports carry no date of today, so that one
warehouse gives the same bytes every time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from warehouse.export.extract import CELLS, SETS, WHOLE, Extract
from warehouse.export.resource import Resource
from warehouse.extras import require
from warehouse.faults import WarehouseError
from warehouse.files import delivery
from warehouse.read.query import chosen_edition, reading

OneTable = Callable[[Extract, Resource, Path], None]


@dataclass(frozen=True)
class Format:
    """What a format can hold: `ending` of its file, and the modules of the extra that it needs."""

    ending: str
    has_star: bool = True
    has_cells: bool = False  # room for all cells or figures in one table
    is_whole: bool = False  # one file or folder for all tables
    is_folder: bool = False
    needs: tuple[str, ...] = ()
    extra: str = "export"


SEMANTICS = "semantics"
EXCEL = "-excel"
TOOLS = ("cube", "malloy", "dbt", "superset", "powerbi", "tableau")
FORMATS = {
    "parquet": Format(".parquet", has_cells=True, needs=("pyarrow",)),
    "csv": Format(".csv", has_cells=True),
    "xlsx": Format(".xlsx", has_star=False, has_cells=True),
    "hyper": Format(".hyper", has_cells=True, needs=("pantab", "pyarrow"), extra="tableau"),
    "sdmx-csv": Format(".csv", has_star=False, needs=("pysdmx", "lxml")),
    "json-stat": Format(".json", has_star=False),
    "datapackage": Format("", is_whole=True, is_folder=True),
    "dcat": Format(".jsonld", is_whole=True),
}


def write(
    database: Path,
    what: str,
    kind: str,
    target: Path,
    *,
    language: str = "nl",
    edition: str | None = None,
    force: bool = False,
    excel: str | None = None,
    base_url: str = "",
    contact: str | None = None,
) -> None:
    """Write `what` in a format of FORMATS to `target`: a table of the report, or one of MANY.

    `semantics` is written for one of TOOLS, into a folder.

    `language` (nl, en) chooses titles and labels where a format has room for one; `edition` what
    that edition prints instead of the newest print of each cell; `excel` (nl, en) a CSV for Excel
    of that country. `base_url` and `contact` are for dcat: where the files will be found, and who
    answers questions. Raises WarehouseError when something is missing, exists or cannot be written.
    """
    if (what == SEMANTICS) != (kind in TOOLS):
        kinds = ", ".join(TOOLS if what == SEMANTICS else FORMATS)
        raise WarehouseError(f"{kind} is no format of {what}; choose one of {kinds}")
    if what == SEMANTICS:
        _write_semantics(database, kind, target, language=language, force=force)
        return
    form = FORMATS[kind]
    require(form.extra, *form.needs, user=kind)
    if what in WHOLE and not form.has_cells:
        kinds = ", ".join(name for name in FORMATS if FORMATS[name].has_cells)
        raise WarehouseError(
            f"{kind} has no room for all {what} in one table; choose one of {kinds}"
        )
    if what == CELLS and edition is not None:
        raise WarehouseError("cells are the newest print of each cell; export marts of an edition")
    if what == "star" and not form.has_star:
        raise WarehouseError(f"{kind} holds cells; export a table or marts, not the star schema")
    if excel is not None and kind != "csv":
        raise WarehouseError(f"a format for Excel is a CSV; {kind} has no such variant")
    if edition is not None:
        chosen_edition(database, edition)
    is_many = what in SETS and not form.is_whole
    with reading(database) as connection:
        extract = Extract(connection, what, edition, language)
        is_folder = form.is_folder or is_many
        with delivery(target, is_folder=is_folder, force=force) as path:
            if kind == "dcat":
                from warehouse.export.dcat import record

                record(extract, path, target.resolve().parent, base_url, contact)
            elif kind == "datapackage":
                from warehouse.export.package import package

                package(extract, path)
            else:
                one = _one_table(kind, excel)
                for resource in extract.resources:
                    one(
                        extract,
                        resource,
                        path / f"{resource.name}{form.ending}" if is_many else path,
                    )


def _write_semantics(
    database: Path, tool: str, target: Path, *, language: str, force: bool
) -> None:
    from warehouse.export import semantics_bi, semantics_code
    from warehouse.export.semantics import layer

    writers = {
        "cube": semantics_code.cube,
        "malloy": semantics_code.malloy,
        "dbt": semantics_code.dbt,
        "superset": semantics_bi.superset,
        "powerbi": semantics_bi.powerbi,
        "tableau": semantics_bi.tableau,
    }
    with reading(database) as connection, delivery(target, is_folder=True, force=force) as folder:
        writers[tool](layer(connection, database, language), folder)


def write_marts(
    database: Path, kinds: Sequence[str], folder: Path, *, language: str, edition: str
) -> None:
    """Write the tables of one edition in several formats, each into a folder of its name.

    They are read once. The folders must not exist yet; the formats are those with one table per
    file, and `csv-excel` for the Excel of the country whose language is chosen. Raises
    WarehouseError when an extra is missing.
    """
    with reading(database) as connection:
        extract = Extract(connection, "marts", edition, language)
        for name in kinds:
            kind = name.removesuffix(EXCEL)
            form = FORMATS[kind]
            require(form.extra, *form.needs, user=kind)
            one = _one_table(kind, language if name.endswith(EXCEL) else None)
            (folder / name).mkdir(parents=True)
            for resource in extract.resources:
                one(extract, resource, folder / name / f"{resource.name}{form.ending}")


def _one_table(kind: str, excel: str | None) -> OneTable:
    """Return the function that writes one table; what is slow to import waits until here."""
    match kind:
        case "parquet":
            from warehouse.export.tabular import parquet

            return parquet
        case "hyper":
            from warehouse.export.tabular import hyper

            return hyper
        case "csv":
            from warehouse.export.tabular import csv_file

            return partial(csv_file, excel=excel)
        case "xlsx":
            from warehouse.export.xlsx import workbook

            return workbook
        case "sdmx-csv":
            from warehouse.export.sdmx import sdmx

            return sdmx
        case _:
            from warehouse.export.jsonstat import cube

            return cube
