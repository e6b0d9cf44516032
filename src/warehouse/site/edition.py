"""What the web site shows of one edition, read from the warehouse.

Decision: an edition is read once, into plain rows that templates can walk through in either
language. Figures keep their printed bounds; nothing narrower is read.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from warehouse.place import SQL
from warehouse.read.query import Record, fetch_dicts
from warehouse.site.tables import CodeLists, printed_tables
from warehouse.trust.findings import read_findings
from warehouse.trust.readings import Readings, read_readings

VERDICTS = ("contradicted", "possible", "confirmed", "only_in_text", "not_in_tables")
# Revisions of cells that both editions have room for; the other kinds are counted only.
LISTED = ("changed", "suppressed", "disclosed", "vanished", "appeared")


@dataclass(frozen=True)
class Edition:
    """One edition; `previous` is the code of the one of its series before it, if there is one."""

    database: Path
    about: Record
    previous: str | None
    lists: CodeLists

    @property
    def code(self) -> str:
        """The edition's name."""
        return str(self.about["edition_code"])

    @cached_property
    def tables(self) -> list[Record]:
        """The tables and charts in printed order."""
        return printed_tables(self.code, self.read("tables"), self.read("cells"), self.lists)

    @cached_property
    def by_code(self) -> dict[str, Record]:
        """The tables by their names."""
        return {table["table_code"]: table for table in self.tables}

    @property
    def sections(self) -> list[list[Record]]:
        """The tables by the section of the report that they stand in."""
        grouped: dict[str, list[Record]] = {}
        for table in self.tables:
            grouped.setdefault(table["section_nl"], []).append(table)
        return list(grouped.values())

    @cached_property
    def figures(self) -> list[Record]:
        """The key figures, each with its `points` of up to five years; none without its table."""
        rows = self.read("key_figures")
        return [
            {
                "name": name,
                "table_code": code,
                "points": [point for point in points if point["year"]][-5:],
            }
            for (name, code), points in groupby(
                rows, key=lambda row: (row["figure"], row["table_code"])
            )
        ]

    @cached_property
    def claims(self) -> list[tuple[str, list[Record]]]:
        """The claims by verdict, in the order of the report, each with its tables."""
        tables = {row["claim_code"]: row["table_codes"] for row in self.read("claim_tables")}
        rows = self._rows("quality.claims", "sort_order")
        for row in rows:
            row["table_codes"] = tables.get(row["claim_code"], [])
        found = [
            (verdict, [row for row in rows if row["verdict"] == verdict]) for verdict in VERDICTS
        ]
        return [(verdict, claims) for verdict, claims in found if claims]

    @property
    def verdict_counts(self) -> list[tuple[str, int]]:
        """How many claims have each verdict."""
        return [(verdict, len(claims)) for verdict, claims in self.claims]

    @property
    def contradicted(self) -> list[Record]:
        """The claims that the tables do not bear out."""
        return read_findings(self.database, self.code, "contradicted_claims")

    @cached_property
    def rules(self) -> list[Record]:
        """The rules that the tables cannot all keep, each with its `tables` and `groups`."""
        return read_findings(self.database, self.code, "impossible_rules")

    @cached_property
    def readings(self) -> Readings:
        """What would fit where a claim or a rule does not."""
        return read_readings(self.database, self.code)

    @cached_property
    def inconsistent(self) -> list[Record]:
        """The figures of which sentences state more than one."""
        return read_findings(self.database, self.code, "inconsistent_figures")

    @cached_property
    def misprints(self) -> list[Record]:
        """What may be misprinted."""
        return read_findings(self.database, self.code, "misprints")

    @cached_property
    def _revised(self) -> list[Record]:
        return fetch_dicts(
            self.database,
            "from quality.revisions where old_edition_code = $1 and new_edition_code = $2 "
            "order by all",
            self.previous,
            self.code,
        )

    @property
    def revision_counts(self) -> list[tuple[str, int]]:
        """How many cells were revised in each way, revisions proper first."""
        kinds = [row["revision_kind"] for row in self._revised]
        order = [*LISTED, *sorted(set(kinds) - set(LISTED))]
        return [(kind, kinds.count(kind)) for kind in order if kind in kinds]

    @property
    def revisions(self) -> list[tuple[Record, list[Record]]]:
        """The revised cells, by table in printed order."""
        rows = [row for row in self._revised if row["revision_kind"] in LISTED]
        found = [
            (table, [row for row in rows if row["table_code"] == table["table_code"]])
            for table in self.tables
        ]
        return [(table, revised) for table, revised in found if revised]

    def read(self, name: str) -> list[Record]:
        """Return the rows of one query of `sql/site/` for this edition."""
        query = (SQL / "site" / f"{name}.sql").read_text(encoding="utf-8")
        return fetch_dicts(self.database, query, self.code)

    def _rows(self, view: str, order: str) -> list[Record]:
        query = f"from {view} where edition_code = $1 order by {order}"
        return fetch_dicts(self.database, query, self.code)
