"""A table as SDMX-CSV 2.0, with the SDMX-ML 3.0 message that defines its structure beside it.

Decision: all tables share one data structure with every dimension (`_T` where a table is not
broken down) and the code lists of the warehouse; each table is a dataflow of it. A hidden cell has
no OBS_VALUE (NaN, as the standard writes a missing number), status Q and a confidentiality status,
and attributes for the cell as printed and the bounds that print gives it. What the messages of
pysdmx say of the measure that an attribute is about is left out: there is one, and sdmx1 stops at
it. The version is the newest edition of the warehouse, with which code
lists change. Names and descriptions stand in Dutch and English; pysdmx knows one language, so that
two of its messages are merged.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

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

from warehouse.export.about import texts
from warehouse.export.extract import Extract
from warehouse.export.resource import Resource
from warehouse.export.tabular import csv_text, written
from warehouse.names import MEASURES
from warehouse.read.query import Record

AGENCY = "MENSENHANDEL"
COMMON = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}"
SAID = (f"{COMMON}Name", f"{COMMON}Description")
RELATION = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure}MeasureRelationship"
MISSING = "NaN"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Part:
    """A component of the structure: the column it tells, and the dimension that lists its codes."""

    name: str
    column: str
    role: Role = Role.ATTRIBUTE
    kind: DataType = DataType.STRING
    code_list: str | None = None
    is_required: bool = True


PROPERTIES = (
    Part("TIME_PERIOD", "year", Role.DIMENSION, DataType.PERIOD),
    Part("OBS_VALUE", "value", Role.MEASURE, DataType.DECIMAL, is_required=False),
    Part("OBS_STATUS", "observation_status_code", code_list="observation_status"),
    Part("CONF_STATUS", "confidentiality_status_code", code_list="confidentiality_status"),
    Part("PRINTED", "printed", is_required=False),
    Part("COUNT_MIN", "count_min", kind=DataType.INTEGER, is_required=False),
    Part("COUNT_MAX", "count_max", kind=DataType.INTEGER, is_required=False),
    Part("MEASURE", "measure"),
    Part("UNIT_MEASURE", "unit"),
    Part("EDITION", "edition_code"),
    Part("PAGE", "page", kind=DataType.INTEGER),
    Part("PLACEMENT", "placement_code", code_list="placement"),
    Part("IS_QUESTIONED", "is_questioned", kind=DataType.BOOLEAN),
)


def sdmx(extract: Extract, resource: Resource, path: Path) -> None:
    """Write one table as SDMX-CSV, and its structure as `<name>.structure.xml` beside it."""
    parts = _parts(extract)
    version = f"{extract.newest_edition[-4:]}.0.0"
    flow = f"{AGENCY}:{resource.name.upper()}({version})"
    rows = (
        ["dataflow", flow, "I", *(written(cell[part.column]) for part in parts)]
        for cell in map(_valued, extract.cells(resource.name))
    )
    names = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *(part.name for part in parts)]
    path.write_bytes(csv_text(names, rows).encode())
    english, dutch = (
        _message(extract.spoken(name), resource.name, version) for name in ("en", "nl")
    )
    path.with_name(f"{path.stem}.structure.xml").write_bytes(_bilingual(english, dutch))


def _parts(extract: Extract) -> list[Part]:
    """Return all components, the dimensions first."""
    dimensions = [
        Part(name.upper(), f"{name}_code", Role.DIMENSION, code_list=name)
        for name in extract.dimensions
    ]
    return [*dimensions, *PROPERTIES]


def _valued(cell: Record) -> Record:
    """Add the observation value, missing where print gives none; a period is as in ISO 8601."""
    first, last = cell["first_year"], cell["year"]
    value = cell[MEASURES[cell["measure"]][0]]
    return cell | {
        "value": MISSING if value is None else value,
        "year": last if first == last else f"{first}-01-01/P{last - first + 1}Y",
    }


def _message(extract: Extract, code: str, version: str) -> str:
    """Return the structure message of one table in the language of the extract."""
    parts = _parts(extract)
    lists = {
        part.name: _code_list(extract, part.code_list, version) for part in parts if part.code_list
    }
    concepts = ConceptScheme(
        "CONCEPTS",
        agency=AGENCY,
        version=version,
        name=texts()[extract.language]["warehouse"],
        items=[
            Concept(
                part.name,
                name=_named(extract, part.column),
                description=extract.meanings.get(part.column),
                dtype=part.kind,
            )
            for part in parts
        ],
    )
    components = [
        Component(
            part.name,
            part.is_required,
            part.role,
            ItemReference("Concept", AGENCY, concepts.id, version, part.name),
            local_dtype=None if part.code_list else part.kind,
            local_codes=lists.get(part.name),
            attachment_level="O" if part.role is Role.ATTRIBUTE else None,
        )
        for part in parts
    ]
    structure = DataStructureDefinition(
        id="CELLS",
        agency=AGENCY,
        version=version,
        name=texts()[extract.language]["warehouse"],
        components=Components(components),
    )
    newest = extract.sources_of(code)[0]
    flow = Dataflow(
        code.upper(),
        agency=AGENCY,
        version=version,
        name=newest["heading"],
        description=extract.description(code),
        structure=structure,
    )
    dated = datetime(newest["published_year"], 1, 1, tzinfo=UTC)
    header = Header(id=flow.id, prepared=dated, sender=Organisation(id=AGENCY))
    text = structure_message([*lists.values(), concepts, structure, flow], header=header)
    assert text is not None  # noqa: S101  without a path it returns the text
    return text


def _code_list(extract: Extract, name: str, version: str) -> Codelist:
    codes = [
        Code(
            member[f"{name}_code"],
            name=member["label"],
            description=member["definition"],
        )
        for member in extract.code_lists[name]
    ]
    return Codelist(
        f"CL_{name.upper()}",
        agency=AGENCY,
        version=version,
        name=_named(extract, name),
        items=codes,
    )


def _named(extract: Extract, column: str) -> str:
    """Return what a column is called, in the language of the extract."""
    return extract.names[column.removesuffix("_code")][extract.language]


def _bilingual(english: str, dutch: str) -> bytes:
    """Return the English message with what the Dutch one says behind its own."""
    message, other = etree.fromstring(english.encode()), etree.fromstring(dutch.encode())
    for relation in [*message.iter(RELATION)]:
        relation.getparent().remove(relation)
    for told, also in zip([*message.iter(*SAID)], [*other.iter(*SAID)], strict=True):
        also.set(LANG, "nl")
        also.tail = told.tail
        told.addnext(also)
    return bytes(etree.tostring(message, xml_declaration=True, encoding="UTF-8"))
