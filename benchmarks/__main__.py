"""Measure again what the documentation says: `python -m benchmarks [part] [options]`.

Decision: without a part every part is measured, and the options are those that make sense for all.
A part by its name takes options of its own (`python -m benchmarks small --help`). Nothing is
measured by the tests.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

SAYS = (__doc__ or "").splitlines()[0]


def small(arguments: list[str]) -> int:
    """Small and instant: builds beside dbt, start-up beside Python."""
    from benchmarks.small import main

    return main(arguments)


def large(arguments: list[str]) -> int:
    """Large: loads beside raw DuckDB and pandas, from thousands of cells to millions."""
    from benchmarks.large import main

    return main(arguments)


def audit(arguments: list[str]) -> int:
    """The audit of hidden cells beside two programs per cell."""
    from benchmarks.audit import main

    return main(arguments)


def read(arguments: list[str]) -> int:
    """Reading reports: what is right, wrong and left open, and how long it takes."""
    from benchmarks.read import main

    return main(arguments)


def spark(arguments: list[str]) -> int:
    """The views of the mart in Apache Spark beside DuckDB; needs a Java runtime."""
    from benchmarks.spark import main

    return main(arguments)


PARTS: dict[str, Callable[[list[str]], int]] = {
    "small": small,
    "large": large,
    "audit": audit,
    "read": read,
    "spark": spark,
}
IN_DOCS = ("small", "large")  # these keep their figures in docs/performance.md


def everything(arguments: list[str]) -> int:
    """Measure every part; return 1 when one of them found something worse."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks", "%(prog)s [part] [options]", SAYS, f"parts: {', '.join(PARTS)}"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument("--json", type=Path, metavar="FOLDER", help="write <part>.json there")
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md")
    parser.add_argument(
        "--check", action="store_true", help="end with 1 when a ratio is half as good as the docs'"
    )
    options = parser.parse_args(arguments)
    status = 0
    for name, part in PARTS.items():
        given = ["--runs", str(options.runs)]
        if options.json:
            options.json.mkdir(parents=True, exist_ok=True)
            given += ["--json", str(options.json / f"{name}.json")]
        if name in IN_DOCS:
            given += ["--write-docs"] * options.write_docs + ["--check"] * options.check
        print(f"== {name}\n", flush=True)
        status = max(status, part(given))
        print(flush=True)
    return status


def main(arguments: list[str]) -> int:
    """Measure the part that is named, or every part."""
    if arguments and arguments[0] in PARTS:
        return PARTS[arguments[0]](arguments[1:])
    return everything(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
