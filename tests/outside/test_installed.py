"""What is installed is enough: a wheel without its checkout, what a build needs and no more."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.test_setup import pinned
from warehouse.place import ROOT


def test_an_installed_package_builds_without_the_checkout(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    code = (
        "import sys; sys.path.insert(0, 'installed')\n"
        "from warehouse import place\n"
        "from warehouse.cli.main import main\n"
        "assert 'installed' in str(place.ROOT), place.ROOT\n"
        "main()"
    )
    command = [sys.executable, "-c", code, "build", "--database", "made.duckdb"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert (tmp_path / "made.duckdb").is_file()


# Imports of anything that the first command does not install fail.
BARE = """
import sys
sys.modules.update(dict.fromkeys(sys.argv[1].split()))
sys.argv = ["warehouse", *sys.argv[2:]]
from warehouse.cli.main import main
main()
"""


@pytest.fixture
def bare(database: Path, seeds: Path, tmp_path: Path) -> Callable[[str], str]:
    """Return a function that runs `warehouse` with nothing but what a build needs."""
    own = set(pinned("build")) | {"warehouse-mensenhandel"}
    missing = [
        module
        for module, distributions in packages_distributions().items()
        if not own & {re.sub("[-_.]+", "-", name).lower() for name in distributions}
    ]
    assert {"ortools", "pytest"} < set(missing)
    shutil.copyfile(database, tmp_path / "warehouse.duckdb")
    environment = os.environ | {"COLUMNS": "200"}

    def run(words: str) -> str:
        command = [sys.executable, "-c", BARE, " ".join(missing), *shlex.split(words)]
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=tmp_path, env=environment, text=True
        )
        return done.stdout + done.stderr

    return run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("build --database made.duckdb", "published made.duckdb"),
        ("tables", "victims_by_form"),
        ("show victims_by_sex", "CoMensha"),
        ("query 'select 6 * 7 as answer'", "42"),
        ("check --edition 2022 --summary", "rules: "),
        ("diff warehouse.duckdb warehouse.duckdb", "no differences"),
        ("claims --summary", "claims of edition 2022: "),
        ("findings --edition 2022", "2022"),
        ("export marts --format csv -o marts", "wrote marts"),
        ("export victims_by_sex --format xlsx -o sex.xlsx", "wrote sex.xlsx"),
        ("plot victims_by_sex -o sex.json", "drew sex.json"),
        ("new-edition 2098 --seeds seeds --xlsx 2098.xlsx", "made 2098.xlsx"),
    ],
)
def test_what_the_first_command_installs_is_enough(
    bare: Callable[[str], str], words: str, told: str
) -> None:
    said = bare(words)
    assert told in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("words", "told", "extra"),
    [
        ("audit", "warehouse audit needs ortools", "audit"),
        ("export marts --format parquet -o marts", "parquet needs pyarrow", "export"),
        ("export marts --format sdmx-csv -o marts", "sdmx-csv needs pysdmx", "export"),
        ("plot victims_by_sex -o sex.svg", "warehouse plot needs vl_convert", "plot"),
        ("site --out public", "warehouse site needs jinja2", "site"),
        ("spark deploy --master local --warehouse-dir x", "warehouse spark needs pyspark", "spark"),
    ],
)
def test_what_needs_more_says_so_in_one_sentence(
    bare: Callable[[str], str], words: str, told: str, extra: str
) -> None:
    remedy = f"add it with: pip install 'warehouse-mensenhandel[{extra}]'"
    assert bare(words) == f"error: {told}, which is not installed; {remedy}\n"
