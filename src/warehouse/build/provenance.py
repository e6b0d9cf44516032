"""What a published file was built from, and what people made in it since.

Decision: the file says so itself, in `build.inputs` and `build.objects`. Inputs are compared by
content, so a build with nothing new ends at once; a word in the web site is nothing new, because
only what a build reads is an input. An object that the build did not make belongs to a person and
is named before it would vanish.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from warehouse.faults import WarehouseError
from warehouse.place import MIGRATIONS, PACKAGE, SQL

OBJECTS = SQL / "build" / "objects.sql"
# What a build reads besides the seeds; a test watches one and holds these lists against it.
STEPS = ("env.py", "tables.sql", "versions/*.py")
QUERIES = ("build/**/*.sql", "views/**/*.sql", "macros/*.sql", "comments.yml")
MODULES = (
    *("build/*.py", "seeds/*.py", "__init__.py"),
    *("faults.py", "files.py", "interrupt.py", "names.py", "place.py", "sqltext.py"),
)
# Where a file says so, and where one said so when that stood among the figures.
SAID_IN = (("build.inputs", "build.objects"), ("main.build_input", "main.build_object"))


@dataclass(frozen=True)
class Published:
    """The inputs of a file (name to SHA-256), and the objects in it that were made by hand.

    `has_log` says that a write-ahead log lies beside the file: someone wrote to it, or left a log
    of another file there, with which DuckDB may refuse to open it.
    """

    inputs: dict[str, str]
    by_hand: list[str]
    has_log: bool


def fingerprint(seeds: Path) -> dict[str, str]:
    """Return name and SHA-256 of all that the contents of a warehouse depend on."""
    inputs = {"duckdb": hashlib.sha256(version("duckdb").encode()).hexdigest()}
    for name, folder, patterns in (
        ("migrations", MIGRATIONS, STEPS),
        ("seeds", seeds, ("**/*",)),
        ("sql", SQL, QUERIES),
        ("src/warehouse", PACKAGE, MODULES),
    ):
        for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
            if path.is_file():
                inputs[f"{name}/{path.relative_to(folder).as_posix()}"] = _digest(path)
    return inputs


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"


def record(connection: duckdb.DuckDBPyConnection, inputs: dict[str, str]) -> None:
    """Write into a new file what it was built from and what the build made in it."""
    names, digests = list(inputs), list(inputs.values())
    connection.execute("insert into build.inputs select unnest($1), unnest($2)", [names, digests])
    objects = OBJECTS.read_text(encoding="utf-8")
    # What is described stands there already.
    connection.execute(f"insert or ignore into build.objects by name {objects}")


def inspect(target: Path) -> Published | None:
    """Return what a published file says of itself; None when there is no file.

    Raises WarehouseError when a program has the file open for writing, or when the file is no
    DuckDB file.
    """
    if not target.exists():
        return None
    try:
        return _inspect(target, has_log=target.with_name(f"{target.name}.wal").exists())
    except duckdb.Error as error:
        if "Conflicting lock" in str(error):
            message = f"{target} is open for writing; close that program first ({error})"
            raise WarehouseError(message) from error
    # A write-ahead log of another file keeps DuckDB from opening this one: look at a copy.
    with tempfile.TemporaryDirectory() as folder:
        try:
            return _inspect(Path(shutil.copy(target, folder)), has_log=True)
        except (duckdb.Error, OSError) as error:
            message = f"{target} is not a warehouse ({error}); move it away or choose another name"
            raise WarehouseError(message) from error


def _inspect(path: Path, *, has_log: bool) -> Published:
    with duckdb.connect(str(path), read_only=True) as connection:
        objects = set(connection.execute(OBJECTS.read_text(encoding="utf-8")).fetchall())
        inputs, made = {}, set()
        for inputs_in, objects_in in SAID_IN:
            if ("table", objects_in) in objects:
                inputs = dict(connection.execute(f"select * from {inputs_in}").fetchall())
                names = f"select object_kind, object_name from {objects_in}"
                made = set(connection.execute(names).fetchall())
    by_hand = sorted(f"{kind} {name}" for kind, name in objects - made)
    return Published(inputs, by_hand, has_log)
