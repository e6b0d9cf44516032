"""Try every fault with the whole numbers and print the figures: `python -m tests.reliability`.

`python -m tests.reliability kill readers` tries some only, `--sample` a part of each. Exit status 1
when a promise is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.editions import one_edition
from tests.reliability.clients import compare
from tests.reliability.figures import Figures
from tests.reliability.interrupts import interrupt
from tests.reliability.kill import kill
from tests.reliability.mutations import mutate
from tests.reliability.names import try_any
from tests.reliability.obstacles import ALL, obstruct
from tests.reliability.readers import read_through
from tests.reliability.sizes import SAMPLE, WHOLE, Size
from tests.reliability.statements import STATEMENTS, ask_too_much
from tests.reliability.terminals import look
from tests.reliability.upgrades import upgrade
from tests.reliability.wal import LOGS, stray_logs
from warehouse.build.build import build


def built(folder: Path) -> Path:
    """Build a warehouse for those that only read."""
    build(folder / "warehouse.duckdb", one_edition(folder / "seeds"), lambda step: None)
    return folder / "warehouse.duckdb"


FAULTS: dict[str, Callable[[Path, Size], Figures]] = {
    "kill": lambda folder, size: kill(folder, size.random_kills, size.every_place),
    "logs": lambda folder, size: stray_logs(folder, LOGS[:: size.every_log]),
    "obstacles": lambda folder, size: obstruct(folder, ALL[:: size.every_obstacle]),
    "readers": lambda folder, size: read_through(folder, size.readers, size.publications),
    "upgrades": lambda folder, size: upgrade(folder),
    "clients": lambda folder, size: compare(built(folder)),
    "interrupts": lambda folder, size: interrupt(folder, size.interrupts),
    "names": lambda folder, size: try_any(folder, size.names),
    "statements": lambda folder, size: ask_too_much(
        built(folder), STATEMENTS[:: size.every_statement]
    ),
    "terminals": lambda folder, size: look(built(folder)),
    "mutations": lambda folder, size: mutate(size.mutated_sets),
}


def main(names: list[str]) -> int:
    """Run the faults named, or all; return the exit status."""
    size = SAMPLE if "--sample" in names else WHOLE
    names = [name for name in names if name != "--sample"]
    if unknown := set(names) - set(FAULTS):
        print(f"no fault {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
        return 2
    broken: list[str] = []
    for name in names or FAULTS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            figures = FAULTS[name](Path(folder), size)
        print(figures.table(), flush=True)
        print(f"\n{time.monotonic() - began:.0f} seconds\n", flush=True)
        broken += figures.broken()
    print("\n".join(broken) or "Every promise was kept.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
