"""The compiled validator and the one that words faults say the same of every structure."""

from collections.abc import Iterator
from typing import Any

import pytest

from warehouse.place import SEEDS
from warehouse.seeds.yamltext import errors, is_as_declared, read_yaml

FILES = {
    path.relative_to(SEEDS).as_posix(): path.stem
    if path.stem in {"edition", "claims", "reconciliation"}
    else "table"
    for path in SEEDS.glob("2022/*.yml")
}


def spoiled(node: Any) -> Iterator[Any]:
    """Yield data again and again, each time with one thing wrong or other."""
    yield from ("", "x", "-1", " ", "1.5", "\n", [], {}, [node], {"x": node})
    if isinstance(node, dict):
        yield node | {"x": "x"}
        for key, child in node.items():
            rest = {other: value for other, value in node.items() if other != key}
            yield rest
            yield rest | {f"{key}.x": child}
            yield from (node | {key: other} for other in spoiled(child))
    if isinstance(node, list) and node:
        yield [*node, node[0]]
        yield from ([other, *node[1:]] for other in spoiled(node[0]))


@pytest.mark.parametrize("file", FILES)
def test_both_say_the_same(file: str) -> None:
    document, faults = read_yaml(file, (SEEDS / file).read_text(encoding="utf-8"), FILES[file])
    assert document is not None
    assert faults == []
    assert errors(document.data, FILES[file]) == []
    verdicts = set()
    for data in spoiled(document.data):
        verdict = is_as_declared(data, FILES[file])
        assert verdict is not bool(errors(data, FILES[file])), data
        verdicts.add(verdict)
    assert False in verdicts
