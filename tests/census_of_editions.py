"""Count the figures on the pages of an earlier edition, for a test that holds the seeds against them.

`python tests/census_of_editions.py PDF EDITION` writes `tests/census/EDITION.json`: for each page
that a table of the edition begins on or runs over, how often each figure stands in its text, in
whatever order. The census holds figures only; neither the PDF nor its text is redistributed.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parent / "census"
# The pages of each edition whose tables are seeds.
PAGES = {
    "victims_monitor_2016": [30, 31, 33, 35, 36, *range(38, 46), *range(47, 51), *range(113, 117)],
    "victims_monitor_2017": [60, 62, 64, 66, 67, 69, *range(71, 78), 79, 80, 81, *range(143, 147)],
}
# A year, a class of ages, a number behind a dash and a mark behind a word are no figures of a cell.
FIGURE = re.compile(r"(?<![\w,.-])[0-9]+(?:[.,][0-9]+)*%?(?![\w-])")


def census(texts: dict[int, str]) -> dict[str, dict[str, int]]:
    """Return per page how often each figure stands in its text."""
    return {
        str(page): dict(sorted(Counter(FIGURE.findall(text)).items()))
        for page, text in texts.items()
    }


def main(arguments: list[str]) -> int:
    """Write the census; see the module's docstring."""
    import pypdfium2

    document = pypdfium2.PdfDocument(arguments[0])
    texts = {
        page: document[page - 1].get_textpage().get_text_range()
        for page in PAGES[arguments[1]]
    }
    pages = [f'"{page}": {json.dumps(found)}' for page, found in census(texts).items()]
    made = "{\n" + ",\n".join(pages) + "\n}\n"
    (FOLDER / f"{arguments[1]}.json").write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
