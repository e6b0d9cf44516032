"""A browser that reaches this computer only, and a site, for the tests that look at pages."""

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import Once
from tests.site_reader import served
from warehouse.names import LANGUAGES
from warehouse.site.write import write

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What the browser asks its maker by itself, whatever the flags; it gets no answer. What a page asks
# is judged by visit().
HOUSEKEEPING = re.compile(r"[A-Z]+ (http://)?[\w.-]+\.(google|googleapis|gstatic)\.com[:/]")
# Who takes questions about the site.
CONTACT = "questions@example.org"


# Files that take minutes: one that begins last would be waited for.
LONGEST = ("test_spark", "test_superset", "test_site_browser", "test_site_tasks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files."""
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


class Trap:
    """A proxy that lets nothing through and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.flag = f"--proxy-server=http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                connection.settimeout(5)
                first = connection.recv(1000).split(b"\r\n")[0]
                if not HOUSEKEEPING.match(line := first.decode("latin-1")):
                    self.asked.append(line)


@pytest.fixture(scope="module")
def trap() -> Trap:
    """Return the way to the network that the browser of this file has."""
    return Trap()


@pytest.fixture(scope="module")
def browser(trap: Trap) -> Iterator[Browser]:
    """Yield a browser that reaches this computer only; at the end nobody may have tried more."""
    program = shutil.which("chromium")
    assert program is not None, "no browser: install chromium (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, trap.flag])
        yield browser
        browser.close()
    assert trap.asked == []


@pytest.fixture(scope="session")
def whole(database: Path, once: Once) -> Path:
    """Return the folder of a whole site of edition 2022, for reading only."""

    def fill(folder: Path) -> None:
        write(database, folder / "public", lambda step: None, contact=CONTACT)

    return once("whole", fill) / "public"


@pytest.fixture(scope="session")
def all_editions(through_the_years: Path, once: Once) -> Path:
    """Return the folder of a site of every publication, for reading only."""

    def fill(folder: Path) -> None:
        write(through_the_years, folder / "public", lambda step: None)

    return once("all-editions", fill) / "public"


@pytest.fixture(scope="session")
def address(whole: Path) -> Iterator[str]:
    """Yield the address where `warehouse serve` shows that site."""
    with served(whole) as serving:
        yield f"http://127.0.0.1:{serving.server_port}"


@pytest.fixture(
    params=[(language, width) for language in LANGUAGES for width in (360, 1280)], ids=str
)
def place(request: pytest.FixtureRequest) -> tuple[str, int]:
    """Return a language and a width of the screen, each pair once."""
    found: tuple[str, int] = request.param
    return found
