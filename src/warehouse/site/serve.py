"""Serve a made web site to the browsers of this computer, and to nobody else.

Decision: the server listens on the loopback address only and answers only requests that name it,
so that no page of another site can read from it under a name of its own. It gives files of one
folder, for reading, with headers that keep a page to what its own site offers.
"""

import posixpath
import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from warehouse.faults import WarehouseError

ADDRESS = "127.0.0.1"
NAME = re.compile(r"(localhost|127\.0\.0\.1)(:\d+)?", re.IGNORECASE)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".duckdb": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".yml": "application/yaml; charset=utf-8",
    ".zip": "application/zip",
}
# A page narrows this further; a worker has no page, and compiles the engine under this policy.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
GONE = "404.html"
# A link of that page: it may begin with the address where the site will stand, or with nothing.
LINK = re.compile(r'(href=")[^"]*?((?:static|nl|en)/[\w.-]+")')
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the folder `site`; port 0 takes any free one.

    Raises WarehouseError when the folder holds no site, or the port cannot be had.
    """
    if not (site / "index.html").is_file():
        remedy = "make one with: warehouse site --out public"
        raise WarehouseError(f"there is no site in {site}; {remedy}")
    handler = partial(Handler, directory=str(site.resolve()))
    try:
        return ThreadingHTTPServer((ADDRESS, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot serve on port {port}: {reason}; choose another with --port"
        raise WarehouseError(message) from error


class Handler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD for files of its folder; everything else is refused."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def send_head(self) -> BinaryIO | None:
        """Send the headers of a file; return it open, or None when it was refused."""
        if not self._is_named():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "this server is for this computer only")
        elif not self._is_inside(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            return super().send_head()
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say what is wrong; of what is not there, on the page that the site has for that."""
        is_gone = code == HTTPStatus.NOT_FOUND and self._is_inside(f"/{GONE}")
        if is_gone:
            self.error_message_format = self._gone()
        super().send_error(code, message, explain)

    def _gone(self) -> str:
        """Return the page for what is not there, with links that hold at any depth."""
        page = Path(self.directory, GONE).read_text(encoding="utf-8")
        return LINK.sub(r"\1/\2", page).replace("%", "%%")  # the frame of a format

    def _is_named(self) -> bool:
        """Whether the request asks for this server by one of its own names."""
        hosts = self.headers.get_all("Host") or []
        return len(hosts) == 1 and bool(NAME.fullmatch(hosts[0]))

    def _is_inside(self, path: str) -> bool:
        """Whether a path names a file, or an index, that truly lies in the folder."""
        root = Path(self.directory)
        asked = Path(self.translate_path(path))
        try:
            for one in (asked, asked / "index.html") if asked.is_dir() else (asked,):
                inner = one.resolve(strict=True).relative_to(root)
                if any(part.startswith(".") for part in inner.parts):
                    return False
        except (OSError, ValueError, RuntimeError):
            return False
        return True

    def guess_type(self, path: object) -> str:
        """Return the type by the ending; what this computer believes of endings does not count."""
        ending = posixpath.splitext(str(path))[1].lower()
        return TYPES.get(ending, "application/octet-stream")

    def end_headers(self) -> None:
        """Close the headers with those that every answer has."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def refuse(self) -> None:
        """Refuse every other method."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = refuse  # noqa: N815

    def version_string(self) -> str:
        """Return a name that tells nothing of versions."""
        return "warehouse"

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""
