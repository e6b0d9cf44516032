"""Mutations of bytes, lines, cells and codes; nothing is decoded on the way."""

import os
from pathlib import Path

from tests.reliability.mutation import Mutation, kind


def lines_of(path: Path) -> list[bytes]:
    """Return the lines of a file, without the last line end."""
    return path.read_bytes().removesuffix(b"\n").split(b"\n")


def write_lines(path: Path, lines: list[bytes]) -> None:
    """Write lines with Unix line ends."""
    path.write_bytes(b"\n".join(lines) + b"\n")


def encoded(text: str) -> bytes:
    """Return the text as bytes, whatever is in it."""
    return text.encode("utf-8", "surrogatepass")


@kind("any")
def replace_bytes(path: Path, mutation: Mutation) -> None:
    data = path.read_bytes()
    at = mutation.place % (len(data) + 1)
    path.write_bytes(data[:at] + encoded(mutation.text) + data[at + mutation.other % 4 :])


@kind("any")
def flip_byte(path: Path, mutation: Mutation) -> None:
    data = bytearray(path.read_bytes())
    data[mutation.place % len(data)] = mutation.other % 256
    path.write_bytes(data)


@kind("any")
def truncate(path: Path, mutation: Mutation) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: mutation.place % len(data)])


@kind("any")
def encode(path: Path, mutation: Mutation) -> None:
    text = path.read_text(encoding="utf-8") + ("ë\n" if mutation.place % 2 else "")
    names = (
        *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "cp437", "utf-7"),
        *("utf-8-sig", "cp037", "shift_jis"),
    )
    path.write_bytes(text.encode(names[mutation.other % len(names)], "replace"))


@kind("any")
def line_ends(path: Path, mutation: Mutation) -> None:
    ends = (b"\r\n", b"\r", b"\n\r", b"\x0b", b"\x0c", "\u2028".encode(), b"\n\n", b"\x85")
    end = ends[mutation.other % len(ends)]
    lines = lines_of(path)
    if mutation.place % 3 == 0:
        path.write_bytes(end.join(lines) + end)
    elif mutation.place % 3 == 1:
        at = mutation.place % len(lines)
        write_lines(path, [*lines[:at], lines[at] + end.removesuffix(b"\n"), *lines[at + 1 :]])
    else:
        path.write_bytes(b"\n".join(lines) + (end if mutation.other % 2 else b""))


@kind("any")
def long_line(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    at = mutation.place % len(lines)
    length = (9_999, 10_000, 10_001, 100_000, 3_000_000)[mutation.other % 5]
    filler = encoded(mutation.text[:1] or "x")
    lines[at] += filler * ((length - len(lines[at])) // max(len(filler), 1))
    write_lines(path, lines)


@kind("any")
def huge_file(path: Path, mutation: Mutation) -> None:
    os.truncate(path, (2**26, 2**26 + 1, 2**33)[mutation.other % 3])


@kind("any")
def many_lines(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    times = (300, 3_000, 40_000)[mutation.other % 3]
    line = lines[mutation.place % len(lines)]
    first, comma, rest = line.partition(b",")
    more = [first + b"_%d" % number + comma + rest for number in range(times)]
    write_lines(path, lines + more)


@kind("any")
def line_doubled(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    line = lines[mutation.place % len(lines)]
    lines.insert(mutation.other % (len(lines) + 1), line)
    write_lines(path, lines)


@kind("any")
def line_dropped(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    del lines[mutation.place % len(lines)]
    write_lines(path, lines)


@kind("any")
def line_moved(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    line = lines.pop(mutation.place % len(lines))
    lines.insert(mutation.other % (len(lines) + 1), line)
    write_lines(path, lines)


@kind("any")
def line_added(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    lines.insert(mutation.place % (len(lines) + 1), encoded(mutation.text))
    write_lines(path, lines)


@kind("csv")
def separator(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    mark = (b";", b"\t", b"|", b", ", b" ,", b",,", b"\x1f", b"\x00", "，".encode())
    at = mutation.place % (2 * len(lines))
    for number, line in enumerate(lines):
        if at >= len(lines) or number == at:
            lines[number] = line.replace(b",", mark[mutation.other % len(mark)])
    write_lines(path, lines)


@kind("csv")
def quotes(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    at = mutation.place % len(lines)
    fields = lines[at].split(b",")
    cell = mutation.other % len(fields)
    forms = (b'"%b"', b'"%b', b'%b"', b'""%b""', b"'%b'", b'"%b""', b'x"%b"', "“%b”".encode())
    fields[cell] = forms[(mutation.other // 7) % len(forms)] % fields[cell]
    lines[at] = b",".join(fields)
    write_lines(path, lines)


@kind("csv")
def quoted_comma(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    at = mutation.place % len(lines)
    fields = lines[at].split(b",")
    fields[mutation.other % len(fields)] = b'"a, ""b"" ' + encoded(mutation.text) + b'"'
    lines[at] = b",".join(fields)
    write_lines(path, lines)


def _set_cell(path: Path, line: int, field: int, value: bytes) -> None:
    lines = lines_of(path)
    fields = lines[line].split(b",")
    fields[field % len(fields)] = value
    lines[line] = b",".join(fields)
    write_lines(path, lines)


@kind("cells")
def cell(path: Path, mutation: Mutation) -> None:
    count = len(lines_of(path))
    fields = lines_of(path)[0].count(b",")
    line = 1 + mutation.place % (count - 1)
    _set_cell(path, line, 1 + mutation.other % fields, encoded(mutation.text))


@kind("csv")
def heading(path: Path, mutation: Mutation) -> None:
    _set_cell(path, 0, mutation.place, encoded(mutation.text))


@kind("csv")
def code(path: Path, mutation: Mutation) -> None:
    line = 1 + mutation.place % (len(lines_of(path)) - 1)
    _set_cell(path, line, 0, encoded(mutation.text))


@kind("codes")
def property_of_code(path: Path, mutation: Mutation) -> None:
    line = 1 + mutation.place % (len(lines_of(path)) - 1)
    _set_cell(path, line, mutation.other, encoded(mutation.text))


@kind("csv")
def column(path: Path, mutation: Mutation) -> None:
    rows = [line.split(b",") for line in lines_of(path)]
    width = len(rows[0])
    here, there = mutation.place % width, mutation.other % width
    for row in rows:
        row.extend([b""] * (width - len(row)))
        match mutation.file // 3 % 4:
            case 0:
                del row[here]
            case 1:
                row.insert(there, row[here])
            case 2:
                row[here], row[there] = row[there], row[here]
            case _:
                row.insert(there, encoded(mutation.text))
    write_lines(path, [b",".join(row) for row in rows])
