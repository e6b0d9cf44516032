"""Connections to the DuckDB file.

Decision: every file is written with storage version v1.4.0, which DuckDB 1.4 and newer can read,
and in small blocks, because every key takes at least one block. Connections are never pooled: an
idle one keeps the old file after a new one is published.
"""

from pathlib import Path
from typing import Any

STORAGE: dict[str, Any] = {"storage_compatibility_version": "v1.4.0", "default_block_size": "16384"}


def open_engine(path: str | Path) -> Any:
    """Return a SQLAlchemy engine on the file at `path`, which is created when missing."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    return create_engine(f"duckdb:///{path}", poolclass=NullPool, connect_args={"config": STORAGE})
