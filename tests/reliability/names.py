"""Files and folders of any name: everything works, or is refused in words before it begins.

Decision: names are made from what shells, SQL, URLs and DuckDB read as something else, as well as
from letters; a name that the system itself does not allow is none. Each is the name of a folder
and of the file in it, which is published, gone back from, asked, compared, judged and exported.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

from tests.reliability.figures import Figures
from warehouse.build.build import build
from warehouse.build.load import find_faults
from warehouse.build.provenance import inspect
from warehouse.build.publish import lock, replacement, rollback
from warehouse.edition.compare import compare_files
from warehouse.export.write import write
from warehouse.faults import WarehouseError
from warehouse.read.query import fetch
from warehouse.trust.readings import read_readings

PARTS = (
    *("?", "*", "[", "]", "~", "\\", "'", '"', "`", "\n", "\t", " ", "%", "%20", "$HOME", "#", "&"),
    *(":", ";", ",", "=", "@", "!", "(", "{x}", "}", "-", "--", "..", ".", "+", "|", "<", ">", "^"),
    *("s3:", "file:", ":memory:", "md:", "memory", "temp", "system", "main", "information_schema"),
    *(
        "mart",
        "META",
        "analysis",
        "build",
        "quality",
        "report_2022",
        "report_",
        "warehouse",
        "duckdb",
        "wal",
    ),
    *("é", "e\u0301", "Azië", "日本", "\u00a0", "\u200b", "\x7f", "\x01", "\udcff", "a", "b", "1"),
    *("con", "nul", "csv", "x" * 60, ".zip", ".lock", ".kept", ".1"),
)
BAD = ("neither works nor is refused", "changed though refused", "other faults in the same seeds")
SLOW_EVERY, SEEDS_EVERY = 10, 50  # these take longer than all the rest


def names(number: int, *, seed: int = 1) -> Iterator[str]:
    """Yield different names that a file system allows."""
    dice = random.Random(seed)  # noqa: S311  not for secrets
    known: set[str] = set()
    while len(known) < number:
        name = "".join(dice.choices(PARTS, k=dice.randint(1, 4)))
        if name not in known | {".", ".."} and len(name.encode(errors="surrogateescape")) < 230:
            known.add(name)
            yield name


def try_names(folder: Path, warehouse: Path, seeds: Path, wanted: list[str]) -> Figures:
    """Use each name for a folder and a file in it."""
    figures = Figures("Names of files and folders", must_be_zero=BAD)
    for number, name in enumerate(wanted):
        place = folder / f"{number}" / name
        place.mkdir(parents=True)
        figures.add("names")
        copy = Path(shutil.copy(warehouse, place / name))
        acts = ACTS if number % SLOW_EVERY else ACTS | {"compared": compared}
        told = {what: _told(act, copy, warehouse) for what, act in acts.items()}
        with chdir(place):
            told["asked from its folder"] = _told(asked, Path(name), warehouse)
            if number % SLOW_EVERY == 0:
                told["judged from its folder"] = _told(judged, Path(name), warehouse)
        for what, words in told.items():
            figures.add(what if not words else f"{what}: refused")
            if words is not None and not words.startswith("refused"):
                figures.add(BAD[0])
                figures.notes.append(f"{name!a}, {what}: {words!a}")
        if number % SEEDS_EVERY == 0:
            _seeds(Path(shutil.copytree(seeds, place / f"{name}s")), name, figures)
        shutil.rmtree(folder / f"{number}")
    return figures


def _seeds(seeds: Path, name: str, figures: Figures) -> None:
    (seeds / "2022" / "victims_by_sex.csv").write_text("sex,2018\nF,many\n")
    figures.add("seeds")
    try:
        (fault, *_) = find_faults(seeds)
        is_told = fault.file.endswith("/2022/victims_by_sex.csv")
    except WarehouseError:
        is_told = True
    if not is_told:
        figures.add(BAD[2])
        figures.notes.append(f"{name!a}: {fault}")


def _told(act: Callable[[Path, Path], object], path: Path, warehouse: Path) -> str | None:
    """Return None when an act worked, or how it was refused."""
    before = sorted(path.parent.iterdir()), path.read_bytes()
    try:
        act(path, warehouse)
    except WarehouseError as error:
        if (sorted(path.parent.iterdir()), path.read_bytes()) != before:
            return f"changed, though refused: {error}"
        words = str(error)
        return f"refused: {words}" if "Error:" not in words else words
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def asked(path: Path, _: Path) -> None:
    """Ask for what only views have."""
    fetch(path, "select count(*) from mart.victims_by_sex")


def published(path: Path, warehouse: Path) -> None:
    """Publish over the file, go back, and leave nothing behind."""
    with lock(path, 0, lambda words: None):
        with replacement(path, 1) as made:
            shutil.copy(warehouse, made)
        inspect(path)
        rollback(path).unlink()
        if list(path.parent.glob(".warehouse.*")):
            raise AssertionError("left a folder behind")
    for ending in (".lock", ".kept"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def compared(path: Path, warehouse: Path) -> None:
    """Compare the file with the one that it is a copy of."""
    if compare_files(path, warehouse):
        raise AssertionError("differs from its copy")


def judged(path: Path, _: Path) -> None:
    """Ask what would fit where something does not add up, for which the file is attached."""
    if not read_readings(path, "2022").of:
        raise AssertionError("found no readings")


def exported(path: Path, warehouse: Path) -> None:
    """Write files of that name, and one beside each."""
    target = path.with_name(f"{path.name}.out")
    kinds = ("csv", "parquet", "json-stat")
    write(warehouse, "victims_by_sex", kinds[len(path.name) % len(kinds)], target)
    if not target.stat().st_size:
        raise AssertionError("wrote nothing")
    for made in path.parent.iterdir():
        if made != path:
            made.unlink()


ACTS: dict[str, Callable[[Path, Path], None]] = {
    "asked": asked,
    "published": published,
    "exported to": exported,
}


def try_any(folder: Path, number: int) -> Figures:
    """Build a warehouse and try generated names on it."""
    from tests.editions import one_edition

    seeds = one_edition(folder / "seeds")
    build(folder / "known.duckdb", seeds, lambda step: None)
    return try_names(folder / "names", folder / "known.duckdb", seeds, list(names(number)))
