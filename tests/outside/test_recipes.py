"""The recipes of docs/connect.md are followed with the real clients; its table says what came out.

Renew the table with `python -m tests.outside.recipes`, which measures the slow clients as well.
"""

import subprocess
from pathlib import Path

import duckdb
import pytest

from environments import environment
from tests.outside.recipes import CLIENTS, FOLDER, HEADS, PAGE, TABLE, line, measure, row
from tests.test_column_names import COLUMNS, names_of

QUICK = [client for client, told in CLIENTS.items() if not told.get("is_slow")]
ENGINE = """
import pandas, sqlalchemy
engine = sqlalchemy.create_engine(
    "duckdb:///{}", poolclass=sqlalchemy.NullPool, connect_args={{"read_only": True}}
)
pandas.read_sql_table("victims_by_form", engine, schema="mart")
"""


def shown() -> list[str]:
    """Return the lines of the table of the page, without those of its head."""
    (found,) = TABLE.findall(PAGE.read_text(encoding="utf-8"))
    lines = str(found).splitlines()
    assert lines[0] == line(list(HEADS))
    return lines[2:]


def test_the_page_has_a_row_for_every_client() -> None:
    assert [one.split(" | ")[0].removeprefix("| ") for one in shown()] == list(CLIENTS)


@pytest.mark.parametrize("client", QUICK)
def test_a_client_gives_what_the_page_says(client: str, database: Path) -> None:
    found = measure(client, database)
    assert line(row(client, found)) == shown()[list(CLIENTS).index(client)]
    assert found["all"], client


def test_reflection_with_duckdb_engine_fails_as_the_page_says(database: Path) -> None:
    """Should this work, the page says too little of duckdb-engine."""
    python = environment(FOLDER / "tools-2.0.lock")
    command = [str(python), "-c", ENGINE.format(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pg_collation" in done.stderr


def test_sqlacodegen_writes_the_star(database: Path) -> None:
    python = environment(FOLDER / "tools-1.5.lock")
    command = [str(python.with_name("sqlacodegen")), "--schemas", "main", "--tables"]
    command += [
        "fact_victims,dim_form",
        "--options",
        "noconstraints",
        f"duckdb:///{database}?access_mode=read_only",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "relationship(" in done.stdout
    assert "form_code" in done.stdout


def test_ibis_takes_the_names_that_the_page_gives(database: Path) -> None:
    python = environment(FOLDER / "tools-1.5.lock")
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = sorted(name for (name,) in connection.execute(COLUMNS).fetchall())
    asked = f"import ibis; own = dir(ibis.table({{'q': 'int'}})); print(*set(own) & set({columns}))"
    command = [str(python), "-c", asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == names_of("ibis")
