"""The house rules that a test can hold: small modules, nothing of a machine inside."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.place import ROOT

SOURCES = [
    path
    for path in sorted((ROOT / "src" / "warehouse").rglob("*.py"))
    if path.name != "__init__.py"
]
LINES = 300
IMPORTS_TESTS = re.compile(r"^\s*(from|import) tests\b", re.MULTILINE)


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def is_python(path: Path) -> bool:
    return path.suffix == ".py"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_module_is_small_and_says_what_was_decided(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LINES
    assert text.startswith('"""')
    assert "Decision:" in text.split('"""')[1] or path.parent.name == "cli"


def test_migrations_know_the_build_only() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "migrations").rglob("*.py"))
    known = re.findall(r"^\s*(?:from|import) warehouse\.?(\w*)", text, re.MULTILINE)
    assert set(known) == {"build"}


def test_no_machine_path_or_registry_host() -> None:
    words = ["/wo" + "rk/", "/ro" + "ot/", "pypi." + "org", "pythonho" + "sted", "file:" + "//"]
    found = [
        (path.name, word)
        for path in tracked()
        for word in words
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    words = re.compile(r"mark\.(skip|xfail)|pytest\.(skip|xfail|importorskip)")
    texts = {path.name: path.read_text(encoding="utf-8") for path in tracked() if is_python(path)}
    assert len(texts) > 150
    assert [name for name, text in texts.items() if words.search(text)] == []
    assert words.search("@pytest." + "mark." + "skip")


def test_the_contracts_of_the_wings_hold() -> None:
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    kept = (ROOT / "pyproject.toml").read_text(encoding="utf-8").count("[[tool.importlinter.con")
    assert f"{kept} kept, 0 broken" in done.stdout


@pytest.mark.thorough
def test_a_run_of_hypothesis_ends_in_silence() -> None:
    name = "tests/test_new_edition.py::test_any_text_reads_back"
    command = [sys.executable, "-m", "pytest", "--quiet", name]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "1 passed" in done.stdout
    assert done.stderr == ""


def test_nothing_outside_the_tests_imports_them() -> None:
    found = [
        path.name
        for path in tracked()
        if is_python(path)
        and not path.is_relative_to(ROOT / "tests")
        and IMPORTS_TESTS.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert IMPORTS_TESTS.search("import os\nfrom tests.reliability.clients import environment\n")
