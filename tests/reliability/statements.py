"""Statements without end or measure: each is stopped in its time and memory, and the next one runs.

Decision: they run as a person's do, with the memory of a person's; the time is shorter, so that all
of them end. What the process took is read from the operating system.
"""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from tests.reliability.figures import Figures
from warehouse.confined import GRACE, size, too_long, too_much
from warehouse.faults import WarehouseError
from warehouse.read import bounds
from warehouse.read.child import OWN
from warehouse.read.sandbox import Sandbox

SECONDS = 8.0
LOOK = 0.02  # seconds between two looks at the memory, which the system remembers at its most
MARGIN = 3.0  # seconds to kill a process and start another
ROWS = "range(100000000)"
STATEMENTS = (
    "select list_aggregate(range(1000000000), 'sum')",
    "select repeat('x', 1000000000) || 'y'",
    "select length(repeat('x', 900000000) || repeat('y', 900000000) || repeat('z', 900000000))",
    "select list_transform(range(60000000), lambda x: repeat('x', 100))",
    "select list_sort(list_transform(range(300000000), lambda x: hash(x)))",
    "select string_agg(repeat('x', 1000), '') from range(10000000)",
    f"select list(a.range) from {ROWS} as a, range(10) as b",
    f"select map_from_entries(list((range, range))) from {ROWS}",
    f"select range, repeat('x', 100) from {ROWS}",
    f"select max(x) from (select hash(range) as x from {ROWS} order by x limit 90000000)",
    f"select count(*) from (select range % 90000000, count(*) from {ROWS} group by all)",
    f"select count(distinct repeat(range::varchar, 20)) from {ROWS}",
    f"select * from (select range, row_number() over (order by hash(range)) as n from {ROWS})",
    "select list(a.range || b.range) from range(100000) as a, range(100000) as b",
    "select count(*) from range(10000000) as a, range(10000000) as b where hash(a, b) = 1",
    "select count(*) from range(1000000) as a, range(1000000) as b, range(1000000) as c",
    "select list_sum([length(sha256(x::varchar)) for x in range(50000000)])",
    "with recursive n as (select 1 as i union all select i + 1 from n) select max(i) from n",
    "with recursive n(i) as (select 1 union select i + 1 from n) select max(i) from n",
    "with recursive n as (select 'x' as t union all select t || t from n) select count(*) from n",
    "select levenshtein(repeat('a', 200000), repeat('b', 200000))",
    "select jaro_winkler_similarity(repeat('ab', 500000), repeat('ba', 500000))",
    "select regexp_matches(repeat('a', 30000000), '(a+)+(a+)+(a+)+b')",
    "select length(regexp_replace(repeat('ab', 90000000), 'a', 'cccccccccc', 'g'))",
    "select length(replace(repeat('a', 300000000), 'a', 'bbbbbbbbbb'))",
    "select length(string_split(repeat('a,', 200000000), ','))",
    "select length(to_json(range(200000000)))",
    "select unnest(range(1000000000)), repeat('x', 1000)",
    "select length(lpad('', 2000000000, 'x') || rpad('', 2000000000, 'y'))",
    "select sum(cos(sin(range))) from range(100000000000)",
)
BAD = ("neither answered nor refused", "longer than its time", "more than its memory", "no next")


def ask_too_much(database: Path, statements: Sequence[str] = STATEMENTS) -> Figures:
    """Run each statement, and a small one behind it."""
    figures = Figures("Hungry and endless statements", must_be_zero=BAD)
    most, longest = 0, 0.0
    with pytest.MonkeyPatch.context() as patched, _impatient(database, patched) as box:
        for statement in statements:
            figures.add("statements")
            began = time.monotonic()
            with ThreadPoolExecutor(1) as pool:
                asked = pool.submit(_told, box, statement)
                memory = 0
                while wait([asked], LOOK).not_done:
                    memory = max(memory, peak(box.process.pid))
                told = asked.result()
            longest = max(longest, seconds := time.monotonic() - began)
            most = max(most, memory)
            wrong = [
                *([BAD[0]] if told.startswith("?") else []),
                *([BAD[1]] if seconds > SECONDS + GRACE + MARGIN else []),
                *([BAD[2]] if memory > size(bounds.MEMORY) + OWN else []),
                *([BAD[3]] if box.run("select 42 as x") != (["x"], [(42,)]) else []),
            ]
            figures.add("answered" if not told else f"refused: {told.split(',')[0][:60]}")
            for one in wrong:
                figures.add(one)
                figures.notes.append(f"{statement}: {one} ({seconds:.1f} s, {memory:,}): {told}")
    figures.add("longest, in milliseconds", round(1000 * longest))
    figures.add("most memory, in MB", most // 10**6)
    return figures


def _impatient(database: Path, patched: pytest.MonkeyPatch) -> Sandbox:
    """Return a sandbox with less time than a person has."""
    patched.setattr(bounds, "SECONDS", SECONDS)
    return Sandbox(database)


def _told(box: Sandbox, statement: str) -> str:
    """Return "" for an answer, or what was refused; a question mark before what is unclear."""
    try:
        box.run(statement)
    except WarehouseError as error:
        words = str(error)
        known = (too_long(bounds.WHAT, SECONDS), too_much(bounds.WHAT, bounds.MEMORY))
        return words if words.startswith(known) else f"? {words}"
    return ""


def peak(process: int) -> int:
    """Return how many bytes a process held at most; 0 when it is gone, or on another system."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return 1024 * int(found[1]) if found else 0
