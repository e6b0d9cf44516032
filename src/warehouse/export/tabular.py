"""Tables as Parquet, as CSV and as extracts of Tableau, the first two with their metadata.

Decision: Parquet says what a column holds in the field (pyarrow) and in the file (every reader).
CSV is RFC 4180 with a description in CSVW beside it; empty means that there is no value, and the
statuses say why. The variant for Excel is written for its list separator and decimal sign, and a
text that Excel would take for a formula gets an apostrophe in front.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.export.extract import Extract
from warehouse.export.resource import Field, Resource, json_text

# List separator and decimal sign of Excel, by country.
EXCEL = {"nl": (";", ","), "en": (",", ".")}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSVW = {
    "text": "string",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": "date",
}


def parquet(extract: Extract, resource: Resource, path: Path) -> None:
    """Write one table as Parquet, with the description of every column and of the table."""
    import pyarrow.parquet  # type: ignore[import-untyped]

    pyarrow.parquet.write_table(_arrow(resource), path)


def hyper(extract: Extract, resource: Resource, path: Path) -> None:
    """Write one table as an extract of Tableau: what is hidden is null in it."""
    import pantab
    import pyarrow

    table = _arrow(resource)
    known = [
        field.with_type(pyarrow.float64()) if pyarrow.types.is_decimal(field.type) else field
        for field in table.schema
    ]
    pantab.frame_to_hyper(table.cast(pyarrow.schema(known)), path, table=resource.name)


def _arrow(resource: Resource) -> Any:
    """Return a table of Arrow, with the description of every column and of the table."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int32(),
        "decimal": pyarrow.decimal128(18, 4),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    columns = {field.name: field.description for field in resource.fields}
    about = {
        "title": resource.title,
        **resource.about,
        "columns": json.dumps(columns, ensure_ascii=False),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(
                field.name, types[field.kind], metadata={"description": field.description}
            )
            for field in resource.fields
        ],
        metadata=about,
    )
    values = zip(*resource.rows, strict=True) if resource.rows else [[] for _ in resource.fields]
    arrays = [
        pyarrow.array(list(column), field.type)
        for column, field in zip(values, schema, strict=True)
    ]
    return pyarrow.table(arrays, schema=schema)


def csv_file(extract: Extract, resource: Resource, path: Path, *, excel: str | None = None) -> None:
    """Write one table as CSV, and `<name>.csv-metadata.json` beside it."""
    separator, decimal = EXCEL[excel] if excel else (",", ".")
    guard = harmless if excel else str

    def told(value: Any) -> str:
        return written(value, decimal, guard)

    rows = ([told(value) for value in row] for row in resource.rows)
    text = csv_text([guard(name) for name in resource.names], rows, separator)
    path.write_bytes(text.encode("utf-8-sig" if excel else "utf-8"))
    described = csvw(resource, path.name, separator, decimal)
    metadata = path.with_name(f"{path.name}-metadata.json")
    metadata.write_text(json_text(described), encoding="utf-8")


def csv_text(names: Iterable[str], rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Return a CSV with a heading, its lines ended as RFC 4180 says."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return file.getvalue()


def written(value: Any, decimal: str = ".", guard: Callable[[str], str] = str) -> str:
    """Return a value as text; an absent one is empty, which zero never is."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal() | float():
            return str(value).replace(".", decimal)
        case str():
            return guard(value)
        case _:
            return str(value)


def harmless(text: str) -> str:
    """Return a text that Excel shows and does not compute: an apostrophe keeps it text."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def csvw(resource: Resource, file: str, separator: str, decimal: str) -> dict[str, Any]:
    """Return the description of a CSV file in CSVW (CSV on the Web)."""
    about = dict(resource.about)
    schema: dict[str, Any] = {
        "columns": [_csvw_column(field, decimal) for field in resource.fields]
    }
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": resource.title,
        "dc:description": about.pop("description"),
        "dc:publisher": about.pop("publisher"),
        "dc:source": about.pop("citation"),
        "dc:rights": about.pop("licence"),
        "notes": [{"name": name, "text": text} for name, text in about.items()],
        "dialect": {"delimiter": separator, "encoding": "utf-8", "header": True},
        "tableSchema": schema,
    }


def _csvw_column(field: Field, decimal: str) -> dict[str, Any]:
    datatype: Any = CSVW[field.kind]
    if field.kind == "decimal" and decimal != ".":
        datatype = {"base": "decimal", "format": {"decimalChar": decimal}}
    return {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.description,
        "datatype": datatype,
    }
