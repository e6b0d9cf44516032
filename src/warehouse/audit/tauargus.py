"""Ask τ-Argus for the smallest set of further cells to hide.

Decision: secondary suppression is the work of τ-Argus of Statistics Netherlands, in the package
`pytauargus` (extra `advice`): its optimal method takes any system of linear equations, so linked
tables are one problem, and its wheel brings the library and the solver. It is not our code, and
its answer is checked elsewhere. G-Confid of Statistics Canada takes equations too, but protects
one cell after the other, and asks for an older DuckDB than this project.

It runs in a process of its own, because the library keeps state and may end its process. The
problem is told in differences from the figures and goes through a pipe; so neither the figures
nor a value from behind a `<5` reach a file, not even the solver's notes in a temporary folder.
"""

import importlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from warehouse.extras import require
from warehouse.faults import WarehouseError
from warehouse.solver.inequality import Inequality

PIPE = "/dev/stdin"
SOLUTION = "solution"
BASE = 100  # the library keeps a coefficient in one byte, so a greater one is written in digits
BYTE = 127
WIDE = 10**8  # further than any figure moves; the library's own infinity is 2 * 10**9
MINUTES, SECONDS = 1, 20  # its own limit knows whole minutes and is kept loosely, ours is kept
OPTIMAL, FOUND, FAILED = 0, 10, 20  # exit status of the process


@dataclass(frozen=True)
class Column:
    """A cell: how far it may fall and rise, and what is asked of it.

    `status`: free (published, may be hidden at the cost `weight`), hidden (nothing is asked), or
    fall and rise (hidden, and must be able to do so by at least one).
    """

    status: str
    fall: int
    rise: int | None
    weight: int = 1


@dataclass(frozen=True)
class Answer:
    """The columns to hide; `optimal` when τ-Argus proved that nothing cheaper does."""

    hide: frozenset[int]
    optimal: bool


def require_argus() -> None:
    """Raise WarehouseError when τ-Argus is not installed, or has no pipe to read from."""
    require("advice", "pytauargus", user="advice")
    if not Path(PIPE).exists():
        raise WarehouseError(f"advice needs a system with {PIPE}, such as Linux or macOS")


def suppress(columns: Sequence[Column], rows: Sequence[Inequality]) -> Answer | None:
    """Return what τ-Argus says: the cheapest set, or its first good one if that takes too long.

    The cells of `rows` are numbers of `columns`, and stand for differences from the figures. None
    when τ-Argus finds neither.
    """
    require_argus()
    text = problem(columns, rows)
    return _run(text, MINUTES) or _run(text, 0)


def _run(text: str, minutes: int) -> Answer | None:
    """Run τ-Argus on a problem; without minutes it stops at its first good answer."""
    command = [sys.executable, "-P", "-m", "warehouse.audit.tauargus", str(minutes)]
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                command,
                input=text,
                cwd=folder,
                timeout=SECONDS,
                capture_output=True,
                text=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode not in {OPTIMAL, FOUND}:
            return None
        numbers = (Path(folder) / SOLUTION).read_text(encoding="ascii").split()
    hide = frozenset(int(number) for number in numbers)
    return Answer(hide, done.returncode == OPTIMAL)


def problem(columns: Sequence[Column], rows: Sequence[Inequality]) -> str:
    """Write the problem in the JJ format of τ-Argus, with the figures themselves left out."""
    writer = _Writer()
    fixed = {row.terms[0][0] for row in rows if _fixes(row)}  # τ-Argus refuses such a row
    for number, column in enumerate(columns):
        writer.column(replace(column, fall=0, rise=0) if number in fixed else column)
    for row in rows:
        if row.terms and not _fixes(row):
            writer.row(row)
    cells = [f"{number} {line}" for number, line in enumerate(writer.cells)]
    lines = ["0", str(len(cells)), *cells, str(len(writer.sums)), *writer.sums]
    return "\n".join(lines) + "\n"


def _fixes(row: Inequality) -> bool:
    return len(row.terms) == 1 and (row.low, row.high) == (0, 0)


@dataclass
class _Writer:
    cells: list[str] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    multiples: dict[int, int] = field(default_factory=dict)

    def column(self, column: Column) -> int:
        """Write a cell (figure, weight, status, bounds, protection levels), return its number."""
        rise = WIDE if column.rise is None else column.rise
        status = "s" if column.status == "free" else "u"
        levels = f"{int(column.status == 'fall')} {int(column.status == 'rise')} 0"
        self.cells.append(f"0 {column.weight} {status} {-column.fall} {rise} {levels}")
        return len(self.cells) - 1

    def row(self, row: Inequality) -> None:
        """Write a sum that is zero; what the row leaves open becomes a hidden cell of its own."""
        terms = [digit for cell, factor in row.terms for digit in self._digits(cell, factor)]
        if (row.low, row.high) != (0, 0):
            fall = WIDE if row.low is None else -row.low
            terms.append((self.column(Column("hidden", fall, row.high)), -1))
        self._sum(terms)

    def _sum(self, terms: Sequence[tuple[int, int]]) -> None:
        written = " ".join(f"{cell} ({factor})" for cell, factor in terms)
        self.sums.append(f"0 {len(terms)} : {written}")

    def _digits(self, cell: int, factor: int) -> list[tuple[int, int]]:
        """Split a coefficient that fits in no byte over the cell and hidden multiples of it."""
        if abs(factor) <= BYTE:
            return [(cell, factor)]
        sign = 1 if factor > 0 else -1
        rest, digit = divmod(abs(factor), BASE)
        if cell not in self.multiples:
            self.multiples[cell] = self.column(Column("hidden", WIDE, WIDE))
            self._sum([(self.multiples[cell], -1), (cell, BASE)])
        own = [(cell, sign * digit)] if digit else []
        return [*own, *self._digits(self.multiples[cell], sign * rest)]


def _ask(minutes: int) -> int:
    """Run τ-Argus in this process, on the problem in the pipe."""
    library = importlib.import_module("pytauargus")  # it has no type hints
    code = library.HiTaSCtrl().full_jj(PIPE, SOLUTION, minutes)
    statuses: Mapping[int, int] = {0: OPTIMAL, 1: FOUND}
    return statuses.get(code, FAILED)


if __name__ == "__main__":
    sys.exit(_ask(int(sys.argv[1])))
