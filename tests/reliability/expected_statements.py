"""What the claims, rules and corrections of an edition say, read without the warehouse.

Decision: like `expected`, this shares no code with the loader. Cells are found by comparing the
codes that the seeds give them with those that a selector names.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

Cell = tuple[Any, ...]
NAMES = ("claims.yml", "reconciliation.yml", "corrections.csv")
DIMENSIONS = ("year", "form", "sector", "origin", "age", "sex", "reporter", "outcome")
CLAIM = ("claim", "kind", "sentence", "printed", "statement_nl", "statement_en", "unit", "rounding",
         "rank_from", "reason_nl", "reason_en")  # fmt: skip
QUERIES = {
    "claims": "select edition_code, claim_code, claim_kind, sentence_digest, "
    "printed_words, statement_nl, statement_en, claim_unit, rounding_code, rank_from, reason_nl, "
    "reason_en, section_nl, section_en, claimed_value, sort_order from claim",
    "exemptions": "select edition_code, sentence_digest, exempt_words, reason_nl, reason_en "
    "from claim_exemption",
    "rules": "select edition_code, rule_code, rule_kind, statement_nl, statement_en, "
    "group_dimensions, sort_order from rule",
    "terms": "select distinct edition_code, subject_kind, subject_code, member, side, table_code, "
    "row_position, column_position from term",
    "corrections": "select edition_code, correction_number, table_code, row_code, column_code, "
    "questioned_text, problem_nl, problem_en, evidence_nl, evidence_en, correction_status "
    "from correction",
}


def expected_statements(
    folder: Path, sections: Any, claims: Any, rules: Any, cells: list[Cell]
) -> Iterator[tuple[str, Cell]]:
    """Yield (relation, row) for all that one edition says of its figures.

    `sections` are the names of its sections by code and language; `claims` and `rules` are the
    contents of its YAML files, or None; `cells` begin with edition,
    table, row position and column position and end with year and codes.
    """
    edition = folder.name
    for number, said in enumerate((claims or {}).get("claims", ()), 1):
        names = sections[said["section"]]
        row = (edition, *(said.get(key) for key in CLAIM), names["nl"], names["en"])
        yield "claims", (*row, Decimal(said["value"]), number)
        for member, measure in enumerate([said, *said.get("against", ())]):
            for key, side in (("of", "sum"), ("per", "whole")):
                for place in _places(measure.get(key, ()), edition, cells):
                    yield "terms", (edition, "claim", said["claim"], member, side, *place)
    for said in (claims or {}).get("exemptions", ()):
        words = (said.get(key) for key in ("sentence", "printed", "reason_nl", "reason_en"))
        yield "exemptions", (edition, *words)
    for number, said in enumerate((rules or {}).get("rules", ()), 1):
        statements = (said["statement_nl"], said["statement_en"], ".".join(said.get("by", ())))
        yield "rules", (edition, said["rule"], said["kind"], *statements, number)
        for key, member, side in (("left", 0, "sum"), ("right", 1, "sum"), ("whole", 1, "whole")):
            for place in _places(said.get(key, ()), edition, cells):
                yield "terms", (edition, "rule", said["rule"], member, side, *place)
    path = folder / "corrections.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            for number, fields in enumerate(csv.reader(lines)):
                if number:
                    yield "corrections", (edition, number, *(field or None for field in fields))


def _places(selectors: Any, edition: str, cells: list[Cell]) -> Iterator[Cell]:
    """Yield table, row position and column position of the cells that selectors name."""
    for selector in selectors:
        for cell in cells:
            codes = dict(zip(DIMENSIONS, cell[-len(DIMENSIONS) :], strict=True))
            if cell[:2] == (edition, selector["table"]) and all(
                codes[name] in ([named] if isinstance(named, str) else named)
                for name, named in selector.items()
                if name != "table"
            ):
                yield cell[1:4]
