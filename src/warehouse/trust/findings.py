"""Write what the publisher may want to look at: contradictions and misprints, as a page.

Decision: the page is made from the warehouse alone, so that it can be made again after every change
of the seeds, and says of each finding where it is printed and how it was found. It gives sums
of printed bounds, never a value from behind a `<5`.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from warehouse.names import BREAKDOWNS
from warehouse.read.display import interval
from warehouse.read.query import fetch, fetch_dicts

Row = dict[str, Any]
INTRODUCTION = """\
# Findings in edition {edition}

This page is about *{title}* by {publisher}.
It lists where tables and sentences of the edition do not seem to agree, and what looks like a
misprint. Each item may have a good reason that print does not show; the tables of the warehouse
keep everything as printed. The page is written by `warehouse findings --edition {edition}`.

A hidden cell counts with every figure that it can stand for, so that nothing that is listed here
depends on one of them. [trust.md](trust.md) explains how all this is found.
"""
RELATIONS = {"subset": "at most ", "overlap": "at least "}
SIDES = ("left", "right")


def findings(database: Path, edition: str) -> str:
    """Return the page for one edition, in Markdown."""
    (about,) = fetch_dicts(database, "from main.dim_edition where edition_code = $1", edition)
    parts = [INTRODUCTION.format(edition=edition, **about)]
    for title, lines in (
        ("Tables that do not agree", list(_rules(database, edition))),
        ("Sentences that the tables do not bear out", list(_claims(database, edition))),
        ("What may be misprinted", list(_corrections(database, edition))),
    ):
        parts.append("\n".join([f"## {title}", "", *(lines or ["Nothing was found."]), ""]))
    return "\n".join(parts)


def _rules(database: Path, edition: str) -> Iterator[str]:
    rows = fetch_dicts(
        database,
        "from quality.reconciliation where edition_code = $1 and verdict = 'impossible' "
        "order by sort_order, group_code",
        edition,
    )
    tables = {
        row["subject_code"]: row["tables"]
        for row in fetch_dicts(
            database,
            "select subject_code, string_agg(distinct table_code || ' (page ' || page || ')', ', ' "
            "order by table_code || ' (page ' || page || ')') as tables from main.term_cells "
            "where edition_code = $1 and subject_kind = 'rule' group by subject_code",
            edition,
        )
    }
    labels = _labels(database)
    for code, group in groupby(rows, key=lambda row: row["rule_code"]):
        broken = list(group)
        yield f"- {broken[0]['statement_en']}"
        yield f"  Tables: {tables[code]}."
        for row in broken:
            place = f"{_group(row, labels)}: " if row["group_code"] else ""
            left, right = (interval(row[f"{side}_min"], row[f"{side}_max"]) for side in SIDES)
            relation = RELATIONS.get(row["rule_kind"], "")
            uncertain = _uncertain(row)
            yield f"  - {place}{left} where {relation}{right} would be expected{uncertain}."


def _group(row: Row, labels: dict[tuple[str, str], str]) -> str:
    """Return the members of a group in words: 2022, Labour exploitation."""
    parts = zip(row["group_dimensions"].split("."), row["group_code"].split("."), strict=True)
    return ", ".join(labels.get(part, part[1]) for part in parts)


def _labels(database: Path) -> dict[tuple[str, str], str]:
    query = " union all ".join(
        f"select '{name}', {name}_code, label_en from main.dim_{name}" for name in BREAKDOWNS
    )
    return {(name, code): label for name, code, label in fetch(database, query)[1]}


def _claims(database: Path, edition: str) -> Iterator[str]:
    for row in fetch_dicts(
        database,
        "from quality.claims where edition_code = $1 and verdict = 'contradicted' "
        "order by sort_order",
        edition,
    ):
        computed = interval(row["value_min"], row["value_max"])
        yield f"- {row['section_nl']}. {row['statement_en']}"
        yield (
            f"  Printed is “{row['printed_words']}”; the tables give {computed} "
            f"({row['claim_unit']}){_uncertain(row)}. "
            f"`warehouse claims {row['claim_code']}` shows how."
        )


def _corrections(database: Path, edition: str) -> Iterator[str]:
    for row in fetch_dicts(
        database,
        "from quality.corrections where edition_code = $1 order by correction_number",
        edition,
    ):
        place = ", ".join(row[key] for key in ("row_code", "column_code") if row[key])
        yield (
            f"- {row['table_code']} (page {row['page']}), {place or 'heading'}: printed is "
            f"“{row['questioned_text']}”. {row['problem_en']}. {row['evidence_en']}. "
            f"Status: {row['correction_status']}."
        )


def _uncertain(row: Row) -> str:
    return ", if the cells stand where they seem to" if row["uncertain_cells"] else ""
