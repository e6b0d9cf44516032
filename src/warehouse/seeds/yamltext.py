"""Read YAML as text: every scalar a string, every value with its line.

Decision: the parser's events are used instead of its objects, because a loader guesses types
(`no` becomes false, `2022` a number), merges double keys silently and expands anchors without
limit. What the structure should be stands in JSON schemas; here it is put into words.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
import yaml

from warehouse.faults import COMMON, Fault, strange_character
from warehouse.names import BREAKDOWNS
from warehouse.place import SEEDS

MAX_DEPTH = 8
SEPARATOR = "\x1f"  # no key can hold it: it cannot be seen
LANGUAGE = re.compile(r"\b(\w+_)?(nl|en)\b")  # a key for a text in one language
# The schemas refer to these as dimensions.json: the names of the star, for each of its uses.
FIGURE_KEYS = (
    *("process", "population", "first_year", "year", "base_year", "measure", "form_counting"),
)
DIMENSIONS = {
    "breakdown": {"enum": list(BREAKDOWNS)},
    "dimension": {"enum": ["year", *BREAKDOWNS]},
    "selector_key": {"enum": ["table", "year", *BREAKDOWNS]},
    "figure_key": {"enum": [*FIGURE_KEYS, *BREAKDOWNS]},
}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """One YAML file: its data (dicts, lists, strings) and the line of each path."""

    data: Any
    lines: dict[tuple[str, ...], int]

    def values(self) -> Iterator[tuple[int, str, str]]:
        """Yield (line, path, value) for every scalar; a path is its keys with SEPARATOR between."""
        stack: list[tuple[tuple[str, ...], Any]] = [((), self.data)]
        while stack:
            path, node = stack.pop()
            if isinstance(node, str):
                yield self.lines[path], SEPARATOR.join(path), node
                continue
            items = node.items() if isinstance(node, dict) else enumerate(node)
            stack.extend(((*path, str(key)), child) for key, child in items)


class _Refused(Exception):
    def __init__(self, line: int, value: str | None, expected: str, remedy: str) -> None:
        super().__init__(expected)
        self.parts = (line, value, expected, remedy)


def read_yaml(name: str, text: str, schema: str) -> tuple[Document | None, list[Fault]]:
    """Return the document and no faults, or None and every fault found.

    `schema` names the JSON schema in `seeds/schema/` that the data must satisfy.
    """
    try:
        document = _build(text)
    except _Refused as refused:
        line, value, expected, remedy = refused.parts
        return None, [Fault(name, line, None, "yaml_text", value, expected, remedy)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "unreadable text"
        line = mark.line + 1 if mark else 1
        remedy = "mend the YAML (indent with spaces, quote text with a colon in it)"
        return None, [Fault(name, line, None, "yaml_text", problem, "valid YAML", remedy)]
    faults = [
        _fault(name, document, error, schema)
        for error in _validator(schema).iter_errors(document.data)
    ]
    return (None if faults else document), faults


def _build(text: str) -> Document:
    lines: dict[tuple[str, ...], int] = {}
    events = yaml.parse(text, Loader=LOADER)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            data = _node(event, events, (), lines)
            break
    else:
        raise _Refused(1, None, "a mapping of keys and values", "fill in the file")
    rest = [event for event in events if isinstance(event, yaml.NodeEvent)]
    if rest:
        line = _line(rest[0])
        raise _Refused(line, None, "one document", "remove the second document")
    return Document(data, lines)


def _node(
    event: Any, events: Iterator[Any], path: tuple[str, ...], lines: dict[tuple[str, ...], int]
) -> Any:
    line = _line(event)
    lines[path] = line
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _Refused(line, event.anchor, "no anchors or aliases", "write the value out")
    if event.tag is not None:
        raise _Refused(line, event.tag, "no tags", "remove the tag")
    if len(path) > MAX_DEPTH:
        raise _Refused(line, None, f"at most {MAX_DEPTH} levels", "flatten the file")
    if isinstance(event, yaml.ScalarEvent):
        return _checked(event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, (*path, str(len(items))), lines))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key_line = _line(event)
        if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
            raise _Refused(key_line, None, "a plain key", "write the key as one word")
        if _checked(event.value, key_line) in mapping:
            raise _Refused(key_line, event.value, "each key once", "remove one of the two")
        child = (*path, event.value)
        mapping[event.value] = _node(next(events), events, child, lines)
        lines[child] = key_line
    return mapping


def _checked(value: str, line: int) -> str:
    """Return a value; refuse line breaks and strange characters written as escapes."""
    strange = strange_character(value)
    if strange == "\n":
        raise _Refused(line, strange, "text on one line", "use >- for text over several lines")
    if strange is not None:
        raise _Refused(line, strange, COMMON, "remove the character, or type a common one")
    return value


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_whole(schema))


@cache
def _whole(schema: str) -> Any:
    """Return a schema with every reference replaced by what it names."""
    schemas = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (SEEDS / "schema").glob("*.json")
    }
    schemas["dimensions.json"] = {"$defs": DIMENSIONS}
    whole = schemas[f"{schema}.json"]
    return _resolved(whole, whole, schemas)


def _resolved(node: Any, whole: Any, schemas: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_resolved(item, whole, schemas) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        file, _, name = node["$ref"].partition("#/$defs/")
        whole = schemas[file] if file else whole
        return _resolved(whole["$defs"][name] if name else whole, whole, schemas)
    return {key: _resolved(child, whole, schemas) for key, child in node.items()}


def _fault(
    name: str, document: Document, error: jsonschema_rs.ValidationError, schema: str
) -> Fault:
    path = tuple(str(part) for part in error.instance_path)
    line = document.lines.get(path, 1)
    key = ".".join(path) or None
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.PropertyNames):
        given = error.kind.error.instance  # the key itself, which has no path of its own
    else:
        given = error.instance
    value = given if isinstance(given, str) else None
    expected = _expected(given, _whole(schema), error.schema_path)
    is_half_said = error.schema_path[-1] in {"required", "dependentRequired"} and LANGUAGE.search(
        expected
    )
    remedy = "say it in Dutch and in English" if is_half_said else "see seeds/schema/"
    return Fault(name, line, key, "yaml_structure", value, expected, remedy)


def _expected(given: Any, schema: Any, path: Sequence[str | int]) -> str:
    """Say in words what a schema wants by the keyword at `path`, where `given` was found."""
    *parents, keyword = path
    for part in parents:
        schema = schema[part]
    wanted = schema[keyword]
    kinds = {"object": "a mapping", "array": "a list", "string": "a text"}
    match keyword:
        case "enum":
            words = "one of " + ", ".join(wanted)
        case "pattern":
            words = "some text" if wanted == "\\S" else f"text of the form {wanted}"
        case "required":
            words = "the keys " + ", ".join(key for key in wanted if key not in given)
        case "dependentRequired":
            lacks = sorted(
                f"{need!r} is a dependency of {key!r}"
                for key in wanted.keys() & given.keys()
                for need in set(wanted[key]) - given.keys()
            )
            words = f"all or none of the keys that belong together ({'; '.join(lacks)})"
        case "type":
            words = " or ".join(kinds[k] for k in ([wanted] if isinstance(wanted, str) else wanted))
        case "additionalProperties":
            words = "no other keys than " + ", ".join(schema.get("properties", {}))
        case "uniqueItems":
            words = "each value once"
        case _:
            words = "at least one value"
    return words
