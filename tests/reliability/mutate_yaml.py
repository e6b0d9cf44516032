"""Mutations of YAML: wrong types, bombs, tags, anchors, keys."""

import re
from pathlib import Path

from tests.reliability.mutate_text import encoded, lines_of, write_lines
from tests.reliability.mutation import Mutation, kind

WHOLE = (
    "",
    "---\n",
    "...\n",
    "null\n",
    "[]\n",
    "{}\n",
    "5\n",
    "text\n",
    "# a comment only\n",
    "- 1\n- 2\n",
    "%YAML 1.1\n---\na: 1\n",
    "%YAML 9.9\n---\na: 1\n",
    "%TAG ! tag:x,2000:\n---\na: 1\n",
    "? [a, b]\n: 1\n",
    "? {a: 1}\n: 1\n",
    "a: &a [*a]\n",
    "*a\n",
    "a: 1\na: 2\n",
    "a: 'open\n",
    'a: "open\n',
    "a: {open\n",
    "a: \x01\n",
    "\ta: 1\n",
    "a: !!python/object/apply:os.system [id]\n",
    "!!binary aGk=\n",
    "a: |\n  x\n b\n",
    "a: b: c\n",
    "@a: 1\n",
    "`a`: 1\n",
    "- " * 2000 + "\n",
    "[" * 4_000 + "]" * 4_000 + "\n",
    "{a: " * 2_000 + "}" * 2_000 + "\n",
    "[" * 9_000 + "\n",
    "a: " + "[" * 4_000 + "\n",
    "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(30)),
    "<<: {a: 1}\n",
    "a: 1\n---\nb: 2\n",
    "a: 1\n...\nb: 2\n",
    "a: 1\n...\n---\n",
    "? " * 3000 + "\n",
)
VALUES = (
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "null",
    "~",
    "",
    "''",
    '""',
    "' '",
    "no",
    "yes",
    "true",
    "1.5",
    "-1",
    "0",
    "1",
    "99999",
    "9" * 40,
    "0x10",
    "1e9",
    "2022-01-01",
    "|\n  text\n  more",
    ">-\n  folded",
    "&anchor x",
    "*anchor",
    "!!str x",
    "!local x",
    "!!int 5",
    "{<<: {a: 1}}",
    "[[[[[[[[[[x]]]]]]]]]]",
    "'a: b'",
    "a #b",
    "'it''s'",
    '"\\u0000"',
    '"\\x07"',
    '"\\ud800"',
    '"\\n\\n"',
    '"\\u2028"',
    '"\\ufeff"',
    "[_T]",
    "[year]",
    "[form, form]",
    "{form: SU}",
    "{year: 1999}",
    "{year: 1800}",
    "{label: <5, min: 0, max: 9}",
    "{label: <5, min: 1, max: 4}",
    "{label: <10, min: 0, max: 9}",
    "{label: <1, min: 0, max: 0}",
    "<5",
    "{label: <9999, min: 0, max: 9998}",
    "count",
    "share",
    "cases",
    "suspects",
    "every_form",
    "one_form",
    "[form]",
    "[age, sex]",
    "\u202etext",
    "😀",
    "'%s {0} $1'",
    'a"b',
    "'a''b; drop table'",
    "2100",
    "1900",
)
TOP_KEY = re.compile(rb"^([a-z_]+):")
KEY = re.compile(rb"^(\s*-?\s*)([A-Za-z0-9_.]+):")


@kind("yaml")
def document(path: Path, mutation: Mutation) -> None:
    path.write_bytes(encoded(WHOLE[mutation.place % len(WHOLE)]))


@kind("yaml")
def appended(path: Path, mutation: Mutation) -> None:
    text = encoded(WHOLE[mutation.place % len(WHOLE)])
    path.write_bytes(text + path.read_bytes() if mutation.other % 2 else path.read_bytes() + text)


@kind("yaml")
def value(path: Path, mutation: Mutation) -> None:
    """Give a top key another value, in the place of all its lines."""
    lines = lines_of(path)
    starts = [number for number, line in enumerate(lines) if TOP_KEY.match(line)]
    which = mutation.place % len(starts)
    first, last = starts[which], [*starts, len(lines)][which + 1]
    name, _, _ = lines[first].partition(b":")
    lines[first:last] = [name + b": " + encoded(VALUES[mutation.other % len(VALUES)])]
    write_lines(path, lines)


@kind("yaml")
def inner_value(path: Path, mutation: Mutation) -> None:
    """Give any key of a line another value, a drawn text or a hostile one."""
    lines = lines_of(path)
    keyed = [number for number, line in enumerate(lines) if KEY.match(line)]
    at = keyed[mutation.place % len(keyed)]
    name, _, _ = lines[at].partition(b":")
    text = mutation.text if mutation.other % 2 else VALUES[mutation.other // 2 % len(VALUES)]
    lines[at] = name + b": " + encoded(text)
    write_lines(path, lines)


@kind("yaml")
def quoted_value(path: Path, mutation: Mutation) -> None:
    """Give any key of a line a drawn text as a valid quoted value."""
    lines = lines_of(path)
    keyed = [number for number, line in enumerate(lines) if KEY.match(line)]
    at = keyed[mutation.place % len(keyed)]
    name, _, _ = lines[at].partition(b":")
    lines[at] = name + b": '" + encoded(mutation.text.replace("'", "''")) + b"'"
    write_lines(path, lines)


@kind("yaml")
def key_renamed(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    keyed = [number for number, line in enumerate(lines) if KEY.match(line)]
    at = keyed[mutation.place % len(keyed)]
    name = encoded(mutation.text)
    lines[at] = KEY.sub(lambda found: found[1] + name + b":", lines[at])
    write_lines(path, lines)


@kind("yaml")
def indented(path: Path, mutation: Mutation) -> None:
    lines = lines_of(path)
    at = mutation.place % len(lines)
    lines[at] = (b" ", b"  ", b"\t", b"- ", b"? ", b"# ")[mutation.other % 6] + lines[at]
    write_lines(path, lines)
