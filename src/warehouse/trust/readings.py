"""Find the readings under which a figure that does not add up would be right.

Decision: a reading is what a claim or a rule says with one selector changed, and it is judged by
the very views that judge claims and rules, over a scratch database in memory. So it knows
printed bounds only, and what counts as agreement is said once. The queries of
`sql/trust/readings/` run in order of name; they try at most TRIALS changes of each claim and rule,
the simplest first, and every statement has the time of any other query. A reading says what would
fit, never what is: a figure can be right under several, and wrong under all of them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import SQL, sql_files
from warehouse.read.display import interval
from warehouse.read.query import CONFIG, LOCKED, Record, existing, said
from warehouse.read.words import words
from warehouse.sqltext import quoted

# What judges the trials, each behind what it reads; the first query that needs them.
JUDGES = ("main.term_cells", "build.term_sums", "quality.claims", "quality.reconciliation")
JUDGED = "09_bases"
NOTHING = "everything"
NO_GROUP = "_T"
TRIALS = 2000  # of one claim, or of one group of a rule; edition 2022 has 182 at most
SHOWN = 3  # readings of one subject, where it is one of many

Subject = tuple[str, str, str]  # claim or rule, its code, and its group: NO_GROUP of a claim


@dataclass(frozen=True)
class Readings:
    """The readings of an edition: `of` has up to ten of each subject, simplest first.

    A reading has `reading_nl`, `reading_en`, `is_sure` (whatever the hidden cells are), the table
    and page of what it reads elsewhere, and what it computes: `value_min` to `value_max`; of a rule
    also `right_min` to `right_max`. `bases` has, for a share that no whole fits, the one that it
    would need: `base_min` to `base_max`, in whole numbers, and `totals`, the tables that add up to
    that.
    """

    of: dict[Subject, list[Record]]
    bases: dict[str, Record]

    def claim(self, code: str, few: int | None = SHOWN) -> list[Record]:
        """Return the first readings of a claim, or with None all of them."""
        return self.of.get(("claim", code, NO_GROUP), [])[:few]

    def rule(self, code: str, group: str, few: int | None = SHOWN) -> list[Record]:
        """Return the first readings of a group of a rule, or with None all of them."""
        return self.of.get(("rule", code, group), [])[:few]

    def without_whole(self) -> list[Record]:
        """Return the shares that no table tells, nor has a total for, beside a printed number."""
        return [
            base for base in self.bases.values() if not base["is_computed"] and not base["totals"]
        ]


def read_readings(database: Path, edition: str) -> Readings:
    """Return the readings of what does not add up in an edition.

    Raises WarehouseError when there is no warehouse, or the search takes too long.
    """
    with _scratch(database, edition) as connection:
        found = connection.execute("select 1")
        for path in sql_files("trust/readings"):
            if path.stem == JUDGED:
                _store_judges(connection)
            found = connection.execute(path.read_text(encoding="utf-8"))
        rows = _records(found)
        bases = _records(connection.execute("from base"))
    of: dict[Subject, list[Record]] = {}
    for row in rows:
        subject = (row["subject_kind"], row["subject_code"], row["group_code"])
        of.setdefault(subject, []).append(row | _told(row))
    fitting = {code for (_, code, _), found in of.items() if "whole" in _kinds(found)}
    return Readings(of, {b["claim_code"]: b for b in bases if b["claim_code"] not in fitting})


def would_fit(readings: list[Record], unit: str = "") -> list[str]:
    """Return readings in English, each with where it reads and what it computes."""
    told = []
    for reading in readings:
        text = str(reading["reading_en"])
        if reading["table_code"]:
            text += f" ({reading['table_code']}, page {reading['page']})"
        if reading["change_kind"] != "repeat":
            values = [interval(reading["value_min"], reading["value_max"])]
            if reading["shape"] == "rule":
                values.append(interval(reading["right_min"], reading["right_max"]))
            text += f": {' beside '.join(values)}{f' ({unit})' if unit else ''}"
            text += "" if reading["is_sure"] else ", depending on hidden cells"
        told.append(text)
    return told


def needed_base(base: Record) -> str:
    """Return in English which whole a printed share would need, and which table has it."""
    part = interval(base["part_min"], base["part_max"])
    whole = interval(base["base_min"], base["base_max"])
    found = "no total of a table is that"
    if base["totals"]:
        found = f"of that size is: {', '.join(base['totals'])}"
    return f"{part} would be {base['printed_share']:g}% of {whole} {base['unit']}; {found}."


@contextmanager
def _scratch(database: Path, edition: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to an empty database in memory, with the warehouse beside it."""
    path = existing(database)
    try:
        with duckdb.connect(":memory:", config=CONFIG) as connection:
            connection.execute(f"attach {quoted(path)} as published (read_only)")
            for name, value in LOCKED.items():
                connection.execute(f"set {name} = {value}")
            connection.execute(f"set variable edition = {quoted(edition)}")
            connection.execute(f"set variable most_trials = {TRIALS}")
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(said(error, is_ours=True)) from error


def _store_judges(connection: duckdb.DuckDBPyConnection) -> None:
    for schema in ("build", "mart", "quality"):
        connection.execute(f"create schema {schema}")
    connection.execute((SQL / "macros" / "in_sum.sql").read_text(encoding="utf-8"))
    for name in JUDGES:
        query = (SQL / "views" / f"{name.replace('.', '/')}.sql").read_text(encoding="utf-8")
        connection.execute(f"create view {name} as\n{query}")


def _records(found: duckdb.DuckDBPyConnection) -> list[Record]:
    columns = [column[0] for column in found.description or []]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _kinds(readings: list[Record]) -> set[str]:
    return {reading["change_kind"] for reading in readings}


def _told(row: Record) -> Record:
    """Return a reading in the words of both languages."""
    kind, place = row["change_kind"], f"{row['shape']}_{row['scope_member']}"
    changes, places = words("reading_changes"), words("reading_places")
    change = changes[f"{kind}_{row['shape']}" if kind == "exchange" else kind]
    at = places.get(f"{place}_{row['scope_side']}", places.get(place, {}))
    if kind in ("repeat", "exchange", "rival"):
        at = {}
    told = {}
    for language in LANGUAGES:
        gaps = json.loads(row[f"words_{language}"])
        gaps = {name: text or changes[NOTHING][language] for name, text in gaps.items()}
        reading = change[language].format_map(gaps)
        told[f"reading_{language}"] = f"{at[language]}: {reading}" if at else reading
    return told
