"""A catalogue record of an export in DCAT-AP-NL 3.0, as JSON-LD.

Decision: the record says what the warehouse knows and nothing else. Publisher, creator and contact
are those of the report, whose figures these are; an address for questions is known only when it is
given. A report that states no licence gets the term "licence unknown" of the Dutch government, and
its own words as a statement of rights. Distributions are the exports that stand beside the record,
with their size and checksum.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from warehouse.export.extract import Extract
from warehouse.export.resource import json_text
from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES

EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
LICENCE_UNKNOWN = "http://standaarden.overheid.nl/owms/terms/licentieonbekend"
# Media type (IANA) and file type (EU) by the ending of a file.
TYPES = {
    ".csv": ("text/csv", "CSV"),
    ".json": ("application/json", "JSON"),
    ".parquet": ("application/vnd.apache.parquet", "PARQUET"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ".zip": ("application/zip", "ZIP"),
}
# What an address is, by its scheme; an e-mail address needs none.
PROPERTIES = {"mailto": "vcard:hasEmail", "https": "vcard:hasURL", "http": "vcard:hasURL"}
MAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")
ADDRESS = re.compile(r"""[^\s<>"{}|\\^`]+""")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def record(
    extract: Extract, path: Path, beside: Path, base_url: str = "", contact: str | None = None
) -> None:
    """Write the record of an export; `beside` is the folder with the files it describes.

    Without `base_url` the addresses of the files are relative to the record.
    """
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    newest = extract.sources[0]
    agent = {"@type": "foaf:Agent", "foaf:name": newest["publisher"]}
    years = extract.years()
    files = [
        file
        for file in sorted(beside.iterdir())
        if _is_export(extract, file) and file.name != path.name
    ]
    document = {
        "@context": CONTEXT,
        "@id": f"{base}#{extract.what}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"mensenhandel-{extract.what}-{newest['edition_code']}",
        "dct:title": [_text(title, language) for language, title in extract.titles.items()],
        "dct:description": [
            _text(_description(extract.spoken(language)), language) for language in LANGUAGES
        ],
        "dct:publisher": agent,
        "dct:creator": agent,
        "dcat:contactPoint": _contact(newest["publisher"], contact),
        "dcat:theme": {"@id": f"{EU}/data-theme/JUST"},
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        "dct:language": [{"@id": f"{EU}/language/{code}"} for code in ("NLD", "ENG")],
        "dct:spatial": {"@id": f"{EU}/country/NLD"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(f"{years[0]}-01-01", "date"),
            "dcat:endDate": _typed(f"{years[-1]}-12-31", "date"),
        },
        "dct:issued": _typed(str(newest["published_year"]), "gYear"),
        "dct:bibliographicCitation": list(
            dict.fromkeys(one["citation"] for one in extract.sources)
        ),
        "dcat:version": newest["edition_code"],
        "dcat:distribution": [_distribution(file, base, newest["licence"]) for file in files],
    }
    path.write_text(json_text(document), encoding="utf-8")


def _description(extract: Extract) -> str:
    """Return what the table is about, of several what each is called."""
    if len(extract.resources) == 1:
        return extract.resources[0].about["description"]
    return "\n".join(resource.title for resource in extract.resources)


def _contact(publisher: str, address: str | None) -> dict[str, Any]:
    card: dict[str, Any] = {"@type": "vcard:Kind", "vcard:fn": publisher}
    if address is not None:
        if MAIL.fullmatch(address):
            address = f"mailto:{address}"
        scheme, _, rest = address.partition(":")
        if scheme not in PROPERTIES or not rest.strip("/") or not ADDRESS.fullmatch(address):
            message = f'"{address}" is no address; give one such as info@example.org or https://…'
            raise WarehouseError(message)
        card[PROPERTIES[scheme]] = {"@id": address}
    return card


def _is_export(extract: Extract, file: Path) -> bool:
    names = {resource.name for resource in extract.resources} | {extract.what}
    return file.is_file() and file.stem in names and file.suffix in TYPES


def _distribution(file: Path, base: str, licence: str) -> dict[str, Any]:
    content = file.read_bytes()
    media_type, file_type = TYPES[file.suffix]
    address = {"@id": f"{base}{file.name}"}
    is_stated = licence.startswith(("http://", "https://"))
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{IANA}/{media_type}"},
        "dct:format": {"@id": f"{EU}/file-type/{file_type}"},
        "dct:license": {"@id": licence if is_stated else LICENCE_UNKNOWN},
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": licence},
        "dcat:byteSize": _typed(str(len(content)), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(hashlib.sha256(content).hexdigest(), "hexBinary"),
        },
    }


def _text(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _typed(text: str, kind: str) -> dict[str, str]:
    return {"@value": text, "@type": f"xsd:{kind}"}
