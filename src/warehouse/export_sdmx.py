"""A table as SDMX-CSV 2.0, with the SDMX-ML 3.0 message that defines its structure beside it.

Decision: all tables share one data structure with every dimension (`_T` where a table is not
broken down) and the code lists of the warehouse; each table is a dataflow of it. A hidden cell has
no OBS_VALUE, status Q and a confidentiality status, and attributes for the cell as printed and the
bounds that print gives it. The version is the newest edition, which is what code lists change
with. Names stand in Dutch and English; pysdmx knows one language, so its messages are merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from pysdmx.io.xml.sdmx30.writer.structure import write as structure_message
from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Organisation,
    Role,
)
from pysdmx.model.message import Header

from warehouse.export_tabular import csv_text, written
from warehouse.extract import Extract, Table

AGENCY = "MENSENHANDEL"
WAREHOUSE = "Warehouse of the Dutch human-trafficking figures"
NAME = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}Name"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Property:
    """A component that is no dimension with a code list of its own.

    `column` is the column of the warehouse, `code_list` the dimension that enumerates it.
    """

    name: str
    column: str
    kind: DataType
    role: Role
    code_list: str | None = None
    is_required: bool = True


TIME = Property("TIME_PERIOD", "year", DataType.PERIOD, Role.DIMENSION)
VALUE = Property("OBS_VALUE", "value", DataType.DECIMAL, Role.MEASURE, is_required=False)


def _attribute(
    name: str,
    column: str,
    kind: DataType = DataType.STRING,
    code_list: str | None = None,
    *,
    is_required: bool = True,
) -> Property:
    return Property(name, column, kind, Role.ATTRIBUTE, code_list, is_required)


ATTRIBUTES = (
    _attribute("OBS_STATUS", "observation_status_code", code_list="observation_status"),
    _attribute("CONF_STATUS", "confidentiality_status_code", code_list="confidentiality_status"),
    _attribute("PRINTED", "printed", is_required=False),
    _attribute("COUNT_MIN", "count_min", DataType.INTEGER, is_required=False),
    _attribute("COUNT_MAX", "count_max", DataType.INTEGER, is_required=False),
    _attribute("MEASURE", "measure"),
    _attribute("UNIT_MEASURE", "unit"),
    _attribute("EDITION", "edition_code"),
    _attribute("PAGE", "page", DataType.INTEGER),
    _attribute("PLACEMENT", "placement_code", code_list="placement"),
    _attribute("IS_QUESTIONED", "is_questioned", DataType.BOOLEAN),
)


def sdmx(extract: Extract, table: Table, path: Path) -> None:
    """Write one table as SDMX-CSV, and its structure as `<name>.structure.xml` beside it."""
    dimensions = list(extract.concepts["dimensions"])
    properties = (TIME, VALUE, *ATTRIBUTES)
    version = f"{extract.sources[0]['edition_code']}.0.0"
    flow = f"{AGENCY}:{table.name.upper()}({version})"
    names = [name.upper() for name in dimensions] + [one.name for one in properties]
    rows = [
        ["dataflow", flow, "I"]
        + [cell[f"{name}_code"] for name in dimensions]
        + [written(cell[one.column]) for one in properties]
        for cell in _valued(extract.cells(table.name))
    ]
    text = csv_text(["STRUCTURE", "STRUCTURE_ID", "ACTION", *names], rows)
    path.write_bytes(text.encode())
    structure = path.with_name(f"{path.stem}.structure.xml")
    structure.write_bytes(_bilingual(lambda language: _message(extract, table, version, language)))


def _valued(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add the observation value: the count or the share, none where print gives none."""
    return [
        cell | {"value": cell["share"] if cell["measure"] == "share" else cell["count"]}
        for cell in cells
    ]


def _message(extract: Extract, table: Table, version: str, language: str) -> str:
    """Return the structure message of one table with its names in one language."""
    dimensions = extract.concepts["dimensions"]
    properties = (TIME, VALUE, *ATTRIBUTES)
    enumerating = dict.fromkeys(
        [*dimensions, *(one.code_list for one in ATTRIBUTES if one.code_list)]
    )
    lists = {name: _code_list(extract, name, version, language) for name in enumerating}
    named = extract.concepts["properties"]
    concepts = [
        Concept(name.upper(), name=names[language], description=extract.comment(f"{name}_code"))
        for name, names in dimensions.items()
    ] + [Concept(one.name, name=named[one.column][language], dtype=one.kind) for one in properties]
    components = [
        Component(
            name.upper(),
            True,
            Role.DIMENSION,
            _reference(name.upper(), version),
            local_codes=lists[name],
        )
        for name in dimensions
    ] + [
        Component(
            one.name,
            one.is_required,
            one.role,
            _reference(one.name, version),
            local_dtype=None if one.code_list else one.kind,
            local_codes=lists[one.code_list] if one.code_list else None,
            attachment_level="O" if one.role is Role.ATTRIBUTE else None,
        )
        for one in properties
    ]
    title = {"nl": "Cellen van Jaarcijfers Mensenhandel", "en": "Cells of Jaarcijfers Mensenhandel"}
    structure = DataStructureDefinition(
        id="CELLS",
        agency=AGENCY,
        version=version,
        name=title[language],
        components=Components(components),
    )
    source = extract.sources_of(table.name)[0]
    flow = Dataflow(
        table.name.upper(),
        agency=AGENCY,
        version=version,
        name=source[f"heading_{language}"],
        description=table.about["description"],
        structure=structure,
    )
    scheme = ConceptScheme(
        "CONCEPTS", agency=AGENCY, version=version, name=WAREHOUSE, items=concepts
    )
    dated = datetime(extract.sources[0]["published_year"], 1, 1, tzinfo=UTC)
    header = Header(id=table.name.upper(), prepared=dated, sender=Organisation(id=AGENCY))
    text = structure_message([*lists.values(), scheme, structure, flow], header=header)
    assert text is not None  # noqa: S101  without a path it returns the text
    return text


def _code_list(extract: Extract, name: str, version: str, language: str) -> Codelist:
    codes = [
        Code(
            member[f"{name}_code"],
            name=member[f"label_{language}"],
            description=member["definition"],
        )
        for member in extract.code_list(name)
    ]
    names = extract.concepts["dimensions"] | extract.concepts["properties"]
    label = names.get(name) or names[f"{name}_code"]
    return Codelist(
        f"CL_{name.upper()}", agency=AGENCY, version=version, name=label[language], items=codes
    )


def _reference(concept: str, version: str) -> ItemReference:
    return ItemReference("Concept", AGENCY, "CONCEPTS", version, concept)


def _bilingual(message: Callable[[str], str]) -> bytes:
    """Return the English message with the names of the Dutch one behind its own."""
    english, dutch = (etree.fromstring(message(language).encode()) for language in ("en", "nl"))
    for name, other in zip(english.iter(NAME), dutch.iter(NAME), strict=True):
        other.set(LANG, "nl")
        other.tail = name.tail
        name.addnext(other)
    return bytes(etree.tostring(english, xml_declaration=True, encoding="UTF-8"))
