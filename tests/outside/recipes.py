"""What each client makes of the warehouse when one follows its recipe of docs/connect.md.

`python -m tests.outside.recipes` measures all of them and writes the table of that page. What is
measured of a client stands in `tests/clients/clients.yml`.
"""

import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml
from filelock import FileLock

from environments import CLIENTS as ENVIRONMENTS
from environments import environment
from warehouse.build.views import store
from warehouse.place import DATABASE, ROOT

FOLDER = ROOT / "tests" / "clients"
NODE = FOLDER / "node"
PAGE = ROOT / "docs" / "connect.md"
TABLE = re.compile(r"(?<=<!-- clients -->\n).*?(?=<!-- /clients -->)", re.DOTALL)
CLIENTS: dict[str, dict[str, Any]] = {
    entry["client"]: entry
    for entry in yaml.safe_load((FOLDER / "clients.yml").read_text(encoding="utf-8"))
}
NAMED = re.compile(r"(?:#|--) (\S+\.\w+)\n")  # a block that is a file
CELL = "year = 2018 and form_code = 'OR'"
FIGURE = f"select printed as it from mart.victims_by_form where {CELL}"
OLD, NEW = "<5", "<9"
VIEWS = "select schema_name || '.' || view_name from duckdb_views() where not internal order by all"
PARTS = 4  # in which all views are counted: one query for all of them takes too much memory
HEADS = (
    *("client", "DuckDB", "connects", "comments", "keys", "reads all"),
    *("locked", "sees a publication", "misleads by default"),
)
SHOWN = "count_min"


def recipe(heading: str) -> dict[str, list[str]]:
    """Return the blocks of a section of the page, by language; `/1` asks for the first."""
    heading, _, wanted = heading.partition("/")
    page = PAGE.read_text(encoding="utf-8")
    (section,) = re.findall(
        rf"^##+ {re.escape(heading)}\n(.*?)(?=^##+ |\Z)", page, re.MULTILINE | re.DOTALL
    )
    blocks: dict[str, list[str]] = {}
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL):
        blocks.setdefault(language, []).append(block)
    if wanted:
        return {language: found[: int(wanted)] for language, found in blocks.items()}
    return blocks


@cache
def rows_in(database: Path) -> int:
    """Return how many rows all views of a warehouse have."""
    with duckdb.connect(str(database), read_only=True) as connection:
        views = connection.execute(VIEWS).fetchall()
        counts = [
            connection.execute(f"select count(*) from {view}").fetchall() for (view,) in views
        ]
    return int(sum(count for ((count,),) in counts))


def node() -> Path:
    """Return the folder with the packages of Node.js, installed once from their lock."""
    folder = ENVIRONMENTS / "node"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        lock = (NODE / "package-lock.json").read_text(encoding="utf-8")
        stamp = folder / "stamp"
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != lock:
            for name in ("package.json", "package-lock.json"):
                shutil.copyfile(NODE / name, folder / name)
            quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(["npm", "install", *quiet], cwd=folder, check=True)  # noqa: S607
            stamp.write_text(lock, encoding="utf-8")
    return folder


@cache
def published_next(database: Path) -> bytes:
    """Return a warehouse that differs from this one in the figure that is asked for."""
    with tempfile.TemporaryDirectory() as name:
        after = Path(shutil.copyfile(database, Path(name, "next.duckdb")))
        with duckdb.connect(str(after)) as connection:
            connection.execute(
                f"update main.fact_victims set printed = '{NEW}' where {CELL} "
                "and table_code = 'victims_by_form'"
            )
            store(connection)
        return after.read_bytes()


def lay_out(folder: Path, database: Path, catalog: str = "") -> dict[str, Any]:
    """Put into a folder the warehouse and the next one; return what to ask of every client.

    `catalog` is what stands in front of the names of schemas, where the warehouse is attached.
    """
    here = Path(shutil.copyfile(database, folder / "warehouse.duckdb"))
    after = folder / "next.duckdb"
    after.write_bytes(published_next(database))
    with duckdb.connect(str(here), read_only=True) as connection:
        views = connection.execute(VIEWS).fetchall()
    here.chmod(0o444)
    after.chmod(0o444)
    (folder / "secret.txt").write_text("hush")
    counts = [f"(select count(*) from {catalog}{view})" for (view,) in views]
    return {
        "figure": FIGURE.replace("mart.", f"{catalog}mart."),
        "rows": [f"select {' + '.join(counts[at::PARTS])} as it" for at in range(PARTS)],
        "escapes": [
            "select content as it from read_text('secret.txt')",
            "select count(*) as it from glob('*')",
            "copy (select 1 as it) to 'written.csv'",
            "set enable_external_access = true",
        ],
    }


def measure(client: str, database: Path) -> dict[str, Any]:
    """Follow a client's recipe in a folder of its own; return what it gives."""
    told = CLIENTS[client]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions = lay_out(folder, database, told.get("catalog", ""))
        blocks = [recipe(heading) for heading in told["recipes"]]
        if "command" in told:
            found = _ask_command(told, blocks[0], folder, questions)
        elif told["recipes"] == ["MCP"]:
            found = _ask_mcp(told, blocks[0], folder, questions)
        else:
            found = _ask_inside(told, blocks, folder, questions)
        written = (folder / "written.csv").exists()
    return found | {"all": found["rows"] == rows_in(database), "written": written}


def _ask_inside(
    told: dict[str, Any],
    blocks: list[dict[str, list[str]]],
    folder: Path,
    questions: dict[str, Any],
) -> dict[str, Any]:
    """Ask a client that is a library, in a process of its own."""
    optional = dict.fromkeys(("comment", "key", "sum", "close", "is_notebook"))
    if told["environment"] == "node":
        home = node()
        script, program, language = home / "ask.mjs", "node", "js"
        shutil.copyfile(FOLDER / "ask.mjs", script)
        optional["folder"] = str(home)
    else:
        script, language = FOLDER / "ask.py", "python"
        program = str(environment(FOLDER / told["environment"]))
    text = "\n".join(block for part in blocks for block in part[language])
    task = json.dumps(optional | questions | told | {"recipe": text})
    said = _run([program, str(script)], folder, task)
    return dict(json.loads(re.findall(r"^{.*}$", said, re.MULTILINE)[-1]))


def _run(command: list[str], folder: Path, text: str = "") -> str:
    """Run a program in a folder, which is its home as well; return what it says.

    Raises AssertionError with its last words when it fails.
    """
    variables = os.environ | {
        "CUBEJS_TESSERACT_SQL_PLANNER": "false",  # the other one is a binary of its own
        "HOME": str(folder),
        "NO_COLOR": "1",
        "PYTHONPATH": "",
    }
    done = subprocess.run(
        command, cwd=folder, env=variables, input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command[0]}: {(done.stdout + done.stderr)[-3000:]}"
    return done.stdout


def _ask_command(
    told: dict[str, Any],
    blocks: dict[str, list[str]],
    folder: Path,
    questions: dict[str, Any],
) -> dict[str, Any]:
    """Ask a client that is a command: its block is begun, and `command` of the client follows."""
    write_files(blocks, folder)
    program, *arguments = shlex.split(blocks["sh"][-1])
    python = environment(FOLDER / told["environment"])
    begun = [str(python.with_name(told.get("program", program))), *arguments]

    def ask(sql: str) -> str:
        said = _run([*begun, *(part.format(sql=sql) for part in told["command"])], folder)
        values = re.findall(r"[<\w.]+", said)
        return str(values[-1])

    return _asked(ask, folder, questions) | _documented(told, begun, folder)


def _documented(told: dict[str, Any], begun: list[str], folder: Path) -> dict[str, Any]:
    """Return the comment that dbt's documentation shows, where that is the client."""
    if "document" not in told:
        return {"shown": {}}
    _run([*begun, *told["document"]], folder)
    (source,) = json.loads((folder / "target" / "catalog.json").read_text())["sources"].values()
    return {"shown": {"comment": source["columns"][SHOWN]["comment"]}}


def write_files(blocks: dict[str, list[str]], folder: Path) -> None:
    """Write the blocks that begin with the name of a file, and the lock that others mention."""
    for block in itertools.chain(*blocks.values(), *recipe("SQL").values()):
        if named := NAMED.match(block):
            path = folder / named[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block, encoding="utf-8")


def _ask_mcp(
    told: dict[str, Any],
    blocks: dict[str, list[str]],
    folder: Path,
    questions: dict[str, Any],
) -> dict[str, Any]:
    """Ask through a server of the Model Context Protocol, as an assistant would."""
    write_files({}, folder)
    (server,) = json.loads(blocks["json"][0])["mcpServers"].values()
    python = environment(FOLDER / told["environment"])
    server["command"] = str(python.with_name(server["command"]))
    task = json.dumps(questions | {"server": server, "column": SHOWN})
    return dict(json.loads(_run([str(python), str(FOLDER / "ask_mcp.py")], folder, task)))


def _asked(ask: Callable[[str], str], folder: Path, questions: dict[str, Any]) -> dict[str, Any]:
    def refused(sql: str) -> bool:
        try:
            ask(sql)
        except AssertionError:
            return True
        return False

    found = {
        "version": ask("select version() as it"),
        "figure": ask(questions["figure"]),
        "rows": sum(int(ask(sql)) for sql in questions["rows"]),
        "refused": [refused(sql) for sql in questions["escapes"]],
    }
    os.replace(folder / "next.duckdb", folder / "warehouse.duckdb")
    after = ask(questions["figure"])
    return found | {"open": after, "beside": after, "anew": after}


def row(client: str, found: dict[str, Any]) -> list[str]:
    """Return what the table says of a client that was measured."""
    shown = found["shown"]
    seen = {
        (NEW, NEW): "with every start" if "command" in CLIENTS[client] else "at once",
        (OLD, NEW): "with the next connection",
        (OLD, OLD): "when all connections are closed",
    }
    added = shown.get("sum")
    return [
        client,
        str(found["version"]).lstrip("v"),
        "yes" if found["figure"] == OLD else "no",
        "shows" if shown.get("comment") else "by query",
        "shows" if shown.get("key") else "by query",
        "yes" if found["all"] else "no",
        "yes" if all(found["refused"]) and not found["written"] else "no",
        seen[found["open"], found["beside"]] if found["anew"] == NEW else "no",
        f"adds up to {added} when asked" if added is not None else "no, shows rows",
    ]


def line(cells: list[str]) -> str:
    """Return a row of the table of the page."""
    return f"| {' | '.join(cells)} |"


def table(database: Path) -> str:
    """Return the table of all clients, as the page has it."""
    lines = [line(list(HEADS)), "|" + "---|" * len(HEADS)]
    for client in CLIENTS:
        print(client, file=sys.stderr, flush=True)
        lines.append(line(row(client, measure(client, database))))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    written = table(Path(sys.argv[1]) if sys.argv[1:] else DATABASE)
    PAGE.write_text(TABLE.sub(lambda _: written, page), encoding="utf-8")
