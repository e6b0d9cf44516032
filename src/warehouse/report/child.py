"""The process in which a PDF from outside is parsed; `pdf.py` does it, `reader.py` asks.

Decision: it knows one file and three requests, and has bounds before it opens the file.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from warehouse.confined import bound_memory, send, serve, size
from warehouse.faults import WarehouseError
from warehouse.report.pdf import Document

OWN = 250_000_000  # bytes that Python and PDFium take before anyone asks


def main() -> None:
    """Answer requests about one PDF: its path, the memory and the seconds of a request."""
    path, memory, seconds = sys.argv[1:]
    bound_memory(size(memory) + OWN)
    try:
        document = Document(Path(path))
    except WarehouseError as error:
        send(str(error))
        return
    functions: dict[str, Callable[..., Any]] = {
        "count": document.__len__,
        "page": document.page,
        "picture": document.picture,
    }
    serve(functions, float(seconds), _said)


def _said(error: BaseException) -> str | None:
    return "the file needs more memory than it may have" if isinstance(error, MemoryError) else None


if __name__ == "__main__":
    main()
