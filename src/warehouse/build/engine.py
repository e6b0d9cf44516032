"""Connections to the DuckDB file.

Decision: every file is written with storage version v1.4.0, which DuckDB 1.4 and newer can read,
and in small blocks, because every key takes at least one block. SQLAlchemy gets a connection to a
file that is already open, never a file: a pool would keep the old one after a new one is published.
"""

from pathlib import Path
from typing import Any

import duckdb

STORAGE: dict[str, Any] = {"storage_compatibility_version": "v1.4.0", "default_block_size": "16384"}


def open_file(
    path: str | Path, memory: str | None = None, *, read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """Return a connection to the file at `path`, which is created when missing, to build it.

    `memory` is a size such as 2GB that DuckDB keeps to, spilling to disk beside the file.
    """
    bound: dict[str, Any] = {} if memory is None else {"memory_limit": memory}
    return duckdb.connect(str(path), read_only=read_only, config=STORAGE | bound)


def engine_on(connection: duckdb.DuckDBPyConnection) -> Any:
    """Return a SQLAlchemy engine on the file that `connection` has open."""
    from duckdb_engine import ConnectionWrapper
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    def another() -> ConnectionWrapper:
        return ConnectionWrapper(connection.cursor())

    return create_engine("duckdb://", poolclass=NullPool, creator=another)
