"""The data dictionary of the web site: code lists as trees, the star as a drawing.

Decision: everything is drawn from the catalogue of the database, so that the dictionary cannot
differ from it. The drawing is boxes in three columns, with the facts in the middle.
"""

from itertools import groupby

from warehouse.export.resource import Resource
from warehouse.read.query import Record
from warehouse.site.tables import CodeLists

# Sizes of the drawing, in its own units.
WIDTH, LINE, PADDING, GAP, APART = 240, 24, 8, 14, 70
TOP = 10


def trees(lists: CodeLists) -> list[tuple[str, list[Record]]]:
    """Return every code list with its members at the top, each with its `children`."""
    return [(name, _children(name, members, None)) for name, members in lists.items()]


def _children(name: str, members: dict[str, Record], parent: str | None) -> list[Record]:
    return [
        member | {"code": code, "children": _children(name, members, code)}
        for code, member in members.items()
        if member.get("parent_code") == parent
    ]


def star(resources: list[Resource]) -> Record:
    """Return boxes and lines of the star schema: the facts, and the dimensions on both sides.

    Facts with the same references share a box. On the right stand the dimensions that refer to each
    other. A line is the path of an SVG.
    """
    refers = {
        one.name: sorted({key.table for key in one.foreign_keys} - {one.name}) for one in resources
    }
    referred = {name for names in refers.values() for name in names}
    facts = [name for name in refers if refers[name] and name not in referred]
    related = {name for name in referred if refers[name]}
    related |= {other for name in related for other in refers[name]}
    shared = groupby(sorted(facts, key=refers.__getitem__), refers.__getitem__)
    columns = [
        [[name] for name in sorted(referred - related)],
        [list(names) for _, names in shared],
        [[name] for name in sorted(related)],
    ]
    height = max(map(_height, columns)) + 2 * TOP
    boxes: dict[str, Record] = {}
    for number, column in enumerate(columns):
        x, y = number * (WIDTH + APART) + 1, (height - _height(column)) / 2
        for names in column:
            size = {"width": WIDTH, "height": len(names) * LINE + PADDING}
            box = {"names": names, "x": x, "y": y, "is_fact": names[0] in facts, **size}
            boxes.update(dict.fromkeys(names, box))
            y += size["height"] + GAP
    lines = [
        _line(boxes[name], boxes[other])
        for name in [*facts, *sorted(related)]
        for other in refers[name]
    ]
    return {
        "width": len(columns) * (WIDTH + APART) + 2,
        "height": height,
        "boxes": [box for name, box in boxes.items() if name == box["names"][0]],
        "lines": list(dict.fromkeys(lines)),
    }


def _height(column: list[list[str]]) -> int:
    return sum(len(names) * LINE + PADDING + GAP for names in column) - GAP


def _line(box: Record, other: Record) -> str:
    """Return a path between the facing sides of two boxes, or around those of one column."""
    start, end = (one["y"] + one["height"] / 2 for one in (box, other))
    if other["x"] == box["x"]:
        edge = box["x"] + WIDTH
        bulge = edge + min(APART, 20 + abs(end - start) / 3)
        return f"M{edge} {start}C{bulge} {start} {bulge} {end} {edge} {end}"
    is_left = other["x"] < box["x"]
    return (
        f"M{box['x'] + (0 if is_left else WIDTH)} {start}"
        f"L{other['x'] + (WIDTH if is_left else 0)} {end}"
    )
