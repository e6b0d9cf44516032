"""Versions of real seeds that differ by a marker, and what a published file is.

Decision: a version writes one figure, its marker, into the first cell of tables of all three
facts. Markers are far above any real figure, so a file that mixes two versions shows two markers;
to be sure, a file is also compared whole: every table and the result of every view.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from tests.editions import FEW as MARKED
from tests.editions import one_edition
from warehouse.build.build import build

FIRST_MARKER = 100_000_000
# One figure per marked table, through all three facts, and through a frozen and a tidy view.
MARKERS = f"""
    select table_code, count from main.fact_victims where count >= {FIRST_MARKER}
    union all
    select table_code, count from main.fact_suspects where count >= {FIRST_MARKER}
    union all
    select table_code, count from main.fact_cases where count >= {FIRST_MARKER}
    union all
    select 'tidy view', count from mart.victims_by_sex where count >= {FIRST_MARKER}
    union all
    select 'frozen view', "2018"::integer from report_2022.victims_by_sex
    where try_cast("2018" as integer) >= {FIRST_MARKER}
"""
READINGS = len(MARKED) + 2


@dataclass(frozen=True)
class Version:
    """The folder of marked seeds; beside it stands the file that a build made of them."""

    seeds: Path

    @property
    def file(self) -> Path:
        """The file."""
        return self.seeds.with_suffix(".duckdb")

    @cached_property
    def contents(self) -> str:
        """The digest of what the file holds."""
        return contents(self.file)


def make_versions(
    folder: Path, edition: Callable[[Path], Path] = one_edition
) -> tuple[Version, Version]:
    """Make version 1 and version 2 of the seeds that `edition` copies."""
    versions = Version(folder / "a"), Version(folder / "b")
    for number, version in enumerate(versions, 1):
        renumber(edition(version.seeds), number)
        build(version.file, version.seeds, lambda step: None)
    return versions


def renumber(seeds: Path, number: int) -> Path:
    """Write marker `number` into every marked table of seeds; return their folder."""
    for table in MARKED:
        mark(seeds, table, number)
    return seeds


def mark(folder: Path, table: str, number: int) -> None:
    """Write a marker into the first cell of one table."""
    path = folder / "2022" / f"{table}.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    code, _, rest = lines[1].split(",", 2)
    lines[1] = f"{code},{FIRST_MARKER + number},{rest}"
    path.write_text("\n".join(lines), encoding="utf-8")


def marker(connection: duckdb.DuckDBPyConnection) -> int | None:
    """Return the marker of the file, or None when the file is a mixture of versions."""
    found = connection.execute(MARKERS).fetchall()
    numbers = {number - FIRST_MARKER for _, number in found}
    return numbers.pop() if len(numbers) == 1 and len(found) == READINGS else None


def contents(path: Path) -> str:
    """Return a digest of the catalogue, of every row of every table and of every view's result."""
    digest = hashlib.sha256()
    with duckdb.connect(str(path), read_only=True) as connection:
        relations = connection.execute(
            "select schema_name || '.' || table_name, '', comment from duckdb_tables() "
            "where not internal "
            "union all select schema_name || '.' || view_name, sql, comment from duckdb_views() "
            "where not internal order by all"
        ).fetchall()
        for name, sql, comment in relations:
            result = connection.execute(f"from {name}")
            rows = sorted(map(repr, result.fetchall()))
            digest.update(repr((name, sql, comment, result.description, rows)).encode())
    return digest.hexdigest()


def file_digest(path: Path) -> str | None:
    """Return the digest of a file's bytes; None when there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
