"""Judge what the warehouse makes of a set of seeds: loaded as they are, or refused with a place.

Decision: anything else is Broken: another exception, contents that differ, a refusal that says
too little, rows left behind by a refusal. The superuser of a test machine may read everything, so
that power is laid down while seeds are read.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from tests.reliability.expected import expected, loaded
from tests.reliability.power import without_power
from warehouse.build.build import build
from warehouse.build.engine import open_file
from warehouse.build.load import find_faults, insert_facts, insert_statements, stage
from warehouse.build.tables import create_tables
from warehouse.faults import Fault, InputRefused

# Faults that concern a file as a whole, or something that is not there.
WITHOUT_LINE = {
    *("code_missing", "empty_file", "file_size", "folder", "missing_file", "missing_pair"),
    *("row_missing", "special_file", "symbolic_link", "table_unknown", "unexpected_file"),
    "unreadable_file",
}


class Broken(AssertionError):
    """The warehouse did what it must never do."""


def template(folder: Path) -> Path:
    """Return a file with the empty tables; a copy of it is quicker than creating them."""
    path = folder / "template.duckdb"
    with open_file(path) as file:
        create_tables(file)
    return path


def load(connection: duckdb.DuckDBPyConnection, root: Path) -> None:
    """Load seeds into empty tables; refuse them when they have faults."""
    insert_facts(connection, stage(connection, root))
    insert_statements(connection)


def judge(root: Path, empty: Path, work: Path, *, whole: bool) -> list[Fault]:
    """Look for faults in seeds, and load them into a copy of an empty file when there are none.

    Returns the faults. Raises Broken. `whole` loads in spite of faults, to see that nothing comes
    of it, and makes the whole build of seeds without a fault, with views and checks.
    """
    faults = _refused(lambda: _raise(find_faults(root)))
    _judge_faults(root, faults)
    if faults and not whole:
        return faults
    target = Path(shutil.copyfile(empty, work / "judged.duckdb"))
    with duckdb.connect(str(target)) as connection:
        if _refused(lambda: load(connection, root)) != faults:
            raise Broken("loading finds other faults than looking for them")
        found = loaded(connection)
    target.unlink()
    if faults:
        if any(found.values()):
            raise Broken("a refused set of seeds left rows behind")
        return faults
    wanted = expected(root)
    for name, rows in wanted.items():
        if rows != found[name]:
            only = [row for row in found[name] if row not in rows]
            lacks = [row for row in rows if row not in found[name]]
            raise Broken(f"{name} differ: loaded {only[:3]}, the input says {lacks[:3]}")
    if whole:
        _build(root, work)
    return []


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise InputRefused(faults)


def _refused(read: Callable[[], None]) -> list[Fault]:
    """Return the faults with which seeds were refused; raise Broken for any other exception."""
    try:
        with without_power():
            read()
    except InputRefused as refused:
        return refused.faults
    except Exception as error:
        raise Broken(f"{type(error).__name__} instead of a refusal: {error}") from error
    return []


def _build(root: Path, work: Path) -> None:
    target = work / "built.duckdb"
    try:
        build(target, root, lambda step: None)
    except Exception as error:
        raise Broken(f"loaded, but the build ends in {type(error).__name__}: {error}") from error
    target.unlink()


def _judge_faults(root: Path, faults: list[Fault]) -> None:
    """Raise Broken when a fault does not tell a person where to look and what to do."""
    for fault in faults:
        words = str(fault)
        if not words.isprintable():
            raise Broken(f"a message with characters that a terminal acts on: {words!a}")
        if not (fault.file and fault.expected and fault.remedy):
            raise Broken(f"a message that says too little: {words}")
        if (fault.line is None) != (fault.rule in WITHOUT_LINE):
            raise Broken(f"a message without the line, or with one that is not there: {words}")
        path = root.parent / fault.file
        if fault.line is not None and path.is_file():
            lines = path.read_bytes().count(b"\n") + 1
            if not 1 <= fault.line <= lines:
                raise Broken(f"a message that names line {fault.line} of {lines}: {words}")
