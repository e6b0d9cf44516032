"""What changed from one publication of a site to the next.

Decision: the site itself keeps its history, in one small file of digests. A publication that says
the same as the last one is not a new one, so that two runs on one warehouse give the same bytes.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from warehouse.site.edition import Edition

FILE = "publications.json"
KEPT = 50  # publications

Place = list[str]  # edition and table


@dataclass(frozen=True)
class Publication:
    """One publication: the day of its warehouse, and the tables that it changed.

    `digests` has what each table said, by edition and table with a slash between.
    """

    day: str
    is_first: bool
    added: list[Place]
    changed: list[Place]
    removed: list[Place]
    digests: dict[str, str]


def read(folder: Path) -> list[Publication]:
    """Return the publications of the site in a folder, the newest first; none without a site."""
    path = folder / FILE
    if not path.is_file():
        return []
    return [Publication(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def next_of(
    before: list[Publication], database: Path, editions: list[Edition]
) -> list[Publication]:
    """Return the publications with that of a warehouse, where it says something new."""
    digests = {
        f"{edition.code}/{code}": _digest(table)
        for edition in editions
        for code, table in edition.by_code.items()
    }
    old = before[0].digests if before else {}
    if digests == old:
        return before
    made = Publication(
        day=day_of(database).isoformat(),
        is_first=not before,
        added=[_place(key) for key in digests if key not in old] if before else [],
        changed=[_place(key) for key in digests if old.get(key, digests[key]) != digests[key]],
        removed=[_place(key) for key in old if key not in digests],
        digests=digests,
    )
    return [made, *before][:KEPT]


def written(publications: list[Publication]) -> str:
    """Return publications as their file has them; of older ones only what they changed."""
    rows = [asdict(one) for one in publications]
    for row in rows[1:]:
        row["digests"] = {}
    return f"{json.dumps(rows, indent=1)}\n"


def day_of(database: Path) -> date:
    """Return the day on which a warehouse was built, in UTC."""
    return datetime.fromtimestamp(database.stat().st_mtime, UTC).date()


def _place(key: str) -> Place:
    return key.split("/")


def _digest(table: dict[str, object]) -> str:
    """Return a checksum of all that is said of a table, nothing of which may be without order."""
    text = json.dumps(table, sort_keys=True, default=float)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
