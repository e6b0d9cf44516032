"""The editions that tests know: 2022 as the report printed it, an invented one, two monitors.

Decision: a test that knows a figure builds from these copies, never from the whole of `seeds/`;
so it says the same when a real edition joins them. `test_every_edition.py` looks at what is there.
"""

import shutil
from pathlib import Path

import pytest

from warehouse.build import build as building
from warehouse.build import describe
from warehouse.place import SEEDS

PRESENT = sorted(path.parent.name for path in SEEDS.glob("*/edition.yml"))  # whatever is there
KNOWN = SEEDS / "2022"
FEW = ("victims_by_sex", "victims_by_form", "suspects_by_sex_and_age", "cases_registered")
# The publications of other series, printed before it: what they say of earlier years.
EARLIER = ("prosecution_monitor_2015", "victims_monitor_2016", "victims_monitor_2017")
INVENTED = Path(__file__).parent / "2098"
MONITORS = ("invented_monitor_2016", "invented_monitor_2017")
REPORT = INVENTED.with_name("report-2098.txt")


def one_edition(folder: Path) -> Path:
    """Copy the seeds with edition 2022 only to a new folder, and return it."""
    for name in ("codes", "schema", KNOWN.name):
        shutil.copytree(SEEDS / name, folder / name)
    return folder


def publications(folder: Path) -> Path:
    """Copy the seeds with edition 2022 and the earlier publications to a new folder, return it."""
    one_edition(folder)
    for name in EARLIER:
        shutil.copytree(SEEDS / name, folder / name)
    return folder


def few_tables(folder: Path, *more: str) -> Path:
    """Copy as much of edition 2022 as fills all three facts, and `more`, to a new folder.

    For tests to which it does not matter what is built: such a build takes two thirds of the time.
    """
    for path in (one_edition(folder) / KNOWN.name).iterdir():
        if path.stem not in ("edition", *FEW, *more):
            path.unlink()
    return folder


def two_editions(folder: Path) -> Path:
    """Copy the seeds with edition 2022 and the invented one to a new folder, and return it."""
    shutil.copytree(INVENTED, one_edition(folder) / INVENTED.name)
    return folder


def with_monitors(folder: Path) -> Path:
    """Copy a few tables of edition 2022 and the invented monitors to a new folder; return it."""
    few_tables(folder)
    for name in MONITORS:
        shutil.copytree(INVENTED.with_name(name), folder / name)
    return folder


def unproved(database: Path, seeds: Path) -> Path:
    """Build a warehouse without proving or describing it, and return its path.

    For tests of what is told of some figures or words. That the same queries pass, and that
    everything has its comment in the catalogue, is proved by the builds of what such seeds were
    made from.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(building, "verify", lambda *_: None)
        patched.setattr(describe, "_run", lambda *_: None)
        building.build(database, seeds, lambda step: None)
    return database
