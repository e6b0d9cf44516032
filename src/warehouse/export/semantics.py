"""The figures as a semantic layer for tools that add up by themselves.

Decision: everything is derived from the catalogue: a model for every table that prints numbers,
with the dimensions that it has, and one for the totals to quote. What a tool may ask stands once in
`sql/export/semantics.yml`, in the language of each tool, and is guarded by `addition_key`: bounds,
the figure where both meet, and why there is none. No format has a sum of `count`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.export.about import texts
from warehouse.place import SQL
from warehouse.read.words import titles

TOTALS = "totals"
TOTALS_QUERY = (
    "select *, concat_ws(', ', process, unit, population_code, year, form_counting_code, "
    "form_code, outcome_code) as addition_key from analysis.totals where is_quoted"
)
# What mart.<table> shows: single years, of one population.
CELLS_QUERY = "select * from analysis.tidy_cells where table_code = '{}' and is_in_mart"
CELL = "concat_ws(' ', {0}edition_code, {0}table_code, {0}row_position, {0}column_position)"
KEY, LOWEST, HIGHEST = "addition_key", "count_min", "count_max"
DATABASE = "warehouse"


@dataclass(frozen=True)
class Dimension:
    """What a question may be broken down by: its name, what it is called, and its column."""

    name: str
    label: str
    column: str
    is_number: bool = False


@dataclass(frozen=True)
class Measure:
    """What may be asked of cells: `formulas` by the language of a tool."""

    name: str
    label: str
    about: str
    formulas: dict[str, str]

    @property
    def is_text(self) -> bool:
        """Whether the answer is words."""
        return self.name == "refusal"


@dataclass(frozen=True)
class Model:
    """One table of the report, or the totals: where its cells are read, and by what they differ."""

    name: str
    title: str
    about: str
    query: str
    dimensions: tuple[Dimension, ...]
    lists: tuple[str, ...]  # the dimensions that have a code list


@dataclass(frozen=True)
class Layer:
    """All models in one language, with the path of the warehouse that they are about."""

    models: tuple[Model, ...]
    measures: tuple[Measure, ...]
    database: Path
    language: str


def layer(connection: duckdb.DuckDBPyConnection, database: Path, language: str) -> Layer:
    """Return the semantic layer of a warehouse; `language` (nl, en) is that of labels."""
    spoken = f"heading_{language}", f"population_{language}"
    said = yaml.safe_load((SQL / "export" / "semantics.yml").read_text(encoding="utf-8"))
    tables = [
        dict(zip(("name", "about", "measure", "unit", *spoken), row, strict=True))
        for row in connection.execute(
            f"select table_name, description_{language}, measure, unit, {', '.join(spoken)} "
            "from meta.tables where schema_name = 'mart' and measure is not null"
        ).fetchall()
    ]
    about = {
        table["name"]: (title, table["about"])
        for table, title in zip(tables, titles(tables, language), strict=True)
    }
    query = (SQL / "export" / "semantics.sql").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for table, dimension, dutch, english in connection.execute(query).fetchall():
        found.setdefault(table, {})[dimension] = dutch if language == "nl" else english
    labels = {name: label for dimensions in found.values() for name, label in dimensions.items()}
    names = {name: labels[name] for name in ("year", "form", "outcome")}
    models = [
        Model(
            TOTALS,
            said["totals"][language],
            said["totals"][f"about_{language}"],
            TOTALS_QUERY,
            (
                Dimension("process", "process", "process"),
                Dimension("unit", "unit", "unit"),
                Dimension("population", "population", "population_code"),
                *_dimensions(names, language),
            ),
            ("form", "outcome"),
        ),
        *(
            Model(
                table,
                *about[table],
                CELLS_QUERY.format(table),
                _dimensions(dimensions, language),
                tuple(name for name in dimensions if name != "year"),
            )
            for table, dimensions in found.items()
        ),
    ]
    measures = [
        Measure(name, told[language], told[f"about_{language}"], told)
        for name, told in said["measures"].items()
    ]
    return Layer(tuple(models), tuple(measures), database.resolve(), language)


def _dimensions(labels: dict[str, str], language: str) -> tuple[Dimension, ...]:
    """Return the year, and a label and a code for every other dimension."""
    found = []
    for name, label in ({"year": labels.get("year", "year")} | labels).items():
        if name == "year":
            found.append(Dimension(name, label, name, is_number=True))
        else:
            found.append(Dimension(name, label, f"{name}_label_{language}"))
            found.append(Dimension(f"{name}_code", f"{label} (code)", f"{name}_code"))
    return (
        *found,
        Dimension("edition", "editie" if language == "nl" else "edition", "edition_code"),
    )


def formula(measure: Measure, tool: str, **names: str) -> str:
    """Return what a measure is in the language of a tool, with its names for the columns."""
    return measure.formulas[tool].format(**names)


def sql(measure: Measure, prefix: str = "") -> str:
    """Return a measure in SQL; `prefix` stands in front of its columns."""
    return formula(measure, "sql", key=prefix + KEY, min=prefix + LOWEST, max=prefix + HIGHEST)


def save(path: Path, content: Any) -> None:
    """Write what a file of YAML holds; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


def warehouse_title(language: str) -> str:
    """Return what the warehouse as a whole is called."""
    return str(texts()[language]["warehouse"])
