"""Write what the publisher may want to look at: contradictions and misprints, as a page.

Decision: what is a finding stands in `sql/trust/`, one query per kind, for this page and for the
web site. The page is made from the warehouse alone, so that it can be made again after every change
of the seeds, and says of each finding where it is printed and how it was found. It gives sums
of printed bounds, never a value from behind a `<5`.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from warehouse.place import SQL
from warehouse.read.display import interval
from warehouse.read.query import Record, fetch_dicts
from warehouse.trust.readings import Readings, needed_base, read_readings, would_fit

INTRODUCTION = """\
# Findings in edition {edition}

This page is about *{title}* by {publisher}.
It lists where tables and sentences of the edition do not seem to agree, and what looks like a
misprint. Each item may have a good reason that print does not show; the tables of the warehouse
keep everything as printed. The page is written by `warehouse findings --edition {edition}`.

A hidden cell counts with every figure that it can stand for, so that nothing that is listed here
depends on one of them. Under an item stands what would fit: other cells under which the figure
would be right, the simplest three first. That is no proof that they are meant.
[trust.md](trust.md) explains how all this is found.
"""
EXPECTED = {"equal": "", "subset": "at most ", "overlap": "at least "}


def read_findings(database: Path, edition: str, kind: str) -> list[Record]:
    """Return the findings of one kind, which is the name of a query in `sql/trust/`."""
    query = (SQL / "trust" / f"{kind}.sql").read_text(encoding="utf-8")
    return fetch_dicts(database, query, edition)


def findings(database: Path, edition: str) -> str:
    """Return the page for one edition, in Markdown."""
    (about,) = fetch_dicts(database, "from main.dim_edition where edition_code = $1", edition)
    readings = read_readings(database, edition)
    parts = [INTRODUCTION.format(edition=edition, **about)]
    for title, kind, lines in (
        ("Tables that do not agree", "impossible_rules", partial(_rule, readings)),
        (
            "Sentences that the tables do not bear out",
            "contradicted_claims",
            partial(_claim, readings),
        ),
        ("Sentences that state another figure of the same", "inconsistent_figures", _figure),
        ("What may be misprinted", "misprints", _misprint),
    ):
        told = [line for row in read_findings(database, edition, kind) for line in lines(row)]
        if kind == "contradicted_claims":
            told += [line for base in readings.without_whole() for line in _base(base)]
        parts.append("\n".join([f"## {title}", "", *(told or ["Nothing was found."]), ""]))
    return "\n".join(parts)


def _rule(readings: Readings, rule: Record) -> Iterator[str]:
    yield f"- {rule['statement_en']}"
    tables = (f"{table['table_code']} (page {table['page']})" for table in rule["tables"])
    yield f"  Tables: {', '.join(tables)}."
    for group in rule["groups"]:
        place = f"{group['place_en']}: " if group["place_en"] else ""
        left, right = (
            interval(group[f"{side}_min"], group[f"{side}_max"]) for side in ("left", "right")
        )
        expected = f"{EXPECTED[group['relation']]}{right} would be expected"
        yield f"  - {place}{left} where {expected}."
        found = would_fit(readings.rule(rule["rule_code"], group["group_code"]))
        yield from (f"    - Would fit: {told}." for told in found)


def _claim(readings: Readings, claim: Record) -> Iterator[str]:
    computed = interval(claim["value_min"], claim["value_max"])
    yield f"- {claim['section_en']}. {claim['statement_en']}"
    yield (
        f"  Printed is “{claim['printed_words']}”; the tables give {computed} "
        f"({claim['claim_unit']}). "
        f"`warehouse claims {claim['claim_code']}` shows how."
    )
    found = would_fit(readings.claim(claim["claim_code"]), claim["claim_unit"])
    yield from (f"  - Would fit: {told}." for told in found)
    if claim["claim_code"] in readings.bases:
        yield f"  - {needed_base(readings.bases[claim['claim_code']])}"


def _base(base: Record) -> Iterator[str]:
    yield f"- {base['section_en']}. {base['statement_en']}"
    yield f"  {needed_base(base)}"


def _figure(figure: Record) -> Iterator[str]:
    yield f"- {figure['section_en']}. {figure['statement_en']}"
    yield f"  Printed is “{figure['printed']}” (page {figure['page']})."


def _misprint(misprint: Record) -> Iterator[str]:
    place = ", ".join(misprint[key] for key in ("row_code", "column_code") if misprint[key])
    yield (
        f"- {misprint['table_code']} (page {misprint['page']}), {place or 'heading'}: printed is "
        f"“{misprint['questioned_text']}”. {misprint['problem_en']}. {misprint['evidence_en']}. "
        f"Status: {misprint['correction_status']}."
    )
