"""What can be searched on the web site: labels by letter, and documents for the ranked search.

Decision: the page lists every label, and can be read without a script. With one it answers from an
index that stands beside it as a script of its own, so that it needs no server and works from disk.
A document is what a page shows of one thing; words that mean the same stand in `site/synonyms.yml`.
"""

import json
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.read.query import Record
from warehouse.read.words import Words, heading
from warehouse.site.edition import Edition
from warehouse.site.text import texts


def write_indexes(
    folder: Path, editions: list[Edition], schemas: list[Record], names: Words
) -> None:
    """Write `index-<language>.js` for both languages into a folder that exists."""
    synonyms: dict[str, Any] = yaml.safe_load((SITE / "synonyms.yml").read_text(encoding="utf-8"))
    for language in LANGUAGES:
        index = {
            "documents": documents(editions, schemas, names, language),
            "synonyms": synonyms[language],
        }
        told = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        path = folder / f"index-{language}.js"
        path.write_text(f"globalThis.searched = {told};\n", encoding="utf-8")


def documents(
    editions: list[Edition], schemas: list[Record], names: Words, language: str
) -> list[Record]:
    """Return what can be found: tables, labels, sentences, and tables and views of the database.

    A document has `group` (table, label, sentence, relation), `title`, `kind`, `href` and what else
    it is found by: `shown`, which an answer shows as well, `text`, and `figures` as printed. It may
    be `is_older`, of an earlier publication than the newest.
    """
    return [
        *_tables(editions, language),
        *_labels(editions[0], names, language),
        *_sentences(editions, language),
        *_relations(schemas, language),
    ]


def _tables(editions: list[Edition], language: str) -> list[Record]:
    """Return a document for every table, in the newest edition that has it."""
    found: dict[str, Record] = {}
    for edition in editions:
        way = "" if edition is editions[0] else f"{edition.code}/"
        sums: dict[str, set[str]] = {}
        for row in edition.read("search_totals"):
            sums.setdefault(row["table_code"], set()).add(str(row["count"]))
        for code, table in edition.by_code.items():
            rows = table.get("rows", [])  # a chart without figures has neither rows nor columns
            heads = [*rows, *(table["columns"] if rows else [])]
            cells = [cell for row in rows for cell in row["cells"]]
            figures = {cell["printed"] for cell in cells} | sums.get(code, set())
            said = [
                *(table[f"{name}_{language}"] for name in ("population", "counting_rule")),
                *(table[f"{name}_{language}"] for name in ("section", "registry", "notes")),
                *(head["gloss"][language] or head["label"] for head in heads),
                *(head["label"] for head in heads if language == "nl"),
                code,
            ]
            called = heading(edition.called[language])
            place = texts()[language]["place_text"].format(edition=called, page=table["page"])
            found.setdefault(
                code,
                {
                    "group": "table",
                    "title": heading(table[f"title_{language}"]),
                    "kind": place,
                    "href": f"{way}tables/{code}.html",
                    "shown": table[f"population_{language}"],
                    "text": _joined(said),
                    "figures": " ".join(sorted(one for one in figures if one.isdecimal())),
                    "is_older": edition is not editions[0],
                },
            )
    return list(found.values())


def _labels(edition: Edition, names: Words, language: str) -> list[Record]:
    """Return a document for every member of a code list and every label as printed."""
    told = {
        f"{name}-{code}": member[f"definition_{language}"]
        for name, members in edition.lists.items()
        for code, member in members.items()
        if "definition_nl" in member
    }
    found = _labelled(edition, names, language)
    return [
        {
            "group": "label",
            "title": entry["label"],
            "lang": entry["lang"],
            "kind": entry["kind"],
            "href": entry["href"],
            "shown": told.get(entry["href"].partition("#")[2]) or "",
            "tables": [
                [f"tables/{code}.html", heading(edition.by_code[code][f"title_{language}"])]
                for code in entry["tables"]
            ],
        }
        for entry in found
    ]


def _sentences(editions: list[Edition], language: str) -> list[Record]:
    """Return a document for every claim of every edition."""
    found = []
    for edition in editions:
        for row in edition.read("search_sentences"):
            verdict = texts()[language][f"verdict_{row['verdict']}"]
            found.append(
                {
                    "group": "sentence",
                    "title": row[f"statement_{language}"],
                    "kind": f"{verdict}, {edition.called[language]}",
                    "href": f"{edition.code}/claims/{row['claim_code']}.html",
                    "text": _joined([row[f"section_{language}"], row["printed_words"]]),
                    "is_older": edition is not editions[0],
                }
            )
    return found


def _relations(schemas: list[Record], language: str) -> list[Record]:
    """Return a document for every table and view of the database, with its columns."""
    return [
        {
            "group": "relation",
            "title": f"{schema['name']}.{relation['name']}",
            "lang": "en",
            "kind": texts()[language]["kind_relation"],
            "href": f"dictionary.html#{schema['name']}.{relation['name']}",
            "shown": relation[f"description_{language}"].partition("\n")[0],
            "text": _joined(column["name"] for column in relation["columns"]),
        }
        for schema in schemas
        for relation in schema["relations"]
    ]


def _joined(said: Any) -> str:
    return " ".join(dict.fromkeys(text for text in said if text))


def entries(
    edition: Edition, schemas: list[Record], names: Words, language: str
) -> list[tuple[str, list[Record]]]:
    """Return what the page lists in one language, by first letter.

    An entry has a `label` (in `lang`), a `kind`, a `href` and the `tables` that it occurs in.
    """
    said = texts()[language]
    relations = [
        f"{schema['name']}.{relation['name']}"
        for schema in schemas
        for relation in schema["relations"]
    ]
    found = [
        *(
            _entry(heading(table[f"title_{language}"]), said["kind_table"], f"tables/{code}.html")
            for code, table in edition.by_code.items()
        ),
        *_labelled(edition, names, language),
        *(
            _entry(name, said["kind_relation"], f"dictionary.html#{name}", "en")
            for name in relations
        ),
    ]
    found.sort(key=lambda one: (_letter(one["label"]), _plain(one["label"]), one["href"]))
    return [
        (letter, list(group)) for letter, group in groupby(found, lambda one: _letter(one["label"]))
    ]


def _entry(
    label: str, kind: str, href: str, lang: str | None = None, tables: list[str] | None = None
) -> Record:
    return {"label": label, "kind": kind, "href": href, "lang": lang, "tables": tables or []}


def _labelled(edition: Edition, names: Words, language: str) -> list[Record]:
    """Return the entries of all codes, and of the labels of print that are called otherwise."""
    codes = _codes(edition, names, language)
    known = {entry["label"] for entry in codes}
    printed = _printed(edition, texts()[language])
    return [*codes, *(entry for entry in printed if entry["label"] not in known)]


def _codes(edition: Edition, names: Words, language: str) -> list[Record]:
    """Return an entry for every member of a code list."""
    where = {(row["dimension"], row["code"]): row["table_codes"] for row in edition.read("members")}
    return [
        _entry(
            member[f"label_{language}"],
            names[name][language].lower(),
            f"dictionary.html#{name}-{code}",
            tables=where.get((name, code)),
        )
        for name, members in edition.lists.items()
        for code, member in members.items()
    ]


def _printed(edition: Edition, said: dict[str, str]) -> list[Record]:
    """Return an entry for every label as printed, years aside."""
    where: dict[str, list[str]] = {}
    for code, table in edition.by_code.items():
        if not table["is_without_values"]:
            labels = {head["label"] for head in (*table["rows"], *table["columns"])}
            for label in sorted(labels):
                where.setdefault(label, []).append(code)
    return [
        _entry(label, said["kind_printed"], f"tables/{codes[0]}.html", "nl", codes)
        for label, codes in where.items()
        if not label.isdecimal()
    ]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return kept.lstrip("(“\"'‘ ")


def _letter(text: str) -> str:
    first = _plain(text)[:1].upper()
    return first if first.isalpha() else "#"
