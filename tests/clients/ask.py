"""Follow a recipe of docs/connect.md and print as JSON what it gives: a task stands in stdin.

Decision: a program of its own that needs nothing but the client, as `read.py` beside it. It runs in
a folder with the warehouse and with the one that is published next, `next.duckdb`. Each recipe
leaves behind what `ask` uses: an expression with `sql` in it, whose value is a list of rows.
"""

import gc
import json
import os
import sys
from typing import Any

task = json.load(sys.stdin)


def follow() -> dict[str, Any]:
    """Return the variables after the blocks of a recipe."""
    if task["is_notebook"]:
        from IPython.core.interactiveshell import InteractiveShell

        shell = InteractiveShell.instance()
        shell.run_cell(task["recipe"]).raise_error()
        return dict(shell.user_ns)
    space: dict[str, Any] = {}
    exec(task["recipe"], space)  # noqa: S102  the page's own
    return space


def close(space: dict[str, Any]) -> None:
    """Let go of what a recipe left."""
    if task["close"]:
        eval(task["close"], space)  # noqa: S307
    if task["is_notebook"]:
        space["get_ipython"]().reset(new_session=False)
    space.clear()
    gc.collect()


def ask(space: dict[str, Any], sql: str) -> Any:
    """Return the first value that a query gives."""
    rows = iter(eval(task["ask"], space | {"sql": sql}))  # noqa: S307  the test's own
    return next(iter(next(rows)))


def refused(space: dict[str, Any], sql: str) -> bool:
    """Return whether a statement fails; what it would do is seen by who reads the answer."""
    try:
        ask(space, sql)
    except Exception:
        return True
    return False


space = follow()
found = {
    "version": ask(space, "select version()"),
    "figure": ask(space, task["figure"]),
    "rows": sum(int(ask(space, sql)) for sql in task["rows"]),
    "refused": [refused(space, sql) for sql in task["escapes"]],
    "shown": {name: eval(task[name], space) for name in ("comment", "key", "sum") if task[name]},  # noqa: S307
}
gc.collect()  # a refused statement may leave its connection in a cycle
os.replace("next.duckdb", "warehouse.duckdb")
found["open"] = ask(space, task["figure"])
try:
    beside = follow()
except Exception:  # some clients open no file twice
    found["beside"] = found["open"]
else:
    found["beside"] = ask(beside, task["figure"])
    close(beside)
close(space)
found["anew"] = ask(follow(), task["figure"])
print("\n" + json.dumps(found, default=str))
