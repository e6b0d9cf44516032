"""Readers in processes of their own query in a loop while new versions are published.

Decision: every publication writes its number into tables of all three facts, and a reader's query
looks at all of them, through tables and views; so a mixture of two versions shows two numbers.
Half of the readers open the file for each query, the other half hold it open for many.
"""

import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from tests.reliability.children import processes, publish, told_by
from tests.reliability.figures import Figures
from tests.reliability.versions import Version, marker, renumber

HOLD = 50  # queries on one connection of a reader that holds the file open
PAUSE = 0.02  # seconds between two queries of one reader: a person's tool does not spin


def read_until(target: Path, is_holding: bool, last: Any, said: Any) -> None:
    """Query until the last version has been seen; tell how often, and what went wrong."""
    counts: Counter[str] = Counter()
    errors: list[str] = []
    newest = 0
    while newest != last.value:
        try:
            newest = _query(target, HOLD if is_holding else 1, newest, counts)
        except duckdb.Error as error:
            counts["failed queries"] += 1
            errors.append(str(error))
        if sum(counts[name] for name in BAD):
            break
    said.send((counts, errors))


def _query(target: Path, times: int, newest: int, counts: Counter[str]) -> int:
    """Query on one connection, which must show one version, not older than the newest seen."""
    first = None
    with duckdb.connect(str(target), read_only=True) as connection:
        for _ in range(times):
            found = marker(connection)
            counts["queries"] += 1
            if found is None or first not in (None, found):
                counts["mixed versions"] += 1
                return newest
            first = found
            time.sleep(PAUSE)
    assert first is not None
    if first < newest:
        counts["older version after a newer one"] += 1
    elif first > newest:
        counts["versions seen, summed over readers"] += 1
    return first


BAD = ("failed queries", "mixed versions", "older version after a newer one")


def read_through(folder: Path, version: Version, readers: int, publications: int) -> Figures:
    """Publish many times over the file of version 1, which many processes query."""
    figures = Figures("Readers during publications", must_be_zero=(*BAD, "failed publications"))
    figures.add("readers, each in its own process", readers)
    target = folder / "warehouse.duckdb"
    shutil.copyfile(version.file, target)
    numbers = range(2, publications + 2)
    seeds = [
        renumber(shutil.copytree(version.seeds, folder / f"seeds{number}"), number)
        for number in numbers
    ]
    context = processes()
    last = context.Value("i", -1)
    started = []
    for number in range(readers):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=read_until, args=(target, number % 2 == 0, last, theirs))
        process.start()
        theirs.close()
        started.append((process, ours))
    for changed in seeds:
        is_published = _publish(context, target, changed)
        figures.add("publications" if is_published else "failed publications")
    last.value = numbers[-1]
    for process, ours in started:
        counts, errors = ours.recv()
        process.join()
        for name, number in counts.items():
            figures.add(name, number)
        figures.notes += errors
    return figures


def _publish(context: Any, target: Path, seeds: Path) -> bool:
    """Build in a process of its own; tell whether it came to the end."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=publish, args=(target, seeds, theirs, None, 1))
    process.start()
    theirs.close()
    told = list(told_by(ours))
    process.join()
    return process.exitcode == 0 and told[-1].startswith("done")
