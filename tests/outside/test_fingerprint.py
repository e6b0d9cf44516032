"""The fingerprint of a build covers what a build reads: neither less nor more."""

import subprocess
import sys
from importlib.util import source_from_cache
from pathlib import Path

from warehouse.build import provenance
from warehouse.place import ROOT, SEEDS

WATCHED = """
import sys
opened = set()
sys.addaudithook(lambda event, told: event == "open" and opened.add(str(told[0])))

from pathlib import Path
from warehouse.build import build, scale
from warehouse.place import SEEDS

build.fingerprint = lambda seeds: {}
for scale.SMALL_UP_TO in (scale.SMALL_UP_TO, 100):
    build.build(Path(sys.argv[1]), SEEDS, lambda step: None)
    Path(sys.argv[1]).unlink()
print("\\n".join(opened))
"""


def source(path: str) -> Path:
    """Return the module of a file that Python compiled it to, else the file."""
    return Path(source_from_cache(path) if path.endswith(".pyc") else path)


def test_the_fingerprint_covers_what_a_build_reads_and_no_more(tmp_path: Path) -> None:
    """A small build and a large one are watched."""
    command = [sys.executable, "-c", WATCHED, str(tmp_path / "made.duckdb")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    opened = {
        path.relative_to(ROOT).as_posix()
        for path in map(source, done.stdout.splitlines())
        if path.is_relative_to(ROOT) and not path.is_relative_to(sys.prefix) and path.is_file()
    }
    covered = set(provenance.fingerprint(SEEDS)) - {"duckdb"}
    assert opened - covered == set()
    # These models only say what the migrations should make.
    assert covered - opened == {"src/warehouse/build/statements.py"}
