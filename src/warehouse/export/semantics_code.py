"""The semantic layer as code of Cube, Malloy and dbt, which turn questions into SQL.

Decision: the code lists are joined, so that a member and the one above it are levels of a tree.
What would add `count` is not in the model, where the tool lets a column be left out.
"""

import json
from pathlib import Path
from typing import Any

from warehouse.export.semantics import (
    CELL,
    DATABASE,
    HIGHEST,
    KEY,
    LOWEST,
    TOTALS,
    Layer,
    Model,
    save,
    sql,
)


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
        save(folder / "model" / "cubes" / f"{name}.yml", {"cubes": [described]})


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
    save(
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
        save(folder / "models" / f"{model.name}.yml", _metrics(model, made))
    spine = "select unnest(generate_series(date '2000-01-01', date '2099-01-01', interval 1 day))"
    (folder / "models" / "days.sql").write_text(f"{spine}::date as day\n", encoding="utf-8")
    save(
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
