"""The peer: a dbt project made from our own tables and views, and the environment that runs it.

Decision: dbt gets the easy half. Its seeds are the star's tables as they stand in a warehouse,
already read, checked and in long form, with their types given; its models are the files of
`sql/views/`, each name of a table or view replaced by `ref()`; what is stored here is stored
there. Only the mart and what it needs is in it. Rows that differ from ours are an error, never a
remark.
"""

import hashlib
import os
import re
import subprocess
import venv
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.project import ROOT, sql_files
from warehouse.scale import STORED

LOCK = ROOT / "benchmarks" / "dbt.lock"
ENVIRONMENT = ROOT / ".venv" / "clients" / "dbt"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
FILE = "peer.duckdb"
FACTS = ("fact_victims", "fact_suspects", "fact_cases")
RELATION = re.compile(r"\b(from|join) main\.(\w+)")
# A seed of dbt cannot hold an empty text: it is read as null.
EMPTY = ("tables.additive_over,\n", "coalesce(tables.additive_over, '') as additive_over,\n")


class DifferentRows(Exception):
    """The peer computes something else than we do, so that its time says nothing."""


def environment() -> dict[str, str]:
    """Make the environment when it is missing or its lock is new; return what is in it.

    A failing installation is a failure.
    """
    stamp = ENVIRONMENT / "stamp"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != digest:
        print("setting up dbt in an environment of its own (first run only)", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [
            str(BIN / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, "--require-hashes", "--requirement", str(LOCK)], check=True)
        stamp.write_text(digest)
    return versions()


def versions() -> dict[str, str]:
    """Return the versions of the peer's packages that matter, as the lock has them."""
    locked = dict(re.findall(r"^([a-z-]+)==([^ ]+)", LOCK.read_text("utf-8"), re.MULTILINE))
    return {name: locked[name] for name in ("dbt-core", "dbt-duckdb")}


def command(project: Path, run: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command of `dbt build` and its variables; all that it writes lies in `run`."""
    words = [str(BIN / "dbt"), "build", "--project-dir", str(project), "--profiles-dir"]
    words += [str(project), "--target-path", str(run / "target"), "--log-path", str(run / "logs")]
    return words, {"PEER_FILE": str(run / FILE), "DO_NOT_TRACK": "1"}


def write_project(folder: Path, database: Path) -> None:
    """Write the project from a built warehouse into a new folder."""
    models = {path.stem: path.read_text("utf-8") for path in sql_files("views/mart")}
    waiting, seeds = list(models), set()
    while waiting:
        for _, name in RELATION.findall(models[waiting.pop()]):
            path = ROOT / "sql" / "views" / "main" / f"{name}.sql"
            if not path.is_file():
                seeds.add(name)
            elif name not in models:
                models[name] = path.read_text("utf-8")
                waiting.append(name)
    for part in ("models", "seeds"):
        (folder / part).mkdir(parents=True)
    for name, query in models.items():
        text = RELATION.sub(r"\1 {{ ref('\2') }}", query.replace(*EMPTY))
        (folder / "models" / f"{name}.sql").write_text(text, encoding="utf-8")
    with duckdb.connect(str(database), read_only=True) as connection:
        types = {name: _export(connection, name, folder) for name in sorted(seeds)}
    described = [
        {"name": name, "config": {"column_types": columns}, **_tests(name, list(columns))}
        for name, columns in types.items()
    ]
    _write(folder / "seeds" / "seeds.yml", {"version": 2, "seeds": described})
    tested = [{"name": name, **_tests(name, ["printed"])} for name in sorted(models)]
    _write(folder / "models" / "models.yml", {"version": 2, "models": tested})
    stored = {name.removeprefix("main."): {"+materialized": "table"} for name in STORED}
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
            "models": {"peer": {"+materialized": "view"} | stored},
        },
    )
    output = {"type": "duckdb", "path": "{{ env_var('PEER_FILE') }}", "threads": os.cpu_count()}
    profile = {"peer": {"target": "file", "outputs": {"file": output}}}
    _write(folder / "profiles.yml", profile)


def _export(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> dict[str, str]:
    """Write a table as a seed; return its columns with their types."""
    target = str(folder / "seeds" / f"{name}.csv").replace("'", "''")
    connection.execute(f"copy main.{name} to '{target}' (format csv, header)")
    described = connection.execute(f"describe main.{name}").fetchall()
    return {column: kind.lower() for column, kind, *_ in described}


def _tests(name: str, columns: list[str]) -> dict[str, Any]:
    """Return the tests of a seed or a model: what dbt's own four can say of it in one or two."""
    found: dict[str, list[Any]] = {}
    if name in FACTS:
        status = {"arguments": {"values": ["A", "L", "O", "Q"]}}
        form = {"arguments": {"to": "ref('dim_form')", "field": "form_code"}}
        found["observation_status_code"] = [{"accepted_values": status}]
        found["form_code"] = [{"relationships": form}]
    elif f"{name.removeprefix('dim_')}_code" == columns[0]:
        found[columns[0]] = ["unique"]
    else:
        found[columns[0]] = ["not_null"]
    return {"columns": [{"name": key, "data_tests": tests} for key, tests in found.items()]}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def compare(ours: Path, theirs: Path) -> int:
    """Compare every view of our mart with the peer's of that name; return how many rows are alike.

    Raises DifferentRows when a column or a row differs, or when there is nothing to compare.
    """
    total, wrong = 0, []
    with (
        duckdb.connect(str(ours), read_only=True) as mart,
        duckdb.connect(str(theirs), read_only=True) as peer,
    ):
        views = mart.execute(
            "select view_name from duckdb_views() where schema_name = 'mart' order by 1"
        ).fetchall()
        present = {name for (name,) in peer.execute("show tables").fetchall()}
        for (view,) in views:
            if view not in present:
                wrong.append(f"{view}: missing")
                continue
            here, there = mart.execute(f"from mart.{view}"), peer.execute(f"from main.{view}")
            if here.description != there.description:
                wrong.append(f"{view}: other columns")
                continue
            mine, other = Counter(here.fetchall()), Counter(there.fetchall())
            if mine != other:
                counts = (mine - other).total(), (other - mine).total()
                wrong.append(f"{view}: {counts[0]} rows only here, {counts[1]} only there")
            total += mine.total()
    if wrong or not total:
        raise DifferentRows("; ".join(wrong) or "there is no row to compare")
    return total
