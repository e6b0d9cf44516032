"""Try every fault with the whole numbers and print the figures: `python -m tests.reliability`.

`python -m tests.reliability kill readers` tries some only. Exit status 1 when a promise is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.editions import one_edition
from tests.reliability.clients import compare
from tests.reliability.figures import Figures
from tests.reliability.kill import kill
from tests.reliability.mutations import mutate
from tests.reliability.obstacles import OBSTACLES, full_disk, obstruct
from tests.reliability.readers import read_through
from tests.reliability.upgrades import upgrade
from tests.reliability.wal import stray_logs
from warehouse.build.build import build

SIZES = [1, *(1 << power for power in range(12, 21)), 1_500_000]


def clients(folder: Path) -> Figures:
    """Build a file and compare what the clients read in it."""
    build(folder / "warehouse.duckdb", one_edition(folder / "seeds"), lambda step: None)
    return compare(folder / "warehouse.duckdb")


FAULTS: dict[str, Callable[[Path], Figures]] = {
    "kill": lambda folder: kill(folder, random_moments=200, seed=1),
    "logs": stray_logs,
    "obstacles": lambda folder: obstruct(folder, [*OBSTACLES, *full_disk(SIZES)]),
    "readers": lambda folder: read_through(folder, readers=20, publications=50),
    "upgrades": upgrade,
    "clients": clients,
    "mutations": lambda folder: mutate(sets=5_000),
}


def main(names: list[str]) -> int:
    """Run the faults named, or all; return the exit status."""
    if unknown := set(names) - set(FAULTS):
        print(f"no fault {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
        return 2
    broken: list[str] = []
    for name in names or FAULTS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            figures = FAULTS[name](Path(folder))
        print(figures.table(), flush=True)
        print(f"\n{time.monotonic() - began:.0f} seconds\n", flush=True)
        broken += figures.broken()
    print("\n".join(broken) or "Every promise was kept.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
