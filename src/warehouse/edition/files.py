"""One edition as data: read its seed files, and write them back in the style of the seeds.

Decision: PyYAML's BaseDumper writes the YAML. Like `yamltext` it knows text only, so that 2022 and
`no` need no quotes. Here values may still be empty: an edition is read while it is filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from warehouse.faults import Fault, InputRefused
from warehouse.seeds.folder import OF_AN_EDITION, read_seeds

WIDTH = 88  # PyYAML breaks a line behind the word that passes this column
FLOWING = {"suppression", "fixed", "bounds", "left", "right", "whole"}
RULES = "reconciliation.yml"


@dataclass(frozen=True)
class Table:
    """One table: what its YAML says, and the lines of its CSV as fields (none for a chart)."""

    code: str
    meta: dict[str, Any]
    lines: list[list[str]]


@dataclass(frozen=True)
class Edition:
    """One edition: what edition.yml says, its tables in the order of the report, and its rules.

    `fields` are the texts of edition.yml, `sections` what it calls each section by language,
    `populations` whom its sentences count, by process.
    Claims and corrections are left out: they speak of the figures of one edition only.
    """

    code: str
    fields: dict[str, str]
    sections: dict[str, dict[str, str]]
    tables: list[Table]
    rules: dict[str, Any] | None = None
    populations: dict[str, str] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """Return the text of every seed file by its name."""
        counted = {"populations": self.populations} if self.populations else {}
        about = {**self.fields, **counted, "sections": self.sections}
        texts = {"edition.yml": dump_yaml(about)}
        if self.rules is not None:
            texts[RULES] = dump_yaml(self.rules)
        for table in self.tables:
            texts[f"{table.code}.yml"] = dump_yaml(table.meta)
            if table.lines:
                texts[f"{table.code}.csv"] = "".join(f"{','.join(row)}\n" for row in table.lines)
        return texts

    def filled(self) -> tuple[int, int]:
        """Return how many cells are filled in, and how many there are."""
        cells = [cell for table in self.tables for row in table.lines[1:] for cell in row[1:]]
        return sum(map(bool, cells)), len(cells)


def read_edition(seeds: Path, code: str) -> Edition:
    """Return one edition of the seeds; values may be empty.

    Raises InputRefused when a file is unreadable, or when a CSV has other rows or columns than its
    YAML declares.
    """
    place = f"{seeds.name}/{code}"
    faults = [
        fault
        for fault in read_seeds(seeds).faults
        if fault.file.startswith(f"{place}/")
        and not (fault.rule == "yaml_structure" and fault.value == "")
    ]
    folder = seeds / code
    if not (folder / "edition.yml").is_file():
        name = f"{place}/edition.yml"
        faults.append(Fault.of_file(name, "missing_file", None, "this file", "restore it"))
    if faults:
        raise InputRefused(faults)
    names = sorted(path.stem for path in folder.glob("*.yml") if path.name not in OF_AN_EDITION)
    tables = [_read_table(folder, name) for name in names]
    faults = [
        Fault(
            f"{place}/{table.code}.csv",
            None,
            None,
            "table_layout",
            None,
            f"the rows and columns that {table.code}.yml declares",
            "mend the CSV or the YAML",
        )
        for table in tables
        if not _fits(table)
    ]
    if faults:
        raise InputRefused(faults)
    tables.sort(key=lambda table: (table.meta["table_number"].zfill(4), table.code))
    rules = _load(folder / RULES) if (folder / RULES).is_file() else None
    fields = _load(folder / "edition.yml")
    sections, populations = fields.pop("sections", {}), fields.pop("populations", {})
    return Edition(code, fields, sections, tables, rules, populations)


def _read_table(folder: Path, code: str) -> Table:
    cells = folder / f"{code}.csv"
    text = cells.read_text(encoding="utf-8") if cells.is_file() else ""
    return Table(code, _load(folder / f"{code}.yml"), [row.split(",") for row in text.splitlines()])


def _load(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506  BaseLoader makes strings
    return data


def _fits(table: Table) -> bool:
    """Whether the CSV has exactly the rows and columns that the YAML declares."""
    if "measure" not in table.meta or not table.lines:
        return not table.lines and "measure" not in table.meta
    rows, columns = table.meta["rows"], table.meta["columns"]
    header, *body = table.lines
    declared = [*columns["labels"], *([columns["in_label"]] if "in_label" in columns else [])]
    return (
        header[0] == ".".join(rows["dimensions"])
        and sorted(header[1:]) == sorted(declared)
        and sorted(row[0] for row in body) == sorted(rows["labels"])
        and all(len(row) == len(header) for row in body)
    )


class _Dumper(yaml.BaseDumper):
    """Indents lists below their key and prefers double quotes, as the seeds do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


def dump_yaml(data: Mapping[str, Any]) -> str:
    """Return nested mappings, lists and texts as YAML that reads back as the same."""
    text: str = yaml.serialize(
        _node(data), Dumper=_Dumper, allow_unicode=True, width=WIDTH, indent=2
    )
    return text


def _node(value: Any, key: str = "") -> yaml.Node:
    if isinstance(value, str):
        is_long = len(f"{key}: {value}") > WIDTH
        folds = is_long and value.isprintable() and " ".join(value.split()) == value
        return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=">" if folds else None)
    if isinstance(value, list):
        items = [_node(item, key) for item in value]
        is_flow = all(isinstance(item, str) for item in value)
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=is_flow)
    pairs = [(_node(name), _node(item, name)) for name, item in value.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=key in FLOWING)


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts as files of `folder`."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
