"""The peer: a dbt project made from our own tables and views, and the environment that runs it.

Decision: dbt gets the easy half. Its seeds are the tables as they stand in a warehouse, already
read, checked and in long form, with their types given; its models are the views of the warehouse,
each name of a table or view replaced by `ref()`, with their comments; what is stored here is stored
there. Rows that differ from ours are an error, never a remark.
"""

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import yaml

import environments
from warehouse.build.scale import STORED
from warehouse.build.views import SCHEMAS, table_views
from warehouse.place import ROOT, sql_files
from warehouse.sqltext import body, is_of_a_table

LOCK = ROOT / "benchmarks" / "dbt.lock"
FILE = "peer.duckdb"
FACTS = ("fact_victims", "fact_suspects", "fact_cases")
RELATION = re.compile(rf"\b(from|join) ({'|'.join(SCHEMAS)})\.(\w+)")
# The columns that no relation leaves empty; one of them is tested where there is no key.
ALWAYS = (
    "dimension",
    "printed",
    "schema_name",
    "object_name",
    "text",
    "edition_code",
    "code",
    "label",
    "macro_name",
)
KEY = """
    select constraint_column_names from duckdb_constraints()
    where schema_name = $1 and table_name = $2 and constraint_type = 'PRIMARY KEY'
"""
SCHEMA_NAME = """{% macro generate_schema_name(custom_schema_name, node) -%}
{{ custom_schema_name or target.schema }}
{%- endmacro %}
"""

Name = tuple[str, str]


class DifferentRows(Exception):
    """The peer computes something else than we do, so that its time says nothing."""


def environment() -> dict[str, str]:
    """Make the environment when it is missing or its lock is new; return what is in it."""
    environments.environment(LOCK)
    return versions()


def versions() -> dict[str, str]:
    """Return the versions of the peer's packages that matter, as the lock has them."""
    locked = dict(re.findall(r"^([a-z-]+)==([^ ]+)", LOCK.read_text("utf-8"), re.MULTILINE))
    return {name: locked[name] for name in ("dbt-core", "dbt-duckdb")}


def command(project: Path, run: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command of `dbt build` and its variables; all that it writes lies in `run`."""
    dbt = environments.environment(LOCK).with_name("dbt")
    words = [str(dbt), "build", "--project-dir", str(project), "--profiles-dir"]
    words += [str(project), "--target-path", str(run / "target"), "--log-path", str(run / "logs")]
    return words, {"PEER_FILE": str(run / FILE), "DO_NOT_TRACK": "1"}


def write_project(folder: Path, database: Path) -> None:
    """Write the project from a built warehouse into a new folder."""
    for part in ("macros", "models", "seeds"):
        (folder / part).mkdir(parents=True)
    (folder / "macros" / "generate_schema_name.sql").write_text(SCHEMA_NAME, encoding="utf-8")
    with duckdb.connect(str(database), read_only=True) as connection:
        views = _views(connection)
        seeds = {name for query in views.values() for name in _read(query)} - views.keys()
        said = _comments(connection)
        described = [_describe_seed(connection, name, folder, said) for name in sorted(seeds)]
    for (schema, name), query in views.items():
        kind = "table" if f"{schema}.{name}" in STORED else "view"
        config = f"{{{{ config(schema='{schema}', alias='{name}', materialized='{kind}') }}}}"
        text = RELATION.sub(
            lambda found: f"{found[1]} {{{{ ref('{_model((found[2], found[3]), views)}') }}}}",
            body(query),
        )
        path = folder / "models" / f"{_model((schema, name), views)}.sql"
        path.write_text(f"{config}\n{text}", encoding="utf-8")
    models = [_describe(_model(name, views), said[name]) for name in views]
    _write(folder / "seeds" / "seeds.yml", {"version": 2, "seeds": described})
    _write(folder / "models" / "models.yml", {"version": 2, "models": models})
    macros = [path.read_text(encoding="utf-8") for path in sql_files("macros")]
    hooks = [
        body(text).strip().rstrip(";").replace("create macro", "create or replace macro")
        for text in macros
    ]
    docs = {"+persist_docs": {"relation": True, "columns": True}}
    _write(
        folder / "dbt_project.yml",
        {
            "name": "peer",
            "version": "1.0",
            "profile": "peer",
            "flags": {
                "send_anonymous_usage_stats": False,
                "require_generic_test_arguments_property": True,
            },
            "on-run-start": ["create schema if not exists mart", *hooks],
            "models": {"peer": docs},
            "seeds": {"peer": docs},
        },
    )
    output = {"type": "duckdb", "path": "{{ env_var('PEER_FILE') }}", "threads": os.cpu_count()}
    profile = {"peer": {"target": "file", "outputs": {"file": output}}}
    _write(folder / "profiles.yml", profile)


def _views(connection: duckdb.DuckDBPyConnection) -> dict[Name, str]:
    """Return the query of every view by schema and name, those of the report as they are frozen."""
    views = {
        (schema, path.stem): text
        for schema in SCHEMAS
        for path in sql_files(f"views/{schema}")
        if not is_of_a_table(text := path.read_text("utf-8"))
    }
    return views | {(schema, table): query for schema, table, query, _ in table_views(connection)}


def _read(query: str) -> set[Name]:
    """Return what a query reads."""
    return {(schema, name) for _, schema, name in RELATION.findall(body(query))}


def _model(name: Name, views: dict[Name, str]) -> str:
    """Return what dbt calls a relation: names of models are unique in a project."""
    return "__".join(name) if name in views or name[0] != "main" else name[1]


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[Name, dict[str, str]]:
    """Return the columns of every relation with their comments; its own stands under ''."""
    said: dict[Name, dict[str, str]] = {}
    for place, text in connection.execute(
        "select object_name, description_en from build.objects "
        "where object_kind in ('table', 'view')"
    ).fetchall():
        schema, name = place.split(".")
        said[schema, name] = {"": text}
    for place, column, text in connection.execute(
        "select object_name, column_name, description_en from build.columns order by all"
    ).fetchall():
        schema, name = place.split(".")
        said[schema, name][column] = text
    return said


def _describe(name: str, said: dict[str, str], key: str = "") -> dict[str, Any]:
    """Return the entry of a model or a seed: comments, and what dbt's own tests can say of it.

    `key` is the column that alone names a row.
    """
    tests: dict[str, list[Any]] = {}
    columns = [column for column in said if column]
    if name in FACTS:
        status = {"arguments": {"values": ["A", "L", "O", "Q"]}}
        form = {"arguments": {"to": "ref('dim_form')", "field": "form_code"}}
        tests = {"observation_status_code": [{"accepted_values": status}]}
        tests["form_code"] = [{"relationships": form}]
    elif key:
        tests[key] = ["unique"]
    elif first := [column for column in ALWAYS if column in columns]:
        tests[first[0]] = ["not_null"]
    described = [
        {
            "name": column,
            "quote": True,
            "description": said[column],
            "data_tests": tests.get(column, []),
        }
        for column in columns
    ]
    return {"name": name, "description": said[""], "columns": described}


def _describe_seed(
    connection: duckdb.DuckDBPyConnection,
    name: Name,
    folder: Path,
    said: dict[Name, dict[str, str]],
) -> dict[str, Any]:
    """Write a table as a seed; return its entry, with the types of its columns."""
    schema, table = name
    seed = _model(name, {})
    target = str(folder / "seeds" / f"{seed}.csv").replace("'", "''")
    connection.execute(f"copy {schema}.{table} to '{target}' (format csv, header)")
    types = {
        column: kind.lower()
        for column, kind, *_ in connection.execute(f"describe {schema}.{table}").fetchall()
    }
    # A seed of dbt cannot hold an empty text: it is read as null.
    empty = [
        column
        for column, kind in types.items()
        if kind == "varchar"
        and connection.execute(f"select 1 from {schema}.{table} where \"{column}\" = ''").fetchone()
    ]
    hooks = [
        f"update {schema}.{table} set {column} = '' where {column} is null" for column in empty
    ]
    config = {"schema": schema, "alias": table, "column_types": types, "post-hook": hooks}
    (keys,) = connection.execute(KEY, [schema, table]).fetchone() or ([],)
    key = keys[0] if len(keys) == 1 else ""
    return _describe(seed, said[name], key) | {"config": config}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def compare(ours: Path, theirs: Path) -> int:
    """Compare every view with the peer's of that name; return how many rows are alike.

    Raises DifferentRows when a column or a row differs, or when there is nothing to compare.
    """
    total, wrong = 0, []
    with (
        duckdb.connect(str(ours), read_only=True) as here,
        duckdb.connect(str(theirs), read_only=True) as there,
    ):
        for schema, view in _views(here):
            name = f"{schema}.{view}"
            mine = here.execute(f"from {name}")
            try:
                other = there.execute(f"from {name}")
            except duckdb.CatalogException:
                wrong.append(f"{name}: missing")
                continue
            if mine.description != other.description:
                wrong.append(f"{name}: other columns")
                continue
            # As text: a list cannot be counted.
            rows, others = (Counter(map(repr, one.fetchall())) for one in (mine, other))
            if rows != others:
                counts = (rows - others).total(), (others - rows).total()
                wrong.append(f"{name}: {counts[0]} rows only here, {counts[1]} only there")
            total += rows.total()
    if wrong or not total:
        raise DifferentRows("; ".join(wrong) or "there is no row to compare")
    return total
