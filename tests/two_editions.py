"""A warehouse of the real edition and the made-up one, for tests of editions."""

import shutil
from pathlib import Path

from warehouse.build.build import build
from warehouse.place import SEEDS

EDITIONS = Path(__file__).parent / "editions"


def two_seeds(folder: Path) -> Path:
    """Return a seeds folder with both editions."""
    seeds = shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(EDITIONS / "2023", seeds / "2023")
    return seeds


def build_two(folder: Path) -> Path:
    """Return the path of a warehouse with both editions."""
    path = folder / "two.duckdb"
    build(path, two_seeds(folder), lambda step: None)
    return path
