"""What the web site shows of one edition, read from the warehouse.

Decision: an edition is read once, into plain rows that templates can walk through in either
language. Figures keep their printed bounds; nothing narrower is read.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from warehouse.names import LANGUAGES
from warehouse.place import SQL
from warehouse.read.query import Record, fetch_dicts
from warehouse.read.words import titles
from warehouse.site.tables import CodeLists, printed_tables
from warehouse.site.text import called
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
    def called(self) -> dict[str, str]:
        """What the edition is called inside a sentence, by language."""
        return {language: called(self.about, language) for language in LANGUAGES}

    @cached_property
    def tables(self) -> list[Record]:
        """The tables and charts in printed order."""
        totals = fetch_dicts(self.database, _query("read/totals"), self.code, None)
        tables = self.read("tables")
        for language in LANGUAGES:
            for table, title in zip(tables, titles(tables, language), strict=True):
                table[f"title_{language}"] = title
        return printed_tables(self.code, tables, self.read("cells"), totals, self.lists)

    @property
    def pictured(self) -> Record:
        """The first table that has a chart."""
        return next(table for table in self.tables if not table["is_without_values"])

    @cached_property
    def by_code(self) -> dict[str, Record]:
        """The tables by their names."""
        return {table["table_code"]: table for table in self.tables}

    @cached_property
    def sections(self) -> list[list[Record]]:
        """The tables by the section of the report that they stand in."""
        grouped: dict[str, list[Record]] = {}
        for table in self.tables:
            grouped.setdefault(table["section_nl"], []).append(table)
        return list(grouped.values())

    @cached_property
    def figures(self) -> list[Record]:
        """The key figures: their last five years as `points`, what `others` say of the last.

        Each point has its bounds, where it stands, and what changed since the year before. Nothing
        stands there of a figure that the edition does not give.
        """
        found = []
        for name, group in groupby(self.read("key_figures"), key=lambda row: row["figure"]):
            rows = [row for row in group if row["count_max"] is not None or not row["is_leading"]]
            points = [row for row in rows if row["is_leading"]][-5:]
            last = points[-1]["year"] if points else None
            others = [row for row in rows if row["year"] == last and not row["is_leading"]]
            found.append({"name": name, "points": points, "others": others})
        return found

    @cached_property
    def claims(self) -> list[Record]:
        """The claims in the order of the report, each with its `cells` and their `table_codes`."""
        cells: dict[str, list[Record]] = {}
        for cell in self.read("claim_cells"):
            cells.setdefault(cell["claim_code"], []).append(cell)
        rows = self._rows("quality.claims", "sort_order")
        for row in rows:
            row["verdict_order"] = VERDICTS.index(row["verdict"])
            row["cells"] = cells.get(row["claim_code"], [])
            row["table_codes"] = list(dict.fromkeys(cell["table_code"] for cell in row["cells"]))
        return rows

    @property
    def claim_parts(self) -> list[tuple[Record, list[Record]]]:
        """The claims by the part of the report that they stand in, each after its first claim."""
        parts: dict[str, list[Record]] = {}
        for claim in self.claims:
            parts.setdefault(claim["section_nl"], []).append(claim)
        return [(claims[0], claims) for claims in parts.values()]

    @property
    def verdict_counts(self) -> list[tuple[str, int]]:
        """How many claims have each verdict."""
        verdicts = [claim["verdict"] for claim in self.claims]
        return [(one, verdicts.count(one)) for one in VERDICTS if one in verdicts]

    @cached_property
    def doubts(self) -> dict[str, Record]:
        """By table: the `claims` that read it, the `rules` that fail in it, its `misprints`."""
        return {
            code: {
                "claims": [
                    claim
                    for verdict in VERDICTS
                    for claim in self.claims
                    if claim["verdict"] == verdict and code in claim["table_codes"]
                ],
                "rules": [
                    rule
                    for rule in self.rules
                    if code in {table["table_code"] for table in rule["tables"]}
                ],
                "misprints": [one for one in self.misprints if one["table_code"] == code],
            }
            for code in self.by_code
        }

    @cached_property
    def doubted_claims(self) -> set[str]:
        """The claims that stand among the findings."""
        found = [*self.contradicted, *self.readings.without_whole(), *self.inconsistent]
        return {one["claim_code"] for one in found}

    @cached_property
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

    @cached_property
    def revisions(self) -> list[tuple[Record, list[Record]]]:
        """The revised cells, by table in printed order."""
        rows = [row for row in self._revised if row["revision_kind"] in LISTED]
        found = [
            (table, [row for row in rows if row["table_code"] == table["table_code"]])
            for table in self.tables
        ]
        return [(table, revised) for table, revised in found if revised]

    def read(self, name: str) -> list[Record]:
        """Return the rows of one query of `sql/site/` for this edition; it is asked once."""
        if name not in self._known:
            self._known[name] = fetch_dicts(self.database, _query(f"site/{name}"), self.code)
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, list[Record]]:
        return {}

    def _rows(self, view: str, order: str) -> list[Record]:
        query = f"from {view} where edition_code = $1 order by {order}"
        return fetch_dicts(self.database, query, self.code)


def _query(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
