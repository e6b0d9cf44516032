"""What the pages tell to machines: schema.org, as search engines for data read it.

Decision: it says what the page says, in the language of the page, and nothing else. It has
addresses only where it is known where the site will stand.
"""

from collections.abc import Sequence
from typing import Any

from warehouse.read.query import Record
from warehouse.read.words import heading
from warehouse.site.edition import Edition

CONTEXT = "https://schema.org"
TYPES = {
    "csv": "text/csv",
    "csv-excel": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json-stat": "application/json",
}


def dataset(
    address: str, edition: Edition, table: Record, language: str, formats: Sequence[Any]
) -> Record:
    """Return one table of the report as a schema.org Dataset."""
    code = table["table_code"]
    years = sorted({cell["year"] for row in table.get("rows", []) for cell in row["cells"]})
    made = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": heading(table[f"title_{language}"]),
        "description": f"{table[f'population_{language}']}. {table[f'counting_rule_{language}']}",
        "inLanguage": language,
        "isAccessibleForFree": True,
        "identifier": f"{edition.code}/{code}",
        "citation": edition.about["citation"],
        "creator": {"@type": "Organization", "name": edition.about["publisher"]},
        "variableMeasured": table["unit"],
    }
    if address:
        made["url"] = f"{address}{language}/{edition.code}/tables/{code}.html"
    if years:
        ends = dict.fromkeys((years[0], years[-1]))
        made["temporalCoverage"] = "/".join(str(year) for year in ends)
    if years and address:
        made["distribution"] = [
            {
                "@type": "DataDownload",
                "encodingFormat": TYPES[kind],
                "contentUrl": f"{address}data/{edition.code}/{language}/{kind}/{code}{ending}",
            }
            for _, kind, ending in formats
        ]
    return made


def catalogue_of(
    editions: Sequence[Edition], address: str, language: str, said: dict[str, Any]
) -> Record:
    """Return the whole site as a schema.org DataCatalog."""
    made: Record = {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "name": said["site_name"],
        "description": said["start_lead"],
        "inLanguage": language,
        "citation": [edition.about["citation"] for edition in editions],
    }
    return made | ({"url": f"{address}{language}/index.html"} if address else {})
