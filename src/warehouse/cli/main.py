"""The command line `warehouse`.

Decision: commands only parse, call and print. Modules that are slow to import are imported by the
command that needs them, so that `--help` answers at once.
"""

import codecs
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

import click

from warehouse import interrupt
from warehouse.cli.compare import check_command, diff_command
from warehouse.cli.edition import import_command, new_edition_command
from warehouse.cli.export import export_command
from warehouse.cli.lines import Help, tell
from warehouse.cli.plot import plot_command
from warehouse.cli.read import query_command, shell_command, show_command, tables_command
from warehouse.cli.report import read_command
from warehouse.cli.serve import serve_command
from warehouse.cli.site import site_command
from warehouse.cli.spark import spark_command
from warehouse.cli.trust import audit_command, claims_command, findings_command
from warehouse.cli.write import build_command, rollback_command
from warehouse.faults import InputRefused, WarehouseError
from warehouse.read.display import ASCII, REPLACED

click.Context.formatter_class = Help


@click.group(epilog="Start with: warehouse build && warehouse tables")
@click.version_option(package_name="warehouse-mensenhandel")
def cli() -> None:
    """The warehouse of the Dutch human-trafficking figures."""


for command in (
    build_command,
    tables_command,
    show_command,
    query_command,
    export_command,
    plot_command,
    shell_command,
    site_command,
    serve_command,
    rollback_command,
    check_command,
    diff_command,
    claims_command,
    audit_command,
    findings_command,
    new_edition_command,
    import_command,
    read_command,
    spark_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; faults end with exit status 1 and without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows its number. Never `?`: that is a printed cell.
        if isinstance(stream, io.TextIOWrapper):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=ASCII if is_ascii else stream.encoding, errors=REPLACED)
    status = _run(_heeding)
    status = _run(_flush) or status
    # All files are closed by now. To free every object as well would take a tenth of a build.
    os._exit(status)


def _heeding() -> object:
    interrupt.heed()
    return cli(standalone_mode=False)


def _run(command: Callable[[], object]) -> int:
    """Return the exit status of a command; say what went wrong in one sentence."""
    try:
        status = interrupt.run(command)
        return status if isinstance(status, int) else 0
    except KeyboardInterrupt:
        with suppress(OSError):  # a terminal that was closed
            tell(interrupt.WORDS)
        return interrupt.status()
    except SystemExit as ended:
        return int(ended.code or 0)
    except InputRefused as refused:
        for fault in refused.faults:
            tell(str(fault))
        count = len(refused.faults)
        tell(f"{count} fault{'s' if count > 1 else ''}; nothing was changed")
    except click.ClickException as error:
        words = io.StringIO()
        error.show(words)
        tell(words.getvalue())
        return error.exit_code
    except WarehouseError as error:
        tell(f"error: {error}")
    except BrokenPipeError:
        _close(sys.stdout)  # whoever read it has gone, and knows
    except OSError as error:
        if error.filename is not None:
            raise
        _close(sys.stdout)
        tell(f"error: cannot write the output: {error.strerror}")
    return 1


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _close(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, so that it is not tried again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
