"""A query reaches nothing but the warehouse, and neither memory nor time without end.

Every attempt is made twice: on a connection that is merely read-only, where it works, so that the
attempt is a real one; and on the locked-down connection, where it fails with a sentence.
"""

import hashlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import duckdb
import polars as pl
import pytest

from tests.cases import first
from warehouse.faults import WarehouseError
from warehouse.read.query import CONFIG, reading, run
from warehouse.read.sandbox import Sandbox

ACCESS = "disabled|not allowed|Permission Error"
LOCKED = "configuration has been locked"

# Name: the statement, and what the refusal says. {folder} holds the warehouse and other files.
ATTEMPTS = {
    "write a file": ("copy (select 1) to '{folder}/made.csv'", ACCESS),
    "write a parquet file": ("copy main.dim_sex to '{folder}/made.parquet'", ACCESS),
    "overwrite a file": ("copy (select 1) to '{folder}/secret.csv'", ACCESS),
    "export the database": ("export database '{folder}/exported'", ACCESS),
    "import a database": ("import database '{folder}/nothing'", ACCESS + "|read-only"),
    "make a database": ("attach '{folder}/made.duckdb' as made (read_write)", ACCESS),
    "read another database": ("attach '{folder}/other.duckdb' as other (read_only)", ACCESS),
    "read a table of text": ("from read_csv('{folder}/secret.csv')", ACCESS),
    "read a file by its name": ("from '{folder}/secret.csv'", ACCESS),
    "guess at a table": ("from sniff_csv('{folder}/secret.csv')", ACCESS),
    "read text": ("from read_text('{folder}/secret.csv')", ACCESS),
    "read bytes": ("from read_blob('{folder}/other.duckdb')", ACCESS),
    "read json": ("from read_json('{folder}/secret.json')", ACCESS),
    "read parquet": ("from read_parquet('{folder}/secret.parquet')", ACCESS),
    "list files": ("from glob('{folder}/*.csv')", ACCESS),
    "unlock": ("set lock_configuration = false", LOCKED),
    "reset the lock": ("reset lock_configuration", LOCKED),
    "take more memory": ("set memory_limit = '100GB'", LOCKED),
    "reset the memory": ("reset memory_limit", LOCKED),
    "take more memory by pragma": ("pragma memory_limit = '100GB'", LOCKED),
    "take more threads": ("set threads = 64", LOCKED),
    "take more threads by pragma": ("pragma threads = 64", LOCKED),
    "take more time": ("set max_execution_time = 0", LOCKED),
    "reset the time": ("reset max_execution_time", LOCKED),
    "allow a path": ("set allowed_paths = ['{folder}/secret.csv']", LOCKED),
    "allow a folder": ("set allowed_directories = ['{folder}']", LOCKED),
    "spill to a folder": ("set temp_directory = '{folder}/spilled'", LOCKED),
    "look into python": ("set python_enable_replacements = true", LOCKED),
    "autoload extensions": ("set autoload_known_extensions = true", LOCKED),
    "autoinstall extensions": ("set autoinstall_known_extensions = true", LOCKED),
    "take extensions from elsewhere": (
        "set custom_extension_repository = '{folder}'",
        LOCKED,
    ),
    "move the extensions": ("set extension_directory = '{folder}/extensions'", LOCKED),
    "move the secrets": ("set secret_directory = '{folder}/secrets'", LOCKED),
    "make a secret": ("create secret s (type http, bearer_token 'x')", ACCESS + "|" + LOCKED),
    "write a profile": (
        "set enable_profiling = 'json'; set profiling_output = '{folder}/profile.json'; select 1",
        LOCKED,
    ),
    "profile by pragma": (
        "pragma enable_profiling = 'json'; pragma profile_output = '{folder}/profile.json'; "
        "select 1",
        LOCKED,
    ),
    "write a log": ("set log_query_path = '{folder}/queries.log'", LOCKED),
    "switch on logs": (
        "call enable_logging(storage = 'file', storage_path = '{folder}')",
        ACCESS + "|" + LOCKED,
    ),
    "read a variable of python": ("from frame", "does not exist"),
}

# No extension is at hand to load. Unlocked, DuckDB looks at what is no extension, or for one on the
# network; locked, it does not even look.
EXTENSIONS = {
    "load a file": ("load '{folder}/bad.duckdb_extension'", "not a DuckDB extension"),
    "install a file": (
        "install '{folder}/bad.duckdb_extension'",
        "not a DuckDB extension|metadata",
    ),
    "install from the network": ("install httpfs", "Failed to download"),
    "install from a folder": ("install httpfs from '{folder}'", "httpfs"),
}
ENDLESS = {
    "endless recursion": "with recursive r as (select 1 as n union all select n + 1 from r) "
    "select max(n) from r",
    "huge cross join": "select count(*) from range(10000000) as a, range(10000000) as b "
    "where (a.range + b.range) % 7 = 8",
    "endless recursion of keys": "with recursive r(n) as (select 1 union select n + 1 from r) "
    "select max(n) from r",
}
HUNGRY = {
    "a long list": "select length(list(range)) from range(20000000)",
    "a long sort": "select max(x) from (select hash(range) as x from range(10000000) order by x "
    "limit 8000000)",
    "many groups": "select count(*) from (select range % 5000000, count(*) from range(10000000) "
    "group by all)",
}


@pytest.fixture
def folder(database: Path, tmp_path: Path) -> Path:
    """Return a folder with a warehouse and files that are none of a query's business."""
    (tmp_path / "warehouse.duckdb").write_bytes(database.read_bytes())
    (tmp_path / "secret.csv").write_text("name,born\nx,1\ny,2\n")
    (tmp_path / "secret.json").write_text('[{"name": "x"}]')
    (tmp_path / "bad.duckdb_extension").write_bytes(bytes(1000))
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "schema.sql").write_text("")
    (tmp_path / "nothing" / "load.sql").write_text("")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("create table t as select 1 as x")
        other.execute(f"copy t to '{tmp_path / 'secret.parquet'}'")
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }


@contextmanager
def merely_read_only(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("name", first(10, ATTEMPTS))
def test_an_attempt_works_unlocked_and_fails_locked(folder: Path, name: str) -> None:
    sql, refusal = ATTEMPTS[name]
    sql = sql.format(folder=folder)
    frame = pl.DataFrame({"x": [1]})
    assert not frame.is_empty()
    before = contents(folder)
    with reading(folder / "warehouse.duckdb") as connection:
        with pytest.raises(WarehouseError, match=refusal) as told:
            run(connection, sql)
        assert len(str(told.value)) > 20
        assert run(connection, "select count(*) from main.all_cells")[1] == [(525,)]
    assert contents(folder) == before
    with merely_read_only(folder) as connection:
        connection.execute(sql)


@pytest.mark.parametrize("name", EXTENSIONS)
def test_an_extension_is_not_even_looked_at(folder: Path, name: str) -> None:
    sql, found = EXTENSIONS[name]
    sql = sql.format(folder=folder)
    before = contents(folder)
    with (
        reading(folder / "warehouse.duckdb") as connection,
        pytest.raises(WarehouseError, match=ACCESS),
    ):
        run(connection, sql)
    assert contents(folder) == before
    with (
        merely_read_only(folder) as connection,
        pytest.raises(duckdb.Error, match=found) as told,
    ):
        connection.execute(sql)
    assert not re.search(ACCESS, str(told.value))


@pytest.mark.parametrize("name", first(1, ENDLESS))
def test_an_endless_query_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = contents(folder)
    assert 0 < int(CONFIG["max_execution_time"]) <= 60_000
    monkeypatch.setitem(CONFIG, "max_execution_time", "300")
    with reading(folder / "warehouse.duckdb") as connection:
        with pytest.raises(WarehouseError, match=r"stopped after 0\.3 seconds"):
            run(connection, ENDLESS[name])
        assert run(connection, "select 1")[1] == [(1,)]
    assert contents(folder) == before
    with merely_read_only(folder) as connection:
        # Without the limit it goes on until someone stops it, long after the limit.
        started = time.monotonic()
        timer = Timer(0.7, connection.interrupt)
        timer.start()
        with pytest.raises(duckdb.InterruptException):
            connection.execute(ENDLESS[name]).fetchall()
        timer.cancel()
        assert time.monotonic() - started > 0.6


@pytest.mark.parametrize("name", first(1, HUNGRY))
def test_a_hungry_query_is_refused_and_spills_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = contents(folder)
    assert (CONFIG["memory_limit"], CONFIG["threads"]) == ("2GB", "2")
    monkeypatch.setitem(CONFIG, "memory_limit", "50MB")
    with (
        reading(folder / "warehouse.duckdb") as connection,
        pytest.raises(WarehouseError, match="more memory than the 50MB"),
    ):
        run(connection, HUNGRY[name])
    assert contents(folder) == before
    with merely_read_only(folder) as connection:
        connection.execute(HUNGRY[name]).fetchall()


def test_the_file_named_for_writing_is_the_only_one(folder: Path) -> None:
    mine = folder / "mine.csv"
    with reading(folder / "warehouse.duckdb", mine) as connection:
        run(connection, f"copy (select 1 as x) to '{mine}'")
        for other in (folder / "yours.csv", folder / "nothing" / "mine.csv"):
            with pytest.raises(WarehouseError, match=ACCESS):
                run(connection, f"copy (select 1) to '{other}'")
        with pytest.raises(WarehouseError, match=ACCESS):
            run(connection, f"from read_csv('{folder / 'secret.csv'}')")
    assert mine.is_file()
    assert not (folder / "yours.csv").exists()


@pytest.mark.parametrize(
    "query",
    [
        "select 1) to '{folder}/made.csv'; copy (select 2",
        "select * from read_text('{folder}/secret.csv')",
        "select 1) to '{folder}/made.csv' --",
    ],
)
def test_an_export_cannot_be_turned_to_another_file(folder: Path, query: str) -> None:
    before = contents(folder)
    output = folder / "out.csv"
    with (
        Sandbox(folder / "warehouse.duckdb", output) as sandbox,
        pytest.raises(WarehouseError),
    ):
        sandbox.copy(query.format(folder=folder), "csv", output)
    output.unlink(missing_ok=True)
    assert contents(folder) == before


@pytest.mark.parametrize("command", ["query", "shell"])
def test_the_commands_use_the_locked_connection(folder: Path, command: str) -> None:
    before = contents(folder)
    sql = f"copy (select 1) to '{folder / 'made.csv'}';"
    words = [sys.executable, "-c", "from warehouse.cli.main import main; main()", command]
    words += ["--database", str(folder / "warehouse.duckdb")]
    given = None if command == "shell" else sql
    told = subprocess.run(
        [*words, *([given] if given else [])],
        input=sql if command == "shell" else "",
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode == 1
    assert "error: Permission Error" in told.stderr
    assert contents(folder) == before


@pytest.mark.parametrize("command", first(1, ["query", "shell", "shell < file"]))
def test_a_person_can_stop_a_query(folder: Path, command: str) -> None:
    """Ctrl-C ends `query` and what is read from a file, and in a person's `shell` the statement."""
    sql = ENDLESS["huge cross join"] + ";"
    program = (
        "from warehouse.read.sandbox import Sandbox\n"
        "plain = Sandbox.run\n"
        "def run(self, sql, *values):\n"
        "    if 'range(10000000)' in sql: print('running', flush=True)\n"
        "    return plain(self, sql, *values)\n"
        "Sandbox.run = run\n"
        "from warehouse.cli.main import main; main()"
    )
    words = [sys.executable, "-c", program, command.split(maxsplit=1)[0]]
    words += ["--database", str(folder / "warehouse.duckdb")]
    is_person = command == "shell"
    keyboard, read = pty.openpty() if is_person else os.pipe()[::-1]
    with subprocess.Popen(
        [*words, sql] if command == "query" else words,
        stdin=read,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        os.write(keyboard, f"{sql}\nselect 40 + 2;\n{chr(4) if is_person else ''}".encode())
        while not process.stdout.readline().endswith("running\n"):
            pass
        time.sleep(0.5)  # let DuckDB begin
        process.send_signal(signal.SIGINT)
        if not is_person:
            os.close(keyboard)
        output, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors
    if is_person:
        assert "42" in output
    else:
        assert process.returncode == 130
        assert errors.strip() == "stopped; the published warehouse is as it was"
        assert "42" not in output
