"""Count the figures of an earlier edition's tables in the text of its PDF, figure by figure.

`python tests/census_of_editions.py PDF EDITION` writes `tests/census/EDITION.json`, in the form of
the census of the yearly report; `test_every_edition.py` holds the views against it. The text is
that of pdfium, page by page, which knows nothing of rows and columns: so the census can be made
without what reads tables. It holds figures only; neither the PDF nor its text is redistributed.

Where a table is found stands in `tests/census/blocks_EDITION.json`: its pages, each with the text
that it begins with and the text behind it (nothing: the end of the page), and what is no cell there
(`axis`: the numbers of an axis, of labels and ranks; `misprints`). Where pdfium puts figures of
neighbouring cells together, `words_apart` asks pdfplumber for the text. Nothing else needs
pdfplumber, so no lock has it: `pip install pdfplumber` before a census is made anew.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "census"
FIGURE = re.compile(r"[1-5]’? ?\([\d.]+\)|(?<![\w,.+-])\d+(?:[.,]\d+)*%?(?![\w+-])")
# A year has no point, as a thousand has; the percentages of a chart are those of its axis.
NO_CELL = {"table": re.compile(r"(19|20)\d\d"), "chart": re.compile(r"(19|20)\d\d|\d+%")}


def census(
    pages: dict[int, str], apart: dict[int, str], blocks: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return per block its tables and, as one line, the figures that are cells of them."""
    counted = []
    for block in blocks:
        texts = apart if block.get("words_apart") else pages
        no_cell = NO_CELL[block["printed_as"]]
        found: Counter[str] = Counter()
        for page, start, end in block["pages"]:
            begin = texts[page].rindex(start)
            behind = texts[page].index(end, begin) if end else None
            figures = FIGURE.findall(texts[page][begin:behind])
            found.update(_cell(figure) for figure in figures if not no_cell.fullmatch(figure))
        found.subtract(map(str, block.get("axis", [])))
        for wrong, right in block.get("misprints", {}).items():
            found[right] += found.pop(wrong)
        cells = sorted(found.elements())
        counted.append({"block": block["block"], "tables": block["tables"], "lines": [cells]})
    return counted


def _cell(figure: str) -> str:
    """Return a figure as a view shows it: without points, a rank and its count apart."""
    bare = figure.replace(".", "")
    if "(" not in bare:
        return bare
    rank, count = re.findall(r"\d+", bare)
    shared = "'" if "’" in bare else ""
    return f"{rank}{shared} ({count})"


def main(arguments: list[str]) -> int:
    """Write the census; see the module's docstring."""
    import pdfplumber
    import pypdfium2

    pdf, edition = arguments
    document = pypdfium2.PdfDocument(pdf)
    pages = {
        number: page.get_textpage().get_text_range().replace("\r", "")
        for number, page in enumerate(document, 1)
    }
    with pdfplumber.open(pdf) as plumbed:
        apart = {page.page_number: page.extract_text(x_tolerance=2) for page in plumbed.pages}
    blocks = json.loads((FOLDER / f"blocks_{edition}.json").read_text(encoding="utf-8"))
    rows = [json.dumps(row, ensure_ascii=False) for row in census(pages, apart, blocks)]
    made = "[\n" + ",\n".join(rows) + "\n]\n"
    (FOLDER / f"{edition}.json").write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
