"""What a person's SQL may have holds for every statement, and the next statement still runs.

DuckDB bounds queries over tables by itself; functions that make one large value it does not, so
that the operating system must. Each case is run where it would take seconds or gigabytes more.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

import pytest
from click.testing import CliRunner

from tests.cases import first
from tests.reliability.sizes import UNIT
from tests.reliability.statements import STATEMENTS, ask_too_much
from warehouse import confined
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.read import bounds
from warehouse.read.sandbox import Sandbox

HUNGRY = {
    "a list": "select list_aggregate(range(1000000000), 'sum')",
    "a text": "select repeat('x', 1000000000)",
    "texts in a row": "select repeat('x', 110000000) || repeat('y', 110000000) "
    "|| repeat('z', 110000000)",
    "a list of texts": "select list_transform(range(40000000), lambda x: repeat('x', 100))",
    "a join": "select list(a.range || b.range) from range(100000) as a, range(100000) as b",
    "many rows": "select range, repeat('x', 100) from range(20000000)",
}
ENDLESS = {
    "rows": "select count(*) from range(10000000) as a, range(10000000) as b where hash(a, b) = 1",
    "a list": "select list_sum([length(sha256(x::varchar)) for x in range(5000000)])",
    "a recursion": "with recursive n as (select 1 as i union all select i + 1 from n) "
    "select max(i) from n",
    "a single function": "select levenshtein(repeat('a', 90000), repeat('b', 90000))",
}


@pytest.mark.parametrize("name", first(2, HUNGRY))
def test_a_hungry_statement_is_refused(
    database: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(bounds, "MEMORY", "300MB")
    with Sandbox(database) as box:
        with pytest.raises(WarehouseError, match="more memory than the 300MB that it may have"):
            box.run(HUNGRY[name])
        assert box.run("select 42") == (["42"], [(42,)])


@pytest.mark.parametrize("name", first(1, ENDLESS))
def test_an_endless_statement_is_stopped(
    database: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.5)
    monkeypatch.setattr(confined, "GRACE", 0.5)
    started = time.monotonic()
    with Sandbox(database) as box:
        with pytest.raises(WarehouseError, match=r"stopped after 0\.5 seconds"):
            box.run(ENDLESS[name])
        assert time.monotonic() - started < 5
        assert box.run("select 42") == (["42"], [(42,)])


def test_where_the_system_bounds_no_memory_the_process_is_watched(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "IS_WATCHED", True)
    monkeypatch.setattr(confined, "LOOK", 0.05)
    with Sandbox(database) as box:
        box.memory = "100MB"  # of this the process itself knows nothing
        with pytest.raises(WarehouseError, match="more memory than the 100MB that it may have"):
            box.run("select length(repeat('x', 400000000) || repeat('y', 400000000))")
        assert box.run("select 42") == (["42"], [(42,)])


def test_a_process_that_fails_is_told_and_replaced(database: Path) -> None:
    with Sandbox(database) as box:
        Timer(0.5, lambda: os.kill(box.process.pid, signal.SIGSEGV)).start()
        with pytest.raises(WarehouseError, match="DuckDB failed"):
            box.run(ENDLESS["a single function"])
        assert box.run("select 42") == (["42"], [(42,)])


def stopped_by_a_person(box: Sandbox, statement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a statement, and interrupt this process while it waits for the answer; only then."""
    waits, is_done = Event(), Event()
    exchange = box._exchange

    def heard(request: Any) -> Any:
        waits.set()
        return exchange(request)

    def interrupt() -> None:
        waits.wait()
        if not is_done.wait(0.5):
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(box, "_exchange", heard)
        Thread(target=interrupt).start()
        with pytest.raises(KeyboardInterrupt):
            try:
                box.run(statement)
            finally:
                is_done.set()


def test_a_person_stops_a_statement_that_is_deaf(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "GRACE", 0.2)
    with Sandbox(database) as box:
        stopped_by_a_person(box, ENDLESS["a single function"], monkeypatch)
        assert box.run("select 42") == (["42"], [(42,)])


def test_what_a_session_set_stays_when_a_person_stops_a_statement(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sandbox(database) as box:
        box.run("set variable wanted = 7")
        stopped_by_a_person(box, ENDLESS["rows"], monkeypatch)
        assert box.run("select getvariable('wanted') as x") == (["x"], [(7,)])


def test_a_statement_ends_when_the_one_who_asked_is_gone(database: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from warehouse.read.sandbox import Sandbox\n"
        "box = Sandbox(Path(sys.argv[1])); box.run('select 1')\n"
        "print(box.process.pid, flush=True); box.run('select 1 as x'); sys.stdin.read()"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", program, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert asking.stdout is not None
    child = int(asking.stdout.readline())
    asking.kill()
    asking.communicate()
    for _ in range(50):
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the process of the statement goes on")


def query(database: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Ask in this process: to start Python takes longer; the SQL runs in one of its own anyway."""
    result = CliRunner().invoke(cli, ["query", "--database", str(database), *words])
    error = result.exception
    assert error is None or isinstance(error, SystemExit | WarehouseError), error
    said = result.stderr + (str(error) if isinstance(error, WarehouseError) else "")
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, said)


@pytest.mark.parametrize("kind", first(1, ["csv", "json", "parquet"]))
def test_a_query_is_written_a_second_time(database: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"mine.{kind}"
    options = ("--format", kind, "--output", str(target))
    contents = []
    for number in (1, 2):
        told = query(database, f"select {number} as x", *options)
        assert (told.returncode, told.stderr) == (0, "")
        contents.append(target.read_bytes())
    assert contents[0] != contents[1]
    failed = query(database, "select error('no') as x", *options)
    assert failed.returncode == 1
    assert target.read_bytes() == contents[1]
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


# What is typed: how many results it prints, or what is said of it; and of it as CSV.
NOT_ONE: dict[str, tuple[int | str, str]] = {
    "": ("there is no statement", "must be one select"),
    "   \n": ("there is no statement", "must be one select"),
    "-- nothing": ("there is no statement", "must be one select"),
    "/* nothing */ ;": ("there is no statement", "must be one select"),
    "select 1 as x": (1, "x\n1\n"),
    "select 1 as x;": (1, "x\n1\n"),
    "select 1 as x; -- the first": (1, "x\n1\n"),
    "select 1 as x;;": (1, "x\n1\n"),
    "select 1 as x /* a; */": (1, "x\n1\n"),
    "select 'é;' as x; -- ü": (1, "x\né;\n"),
    "select $$;$$ as x;\n-- last": (1, "x\n;\n"),
    "select 1 as x; select 2 as x;": (2, "must be one select"),
    "select 1 as x; set variable y = 2; select getvariable('y')": (2, "must be one select"),
}


@pytest.mark.parametrize("sql", first(3, NOT_ONE))
def test_no_statement_one_or_more(database: Path, sql: str) -> None:
    wanted, as_csv = NOT_ONE[sql]
    told = query(database, "--", sql)
    written = query(database, "--format", "csv", "--", sql)
    if isinstance(wanted, int):
        assert told.returncode == 0
        assert told.stdout.count("─\n") + told.stdout.count("─ \n") == wanted
    else:
        assert (told.returncode, wanted in told.stderr) == (1, True)
    assert as_csv in (written.stderr if written.returncode else written.stdout)


@pytest.mark.parametrize(
    ("sql", "value"),
    first(
        3,
        [
            ("select 'nan'::double as x", None),
            ("select '-inf'::float as x", None),
            ("select [1.5, 'inf'::double] as x", [1.5, None]),
            ("select {'a': 'nan'::double} as x", {"a": None}),
            ("select 'NaN \\\" inf' as x", 'NaN \\" inf'),
            ("select 1e300 as x", 1e300),
        ],
    ),
)
def test_json_has_only_what_json_allows(database: Path, sql: str, value: object) -> None:
    def refuse(word: str) -> None:
        raise ValueError(word)

    written = query(database, sql, "--format", "json").stdout
    assert json.loads(written, parse_constant=refuse) == [{"x": value}]


def test_a_part_of_the_statements_that_are_tried_in_bulk(database: Path) -> None:
    figures = ask_too_much(database, STATEMENTS[:: UNIT.every_statement])
    assert figures.broken() == []
    assert figures.counts["statements"] == 1


def test_a_process_without_room_for_a_thread_is_replaced(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier statement took is not always given back."""
    with Sandbox(database) as box:
        first = box.process.pid
        answers = iter([(confined.FULL, None)])
        real = box._exchange
        monkeypatch.setattr(box, "_exchange", lambda request: next(answers, None) or real(request))
        assert box.run("select 42 as x") == (["x"], [(42,)])
        assert box.process.pid != first
