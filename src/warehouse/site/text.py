"""How the pages of the web site write figures and texts, in two languages.

Decision: figures are written by one set of rules per language. What a page says itself stands in
`site/texts*.yml`; all that it says of a table, a code or a column comes from the database.
"""

import re
from functools import cache
from typing import Any

import yaml

from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.read.words import heading as heading  # noqa: PLC0414 (a filter of the pages)
from warehouse.read.words import localised

DASH = "–"
MINUS = "−"


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Return what the pages say themselves, by language and name, from every `site/texts*.yml`."""
    said: dict[str, dict[str, Any]] = {language: {} for language in LANGUAGES}
    for path in sorted(SITE.glob("texts*.yml")):
        for language, named in _loaded(path.stem).items():
            said[language] |= named
    return said


def _loaded(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((SITE / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def called(about: dict[str, Any], language: str) -> str:
    """Return what an edition is called inside a sentence: by its year, or its series and year."""
    if about["series_code"] is None:
        said: str = texts()[language]["edition_named"]
        return said.format(edition=about["edition_code"])
    return f"{about[f'series_{language}']} {about['edition_year']}"


def number(figure: float, language: str) -> str:
    """Return a figure as a language writes it, with one decimal at most."""
    return localised(f"{figure:,.1f}".removesuffix(".0").replace("-", MINUS), language)


def interval(low: float | None, high: float | None, language: str) -> str:
    """Return an interval: one figure where both ends are equal, in words where one is open."""
    said = texts()[language]
    ends = [said["unlimited"] if end is None else number(end, language) for end in (low, high)]
    if ends[0] == ends[1]:
        return ends[0]
    is_plain = None not in (low, high) and not any(end.startswith(MINUS) for end in ends)
    return (DASH if is_plain else said["to"]).join(ends)


def bounds(cell: dict[str, Any], language: str) -> str:
    """Return the printed bounds of a cell, or a dash where print gives none."""
    if cell["count_min"] is None and cell["count_max"] is None:
        return DASH
    return interval(cell["count_min"], cell["count_max"], language)


def value(claim: dict[str, Any], language: str) -> str:
    """Return what the tables give for a claim."""
    return interval(claim["value_min"], claim["value_max"], language)


def side(group: dict[str, Any], name: str, language: str) -> str:
    """Return one side of a rule in a group: `left` or `right`."""
    return interval(group[f"{name}_min"], group[f"{name}_max"], language)


def change(point: dict[str, Any], language: str) -> str:
    """Return what changed since the year before: in number, and in whole percents."""
    number_of = signed(point["change_min"], point["change_max"], language)
    low, high = point["percent_min"], point["percent_max"]
    if low is None or high is None:
        return number_of
    return f"{number_of} ({signed(round(low), round(high), language)}%)"


def signed(low: float | None, high: float | None, language: str) -> str:
    """Return an interval of which every end has its sign."""
    if low is None or high is None:
        return interval(low, high, language)
    ends = [("+" if end > 0 else "") + number(end, language) for end in (low, high)]
    to: str = texts()[language]["to"]
    return to.join(dict.fromkeys(ends))


def difference(row: dict[str, Any], language: str) -> str:
    """Return the difference that two prints allow; of shares in percentage points.

    Of means and estimates it has as many decimals as they.
    """
    if row["share_difference"] is not None:
        return f"{number(100 * float(row['share_difference']), language)}%"
    if row["value_difference"] is not None:
        figure = f"{float(row['value_difference']):,.10g}"
        return localised(figure.replace("-", MINUS), language)
    if row["difference_min"] is None and row["difference_max"] is None:
        return DASH
    return interval(row["difference_min"], row["difference_max"], language)


def bibtex(about: dict[str, Any], table: dict[str, Any]) -> str:
    """Return the citation of a table of an edition as BibTeX, up to its address."""
    code = f"jaarcijfers_{about['edition_code']}_{table['table_code']}"
    fields = {
        "author": f"{{{about['publisher']}}}",
        "title": about["title"],
        "institution": about["publisher"],
        "year": about["published_year"],
        "type": heading(table["heading_nl"]),
        "pages": table["page"],
        "language": "dutch",
    }
    lines = [f"  {name} = {{{_tex(str(text))}}},\n" for name, text in fields.items()]
    return f"@techreport{{{code},\n{''.join(lines)}"


def _tex(text: str) -> str:
    """Return a text with the signs escaped that TeX takes for commands."""
    return re.sub(r"([#$%&_])", r"\\\1", text)
