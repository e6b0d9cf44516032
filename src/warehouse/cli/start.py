"""Where the command `warehouse` begins.

Decision: while Python still imports, Ctrl-C is the system's to handle; an exception there would
end in a traceback. Afterwards `interrupt.py` has it.
"""

import signal


def main() -> None:
    """Run the command line; it does not return."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from warehouse.cli.main import main as run

    run()
