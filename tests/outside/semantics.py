"""What the semantic layers answer when their own tools ask them.

`python -m tests.outside.semantics` asks all of them and writes the table of docs/semantics.md. The
questions, with what has to come out, stand in `tests/clients/questions.yml`.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from environments import environment
from tests.outside.recipes import FOLDER, _run, node, recipe, write_files
from warehouse.export.write import write
from warehouse.place import DATABASE, ROOT

PAGE = ROOT / "docs" / "semantics.md"
TABLE = re.compile(r"(?<=<!-- answers -->\n).*?(?=<!-- /answers -->)", re.DOTALL)
QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (FOLDER / "questions.yml").read_text(encoding="utf-8")
)
QUICK = ("malloy", "cube")
TOOLS = (*QUICK, "dbt")
REFUSED = "refused"


def said(figure: Any, lowest: Any, highest: Any, refusal: Any) -> str:
    """Return an answer in words, as `questions.yml` has it."""
    if figure is not None:
        return str(int(figure))
    if lowest is None:
        assert highest is None
        return REFUSED
    return f"{int(lowest)}–{int(highest)}"


def answers(tool: str, database: Path) -> list[str]:
    """Return what the layer of a tool answers to every question."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "layer")
        write(database, "semantics", tool, folder, language="en")
        task = json.dumps(
            {
                "tool": tool,
                "folder": str(folder),
                "database": str(database.resolve()),
                "questions": QUESTIONS,
            }
        )
        if tool == "dbt":
            told = _ask_dbt(folder, database, task)
        else:
            home = node()
            script = Path(shutil.copyfile(FOLDER / "ask_semantics.mjs", home / "ask_semantics.mjs"))
            told = _run(["node", str(script)], folder, task)
    found = json.loads(re.findall(r"^\[\[.*\]\]$", told, re.MULTILINE)[-1])
    return [said(*answer) for answer in found]


def _ask_dbt(folder: Path, database: Path, task: str) -> str:
    """Build the models beside the warehouse and ask MetricFlow."""
    shutil.copyfile(database, folder / "warehouse.duckdb")
    (folder / "models").rename(folder / "layer")
    write_files(recipe("dbt"), folder)
    shutil.rmtree(folder / "models")
    (folder / "layer").rename(folder / "models")
    python = environment(FOLDER / "metricflow.lock")
    dbt = [str(python.with_name("dbt")), "--no-send-anonymous-usage-stats", "--quiet"]
    _run([*dbt, "build"], folder)
    return _run([str(python), str(FOLDER / "ask_metricflow.py")], folder, task)


def table(database: Path) -> str:
    """Return the table of all questions, as the page has it."""
    found = [answers(tool, database) for tool in TOOLS]
    lines = [f"| question | {' | '.join(TOOLS)} |", "|---|" + "---|" * len(TOOLS)]
    for question, *told in zip(QUESTIONS, *found, strict=True):
        lines.append(f"| {question['question']} | {' | '.join(told)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    written = table(Path(sys.argv[1]) if sys.argv[1:] else DATABASE)
    PAGE.write_text(TABLE.sub(lambda _: written, page), encoding="utf-8")
