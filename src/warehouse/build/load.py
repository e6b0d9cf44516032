"""Fill the empty tables from the seeds.

Decision: set-based throughout. DuckDB reads the CSV files; every rule of `sql/build/faults/` is one
query over the staging tables; insertion is one statement per table. Staging lives in memory, so
that nothing of it reaches the published file.
"""

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from warehouse.build.scale import narrow, prepare, share_work
from warehouse.build.tables import code_columns
from warehouse.faults import Fault, InputRefused
from warehouse.names import BREAKDOWNS
from warehouse.place import SQL, sql_files
from warehouse.seeds.folder import SeedFile, Seeds, read_seeds

CORRECTION_COLUMNS = (
    *("table", "row", "column", "printed", "problem_nl", "problem_en", "evidence_nl"),
    *("evidence_en", "status"),
)


def stage(connection: duckdb.DuckDBPyConnection, folder: Path) -> Seeds:
    """Read the seeds of `folder` into staging, which the tables are filled from, and return them.

    Raises InputRefused with every fault found.
    """
    seeds, faults = _stage(connection, folder)
    if faults:
        raise InputRefused(faults)
    return seeds


def insert_facts(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> None:
    """Fill the dimensions and the facts of the empty tables from what is staged."""
    is_large = narrow(connection)
    connection.execute("begin")
    _insert_code_lists(connection, seeds)
    _run(connection, "08_insert")
    prepare(connection, is_large=is_large)
    _run(connection, "09_insert_facts")
    connection.execute("commit")


def insert_statements(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill in what is said of the facts, which are there already, and end the staging."""
    _run(connection, "07_write_recomputation")
    connection.execute("begin")
    _run(connection, "10_insert_statements")
    connection.execute("commit")
    connection.execute("detach staging")


def find_faults(folder: Path) -> list[Fault]:
    """Return every fault in the seeds of `folder`; loads nothing."""
    with duckdb.connect() as connection:
        return InputRefused(_stage(connection, folder)[1]).faults


def _stage(connection: duckdb.DuckDBPyConnection, folder: Path) -> tuple[Seeds, list[Fault]]:
    """Read the seeds into staging and try every rule on them."""
    seeds = read_seeds(folder)
    share_work(connection, seeds)
    connection.execute("attach ':memory:' as staging")
    connection.execute("set variable breakdowns = $1", [list(BREAKDOWNS)])
    _run(connection, "00_staging")
    files = [
        (number, file.name, str(file.path), file.kind, file.edition, _table_code(file))
        for number, file in enumerate(seeds.files)
    ]
    _insert(connection, "staging.seed_file", files, 6)
    _insert(connection, "staging.yaml_text", seeds.values, 4)
    marts = [(path.stem,) for path in sql_files("views/mart")]
    _insert(connection, "staging.mart_file", marts, 1)
    faults = [*seeds.faults, *_read_code_lists(connection, seeds)]
    faults += _read_corrections(connection, seeds)
    cell_files = [_literal(file.path) for file in seeds.files if file.kind == "cells"]
    if cell_files:
        connection.execute("set variable cell_files = $1", [cell_files])
        for step in ("01_read_lines", "02_read_layout", "03_parse_cells", "04_read_statements"):
            _run(connection, step)
        found = _sql_faults(connection, "faults")
        faults += [fault for fault in found if not _follows(fault, faults)]
    elif not faults:
        expected = "a table with figures in at least one edition"
        remedy = "add its CSV and YAML"
        faults.append(Fault.of_file(folder.name, "missing_file", None, expected, remedy))
    # What is said of the figures is only held against figures that are in order.
    if not faults:
        for step in ("05_key_cells", "06_match_cells"):
            _run(connection, step)
        faults = _sql_faults(connection, "statement_faults")
    return seeds, faults


def _follows(fault: Fault, earlier: list[Fault]) -> bool:
    """Whether a fault only says again that a file could not be read."""
    unread = {Path(other.file).with_suffix("") for other in earlier}
    place = Path(fault.file).with_suffix("")
    return (
        place in unread
        or (fault.rule == "heading_code" and any(file.parent.name == "codes" for file in unread))
        or (fault.rule == "missing_pair" and place.with_name("edition") in unread)
    )


def _run(connection: duckdb.DuckDBPyConnection, step: str) -> None:
    connection.execute((SQL / "build" / "load" / f"{step}.sql").read_text(encoding="utf-8"))


def _literal(path: Path) -> str:
    """Return a path for `read_csv`, to which `*`, `?` and `[` in a folder's name are a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _table_code(file: SeedFile) -> str | None:
    return file.stem if file.kind in {"table", "cells"} else None


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Sequence[tuple[object, ...]],
    width: int,
) -> None:
    """Insert rows column by column: one statement, however many rows."""
    if rows:
        columns = ", ".join(f"unnest(${number})" for number in range(1, width + 1))
        values = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"insert into {table} select {columns}", values)


def _read_code_lists(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> list[Fault]:
    """Read each code list into staging; return the faults of its heading and of its lines."""
    faults: list[Fault] = []
    columns = code_columns()
    for file in (file for file in seeds.files if file.kind == "code_list"):
        wanted = columns[file.stem]
        relation = f"staging.code_{file.stem}"
        faults += (found := _read_quoted(connection, file, wanted, relation))
        if any(fault.rule == "csv_heading" for fault in found):
            continue
        connection.execute(
            f"insert into staging.code_value by name "
            f"select $file as file, $name as list_name, line, {wanted[0]} as code, "
            f"unnest($columns) as column_name, unnest([{', '.join(wanted)}]) as value "
            f"from {relation}",
            {"file": file.name, "name": file.stem, "columns": wanted},
        )
    return faults


def _read_corrections(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> list[Fault]:
    """Read the corrections of every edition into staging; return the faults of their lines."""
    faults: list[Fault] = []
    for file in (file for file in seeds.files if file.kind == "corrections"):
        relation = f"staging.corrections_{file.edition}"
        faults += (found := _read_quoted(connection, file, CORRECTION_COLUMNS, relation))
        if not found:
            fields = ", ".join(f'"{column}"' for column in CORRECTION_COLUMNS)
            connection.execute(
                f"insert into staging.correction select $1, $2, line, {fields} from {relation}",
                [file.name, file.edition],
            )
    return faults


def _read_quoted(
    connection: duckdb.DuckDBPyConnection, file: SeedFile, wanted: Sequence[str], relation: str
) -> list[Fault]:
    """Read a CSV in which fields may be quoted; return the faults of its heading and its lines."""
    with file.path.open(encoding="utf-8") as lines:
        heading = lines.readline().rstrip("\n")
    if heading != ",".join(wanted):
        expected = f"the heading {','.join(wanted)}"
        return [Fault(file.name, 1, None, "csv_heading", heading, expected, "restore the heading")]
    connection.execute(
        f"create table {relation} as "
        "select row_number() over () + 1 as line, * from read_csv($path, header = true, "
        "auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', "
        "columns = $columns, hive_partitioning = false, store_rejects = true, "
        "rejects_limit = 0)",
        {"path": _literal(file.path), "columns": dict.fromkeys(wanted, "varchar")},
    )
    rejected = connection.execute("select line, csv_line from reject_errors").fetchall()
    connection.execute("drop table reject_errors; drop table reject_scans")
    expected = f"{len(wanted)} fields: {', '.join(wanted)}"
    remedy = "quote a field that holds a comma"
    return [
        Fault(file.name, line, None, "csv_line", text, expected, remedy) for line, text in rejected
    ]


def _sql_faults(connection: duckdb.DuckDBPyConnection, folder: str) -> list[Fault]:
    """Return what the queries of a folder find, in the order of their names."""

    def ask(path: Path) -> list[Fault]:
        found = connection.cursor().execute(path.read_text(encoding="utf-8")).fetchall()
        return [
            Fault(file, line, column, path.stem, value, expected, remedy)
            for file, line, column, value, expected, remedy in found
        ]

    # To plan a query takes one thread, and most have few rows to read.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [fault for faults in pool.map(ask, sql_files(f"build/{folder}")) for fault in faults]


def _insert_code_lists(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> None:
    present = {file.stem for file in seeds.files if file.kind == "code_list"}
    for stem in code_columns():
        if stem in present:
            connection.execute(
                f"insert into dim_{stem} by name "
                f"select * exclude (line), line - 1 as sort_order from staging.code_{stem}"
            )
