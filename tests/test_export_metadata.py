"""Exports describe themselves, and those who define the formats find nothing wrong with them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pandas  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
import rdflib
from jsonstat_validator import validate_jsonstat  # type: ignore[import-untyped]
from jsonstat_validator.utils import JSONStatValidationError  # type: ignore[import-untyped]
from pysdmx.errors import Invalid
from pysdmx.io import get_datasets, read_sdmx
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD

from tests.cases import first
from tests.editions import few_tables, unproved
from warehouse.export.about import texts
from warehouse.export.dcat import EU, LICENCE_UNKNOWN, TYPES
from warehouse.export.extract import Extract
from warehouse.export.write import write
from warehouse.faults import WarehouseError
from warehouse.names import BREAKDOWNS, CODE_LISTS, LANGUAGES
from warehouse.read.query import reading
from warehouse.read.words import column_names, unit_names

TABLE = "origin_by_form"
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")


def meanings(database: Path, table: str, language: str) -> dict[str, str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(
            connection.execute(
                f"select column_name, description_{language} from meta.columns "
                "where schema_name = 'mart' and table_name = $1",
                [table],
            ).fetchall()
        )


def test_parquet_tells_readers_what_it_holds(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "it.parquet"
    write(database, TABLE, "parquet", path, language="en")
    schema = pyarrow.parquet.read_schema(path)
    told = {field.name: field.metadata[b"description"].decode() for field in schema}
    assert told == meanings(database, TABLE, "en")
    with duckdb.connect() as connection:
        query = "select decode(key), decode(value) from parquet_kv_metadata($1)"
        about = dict(connection.execute(query, [str(path)]).fetchall())
    assert about["title"] == "Origin of victims reported to CoMensha – by form in 2022"
    assert json.loads(about["columns"]) == told
    assert about["edition"] == "2022"
    assert about["citation"].endswith("Jaarcijfers Mensenhandel 2022")
    assert about["page"] == "4"
    assert about["unit"] == "victims"
    assert about["hidden"] == "<5 hides a figure from 0 to 4."
    assert "states no licence" in about["licence"]
    assert "Hidden: <5 is 0 to 4." in about["description"]


@pytest.mark.parametrize("excel", [None, "nl", "en"])
def test_csvw_describes_the_file_beside_it(
    database: Path, tmp_path: Path, excel: str | None
) -> None:
    write(database, "minors_by_form", "csv", tmp_path / "it.csv", excel=excel)
    said = json.loads((tmp_path / "it.csv-metadata.json").read_text(encoding="utf-8"))
    assert said["url"] == "it.csv"
    columns = said["tableSchema"]["columns"]
    dialect = said["dialect"]
    (share,) = (column["datatype"] for column in columns if column["name"] == "share")
    decimal = "." if share == "decimal" else share["format"]["decimalChar"]
    assert (dialect["delimiter"], decimal) == ((";", ",") if excel == "nl" else (",", "."))
    frame = pandas.read_csv(
        tmp_path / "it.csv", sep=dialect["delimiter"], decimal=decimal, encoding="utf-8-sig"
    )
    assert list(frame.columns) == [column["name"] for column in columns]
    assert frame["share"].sum() == pytest.approx(1.0)
    described = {column["name"]: column["dc:description"] for column in columns}
    assert described == meanings(database, "minors_by_form", "nl")
    content = (tmp_path / "it.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == (excel is not None)
    assert content.count(b"\r\n") == content.count(b"\n") == len(frame) + 1


def test_a_workbook_explains_its_columns_and_cites(database: Path, tmp_path: Path) -> None:
    write(database, TABLE, "xlsx", tmp_path / "it.xlsx", language="en")
    book = openpyxl.load_workbook(tmp_path / "it.xlsx")
    assert book.sheetnames == [TABLE, "cells", "columns"]
    described = meanings(database, TABLE, "en")
    rows = book["columns"].iter_rows(min_row=2, max_row=1 + len(described), values_only=True)
    assert {row[0]: row[2] for row in rows} == described
    first = [row[0].value for row in book.worksheets[0].iter_rows() if row[0].value]
    assert first[0] == "afkomst van slachtoffers gemeld bij CoMensha – en per sector in 2022"
    assert first[1] == "Origin of victims reported to CoMensha – by form in 2022"
    assert "<5 hides a figure from 0 to 4." in first
    assert "Source: CoMensha. Edition 2022, page 4." in first


def test_the_structure_is_valid_sdmx_ml(sdmx: Path) -> None:
    for path in sdmx.glob("*.structure.xml"):
        message = read_sdmx(path, validate=True)
        (flow,) = message.get_dataflows()
        assert flow.id == path.name.removesuffix(".structure.xml").upper()
        text = path.read_text(encoding="utf-8")
        for tag in ("Name", "Description"):
            said = [text.count(f'<com:{tag} xml:lang="{language}">') for language in LANGUAGES]
            assert said[0] == said[1] > 50


def test_a_spoiled_structure_would_be_noticed(sdmx: Path) -> None:
    text = (sdmx / f"{TABLE}.structure.xml").read_text(encoding="utf-8")
    with pytest.raises(Invalid):
        read_sdmx(text.replace("ConceptIdentity", "Concept"), validate=True)


def test_code_lists_are_the_dimensions_and_enumerate_the_data(two: Path, sdmx: Path) -> None:
    message = read_sdmx(sdmx / f"{TABLE}.structure.xml")
    with reading(two) as connection:
        lists = Extract(connection, TABLE).code_lists
    for found in message.get_codelists():
        name = found.id.removeprefix("CL_").lower()
        members = {member[f"{name}_code"]: member["label_en"] for member in lists[name]}
        assert {code.id: code.name for code in found.codes} == members
    (structure,) = message.get_data_structure_definitions()
    listed = {part.id: part.enumeration for part in structure.components if part.enumeration}
    assert {"OBS_STATUS", "CONF_STATUS", *(name.upper() for name in BREAKDOWNS)} <= set(listed)
    assert [part.id for part in structure.components.measures] == ["OBS_VALUE"]
    for path in sdmx.glob("*.csv"):
        (data,) = get_datasets(path, path.with_suffix(".structure.xml"))
        for name, codes in listed.items():
            assert set(data.data[name]) <= {code.id for code in codes}


def test_every_name_is_of_a_column_and_stands_in_both_languages(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    held = {
        name.removesuffix("_code")
        for (name,) in warehouse.execute("select column_name from meta.columns").fetchall()
    }
    assert set(column_names()) - {"value"} <= held
    extract = Extract(warehouse, TABLE)
    assert set(extract.names) >= {*CODE_LISTS, "year"}
    names = [*extract.names.values(), *unit_names().values()]
    assert [name for name in names if set(name) != set(LANGUAGES)] == []
    counted = warehouse.execute("select unit from dim_table union select claim_unit from claim")
    assert {unit for (unit,) in counted.fetchall()} <= set(unit_names())
    assert set(extract.dimensions) == {*BREAKDOWNS, "form_counting", "population"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_json_stat_is_valid_and_speaks_the_language(
    database: Path, tmp_path: Path, language: str
) -> None:
    write(database, "marts", "json-stat", tmp_path / "marts", language=language)
    files = list((tmp_path / "marts").iterdir())
    assert len(files) == 21
    for file in files:
        document = json.loads(file.read_text(encoding="utf-8"))
        validate_jsonstat(document)
        with pytest.raises(JSONStatValidationError, match="must match"):
            validate_jsonstat(document | {"size": [1]})
    document = json.loads((tmp_path / "marts" / f"{TABLE}.json").read_text(encoding="utf-8"))
    origins = document["dimension"]["origin"]["category"]
    assert origins["label"]["EUR"] == {"nl": "Europa", "en": "Europe"}[language]
    assert document["dimension"]["origin"]["label"] == {"nl": "Herkomst", "en": "Origin"}[language]
    assert document["role"] == {"time": ["year"], "geo": ["origin"]}
    assert document["extension"]["page"] == "4"


EMPTY: list[object] = []  # the profile of a package asks for at least one in every list


def leaves(node: Any) -> Iterator[Any]:
    """Yield all texts, numbers and empty lists of a JSON document."""
    inside = list(node.values()) if isinstance(node, dict) else node
    if isinstance(inside, list) and inside:
        for one in inside:
            yield from leaves(one)
    else:
        yield inside


@pytest.mark.parametrize(
    ("what", "edition"),
    first(1, [("marts", None), (TABLE, "2098"), ("star", None), ("star", "2098"), (TABLE, None)]),
)
def test_packages_are_valid_with_their_foreign_keys(
    two: Path, tmp_path: Path, what: str, edition: str | None
) -> None:
    write(two, what, "datapackage", tmp_path / "it", edition=edition)
    path = tmp_path / "it" / "datapackage.json"
    assert EMPTY not in list(leaves(json.loads(path.read_text("utf-8"))))
    report = frictionless.validate(str(path))
    assert report.valid, report.flatten(["type", "note"])
    resources = {one["name"]: one for one in json.loads(path.read_text("utf-8"))["resources"]}
    name = "fact_victims" if what == "star" else TABLE
    keys = {key["reference"]["resource"] for key in resources[name]["schema"]["foreignKeys"]}
    assert keys >= {"dim_edition", "dim_table", "dim_form", "dim_origin", "report_row"}
    assert keys <= set(resources)
    if what != TABLE:
        return
    file = tmp_path / "it" / "dim_origin.csv"
    file.write_text(
        "".join(line for line in file.open(encoding="utf-8") if not line.startswith("AFR,")),
        encoding="utf-8",
    )
    broken = frictionless.validate(str(path))
    assert {kind for (kind,) in broken.flatten(["type"])} == {"foreign-key"}


def record(path: Path) -> tuple[rdflib.Graph, Any]:
    graph = rdflib.Graph().parse(path, format="json-ld", publicID="https://example.org/d/it.jsonld")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    return graph, dataset


@pytest.mark.parametrize(
    ("given", "property_name", "address"),
    first(
        5,
        [
            ("info@example.org", "hasEmail", "mailto:info@example.org"),
            ("https://example.org/contact", "hasURL", "https://example.org/contact"),
            *((text, None, None) for text in ("info", "https://", "javascript:x")),
            ("mailto:info@example.org", "hasEmail", "mailto:info@example.org"),
            ("http://example.org", "hasURL", "http://example.org"),
            *((text, None, None) for text in ("example.org", "a b@c.nl", "tel:1")),
            *((text, None, None) for text in ("", "@", "mailto:", "a@b@c.nl")),
        ],
    ),
)
def test_an_address_for_questions_is_what_it_looks_like(
    database: Path, tmp_path: Path, given: str, property_name: str | None, address: str | None
) -> None:
    path = tmp_path / "it.jsonld"
    if property_name is None or address is None:
        with pytest.raises(WarehouseError, match="is no address"):
            write(database, TABLE, "dcat", path, contact=given)
        assert not path.exists()
        return
    write(database, TABLE, "dcat", path, contact=given)
    graph, dataset = record(path)
    card = graph.value(dataset, DCAT.contactPoint)
    assert graph.value(card, VCARD[property_name]) == rdflib.URIRef(address)


def test_the_record_has_what_dcat_ap_nl_wants_of_a_dataset(database: Path, tmp_path: Path) -> None:
    write(database, TABLE, "dcat", tmp_path / "it.jsonld", contact="mailto:vragen@example.org")
    graph, dataset = record(tmp_path / "it.jsonld")
    for mandatory in (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights),
        *(DCTERMS.publisher, DCTERMS.creator, DCAT.contactPoint, DCAT.theme),
    ):
        assert list(graph.objects(dataset, mandatory)), mandatory
    for once in (DCTERMS.identifier, DCAT.contactPoint, DCAT.version):
        assert len(list(graph.objects(dataset, once))) == 1
    assert set(graph.objects(dataset, DCTERMS.title)) == {
        rdflib.Literal(
            "afkomst van slachtoffers gemeld bij CoMensha – en per sector in 2022", lang="nl"
        ),
        rdflib.Literal("Origin of victims reported to CoMensha – by form in 2022", lang="en"),
    }
    told = {
        text.language: str(text)
        for text in graph.objects(dataset, DCTERMS.description)
        if isinstance(text, rdflib.Literal)
    }
    assert set(told) == set(LANGUAGES)
    assert "Verborgen: <5 is 0 tot 4." in told["nl"]
    assert "Hidden: <5 is 0 to 4." in told["en"]
    publisher = graph.value(dataset, DCTERMS.publisher)
    name = "Nationaal Rapporteur Mensenhandel en Seksueel Geweld tegen Kinderen"
    assert graph.value(publisher, FOAF.name) == rdflib.Literal(name)
    contact = graph.value(dataset, DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasEmail) == rdflib.URIRef("mailto:vragen@example.org")
    assert graph.value(dataset, DCAT.theme) == rdflib.URIRef(f"{EU}/data-theme/JUST")
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == rdflib.Literal("2022-01-01", datatype=XSD.date)
    assert list(graph.objects(dataset, DCAT.distribution)) == []


def test_an_address_is_not_invented(database: Path, tmp_path: Path) -> None:
    write(database, "marts", "dcat", tmp_path / "it.jsonld")
    graph, dataset = record(tmp_path / "it.jsonld")
    contact = graph.value(dataset, DCAT.contactPoint)
    assert {one for one in graph.predicates(contact)} == {RDF.type, VCARD.fn}
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == rdflib.Literal("2018-01-01", datatype=XSD.date)


@pytest.mark.parametrize("base", first(1, ["https://cijfers.example.nl/mensenhandel", ""]))
def test_distributions_are_the_exports_beside_the_record(
    database: Path, tmp_path: Path, base: str
) -> None:
    for ending, kind in (("parquet", "parquet"), ("csv", "csv"), ("xlsx", "xlsx")):
        write(database, TABLE, kind, tmp_path / f"{TABLE}.{ending}")
    write(database, TABLE, "json-stat", tmp_path / f"{TABLE}.json")
    write(database, TABLE, "datapackage", tmp_path / f"{TABLE}.zip")
    (tmp_path / "salaries.csv").write_text("not ours")
    write(database, TABLE, "dcat", tmp_path / "it.jsonld", base_url=base)
    graph, dataset = record(tmp_path / "it.jsonld")
    found = {}
    for one in graph.objects(dataset, DCAT.distribution):
        address = str(graph.value(one, DCAT.accessURL))
        found[address] = one
        assert graph.value(one, DCTERMS.license) == rdflib.URIRef(LICENCE_UNKNOWN)
        rights = graph.value(one, DCTERMS.rights)
        assert "states no licence" in str(graph.value(rights, RDFS.label))
        path = tmp_path / address.rpartition("/")[2]
        assert int(str(graph.value(one, DCAT.byteSize))) == path.stat().st_size
        assert graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue) is not None
        assert str(graph.value(one, DCTERMS.format)) == f"{EU}/file-type/{TYPES[path.suffix][1]}"
    where = base or "https://example.org/d"
    assert set(found) == {f"{where}/{TABLE}{ending}" for ending in TYPES}


def test_a_licence_with_an_address_is_that_of_the_record(tmp_path: Path) -> None:
    seeds = few_tables(tmp_path / "seeds", TABLE)
    path = seeds / "2022" / "edition.yml"
    stated = "https://creativecommons.org/publicdomain/zero/1.0/"
    text = re.sub(r"(?m)^licence: .*$", f"licence: {stated}", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    unproved(tmp_path / "it.duckdb", seeds)
    write(tmp_path / "it.duckdb", TABLE, "csv", tmp_path / f"{TABLE}.csv")
    for _ in "ab":  # the record itself is none of its distributions
        write(tmp_path / "it.duckdb", TABLE, "dcat", tmp_path / f"{TABLE}.json", force=True)
    graph, dataset = record(tmp_path / f"{TABLE}.json")
    (distribution,) = graph.objects(dataset, DCAT.distribution)
    assert graph.value(distribution, DCTERMS.license) == rdflib.URIRef(stated)


def test_what_exports_say_themselves_stands_in_both_languages() -> None:
    said = texts()
    assert set(said) == set(LANGUAGES)
    assert set(said["nl"]) == set(said["en"])
    for name, english in said["en"].items():
        blanks = re.findall(r"\{\w+\}", english)
        assert blanks == re.findall(r"\{\w+\}", said["nl"][name])
