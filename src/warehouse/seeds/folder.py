"""Find the seed files and read them as bytes and text.

Decision: everything is text here. No value gets a type before the one grammar in `sql/build/load/`
has accepted it, and a CSV of cells knows no quotes, so that its lines and columns are what a
person sees.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.faults import (
    COMMON,
    Fault,
    InputRefused,
    WarehouseError,
    strange_character,
    visible,
)
from warehouse.names import CODE_LISTS, EDITION
from warehouse.seeds.yamltext import read_yaml

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 10_000
MAX_LINES = 10_000
STEM = re.compile(r"[a-z][a-z0-9_]*")
# The files of an edition that are no tables; each is a kind of its own.
OF_AN_EDITION = ("edition.yml", "claims.yml", "reconciliation.yml", "corrections.csv")
RESERVED = {Path(name).stem for name in OF_AN_EDITION}


def year_of(code: str) -> int:
    """Return the year of an edition, which ends its code.

    Raises WarehouseError for what is no edition.
    """
    if not EDITION.fullmatch(code):
        message = f'"{code}" is no edition; give its year in four digits, such as 2023'
        raise WarehouseError(f"{message}, behind the name of its series where it has one")
    return int(code[-4:])


def before(seeds: Path, code: str, name: str = "edition.yml") -> list[str]:
    """Return the editions of the same series that are of an earlier year, the last one last.

    Only those are returned that have a file of that `name`. Raises WarehouseError for what is no
    edition.
    """
    year, series = year_of(code), code[:-4]
    present = (path.parent.name for path in seeds.glob(f"*/{name}"))
    of_series = [one for one in present if EDITION.fullmatch(one) and one[:-4] == series]
    return sorted(one for one in of_series if year_of(one) < year)


@dataclass(frozen=True)
class SeedFile:
    """One seed.

    `kind` is code_list, edition, table (its YAML), cells (its CSV), claims, reconciliation or
    corrections.
    """

    path: Path
    name: str
    kind: str
    edition: str | None
    stem: str


@dataclass
class Seeds:
    """All seed files of one folder, and every YAML value as (file, line, path, value).

    A path is one text, its keys with yamltext.SEPARATOR between them.
    """

    files: list[SeedFile] = field(default_factory=list)
    values: list[tuple[str, int, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_seeds(folder: Path) -> Seeds:
    """Return the well-formed seeds of `folder`; faults are collected, not raised.

    Raises InputRefused when the folder itself is missing or holds no edition.
    """
    seeds = Seeds()
    if not folder.is_dir():
        expected = "a folder with code lists and one folder per edition"
        raise InputRefused([Fault.of_file(str(folder), "folder", None, expected, "check the path")])
    for path in sorted(_paths(folder, seeds)):
        name = _name(folder, path)
        try:
            _read_path(folder, path, name, seeds)
        except OSError as error:
            seeds.faults.append(_unreadable(name, error))
    present = {file.stem for file in seeds.files if file.kind == "code_list"}
    for stem in (stem for stem in CODE_LISTS if stem not in present):
        name = _name(folder, folder / "codes" / f"{stem}.csv")
        if not any(fault.file == name for fault in seeds.faults):
            expected = "this code list"
            seeds.faults.append(Fault.of_file(name, "missing_file", None, expected, "restore it"))
    if not seeds.faults and not any(file.kind == "edition" for file in seeds.files):
        expected = "a folder named by its edition, such as 2022, with an edition.yml"
        seeds.faults.append(
            Fault.of_file(folder.name, "missing_file", None, expected, "add the edition")
        )
    return seeds


def _paths(folder: Path, seeds: Seeds) -> Iterator[Path]:
    """Yield everything in a folder; a folder that cannot be listed is a fault, not an empty one."""

    def refuse(error: OSError) -> None:
        seeds.faults.append(_unreadable(_name(folder, Path(error.filename)), error))

    for parent, folders, files in os.walk(folder, onerror=refuse):
        yield from (Path(parent, name) for name in (*folders, *files))


def _name(folder: Path, path: Path) -> str:
    """Return how messages name a file."""
    return visible(f"{folder.name}/{path.relative_to(folder).as_posix()}")


def _unreadable(name: str, error: OSError) -> Fault:
    expected, remedy = "a file or folder that can be read", "give the permission to read it"
    return Fault.of_file(name, "unreadable_file", error.strerror, expected, remedy)


def _read_path(folder: Path, path: Path, name: str, seeds: Seeds) -> None:
    if path.is_symlink():
        expected, remedy = "a file of its own", "replace the link by the file"
        seeds.faults.append(Fault.of_file(name, "symbolic_link", None, expected, remedy))
    elif path.is_file():
        if not path.name.startswith("."):
            _read_file(folder, path, name, seeds)
    elif not path.is_dir():
        expected, remedy = "a file or a folder", "remove this pipe, socket or device"
        seeds.faults.append(Fault.of_file(name, "special_file", None, expected, remedy))


def _classify(folder: Path, path: Path, name: str) -> SeedFile | None:
    parts = path.relative_to(folder).parts
    stem, ending = path.stem, path.suffix
    match parts:
        case ("codes", _) if ending == ".csv" and stem in CODE_LISTS:
            return SeedFile(path, name, "code_list", None, stem)
        case (edition, _) if EDITION.fullmatch(edition) and path.name in OF_AN_EDITION:
            return SeedFile(path, name, stem, edition, stem)
        case (edition, _) if EDITION.fullmatch(edition) and STEM.fullmatch(stem):
            if ending in {".yml", ".csv"} and stem not in RESERVED:
                return SeedFile(path, name, "table" if ending == ".yml" else "cells", edition, stem)
    return None


def _read_file(folder: Path, path: Path, name: str, seeds: Seeds) -> None:
    if path.relative_to(folder).parts[0] == "schema":
        return
    file = _classify(folder, path, name)
    if file is None:
        expected = (
            "codes/<code list>.csv, <edition>/<table>.csv and .yml, or in the folder of an edition "
            + ", ".join(OF_AN_EDITION)
        )
        remedy = "move the file out of the seeds"
        seeds.faults.append(Fault.of_file(name, "unexpected_file", path.name, expected, remedy))
        return
    text = _text(name, path)
    if isinstance(text, Fault):
        seeds.faults.append(text)
        return
    is_csv = path.suffix == ".csv"
    faults = _line_faults(name, text, is_csv=is_csv, has_quotes=is_csv and file.kind != "cells")
    if not faults and path.suffix == ".yml":
        document, faults = read_yaml(name, text, file.kind)
        if document is not None:
            seeds.values.extend((name, *value) for value in document.values())
    seeds.faults.extend(faults)
    if not faults:
        seeds.files.append(file)


def _text(name: str, path: Path) -> str | Fault:
    """Return the text of a file, or why it is none."""
    size = path.stat().st_size
    if size == 0:
        return Fault.of_file(name, "empty_file", None, "a filled file", "fill it in or remove it")
    if size > MAX_BYTES:
        expected = f"at most {MAX_BYTES:,} bytes"
        return Fault.of_file(name, "file_size", f"{size:,} bytes", expected, "split the edition")
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x}"
        remedy = "save the file as UTF-8 without a byte order mark"
        return Fault(name, line, None, "encoding", found, "UTF-8 text", remedy)


def _line_faults(name: str, text: str, *, is_csv: bool, has_quotes: bool) -> list[Fault]:
    """Return what makes lines differ from what a person sees."""
    faults = []

    def fault(line: int, rule: str, value: str | None, expected: str, remedy: str) -> None:
        faults.append(Fault(name, line, None, rule, value, expected, remedy))

    lines = text.split("\n")
    if lines[-1]:
        fault(len(lines), "last_line", None, "a line end behind the last line", "add a line end")
    else:
        lines.pop()
    if len(lines) > MAX_LINES:
        expected = f"at most {MAX_LINES:,} lines"
        fault(MAX_LINES + 1, "line_count", f"{len(lines):,} lines", expected, "shorten the file")
        return faults
    if is_csv and ";" in lines[0] and "," not in lines[0]:
        remedy = "save the file as CSV with commas, or replace each semicolon by a comma"
        fault(1, "separator", lines[0], "commas between the columns", remedy)
        return faults
    for number, line in enumerate(lines, 1):
        if strange := strange_character(line):
            expected = f"no tab, byte order mark or carriage return, but {COMMON}"
            remedy = "save the file as plain UTF-8 with Unix line ends, or type a common character"
            fault(number, "control_character", strange, expected, remedy)
        elif len(line) > MAX_LINE:
            fault(number, "line_length", line, f"at most {MAX_LINE} characters", "shorten the line")
        elif is_csv and not line.strip():
            fault(number, "blank_line", None, "a row", "remove the line")
        elif is_csv and not has_quotes and '"' in line:
            fault(number, "quote", line, "cells without quotes", "remove the quotes")
        elif is_csv and line.count('"') % 2:
            fault(number, "quote", line, "quotes in pairs on one line", "close the quote")
    return faults
