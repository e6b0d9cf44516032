"""What all tests share: the warehouse of the real edition, built once, and a copy of its seeds."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.build.build import build
from warehouse.place import SEEDS

# What is started in the background ignores Ctrl-C, and so would all it starts; some tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a warehouse built from the project's seeds."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    build(path, SEEDS, lambda step: None)
    return path


@pytest.fixture
def warehouse(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection to that warehouse."""
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def writable(
    database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a copy of that warehouse; whoever writes rolls back."""
    path = tmp_path_factory.mktemp("writable") / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    with duckdb.connect(str(path)) as connection:
        yield connection


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a copy of the project's seeds that a test may spoil."""
    return shutil.copytree(SEEDS, tmp_path / "seeds")
