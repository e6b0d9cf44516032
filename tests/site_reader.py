"""Read the pages of a written site: elements, texts, links; or serve it while they are read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Self

from warehouse.site.serve import server

VOID = {"br", "img", "input", "link", "meta", "source"}


@dataclass
class Element:
    """An element of a page; `content` holds texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text without outer white space."""
        return self._text().strip()

    def _text(self) -> str:
        return "".join(part if isinstance(part, str) else part._text() for part in self.content)

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Return the elements inside, in order; `class_` asks for one of the classes."""
        name = attributes.pop("class_", None)
        return [
            found
            for found in self._inside()
            if (not tag or found.tag == tag)
            and (name is None or name in found.attributes.get("class", "").split())
            and attributes.items() <= found.attributes.items()
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """Return the only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def _inside(self) -> list["Element"]:
        found = []
        for part in self.content:
            if isinstance(part, Element):
                found += [part, *part._inside()]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


class Page(Element):
    """A page with its path."""

    path: Path

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the page in a file; fail when its elements do not nest."""
        return cls.parse(path.read_text(encoding="utf-8"), path)

    @classmethod
    def parse(cls, text: str, path: Path) -> Self:
        """Return a page from its text."""
        reader = _Reader()
        reader.feed(text)
        reader.close()
        assert len(reader.open) == 1, f"{path} leaves elements open"
        page = cls("", {}, reader.open[0].content)
        page.path = path
        return page

    @property
    def references(self) -> list[str]:
        """What its links, pictures, sheets and scripts name."""
        return [
            element.attributes[name]
            for element in self.all()
            for name in ("href", "src", "srcset")
            if name in element.attributes
        ]

    @property
    def anchors(self) -> set[str]:
        """The names that a link can lead to."""
        return {element.attributes["id"] for element in self.all() if "id" in element.attributes}


def pages_of(site: Path) -> dict[str, Page]:
    """Return all pages of a site by their paths."""
    return {
        path.relative_to(site).as_posix(): Page.read(path) for path in sorted(site.rglob("*.html"))
    }


@contextmanager
def served(folder: Path) -> Iterator[ThreadingHTTPServer]:
    """Yield a running server of a folder, as `warehouse serve` starts it."""
    with running(server(folder, 0)) as serving:
        yield serving


@contextmanager
def running(made: ThreadingHTTPServer) -> Iterator[ThreadingHTTPServer]:
    """Let a server answer for as long as it is needed."""
    with made as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()
