"""How well and how fast reports are read: drawn ones always, real ones where they are at hand.

Decision: right and wrong are counted cell by cell: against what was drawn, and for real reports
against their seeds, which were held against the pages by eye. What is no seed (an appendix of
groups of one child) was held against its pages once; what is kept of that is a digest of each table
(`read.yml`), so that one figure that is read differently shows.
"""

import argparse
import hashlib
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from benchmarks.drawn import draw, draw_bars, tables_of
from benchmarks.drawn_text import chance, layer
from warehouse.edition.files import Edition, read_edition
from warehouse.place import SEEDS
from warehouse.report.carry import read_claims
from warehouse.report.find import tables
from warehouse.report.grid import Table
from warehouse.report.known import Filling, recognise
from warehouse.report.place import place
from warehouse.report.reader import Reader
from warehouse.report.rules import broken, comparisons, shares
from warehouse.report.said import statements
from warehouse.report.sums import sums
from warehouse.report.textlayer import regions

KEPT = Path(__file__).with_suffix(".yml")
EDITION = "2022"
Key = tuple[str, str, str]


def main(arguments: list[str]) -> int:
    """Print what was read; return 1 when a firm cell is wrong or a kept table differs."""
    parser = argparse.ArgumentParser("python -m benchmarks read", description=__doc__)
    parser.add_argument("--reports", type=Path, metavar="FOLDER", help="real reports as PDF")
    parser.add_argument("--text", type=Path, help="the text layer of the report of 2022")
    parser.add_argument("--runs", type=int, default=10, help="text layers to draw (default: 10)")
    parser.add_argument("--first", type=int, default=0, help="number of the first of them")
    parser.add_argument("--narrow", action="store_true", help="neighbours are glued in the layers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was counted there")
    parser.add_argument("--keep", action="store_true", help="keep the digests of the real reports")
    options = parser.parse_args(arguments)
    edition = read_edition(SEEDS, EDITION)
    layers = range(options.first, options.first + options.runs)
    counted = [*_drawn_pdf(edition), _drawn_text(edition, layers, is_narrow=options.narrow)]
    if options.text is not None:
        counted.append(_real_text(edition, options.text))
    differ = 0
    if options.reports is not None:
        differ, real = _real_pdf(options.reports, keep=options.keep)
        counted += real
    else:
        print("no real PDF was read: name their folder with --reports")
    if options.text is None:
        print("no real text was read: name it with --text")
    if options.json:
        options.json.write_text(json.dumps([dict(one) for one in counted]), "utf-8")
    return 1 if differ or any(one["wrong"] or one["unnoticed"] for one in counted) else 0


def _cells(edition: Edition) -> dict[Key, str]:
    return {
        (table.code, line[0], column): text
        for table in edition.tables
        for line in table.lines[1:]
        for column, text in zip(table.lines[0][1:], line[1:], strict=True)
    }


def compared(fillings: Sequence[Filling], wanted: dict[Key, str]) -> Counter[str]:
    """Return how many cells are printed, deduced, uncertain, open, wrong, not listed."""
    placed = {
        (filling.code, row, column): one
        for filling in fillings
        for (row, column), one in filling.cells.items()
    }
    counts: Counter[str] = Counter()
    for key, text in wanted.items():
        one = placed.get(key)
        if one is None:
            counts["open"] += 1
            continue
        counts[one.placement] += 1
        if one.placement != "uncertain":
            counts["wrong"] += text not in ("?", one.text)
        else:
            counts["not listed"] += text not in ("?", *one.competing)
    return counts


def _said(name: str, counts: Counter[str], started: float) -> Counter[str]:
    kinds = ("printed", "deduced", "uncertain", "open", "wrong", "not listed", "unnoticed")
    said = ", ".join(f"{counts[kind]} {kind}" for kind in kinds)
    print(f"{name}: {said}; {time.monotonic() - started:.1f} s")
    return counts


def _drawn_pdf(edition: Edition) -> Iterator[Counter[str]]:
    wanted = {key: "<5" if text == "?" else text for key, text in _cells(edition).items()}
    headings = [table.meta["heading_nl"] for table in edition.tables]
    with tempfile.TemporaryDirectory() as folder:
        for name, program in (("drawn as tables", draw), ("drawn as bars", draw_bars)):
            path = program(Path(folder) / "drawn.pdf", tables_of(edition))
            started = time.monotonic()
            with Reader(path) as reader:
                found = tables(reader.pages(), headings)
            yield _said(name, compared(recognise(found, edition.tables)[0], wanted), started)


def _drawn_text(edition: Edition, layers: Sequence[int], *, is_narrow: bool) -> Counter[str]:
    distrusted = broken(edition)  # as the next edition would
    rules = [one for one in comparisons(edition) if one.rule not in distrusted]
    total: Counter[str] = Counter()
    started = time.monotonic()
    for number in layers:
        drawn = layer(edition, chance(number), changes=number % 3, is_narrow=is_narrow)
        found = regions(drawn.text, edition.tables)
        fillings, _ = place(found, rules, shares(edition))
        total += compared(fillings, drawn.cells)
        quiet = {s.code for r in found if not r.said and r.missing >= 0 for s in r.tables}
        total["unnoticed"] += len(quiet & set(drawn.changed))
    return _said(f"{len(layers)} text layers", total, started)


def _real_text(edition: Edition, path: Path) -> Counter[str]:
    started = time.monotonic()
    found = regions(path.read_text(encoding="utf-8"), edition.tables)
    said = statements(edition, read_claims(SEEDS, EDITION))
    fillings, _ = place(found, [*comparisons(edition), *said], shares(edition))
    return _said(path.name, compared(fillings, _cells(edition)), started)


def _real_pdf(folder: Path, *, keep: bool) -> tuple[int, list[Counter[str]]]:
    """Return how many kept tables differ, and what was counted against the seeds of each report."""
    editions = _editions()
    counted = []
    known = yaml.safe_load(KEPT.read_text(encoding="utf-8"))
    differ = 0
    for stem, of_file in known.items():
        started = time.monotonic()
        with Reader(folder / f"{stem}.pdf") as reader:
            read = reader.pages()
        seconds = time.monotonic() - started
        found = {f"{one.kind} {one.number}": one for one in tables(read) if one.number}
        chosen = [found[name] for name in of_file if name in found]
        digests = {f"{one.kind} {one.number}": _digest(one) for one in chosen}
        others = [name for name in of_file if digests.get(name) != of_file[name]]
        differ += 0 if keep else len(others)
        totals = [one for table in chosen for one in sums(table)]
        printed = [cell for table in chosen for row in table.rows for cell in row.cells if cell]
        print(
            f"{stem}: {len(read)} pages in {seconds:.1f} s, "
            f"{len(chosen)} of {len(of_file)} tables, "
            f"{len(printed)} cells, {sum(cell.is_firm for cell in printed)} firm, "
            f"{sum(one.holds for one in totals)} of {len(totals)} totals add up; "
            f"differ: {', '.join(others) or 'none'}"
        )
        known[stem] = of_file | digests if keep else of_file
        edition = editions.get(f"{stem}.pdf")
        if edition is None:
            print(f"{stem}: no edition of the seeds was transcribed from it")
        else:
            headings = [table.meta["heading_nl"] for table in edition.tables]
            fillings, _ = recognise(tables(read, headings), edition.tables)
            counts = compared(fillings, _cells(edition))
            counted.append(_said(f"{stem} against its seeds", counts, started))
    if keep:
        KEPT.write_text(yaml.safe_dump(known, sort_keys=False, allow_unicode=True), "utf-8")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(f"the process that reads took {used:.0f} MB")
    return differ, counted


def _editions() -> dict[str, Edition]:
    """Return the editions by the file that they were transcribed from."""
    read = (read_edition(SEEDS, path.parent.name) for path in SEEDS.glob("*/edition.yml"))
    return {edition.fields["source_file"]: edition for edition in read}


def _digest(table: Table) -> str:
    """Return a digest of all labels and cells of a table."""
    lines = [[column.label for column in table.columns]]
    lines += [[row.label, *(cell.text if cell else "" for cell in row.cells)] for row in table.rows]
    return hashlib.sha256("\n".join("|".join(line) for line in lines).encode()).hexdigest()[:16]
