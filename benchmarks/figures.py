"""What the benchmarks measured: medians, spreads, ratios, and the table in `docs/performance.md`.

Decision: seconds of two machines are never compared. A ratio is the median of the ratios of runs
that followed each other, the peer's time divided by ours, so that a larger one is better whatever
the machine does beside. The page is the only place where ratios are kept: a later run reads them
from its table, so that nothing can differ from what a person sees.
"""

import argparse
import datetime
import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import dropwhile, takewhile
from pathlib import Path
from statistics import median
from typing import Any

from warehouse.place import ROOT

PAGE = ROOT / "docs" / "performance.md"
MARGIN = 2.0
GIBIBYTE = 1 << 30
HEADS = ("what", "wall, s", "CPU, s", "peer", "its wall, s", "its CPU, s", "ratio", "goal")


@dataclass(frozen=True)
class Cost:
    """Seconds that one process took, on the clock and of processors (user and system).

    `peak` is the most memory that it had, in bytes.
    """

    wall: float
    cpu: float
    peak: int = 0


@dataclass(frozen=True)
class Row:
    """One thing measured beside a peer, run by run, and the goals set for it."""

    name: str
    peer: str
    ours: Sequence[Cost]
    theirs: Sequence[Cost]
    seconds: float | None = None
    times: float | None = None

    @property
    def ratios(self) -> list[float]:
        """The peer's time divided by ours, for each pair of runs."""
        return [b.wall / a.wall for a, b in zip(self.ours, self.theirs, strict=True)]

    def goal(self) -> str:
        """Return the goals and whether the medians reach them."""
        goals: dict[str, bool] = {}
        if self.seconds is not None:
            goals[f"< {self.seconds:g} s"] = wall(self.ours) < self.seconds
        if self.times is not None:
            goals[f"≥ {self.times:.2g} ×"] = median(self.ratios) >= self.times
        if not goals:
            return "none"
        return f"{', '.join(goals)}: {'reached' if all(goals.values()) else 'missed'}"

    def cells(self) -> tuple[str, ...]:
        """Return the row of the table."""
        ours, theirs = ([cost.wall for cost in costs] for costs in (self.ours, self.theirs))
        cpu = [number(median(cost.cpu for cost in costs)) for costs in (self.ours, self.theirs)]
        ratio = spread(self.ratios)
        return (
            self.name, spread(ours), cpu[0], self.peer, spread(theirs), cpu[1], ratio, self.goal()
        )  # fmt: skip

    def figures(self) -> dict[str, Any]:
        """Return everything that was measured, for the JSON."""
        return {
            "name": self.name,
            "peer": self.peer,
            "ours": [vars(cost) for cost in self.ours],
            "theirs": [vars(cost) for cost in self.theirs],
            "median": wall(self.ours),
            "peer_median": wall(self.theirs),
            "ratios": self.ratios,
            "ratio": median(self.ratios),
            "goal": self.goal(),
        }


def wall(costs: Sequence[Cost]) -> float:
    """Return the median on the clock."""
    return median(cost.wall for cost in costs)


def spread(values: Sequence[float]) -> str:
    """Return the median with the smallest and the largest value."""
    return f"{number(median(values))} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    """Return a value with three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"  # noqa: PLR2004


def table(rows: Sequence[Row]) -> str:
    """Return the table as Markdown."""
    lines = [HEADS, ("---",) * len(HEADS), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine(**versions: str) -> dict[str, str]:
    """Return where, with what and when the figures were measured; `versions` are those of peers."""
    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        models = re.findall(r"^model name\s*: (.+)$", information.read_text("utf-8"), re.MULTILINE)
        processor = models[0] if models else processor
    pages, size = (os.sysconf(name) for name in ("SC_PHYS_PAGES", "SC_PAGE_SIZE"))
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "processor": processor,
        "memory": f"{pages * size / GIBIBYTE:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
        **versions,
    }


def sentence(place: dict[str, str]) -> str:
    """Return the machine, versions and date on one line."""
    return " · ".join(f"{name} {value}" for name, value in place.items())


def write(part: str, text: str, page: Path = PAGE) -> None:
    """Put the figures of one part between its two marks in the page."""
    begin, end = marks(part)
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{page.name} has no {begin} … {end}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def kept(part: str, page: Path = PAGE) -> dict[str, float]:
    """Return the ratios in the page's first table of one part: name to median."""
    begin, end = marks(part)
    text = page.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    lines = dropwhile(lambda line: not line.startswith("|"), text.splitlines())
    table = takewhile(lambda line: line.startswith("|"), lines)
    rows = [line.strip("| ").split(" | ") for line in table]
    place = HEADS.index("ratio")
    return {cells[0]: float(cells[place].split()[0]) for cells in rows[2:]}


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a part be asked to write its figures (see `write_json`)."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file")


def write_json(path: Path | None, **figures: Any) -> None:
    """Write figures to the file that was asked for, if any."""
    if path:
        path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let a part be asked what to do with its figures (see `deliver`)."""
    add_json(parser)
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md")
    parser.add_argument(
        "--check", action="store_true", help="end with 1 when a ratio is half as good as the docs'"
    )


def deliver(
    part: str, text: str, rows: Sequence[Row], told: dict[str, Any], options: argparse.Namespace
) -> int:
    """Print a part's figures, and write or compare them as asked; return the exit status.

    `text` is what stands in the page, `told` what the JSON holds beside the rows.
    """
    before = kept(part)
    print(text)
    write_json(options.json, **told, rows=[row.figures() for row in rows])
    if options.write_docs:
        write(part, text)
    if options.check and (found := worse(rows, before)):
        print("\nworse than docs/performance.md:", *found, sep="\n")
        return 1
    return 0


def marks(part: str) -> tuple[str, str]:
    """Return the comments between which a part's figures stand."""
    return f"<!-- {part}: begin -->", f"<!-- {part}: end -->"


def worse(rows: Sequence[Row], before: dict[str, float]) -> list[str]:
    """Return what is worse than before by more than the margin, or was not measured before."""
    found = []
    for row in rows:
        now, then = median(row.ratios), before.get(row.name)
        if then is None:
            found.append(f"{row.name}: no ratio is kept; write one with --write-docs")
        elif now < then / MARGIN:
            found.append(f"{row.name}: ratio {number(now)}, was {number(then)}")
    return found
