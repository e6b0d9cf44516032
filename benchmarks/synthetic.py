"""Write synthetic editions: the layout of the real one, with drawn figures, as many as asked for.

Decision: every table, label and placement is that of the newest real edition, moved on by a year
per edition; only figures are drawn, but not in tables where figures compete for cells. `--origins`
lengthens the code list of nationalities, and with it one table, which then has a row per
nationality and a column per year: few files, but large. The same seed writes the same files, and
every edition calls itself synthetic.
"""

import argparse
import random
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from warehouse.place import SEEDS

SAYS = (__doc__ or "").splitlines()[0]
EDITION = 2022
LARGE = "victims_by_origin"
FIRST_YEAR = 1900
LAST_YEAR = 2099  # a seed may not name a later one
YEARS = 70  # after so many editions the years begin again
YEAR = re.compile(r"\b20(?:1[0-9]|2[0-9])\b")
FIGURE = re.compile(r"(?<=,)[0-9]+\b(?!%)")
HIDDEN_SHARE = 0.2
TABLES = tuple(sorted(path.stem for path in (SEEDS / str(EDITION)).glob("*_*.yml")))
ABOUT = """title: Synthetic edition {edition}
series_nl: Gelote cijfers
series_en: Figures drawn at random
publisher: Nobody; every figure is drawn at random
published_year: {published}
source_file: none
source_sha256: {digest:064x}
licence: Synthetic data, to measure with
citation: Synthetic edition {edition}; not a publication
"""


def write_seeds(
    folder: Path, editions: int, *, origins: int = 0, years: int = 5, seed: int = 1
) -> int:
    """Write a folder of seeds with so many editions; return how many printed cells it holds.

    With `origins`, the large table has that many rows more and a column for each of `years`.
    """
    draw = random.Random(seed)  # noqa: S311  figures to measure with are no secrets
    shutil.copytree(SEEDS / "codes", folder / "codes")
    codes = [f"X{number:05}" for number in range(origins)]
    _lengthen(folder / "codes" / "origin.csv", codes)
    cells = 0
    newest = (SEEDS / str(EDITION) / "edition.yml").read_text(encoding="utf-8")
    sections = "".join(newest.partition("sections:\n")[1:])
    for later in range(1, editions + 1):
        target = folder / str(EDITION + later)
        target.mkdir()
        about = ABOUT.format(
            edition=EDITION + later,
            published=min(EDITION + later, LAST_YEAR),
            digest=draw.getrandbits(256),
        )
        (target / "edition.yml").write_text(about + sections, encoding="utf-8")
        for table in TABLES:
            cells += _write_table(target, table, later, draw)
        if origins:
            printed = range(FIRST_YEAR + later % YEARS, FIRST_YEAR + later % YEARS + years)
            cells += _write_large(target, codes, printed, draw)
    return cells


def _lengthen(code_list: Path, codes: Sequence[str]) -> None:
    with code_list.open("a", encoding="utf-8") as lines:
        for code in codes:
            lines.write(
                f"{code},Land {code},Country {code},Verzonnen,Synthetic,_O,nationality,,,,\n"
            )


def _write_table(target: Path, table: str, later: int, draw: random.Random) -> int:
    """Write one table, moved on by some years; return its number of cells."""

    def move(text: str) -> str:
        return YEAR.sub(lambda year: str(int(year[0]) + later % YEARS), text)

    source = SEEDS / str(EDITION)
    layout = (source / f"{table}.yml").read_text(encoding="utf-8")
    (target / f"{table}.yml").write_text(move(layout), encoding="utf-8")
    cells = source / f"{table}.csv"
    if not cells.is_file():
        return 0
    heading, _, rows = cells.read_text(encoding="utf-8").partition("\n")
    drawn = rows
    if "competing" not in layout:
        drawn = FIGURE.sub(lambda figure: str(draw.randrange(5, 1000)), rows)
    (target / cells.name).write_text(move(f"{heading}\n{drawn}"), encoding="utf-8")
    return rows.count(",")


def _write_large(target: Path, codes: Sequence[str], years: range, draw: random.Random) -> int:
    """Write the table that has a row per nationality; return by how many cells it grew."""
    layout = target / f"{LARGE}.yml"
    small = layout.read_text(encoding="utf-8")
    text, _, _ = small.partition("rows:\n")
    text += "rows:\n  dimensions: [origin]\n  labels:\n"
    text += "".join(f"    {code}: Land {code}\n" for code in codes)
    text += "columns:\n  dimensions: [year]\n  labels:\n"
    text += "".join(f"    {year}: {year}\n" for year in years)
    layout.write_text(text, encoding="utf-8")
    figures = [str(figure) for figure in range(1000)]
    hidden = int(len(figures) * HIDDEN_SHARE)
    figures[:hidden] = ["<5"] * hidden
    cells = target / f"{LARGE}.csv"
    small_cells = cells.read_text(encoding="utf-8").partition("\n")[2].count(",")
    with cells.open("w", encoding="utf-8") as lines:
        lines.write(",".join(["origin", *map(str, years)]) + "\n")
        for code in codes:
            lines.write(",".join([code, *draw.choices(figures, k=len(years))]) + "\n")
    return len(codes) * len(years) - small_cells


def main(arguments: Sequence[str]) -> int:
    """Write the folder that is asked for and say how many cells it holds."""
    parser = argparse.ArgumentParser("python -m benchmarks synthetic", description=SAYS)
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--editions", type=int, default=10)
    parser.add_argument("--origins", type=int, default=0, help="rows of the large table")
    parser.add_argument("--years", type=int, default=5, help="columns of the large table")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    cells = write_seeds(
        options.folder,
        options.editions,
        origins=options.origins,
        years=options.years,
        seed=options.seed,
    )
    print(f"{options.folder}: {options.editions} synthetic editions, {cells:,} cells")
    return 0
