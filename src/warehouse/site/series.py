"""The indicators of all publications through the years, with their breaks, ready for a page.

Decision: a line joins figures of one population and one way of counting in years that follow one
another, and nothing else: at a break, and where a year is not printed, it has a gap. What is hidden
is a range, never a point.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from string import ascii_lowercase

from warehouse.place import SQL
from warehouse.read.query import Record, fetch_dicts

WIDTH, HEIGHT, ROOM = 100, 36, 4  # of a drawing: of all years, in all, and above the highest


@dataclass(frozen=True)
class Row:
    """One member through the years: its points by year, and its `lines` and `ranges` as drawn.

    A line is a list of (x, y); a range is (x, y of its top, height).
    """

    label: Record
    by_year: dict[int, list[Record]]
    lines: list[list[tuple[float, float]]]
    ranges: list[tuple[float, float, float]]


@dataclass(frozen=True)
class Section:
    """What is counted by one dimension: its years, its rows, and whom the rows count.

    `marks` has the letter of every population and way of counting, `counted` what they are.
    """

    name: str
    about: Record
    years: list[int]
    rows: list[Row]
    marks: dict[tuple[str, str], str]
    counted: list[tuple[str, Record]]
    breaks: list[Record]

    @property
    def width(self) -> int:
        """How wide a drawing is."""
        return WIDTH


def read_series(database: Path) -> list[Section]:
    """Return the sections of the page in its order."""
    query = (SQL / "site" / "series.sql").read_text(encoding="utf-8")
    rows = fetch_dicts(database, query)
    names = ("process", "unit", "measure", "dimension")
    return [
        _section("-".join(key).replace("_T", "all"), list(found))
        for key, found in groupby(rows, key=lambda row: tuple(row[name] for name in names))
    ]


def lines(points: Iterable[Record]) -> list[list[Record]]:
    """Return the points that a line joins: of one definition, exact, in years without a gap."""
    found: list[list[Record]] = []
    ordered = sorted(points, key=lambda point: (*_definition(point), point["year"]))
    for _, of_one in groupby(ordered, key=_definition):
        exact = [point for point in of_one if point["value_min"] == point["value_max"]]
        line = exact[:1]
        for before, point in pairwise(exact):
            if point["is_break"] or point["year"] != before["year"] + 1:
                found.append(line)
                line = []
            line = [*line, point]
        found.append(line)
    return [line for line in found if line]


def _definition(point: Record) -> tuple[str, str]:
    return point["population_code"], point["form_counting_code"]


def _section(name: str, points: list[Record]) -> Section:
    first, last = min(p["year"] for p in points), max(p["year"] for p in points)
    years = list(range(first, last + 1))
    by_definition = {_definition(point): point for point in points}
    letters = dict(zip(by_definition, ascii_lowercase, strict=False))
    reasons = {point["break_reason_en"]: point for point in points if point["is_break"]}
    return Section(
        name=name,
        about=points[0],
        years=years,
        rows=[
            _row(list(found), years)
            for _, found in groupby(points, key=lambda point: point["code"])
        ],
        marks=letters,
        counted=[(letters[key], point) for key, point in by_definition.items()],
        breaks=sorted(reasons.values(), key=lambda point: point["year"]),
    )


def _row(points: list[Record], years: list[int]) -> Row:
    high = max(point["value_max"] for point in points) or 1

    def x(point: Record) -> float:
        return round(WIDTH / len(years) * (float(point["year"]) - years[0] + 0.5), 1)

    def y(value: float) -> float:
        return round(HEIGHT - (HEIGHT - ROOM) * value / high, 1)

    by_year: dict[int, list[Record]] = {}
    for point in points:
        by_year.setdefault(point["year"], []).append(point)
    return Row(
        label=points[0],
        by_year=by_year,
        lines=[[(x(point), y(point["value_max"])) for point in line] for line in lines(points)],
        ranges=[
            (x(p), y(p["value_max"]), round(y(p["value_min"]) - y(p["value_max"]), 1))
            for p in points
            if p["value_min"] != p["value_max"]
        ],
    )
