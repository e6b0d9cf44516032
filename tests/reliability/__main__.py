"""Try every fault with the whole numbers and print the figures: `python -m tests.reliability`.

`python -m tests.reliability kill readers` tries some only, `--sample` a part of each. Exit status 1
when a promise is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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
from tests.reliability.versions import Version, make_versions
from tests.reliability.wal import LOGS, stray_logs

Two = tuple[Version, Version]
FAULTS: dict[str, Callable[[Path, Two, Size], Figures]] = {
    "kill": lambda folder, two, size: kill(folder, two, size.random_kills, size.every_place),
    "logs": lambda folder, two, size: stray_logs(folder, two, LOGS[:: size.every_log]),
    "obstacles": lambda folder, two, size: obstruct(folder, two, ALL[:: size.every_obstacle]),
    "readers": lambda folder, two, size: read_through(
        folder, two[0], size.readers, size.publications
    ),
    "upgrades": lambda folder, two, size: upgrade(folder, two[0].seeds),
    "clients": lambda folder, two, size: compare(two[0].file),
    "interrupts": lambda folder, two, size: interrupt(folder, two, size.interrupts),
    "names": lambda folder, two, size: try_any(folder, size.names),
    "statements": lambda folder, two, size: ask_too_much(
        two[0].file, STATEMENTS[:: size.every_statement]
    ),
    "terminals": lambda folder, two, size: look(two[0].file),
    "mutations": lambda folder, two, size: mutate(size.mutated_sets),
}


def main(names: list[str]) -> int:
    """Run the faults named, or all; return the exit status."""
    size = SAMPLE if "--sample" in names else WHOLE
    names = [name for name in names if name != "--sample"]
    if unknown := set(names) - set(FAULTS):
        print(f"no fault {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
        return 2
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        two = make_versions(Path(made))
        for name in names or FAULTS:
            began = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                figures = FAULTS[name](Path(folder), two, size)
            print(figures.table(), flush=True)
            print(f"\n{time.monotonic() - began:.0f} seconds\n", flush=True)
            broken += figures.broken()
    print("\n".join(broken) or "Every promise was kept.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
