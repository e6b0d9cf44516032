"""What an export says of its tables in words, in the language that was asked for.

Decision: what is said comes from the database; what an export says itself stands in
`sql/export/texts.yml`. What several editions say differently stands in one text, newest edition
first, with `; ` between.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import yaml

from warehouse.place import SQL
from warehouse.read.query import Record


@cache
def texts() -> dict[str, dict[str, str]]:
    """Return what exports say themselves, by language and name."""
    text = (SQL / "export" / "texts.yml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def cited(sources: Sequence[Record]) -> dict[str, str]:
    """Return edition, publisher, citation and licence; of several editions each once, by `; `."""
    names = {"edition": "edition_code"} | {
        name: name for name in ("publisher", "citation", "licence")
    }
    return {name: joined(source[column] for source in sources) for name, column in names.items()}


def about(sources: Sequence[Record], language: str) -> dict[str, str]:
    """Return the metadata of one table of the report, as its editions tell it."""
    names = ("page", "unit", "population", "registry", "counting_rule", "additive_over", "notes")
    told = {name: joined(source[name] for source in sources) for name in names}
    told["hidden"] = joined(hidden(source, language) for source in sources)
    return cited(sources) | {
        name: text for name, text in told.items() if text or name == "additive_over"
    }


def hidden(source: Record, language: str) -> str:
    """Say what the token of hidden cells stands for."""
    name = "nothing_hidden" if source["suppression_label"] is None else "hidden"
    return texts()[language][name].format(**source)


def joined(told: Iterable[object]) -> str:
    """Return different texts as one; what is empty is left out."""
    return "; ".join(dict.fromkeys(str(text) for text in told if text is not None))
