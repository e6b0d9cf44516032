"""Say in the file what everything in it means, in Dutch and in English.

Decision: a thing is described where it is born, and the file keeps both languages in
`build.objects` and `build.columns`; whoever shows a description reads it there. The catalogue
speaks English, as names do. What belongs to no edition stands in `sql/comments.yml`, each name
once; views and macros are described by the heads of their files, and a table of the report by what
its edition says of it (`sql/build/describe/tables.sql`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb
import yaml

from warehouse.build.scale import STORED
from warehouse.faults import WarehouseError
from warehouse.place import SQL
from warehouse.sqltext import header, quoted

STRINGS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# What {language} stands for in an entry of `sql/comments.yml`: for <name>_nl and for <name>_en.
CALLED = {"nl": ("Nederlands", "Dutch"), "en": ("Engels", "English")}


OBJECT = ("object_kind", "object_name", "description_nl", "description_en")
COLUMN = ("object_name", "column_number", "column_name", "data_type", *OBJECT[2:])
Name = tuple[str, str]  # the kind of an object, and its name with its schema


class Said(NamedTuple):
    """A description in both languages."""

    nl: str
    en: str


def head(name: str, query: str) -> Said:
    """Return what the head of a file of SQL says of the object of that name."""
    return _said(name, {language: header(query, language) for language in CALLED})


def describe(connection: duckdb.DuckDBPyConnection, said: Mapping[Name, Said]) -> None:
    """Say what tables, views and macros are, in the catalogue and in `build.objects`.

    Each stands under its kind and its name.
    """
    _run(
        connection,
        [f"comment on {kind} {name} is {quoted(said[kind, name].en)}" for kind, name in said],
    )
    rows = [(*name, *told) for name, told in said.items()]
    _insert(connection, "objects", OBJECT, rows)


def describe_tables_and_columns(
    connection: duckdb.DuckDBPyConnection, *, is_complete: bool = True
) -> None:
    """Say what the tables and all columns are; views have said it when they were created.

    What has its comment keeps it, so that a file can be described while it grows; `is_complete`
    says that all is there. Raises WarehouseError when a table or a column has no description, a
    description has nothing to describe, or one of the languages is missing.
    """
    tables, named = _comments()
    columns = _labels(connection) | named
    unused = {f"table {name}" for name in tables} | {f"column {name}" for name in named}
    wrong, statements, described = [], [], []
    objects: dict[Name, Said] = {}
    query = (SQL / "build" / "describe" / "columns.sql").read_text(encoding="utf-8")
    for schema, table, is_view, *fields in connection.execute(query).fetchall():
        if not is_view and f"{schema}.{table}" not in STORED:
            unused.discard(f"table {table}")
            if table not in tables:
                wrong.append(f"no comment for table {table}")
            elif not all(fields[-1]):
                objects["table", f"{schema}.{table}"] = tables[table]
        for number, (column, data_type, has_comment) in enumerate(zip(*fields, strict=True), 1):
            is_printed = schema.startswith("report_") and column != "label"
            name = "printed_column" if is_printed else column
            unused.discard(f"column {name}")
            if name not in columns:
                wrong.append(f"no comment for column {schema}.{table}.{column}")
                continue
            if has_comment:
                continue
            said = columns[name]
            described.append((f"{schema}.{table}", number, column, data_type, *said))
            identifier = column.replace('"', '""')
            statements.append(
                f'comment on column {schema}.{table}."{identifier}" is {quoted(said.en)}'
            )
    if is_complete:
        wrong += [f"comment for {name}, which does not exist" for name in sorted(unused)]
    if wrong:
        raise WarehouseError("sql/comments.yml: " + "; ".join(wrong))
    describe(connection, objects)
    _run(connection, statements)
    _insert(connection, "columns", COLUMN, described)


def _run(connection: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    """Run tiny statements as one: planning them well would take longer than running them."""
    if statements:
        text = ";\n".join(statements)
        connection.execute(f"pragma disable_optimizer;\n{text};\npragma enable_optimizer")


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Insert rows that are not there yet, column by column; the first two are the key."""
    if not rows:
        return
    # The catalogue cannot be read from inside a file that is attached under another name.
    named = ", ".join(f"unnest(${number}) as {name}" for number, name in enumerate(columns, 1))
    connection.execute(
        f"insert into build.{table} by name from (select {named}) "
        f"anti join build.{table} using ({', '.join(columns[:2])})",
        [list(column) for column in zip(*rows, strict=True)],
    )


def _comments() -> tuple[dict[str, Said], dict[str, Said]]:
    """Return what `sql/comments.yml` says of tables and of columns, by their names."""
    text = (SQL / "comments.yml").read_text(encoding="utf-8")
    written = yaml.load(text, STRINGS)  # noqa: S506  it makes strings only
    tables = {name: _said(name, entry) for name, entry in written["tables"].items()}
    columns: dict[str, Said] = {}
    for name, entry in written["columns"].items():
        said = _said(name, entry)
        columns |= _in_each_language(name, said) if "{language}" in said.en else {name: said}
    return tables, columns


def _labels(connection: duckdb.DuckDBPyConnection) -> dict[str, Said]:
    """Return what the labels of each dimension are, by the names of their columns."""
    labels: dict[str, Said] = {}
    # The view may not be there yet; its file holds the same.
    query = (SQL / "views" / "meta" / "dimensions.sql").read_text(encoding="utf-8")
    for dimension, *_, dutch, english in connection.execute(query).fetchall():
        said = Said(f"{dutch}, in het {{language}}.", f"{english}, in {{language}}.")
        labels |= _in_each_language(f"{dimension}_label", said)
    return labels


def _in_each_language(name: str, said: Said) -> dict[str, Said]:
    return {
        f"{name}_{code}": Said(said.nl.format(language=dutch), said.en.format(language=english))
        for code, (dutch, english) in CALLED.items()
    }


def _said(name: str, texts: dict[str, str]) -> Said:
    if missing := [language for language in CALLED if not texts.get(language)]:
        raise WarehouseError(f"{name} has no description in {missing[0]}; it needs nl and en")
    return Said(**{language: texts[language] for language in CALLED})
