"""Say in the file what everything in it means, in Dutch and in English.

Decision: a thing is described where it is born, and the file keeps both languages in `build_object`
and `build_column`; whoever shows a description reads it there. The catalogue speaks English, as
names do. What belongs to no edition stands in `sql/comments.yml`, each name once; views and macros
are described by the heads of their files, and a table of the report by what its edition says of it
(`sql/build/describe/tables.sql`).
"""

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
LABELS = "select dimension, definition_nl, definition_en from meta.dimensions"


class Said(NamedTuple):
    """A description in both languages."""

    nl: str
    en: str


def head(name: str, query: str) -> Said:
    """Return what the head of a file of SQL says of the object of that name."""
    return _said(name, {language: header(query, language) for language in CALLED})


def describe(connection: duckdb.DuckDBPyConnection, kind: str, name: str, said: Said) -> None:
    """Say what a table, view or macro is, in the catalogue and in `build_object`."""
    connection.execute(f"comment on {kind} {name} is {quoted(said.en)}")
    connection.execute(
        "insert into main.build_object select $1, $2, $3, $4 where not exists "
        "(from main.build_object where (object_kind, object_name) = ($1, $2))",
        [kind, name, *said],
    )


def describe_tables_and_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Say what the tables and all columns are; views have said it when they were created.

    Raises WarehouseError when a table or a column has no description, a description has nothing to
    describe, or one of the languages is missing.
    """
    tables, named = _comments()
    columns = _labels(connection) | named
    unused = {f"table {name}" for name in tables} | {f"column {name}" for name in named}
    wrong, statements, described = [], [], []
    query = (SQL / "build" / "describe" / "columns.sql").read_text(encoding="utf-8")
    for schema, table, is_view, names, types in connection.execute(query).fetchall():
        if not is_view and f"{schema}.{table}" not in STORED:
            unused.discard(f"table {table}")
            if table in tables:
                describe(connection, "table", f"{schema}.{table}", tables[table])
            else:
                wrong.append(f"no comment for table {table}")
        for number, (column, data_type) in enumerate(zip(names, types, strict=True), 1):
            is_printed = schema.startswith("report_") and column != "label"
            name = "printed_column" if is_printed else column
            unused.discard(f"column {name}")
            if name not in columns:
                wrong.append(f"no comment for column {schema}.{table}.{column}")
                continue
            said = columns[name]
            described.append((f"{schema}.{table}", number, column, data_type, *said))
            identifier = column.replace('"', '""')
            statements.append(
                f'comment on column {schema}.{table}."{identifier}" is {quoted(said.en)}'
            )
    wrong += [f"comment for {name}, which does not exist" for name in sorted(unused)]
    if wrong:
        raise WarehouseError("sql/comments.yml: " + "; ".join(wrong))
    # Over a thousand tiny statements: planning them well takes longer than running them.
    connection.execute("pragma disable_optimizer; set threads = 1")
    connection.execute(";\n".join(statements))
    connection.execute("pragma enable_optimizer; reset threads")
    # The catalogue cannot be read from inside a file that is attached under another name.
    fields = ", ".join(f"unnest(${number})" for number in range(1, 7))
    lists = [list(values) for values in zip(*described, strict=True)]
    connection.execute(f"insert into main.build_column select {fields}", lists)


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
    for dimension, dutch, english in connection.execute(LABELS).fetchall():
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
