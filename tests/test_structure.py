"""What a YAML file lacks or has too much of is said in words, at its place."""

import json

import pytest

from warehouse.place import SEEDS
from warehouse.seeds.yamltext import read_yaml

FILE = "2022/victims_by_sex.yml"
ROWS = "rows:\n  dimensions: [sex]\n  labels:\n    M: man\n    F: vrouw\n"
LABELS = ROWS.partition("[sex]\n")[2]
DIMENSIONS = "one of year, form, sector, origin, age, sex, reporter, outcome"
TOGETHER = "all or none of the keys that belong together"

# keyword of the schema, text in the file, text in its place, key, value found, words
CASES = [
    ("enum", "measure: count", "measure: sum", "measure", "sum", "one of count, share"),
    ("enum", "rows:", "fixed: {town: x}\nrows:", "fixed", "town", DIMENSIONS),
    ("pattern", "M: man", "M: ' '", "rows.labels.M", " ", "some text"),
    ("pattern", "page: 5", "page: v", "page", "v", "text of the form ^[1-9][0-9]{0,3}$"),
    ("pattern", "M: man", "'?': man", "rows.labels", "?", "text of the form ^[A-Za-z0-9_]+"),
    ("required", "  dimensions: [sex]\n", "", "rows", None, "the keys dimensions"),
    ("required", ROWS, "rows: {}\n", "rows", None, "the keys dimensions, labels"),
    (
        "dependentRequired",
        ROWS,
        "",
        None,
        None,
        f"{TOGETHER} ('rows' is a dependency of 'measure')",
    ),
    ("type", ROWS, "rows: sex\n", "rows", "sex", "a mapping"),
    ("type", "over: [sex]", "over: sex", "additive_over", "sex", "a list"),
    ("type", "page: 5", "page: [5]", "page", None, "a text"),
    ("additionalProperties", "rows:\n", "rows:\n  x: y\n", "rows", None, "no other keys than dim"),
    ("uniqueItems", "over: [sex]", "over: [sex, sex]", "additive_over", None, "each value once"),
    (
        "minItems",
        "dimensions: [sex]",
        "dimensions: []",
        "rows.dimensions",
        None,
        "at least one value",
    ),
    ("minProperties", LABELS, "  labels: {}\n", "rows.labels", None, "at least one value"),
]


@pytest.mark.parametrize(("keyword", "old", "new", "key", "value", "words"), CASES)
def test_a_fault_of_structure_is_said_in_words(
    keyword: str, old: str, new: str, key: str | None, value: str | None, words: str
) -> None:
    text = (SEEDS / FILE).read_text(encoding="utf-8")
    assert text.count(old) == 1
    document, faults = read_yaml(FILE, text.replace(old, new), "table")
    (fault,) = set(faults)
    assert document is None
    assert (fault.rule, fault.column, fault.value) == ("yaml_structure", key, value)
    assert fault.expected.startswith(words)


def test_every_keyword_of_the_schemas_has_its_words() -> None:
    """The rest says where other keywords hold, or nothing."""
    structure = {"$defs", "$id", "$ref", "$schema", "items", "properties", "propertyNames", "title"}
    used = set()

    def walk(schema: object) -> None:
        for keyword, value in schema.items() if isinstance(schema, dict) else ():
            used.add(keyword)
            if keyword in ("$defs", "properties"):
                for child in value.values():
                    walk(child)
            elif keyword != "dependentRequired":
                walk(value)

    for path in (SEEDS / "schema").glob("*.json"):
        walk(json.loads(path.read_text(encoding="utf-8")))
    assert used - structure == {keyword for keyword, *_ in CASES}
