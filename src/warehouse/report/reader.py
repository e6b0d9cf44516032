"""Read pages of a report: a PDF in a process of its own with bounds, a text as it is.

Decision: the process that parses the file has no more memory and time than a report needs; what it
answers is plain data. Pages are read one by one, so that the bounds hold for each.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from warehouse.confined import Confined
from warehouse.faults import WarehouseError
from warehouse.report.page import UNKNOWN, Page

MEMORY = "500MB"
SECONDS = 10.0  # for one page
ALL_SECONDS = 120.0  # for all pages
MOST_BYTES = 200_000_000
MOST_UNKNOWN = 0.2  # of the letters: with more, the fonts have no Unicode


class Reader(Confined):
    """An open PDF; raises WarehouseError when it is locked, broken, or more than a report."""

    what, engine = "file", "PDFium"

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise WarehouseError(f"there is no file {path}; check the path")
        if path.stat().st_size > MOST_BYTES:
            raise WarehouseError(f"{path.name} is larger than {MOST_BYTES:,} bytes; no report is")
        self.path = path
        super().__init__(
            *("warehouse.report.child", str(path), MEMORY, str(SECONDS)),
            memory=MEMORY,
            seconds=SECONDS,
        )

    def count(self) -> int:
        """Return how many pages it has."""
        return int(self._ask("count"))

    def pages(self, numbers: Iterable[int] | None = None) -> list[Page]:
        """Return pages, all when no numbers are given; refuse what has no text."""
        count = self.count()
        wanted = list(numbers) if numbers is not None else list(range(1, count + 1))
        beyond = [number for number in wanted if not 1 <= number <= count]
        if beyond:
            raise WarehouseError(
                f"{self.path.name} has {count} pages; there is no page {beyond[0]}"
            )
        end = time.monotonic() + ALL_SECONDS
        found: list[Page] = []
        for number in wanted:
            if time.monotonic() > end:
                message = (
                    f"{self.path.name}: stopped at page {number} after {ALL_SECONDS:g} seconds"
                )
                raise WarehouseError(f"{message}; name the pages that you need with --pages")
            found.append(self._ask("page", number))
        self._refuse_without_text(found)
        return found

    def picture(self, number: int, box: tuple[float, float, float, float]) -> bytes:
        """Return a cut-out (left, top, right, bottom in points) of a page, as PNG."""
        drawn: bytes = self._ask("picture", number, box)
        return drawn

    def _refuse_without_text(self, pages: Iterable[Page]) -> None:
        letters = "".join(word.text for page in pages for word in page.words)
        if not letters:
            message = f"{self.path.name} has no text on these pages, only pictures"
            raise WarehouseError(f"{message}; recognise its text first (OCR), or take another file")
        unknown = letters.count(UNKNOWN)
        if unknown > MOST_UNKNOWN * len(letters):
            message = f"{self.path.name}: its fonts do not say what {unknown:,} letters are"
            raise WarehouseError(f"{message}; save it anew with another program")
