"""The figures as a semantic layer for tools that add up by themselves.

Decision: everything is derived from the catalogue: a model for every table that prints numbers,
with the dimensions that it has, and one for the totals to quote. What a tool may ask stands once in
`sql/export/semantics.yml`, in the language of each tool, and is guarded by `addition_key`: bounds,
the figure where both meet, and why there is none. No format has a sum of `count`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.export.about import texts
from warehouse.place import SQL

TOTALS = "totals"
TOTALS_QUERY = (
    "select *, concat_ws(', ', process, year, form_counting_code, form_code, outcome_code) "
    "as addition_key from analysis.totals where is_quoted"
)
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
    said = yaml.safe_load((SQL / "export" / "semantics.yml").read_text(encoding="utf-8"))
    tables = connection.execute(
        "select table_name, description_"
        + language
        + ", heading_"
        + language
        + " from meta.tables "
        "where schema_name = 'mart' and edition_code is not null"
    ).fetchall()
    about = {name: (heading, text) for name, text, heading in tables}
    query = (SQL / "export" / "semantics.sql").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for table, dimension, dutch, english in connection.execute(query).fetchall():
        found.setdefault(table, {})[dimension] = dutch if language == "nl" else english
    labels = {name: label for dimensions in found.values() for name, label in dimensions.items()}
    names = {"year": labels["year"], "form": labels["form"], "outcome": labels["outcome"]}
    models = [
        Model(
            TOTALS,
            said["totals"][language],
            said["totals"][f"about_{language}"],
            TOTALS_QUERY,
            (Dimension("process", "process", "process"), *_dimensions(names, language)),
            ("form", "outcome"),
        ),
        *(
            Model(
                table,
                *about[table],
                f"select * from analysis.tidy_cells where table_code = '{table}'",
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


def cube(made: Layer, folder: Path) -> None:
    """Write a data model of Cube: `model/cubes/<name>.yml`, and one for every code list."""
    lists = {name for model in made.models for name in model.lists}
    cubes = {model.name: _cube(model, made) for model in made.models} | {
        f"dim_{name}": {
            "name": f"dim_{name}",
            "sql_table": f"main.dim_{name}",
            "public": False,
            "dimensions": [
                {"name": "code", "sql": f"{name}_code", "type": "string", "primary_key": True},
                {"name": "label", "sql": f"label_{made.language}", "type": "string"},
                {"name": "parent_code", "sql": "parent_code", "type": "string"},
            ],
        }
        for name in lists
    }
    for name, described in cubes.items():
        _yaml(folder / "model" / "cubes" / f"{name}.yml", {"cubes": [described]})


def _cube(model: Model, made: Layer) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.title,
        "description": model.about,
        "sql": model.query,
        "joins": [
            {
                "name": f"dim_{name}",
                "relationship": "many_to_one",
                "sql": f"{{CUBE}}.{name}_code = {{dim_{name}.code}}",
            }
            for name in model.lists
        ],
        "dimensions": [
            {
                "name": "cell",
                "sql": f"{{CUBE}}.{KEY}" if model.name == TOTALS else CELL.format("{CUBE}."),
                "type": "string",
                "primary_key": True,
            }
        ]
        + [
            {
                "name": one.name,
                "title": one.label,
                "sql": f"{{CUBE}}.{one.column}",
                "type": "number" if one.is_number else "string",
            }
            for one in model.dimensions
        ]
        + [
            {
                "name": f"{name}_parent",
                "sql": f"{{dim_{name}.parent_code}}",
                "type": "string",
            }
            for name in model.lists
        ],
        "hierarchies": [
            {"name": f"{name}_levels", "levels": [f"{name}_parent", name]} for name in model.lists
        ],
        "measures": [
            {
                "name": measure.name,
                "title": measure.label,
                "description": measure.about,
                "sql": sql(measure, "{CUBE}."),
                "type": "string" if measure.is_text else "number",
            }
            for measure in made.measures
        ],
    }


def malloy(made: Layer, folder: Path) -> None:
    """Write a model of Malloy, `warehouse.malloy`; its sources have no column `count`."""
    sources = [_malloy(model, made) for model in made.models]
    (folder / f"{DATABASE}.malloy").write_text("\n".join(sources), encoding="utf-8")


def _malloy(model: Model, made: Layer) -> str:
    taken = {one.column for one in model.dimensions}
    named = [one for one in model.dimensions if one.name not in taken]
    lines = [
        *(f"## {line}" for line in (model.title, *model.about.splitlines())),
        f'source: {model.name} is duckdb.sql("""{model.query}""") extend {{',
        "  except: `count`",
        *(f"  rename: {new} is {old}" for new, old in (("lowest", LOWEST), ("highest", HIGHEST))),
        *(
            line
            for name in model.lists
            for line in (
                f"  join_one: {name}_list is duckdb.table('main.dim_{name}')",
                f"    on {name}_code = {name}_list.{name}_code",
            )
        ),
        *(
            f"  dimension:\n    # label={json.dumps(one.label)}\n    `{one.name}` is {one.column}"
            for one in named
        ),
        *(
            f"  measure:\n    # label={json.dumps(measure.label)}\n"
            f"    {measure.name} is {measure.formulas['malloy']}"
            for measure in made.measures
        ),
        "}",
        "",
    ]
    return "\n".join(lines)


def dbt(made: Layer, folder: Path) -> None:
    """Write models and semantic models of dbt: the warehouse is attached as `figures`."""
    _yaml(
        folder / "models" / "sources.yml",
        {
            "version": 2,
            "sources": [
                {
                    "name": "analysis",
                    "database": "figures",
                    "schema": "analysis",
                    "tables": [{"name": "tidy_cells"}, {"name": "totals"}],
                }
            ],
        },
    )
    for model in made.models:
        query = model.query
        for name in ("tidy_cells", "totals"):
            query = query.replace(f"analysis.{name}", f"{{{{ source('analysis', '{name}') }}}}")
        path = folder / "models" / f"{model.name}.sql"
        path.write_text(
            query.replace("select *", "select *, make_date(year, 1, 1) as year_start") + "\n",
            encoding="utf-8",
        )
        _yaml(folder / "models" / f"{model.name}.yml", _metrics(model, made))
    spine = "select unnest(generate_series(date '2000-01-01', date '2099-01-01', interval 1 day))"
    (folder / "models" / "days.sql").write_text(f"{spine}::date as day\n", encoding="utf-8")
    _yaml(
        folder / "models" / "days.yml",
        {
            "models": [
                {
                    "name": "days",
                    "time_spine": {"standard_granularity_column": "day"},
                    "columns": [{"name": "day", "granularity": "day"}],
                }
            ]
        },
    )


# What a metric of dbt is computed from; dbt knows no metric that only other metrics see.
INPUTS = {
    "lowest": {"agg": "sum", "expr": LOWEST},
    "highest": {"agg": "sum", "expr": HIGHEST},
    "bounded": {"agg": "sum", "expr": f"case when {HIGHEST} is null then 0 else 1 end"},
    "cells": {"agg": "sum", "expr": "1"},
    "told_apart": {"agg": "count_distinct", "expr": KEY},
}


def _metrics(model: Model, made: Layer) -> dict[str, Any]:
    def simple(name: str) -> dict[str, Any]:
        measure = {"name": f"{model.name}_{name}"}
        about = "Only what the metrics beside it are computed from: it is not guarded."
        return {
            "name": f"{model.name}_{name}",
            "label": f"{name} ({model.name})",
            "description": about,
            "type": "simple",
            "type_params": {"measure": measure},
        }

    derived = [
        {
            "name": f"{model.name}_{measure.name}",
            "label": f"{measure.label} ({model.title})",
            "description": measure.about,
            "type": "derived",
            "type_params": {
                "expr": measure.formulas["metricflow"],
                "metrics": [
                    {"name": f"{model.name}_{name}", "alias": name}
                    for name in INPUTS
                    if name in measure.formulas["metricflow"].split()
                ],
            },
        }
        for measure in made.measures
        if "metricflow" in measure.formulas
    ]
    return {
        "version": 2,
        "semantic_models": [
            {
                "name": model.name,
                "label": model.title,
                "description": model.about,
                "model": f"ref('{model.name}')",
                "defaults": {"agg_time_dimension": "year_start"},
                "primary_entity": model.name,
                "dimensions": [
                    {
                        "name": "year_start",
                        "type": "time",
                        "type_params": {"time_granularity": "year"},
                    },
                    *(
                        {"name": one.name, "label": one.label, "type": "categorical"}
                        | {"expr": one.column}
                        for one in model.dimensions
                        if not one.is_number  # a year is a word of dbt, and the time of a metric
                    ),
                ],
                "measures": [
                    {"name": f"{model.name}_{name}", **how} for name, how in INPUTS.items()
                ],
            }
        ],
        "metrics": [*map(simple, INPUTS), *derived],
    }


def _yaml(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


def writer(tool: str) -> Callable[[Layer, Path], None]:
    """Return the function that writes the files of a tool into a folder."""
    from warehouse.export import semantics_bi

    return {
        "cube": cube,
        "malloy": malloy,
        "dbt": dbt,
        "superset": semantics_bi.superset,
        "powerbi": semantics_bi.powerbi,
        "tableau": semantics_bi.tableau,
    }[tool]


def warehouse_title(language: str) -> str:
    """Return what the warehouse as a whole is called."""
    return str(texts()[language]["warehouse"])
