"""The words that charts, exports and pages share, in both languages, and how a figure is written.

Decision: what a thing means is read from the database; here stand only its names, because
a heading or a legend has no room for a description. Whoever shows a name takes it from here, so
that no two places call one thing differently.
"""

from collections.abc import Sequence
from functools import cache

import yaml

from warehouse.place import SQL
from warehouse.read.query import Record

Words = dict[str, dict[str, str]]  # name, language


@cache
def _words() -> dict[str, Words]:
    loaded: dict[str, Words] = yaml.safe_load((SQL / "words.yml").read_text(encoding="utf-8"))
    return loaded


def column_names() -> Words:
    """Return what the columns of a cell are called that are no dimensions, without `_code`."""
    return _words()["columns"]


def unit_names() -> Words:
    """Return what is counted, by the names of units."""
    return _words()["units"]


def words(group: str) -> Words:
    """Return a group of `sql/words.yml` that one module alone uses."""
    return _words()[group]


def sign(name: str, language: str) -> str:
    """Return the sign between `thousands`, or the `decimal` one, as a language writes it."""
    return _words()["signs"][name][language]


def localised(figure: str, language: str) -> str:
    """Return a figure that Python wrote with `,` and `.` as a language writes it."""
    signs = {",": sign("thousands", language), ".": sign("decimal", language)}
    return "".join(signs.get(mark, mark) for mark in figure)


def heading(text: str) -> str:
    """Return a heading with one capital; some are printed without, some in capitals only."""
    return text.capitalize() if text.isupper() else text[:1].upper() + text[1:]


def titles(tables: Sequence[Record], language: str) -> list[str]:
    """Return what each of some tables is called: its heading, and what tells it from its halves.

    Tables with one printed heading differ in what they hold or count, or in whom.
    """
    alike: dict[str, list[Record]] = {}
    for table in tables:
        alike.setdefault(table[f"heading_{language}"], []).append(table)
    found = []
    for table in tables:
        halves = alike[table[f"heading_{language}"]]
        told = [
            part(table, language)
            for part in (_held, _counted)
            if len({part(half, language) for half in halves}) > 1
        ]
        found.append(": ".join([table[f"heading_{language}"], *told]))
    return found


def _held(table: Record, language: str) -> str:
    measure = _words()["measures"].get(table["measure"])
    return (measure or unit_names()[table["unit"]])[language]


def _counted(table: Record, language: str) -> str:
    return str(table[f"population_{language}"])


def spoken(row: Record, language: str) -> Record:
    """Return a row with what it says in one language: `notes` is its `notes_nl` or `notes_en`."""
    ending = f"_{language}"
    return row | {name.removesuffix(ending): row[name] for name in row if name.endswith(ending)}
