"""Count the figures and `<5` tokens of the report's text, block by block, in reading order.

`python tests/census_of_report.py TEXT` writes `tests/census/2022.json`; with `--check` it compares
instead and exits with 1 when they differ. The census holds figures only; the text itself is not
redistributed. Blocks are found by headings and labels (`tests/census/blocks_2022.json`); a
marker that is not found where expected is an error, and so is a line of nothing but figures
outside every block: no table can be left out.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "census"
TOKEN = re.compile(r"<5|\d+%?\*?")
FIGURES_ONLY = re.compile(r"\s*(<5|\d+%?\*?)(\s*(<5|\d+%?\*?))*\s*")
# Digits that belong to headings and labels, never to a cell.
LABELS = [r"\b20\d\d(-20\d\d)?\b", r"\b\d\d-\d\d\b", r"\b40\+", r"\(0-17\)", r"\(18\+\)"]


def census(text: str, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return per block its tables and the tokens of each line that has any.

    Blocks are searched one after the other, so that none can overlap another's figures.
    """
    counted = []
    outside = ""
    position = 0
    for block in blocks:
        begin = _find(text, block["start"], position)
        outside += text[position:begin] + "\n"
        end = _find(text, block["end"], begin + 1)
        position = end
        lines = text[begin:end].split("\n")
        for pattern in [*LABELS, *block.get("not_cells", [])]:
            lines = [re.sub(pattern, " ", line) for line in lines]
        tokens = [TOKEN.findall(line) for line in lines]
        counted.append(
            {
                "block": block["block"],
                "tables": block["tables"],
                "lines": [line for line in tokens if line],
            }
        )
    outside += text[position:]
    stray = [line for line in outside.split("\n") if FIGURES_ONLY.fullmatch(line)]
    if stray:
        sys.exit(f"lines of figures outside every block: {stray}")
    return counted


def _find(text: str, marker: str, start: int) -> int:
    found = text.find(marker, start)
    if found < 0:
        sys.exit(f"the report's text has no {marker!r} behind character {start}")
    return found


def main(arguments: list[str]) -> int:
    """Write or check the census; see the module's docstring."""
    text = Path(arguments[0]).read_text(encoding="utf-8")
    blocks = json.loads((FOLDER / "blocks_2022.json").read_text(encoding="utf-8"))
    rows = [json.dumps(row, ensure_ascii=False) for row in census(text, blocks)]
    made = "[\n" + ",\n".join(rows) + "\n]\n"
    target = FOLDER / "2022.json"
    if "--check" in arguments:
        if target.read_text(encoding="utf-8") != made:
            print(f"{target} differs from the report's text", file=sys.stderr)
            return 1
        print(f"{target.name} equals the census of the report's text")
        return 0
    target.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
