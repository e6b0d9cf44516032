"""Ask a semantic layer of dbt through MetricFlow and print as JSON what it answers.

The task stands in stdin; the project is the folder in which this runs.
"""

import json
import sys
from pathlib import Path
from typing import Any

from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest

MEASURES = ("figure", "figure_min", "figure_max")
task = json.load(sys.stdin)
configuration = CLIConfiguration()
configuration.setup(
    dbt_profiles_path=Path.cwd(), dbt_project_path=Path.cwd(), configure_file_logging=False
)


def kept(model: str, name: str, value: Any) -> str:
    """Return a condition on a dimension in the words of MetricFlow."""
    if name == "year":
        return f"{{{{ TimeDimension('metric_time', 'year') }}}} = '{value}-01-01'"
    return f"{{{{ Dimension('{model}__{name}') }}}} = '{value}'"


def ask(model: str, where: dict[str, Any]) -> list[Any]:
    """Return what the measures of a model are."""
    request = MetricFlowQueryRequest.create(
        metric_names=[f"{model}_{name}" for name in MEASURES],
        where_constraints=[kept(model, *one) for one in where.items()] or None,
    )
    table = configuration.mf.query(request).result_df
    return [None if value is None else float(value) for value in next(iter(table.rows))] + [None]


print("\n" + json.dumps([ask(one["model"], one["where"]) for one in task["questions"]]))
