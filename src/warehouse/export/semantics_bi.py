"""The semantic layer for programs with a window: Superset, Power BI and Tableau.

Decision: these are files that the program reads, not code that asks it; a person says there where
the warehouse stands. Power BI relates tables by single columns, so each model joins its code lists.
"""

import json
import uuid
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from warehouse.export.semantics import (
    DATABASE,
    HIGHEST,
    KEY,
    LOWEST,
    TOTALS,
    Layer,
    Model,
    save,
    sql,
    warehouse_title,
)

ODBC = "Driver={{DuckDB Driver}};Database={};access_mode=READ_ONLY;enable_external_access=false"
JDBC = "jdbc:duckdb:{};access_mode=READ_ONLY;enable_external_access=false"
TABLES, TABLE_KEY = "report_tables", "table_key"  # Power BI relates tables by one column
TABLE_COLUMNS = ("heading", "unit", "page", "counting_rule")
NAMESPACE = uuid.UUID("7b1f6f52-3c1e-5a53-9d0c-3f7f0a3f5d11")  # ours: names become the same ids


def identifier(name: str) -> str:
    """Return the id of what has a name, the same in every export."""
    return str(uuid.uuid5(NAMESPACE, name))


def superset(made: Layer, folder: Path) -> None:
    """Write what Superset imports: a database, and a dataset for every model."""
    save(
        folder / "metadata.yaml",
        {"version": "1.0.0", "type": "SqlaTable", "timestamp": "2000-01-01T00:00:00+00:00"},
    )
    save(
        folder / "databases" / f"{DATABASE}.yaml",
        {
            "database_name": DATABASE,
            "sqlalchemy_uri": f"duckdb:///{made.database}",
            "expose_in_sqllab": True,
            "extra": {
                "engine_params": {
                    "connect_args": {
                        "read_only": True,
                        "config": {"enable_external_access": "false", "lock_configuration": "true"},
                    }
                }
            },
            "uuid": identifier("database"),
            "version": "1.0.0",
        },
    )
    for model in made.models:
        save(folder / "datasets" / DATABASE / f"{model.name}.yaml", dataset(model, made))


def dataset(model: Model, made: Layer) -> dict[str, Any]:
    """Return a dataset of Superset for a model; `count` is no column of it."""
    return {
        "table_name": f"semantic_{model.name}",
        "description": f"{model.title}\n\n{model.about}",
        "sql": model.query,
        "filter_select_enabled": True,
        "uuid": identifier(model.name),
        "database_uuid": identifier("database"),
        "version": "1.0.0",
        "metrics": [
            {
                "metric_name": measure.name,
                "verbose_name": measure.label,
                "description": measure.about,
                "expression": sql(measure),
            }
            for measure in made.measures
        ],
        "columns": [
            {
                "column_name": column,
                "verbose_name": label,
                "type": "INTEGER" if is_number else "VARCHAR",
                "groupby": True,
                "filterable": True,
            }
            for column, label, is_number in {
                (one.column, one.label, one.is_number): None for one in model.dimensions
            }
        ],
    }


def powerbi(made: Layer, folder: Path) -> None:
    """Write a model of Power BI as `model.bim` (TMSL): tables, relationships, measures in DAX."""
    lists = sorted({name for model in made.models for name in model.lists})
    tables = [_table(model, made) for model in made.models]
    tables += [
        {
            "name": f"dim_{name}",
            "columns": [
                _column(column, column, is_hidden=column != "label")
                for column in (f"{name}_code", "label", "parent_code")
            ],
            "hierarchies": [
                {
                    "name": name,
                    "levels": [
                        {"name": "parent", "ordinal": 0, "column": "parent_code"},
                        {"name": "label", "ordinal": 1, "column": "label"},
                    ],
                }
            ],
            "partitions": [
                _partition(
                    made,
                    f"select {name}_code, label_{made.language} as label, parent_code "
                    f"from main.dim_{name}",
                )
            ],
        }
        for name in lists
    ]
    described_tables = [TABLE_KEY, *TABLE_COLUMNS]
    tables.append(
        {
            "name": TABLES,
            "columns": [
                _column(name, name, is_hidden=name == TABLE_KEY) for name in described_tables
            ],
            "partitions": [
                _partition(
                    made,
                    f"select {TABLE_KEY}, heading_{made.language} as heading, unit, page, "
                    f"counting_rule_{made.language} as counting_rule from main.dim_table",
                )
            ],
        }
    )
    relationships = [
        {
            "name": f"{model.name}_{name}",
            "fromTable": model.name,
            "fromColumn": f"{name}_code",
            "toTable": f"dim_{name}",
            "toColumn": f"{name}_code",
        }
        for model in made.models
        for name in model.lists
    ] + [
        {
            "name": f"{model.name}_{TABLES}",
            "fromTable": model.name,
            "fromColumn": TABLE_KEY,
            "toTable": TABLES,
            "toColumn": TABLE_KEY,
        }
        for model in made.models
        if model.name != TOTALS
    ]
    described = {
        "name": DATABASE,
        "compatibilityLevel": 1567,
        "model": {
            "culture": "nl-NL" if made.language == "nl" else "en-GB",
            "description": warehouse_title(made.language),
            "discourageImplicitMeasures": True,
            "tables": tables,
            "relationships": relationships,
        },
    }
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "model.bim").write_text(f"{text}\n", encoding="utf-8")


def _table(model: Model, made: Layer) -> dict[str, Any]:
    names = {
        name: f"'{model.name}'[{column}]"
        for name, column in (("key", KEY), ("min", LOWEST), ("max", HIGHEST))
    }
    return {
        "name": model.name,
        "description": f"{model.title}\n{model.about}",
        "columns": [
            *(
                _column(one.column, one.name, is_number=one.is_number, about=one.label)
                for one in model.dimensions
            ),
            _column(KEY, KEY, is_hidden=True),
            *([_column(TABLE_KEY, TABLE_KEY, is_hidden=True)] if model.name != TOTALS else []),
            _column(LOWEST, LOWEST, is_number=True, is_hidden=True),
            _column(HIGHEST, HIGHEST, is_number=True, is_hidden=True),
        ],
        "measures": [
            {
                "name": measure.label,
                "description": measure.about,
                "expression": measure.formulas["dax"].format(**names),
            }
            for measure in made.measures
        ],
        "partitions": [_partition(made, model.query)],
    }


def _column(
    source: str, name: str, *, is_number: bool = False, is_hidden: bool = False, about: str = ""
) -> dict[str, Any]:
    return {
        "name": name if not name.endswith("_code") else source,
        "dataType": "int64" if is_number else "string",
        "sourceColumn": source,
        "summarizeBy": "none",
        **({"isHidden": True} if is_hidden else {}),
        **({"description": about} if about else {}),
    }


def _partition(made: Layer, query: str) -> dict[str, Any]:
    connection = ODBC.format(made.database).replace('"', '""')
    return {
        "name": "all",
        "mode": "import",
        "source": {"type": "m", "expression": f'Odbc.Query("{connection}", "{query}")'},
    }


def tableau(made: Layer, folder: Path) -> None:
    """Write a data source of Tableau for every model, `<name>.tds`."""
    for model in made.models:
        root = ElementTree.Element(
            "datasource",
            {"formatted-name": model.name, "inline": "true", "version": "18.1"},
        )
        connection = ElementTree.SubElement(
            root,
            "connection",
            {
                "class": "genericjdbc",
                "jdbcurl": JDBC.format(made.database),
                "dialect": "PostgreSQL",
                "username": "",
            },
        )
        relation = {"name": model.name, "type": "text"}
        ElementTree.SubElement(connection, "relation", relation).text = model.query
        for one in model.dimensions:
            is_number = {"datatype": "integer" if one.is_number else "string"}
            kind = {"role": "dimension", "type": "ordinal" if one.is_number else "nominal"}
            name = {"caption": one.label, "name": f"[{one.column}]"}
            ElementTree.SubElement(root, "column", is_number | kind | name)
        for column in (KEY, LOWEST, HIGHEST, "count"):
            kind = {"role": "dimension" if column == KEY else "measure", "hidden": "true"}
            datatype = {"datatype": "string" if column == KEY else "integer"}
            how = {"type": "nominal" if column == KEY else "quantitative", "name": f"[{column}]"}
            ElementTree.SubElement(root, "column", kind | datatype | how)
        for measure in made.measures:
            described = {
                "caption": measure.label,
                "datatype": "string" if measure.is_text else "integer",
                "name": f"[{measure.name}]",
                "role": "measure",
                "type": "nominal" if measure.is_text else "quantitative",
            }
            column_element = ElementTree.SubElement(root, "column", described)
            formula = {"class": "tableau", "formula": measure.formulas["tableau"]}
            ElementTree.SubElement(column_element, "calculation", formula)
        ElementTree.indent(root)
        ElementTree.ElementTree(root).write(
            folder / f"{model.name}.tds", encoding="utf-8", xml_declaration=True
        )
