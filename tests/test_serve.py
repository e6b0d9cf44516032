"""A made site is served to this computer only, safely, and nothing outside its folder is."""

import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import Environment, FileSystemLoader

from tests.site_reader import served
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.site import serve
from warehouse.site.serve import HEADERS, server
from warehouse.site.text import texts

SECRET = b"outside"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with a site, beside it and in it what must not be served."""
    site = tmp_path / "site"
    for folder in ("en", "listed", ".git"):
        (site / folder).mkdir(parents=True)
    for name in (
        "index.html",
        "en/index.html",
        "app.js",
        "app.wasm",
        "warehouse.duckdb",
        "x.odd",
        "listed/kept.txt",
    ):
        (site / name).write_text(f"this is {name}")
    (site / ".git" / "config").write_bytes(SECRET)
    (tmp_path / "secret.html").write_bytes(SECRET)
    (tmp_path / "site-secret").mkdir()
    (tmp_path / "site-secret" / "index.html").write_bytes(SECRET)
    (site / "link.html").symlink_to(tmp_path / "secret.html")
    (site / "folder").symlink_to(tmp_path / "site-secret")
    (site / "linked").mkdir()
    (site / "linked" / "index.html").symlink_to(tmp_path / "secret.html")
    (site / "loop").symlink_to(site / "loop")
    (site / "inside.html").symlink_to(site / "index.html")
    return site


@pytest.fixture
def serving(site: Path) -> Iterator[ThreadingHTTPServer]:
    """Yield a running server of that folder."""
    with served(site) as serving:
        yield serving


def ask(
    serving: ThreadingHTTPServer,
    path: str,
    method: str = "GET",
    hosts: tuple[str, ...] | None = None,
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", serving.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    for host in (f"127.0.0.1:{serving.server_port}",) if hosts is None else hosts:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/", "text/html; charset=utf-8"),
        ("/inside.html", "text/html; charset=utf-8"),
        ("/app.js?v=1", "text/javascript; charset=utf-8"),
        ("/app.wasm", "application/wasm"),
        ("/warehouse.duckdb", "application/octet-stream"),
        ("/x.odd", "application/octet-stream"),
    ],
)
def test_a_file_comes_with_its_type_and_the_safe_headers(
    serving: ThreadingHTTPServer, path: str, kind: str
) -> None:
    answer, body = ask(serving, path)
    assert answer.status == 200
    assert body.startswith(b"this is ")
    assert answer.headers["Content-Type"] == kind
    for name, value in HEADERS.items():
        assert answer.headers.get_all(name) == [value]
    assert answer.headers["Server"] == "warehouse"


def test_the_policy_forbids_frames_other_origins_and_eval() -> None:
    policy = dict(part.strip().split(" ", 1) for part in serve.POLICY.split(";"))
    assert policy["frame-ancestors"] == "'none'"
    assert policy["default-src"] == "'none'"
    allowed = {source for sources in policy.values() for source in sources.split()}
    assert allowed == {"'none'", "'self'", "'wasm-unsafe-eval'"}


def test_a_head_has_no_body_and_a_file_known_already_is_not_sent_again(
    serving: ThreadingHTTPServer,
) -> None:
    answer, body = ask(serving, "/app.js", "HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.headers["Content-Length"] == str(len("this is app.js"))
    connection = HTTPConnection("127.0.0.1", serving.server_port, timeout=10)
    known = {"If-Modified-Since": answer.headers["Last-Modified"]}
    connection.request("GET", "/app.js", headers=known)
    assert connection.getresponse().status == 304
    connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/en/../../secret.html",
        "/..\\secret.html",
        "/%5c..%5csecret.html",
        "/....//secret.html",
        "//secret.html",
        "/link.html",
        "/folder/",
        "/folder/index.html",
        "/linked/",
        "/../site-secret/index.html",
        "/.git/config",
        "/%2egit/config",
        "/loop",
        "/listed",
        "/listed/",
        "/nothing",
        "/index.html/",
        "/index.html%00.js",
        "/" + "a" * 5000,
        "http://example.org/secret.html",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_outside_hidden_or_listed_is_served(
    serving: ThreadingHTTPServer, path: str, method: str
) -> None:
    answer, body = ask(serving, path, method)
    assert answer.status == 404
    assert SECRET not in body
    assert b"this is" not in body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_without_the_check_a_link_would_lead_outside_and_a_folder_be_listed(
    serving: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve.Handler, "_is_inside", lambda handler, path: True)
    assert ask(serving, "/link.html")[1] == SECRET
    assert b"kept.txt" in ask(serving, "/listed/")[1]


def test_a_folder_without_its_slash_leads_to_itself_and_nowhere_else(
    serving: ThreadingHTTPServer,
) -> None:
    for path in ("/en", "//en", "///en"):
        answer, _ = ask(serving, path)
        assert (answer.status, answer.headers["Location"]) == (301, "/en/")


@pytest.mark.parametrize("address", ["", "https://example.org/nl/figures/"])
@pytest.mark.parametrize("path", ["/nothing", "/nl/2022/tables/nothing.html?a=%41", "/index.html/"])
def test_what_is_not_there_is_told_on_the_page_of_the_site(
    serving: ThreadingHTTPServer, site: Path, path: str, address: str
) -> None:
    templates = Environment(loader=FileSystemLoader(SITE / "templates"), autoescape=True)
    template = templates.get_template("404.html")
    page = template.render(texts=texts(), address=address)
    (site / "404.html").write_text(page + "<p>100%", encoding="utf-8")
    answer, body = ask(serving, path)
    text = body.decode()
    assert answer.status == 404
    assert texts()["nl"]["gone"] in text
    assert texts()["en"]["gone"] in text
    assert text.endswith("100%")
    assert set(re.findall(r'href="([^"]*)"', text)) == {
        "/static/icon.svg",
        "/static/site.css",
        *(f"/{language}/{name}.html" for language in LANGUAGES for name in ("index", "search")),
    }
    answer, body = ask(serving, path, "HEAD")
    assert (answer.status, body) == (404, b"")
    # A page that leads outside is none.
    (site / "404.html").unlink()
    (site / "404.html").symlink_to(site.parent / "secret.html")
    answer, body = ask(serving, path)
    assert answer.status == 404
    assert SECRET not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_only_reading_is_allowed(serving: ThreadingHTTPServer, method: str) -> None:
    answer, _ = ask(serving, "/index.html", method)
    assert answer.status == 405


def test_an_unknown_method_is_refused(serving: ThreadingHTTPServer) -> None:
    assert ask(serving, "/", "BREW")[0].status == 501


@pytest.mark.parametrize(
    "hosts",
    [
        ("example.org",),
        ("127.0.0.1.example.org:8000",),
        ("localhost.example.org",),
        ("example.org@localhost",),
        ("10.0.0.1",),
        ("[::ffff:127.0.0.1",),
        ("",),
        (),
        ("localhost", "example.org"),
    ],
)
def test_a_request_by_another_name_is_refused(
    serving: ThreadingHTTPServer, hosts: tuple[str, ...]
) -> None:
    answer, body = ask(serving, "/index.html", hosts=hosts)
    assert answer.status == 421
    assert b"this is" not in body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1"])
def test_a_request_by_a_name_of_this_computer_is_answered(
    serving: ThreadingHTTPServer, host: str
) -> None:
    assert ask(serving, "/", hosts=(host,))[0].status == 200


def test_it_listens_on_the_loopback_address_only(serving: ThreadingHTTPServer) -> None:
    assert serving.server_address[0] == "127.0.0.1"
    # Any other address of this computer, 127.0.0.2 among them, finds nobody at the port.
    others = {"127.0.0.2", *socket.gethostbyname_ex(socket.gethostname())[2]} - {"127.0.0.1"}
    for address in sorted(others):
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((address, serving.server_port), timeout=2).close()


def test_a_folder_without_a_site_and_a_taken_port_are_refused(site: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"there is no site in .*; make one with"):
        server(tmp_path, 0)
    with server(site, 0) as first:
        for port in (first.server_port, 70000):
            with pytest.raises(WarehouseError, match=rf"cannot serve on port {port}: .*--port"):
                server(site, port)


def test_the_command_says_where_and_stops(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(serving: ThreadingHTTPServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", interrupted)
    result = CliRunner().invoke(cli, ["serve", "--site", str(site), "--port", "0"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("http://localhost:")
    assert result.output.endswith("stopped\n")
