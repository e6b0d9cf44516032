"""Write the report as a web site: pages, charts and downloads in one folder.

Decision: the site is static files made from the warehouse alone, the same bytes every time. It is
written beside its folder and put in place in one step. A list of checksums says what was made, and
a folder is replaced only when it holds exactly that: a person's file is never deleted.
"""

import gc
import hashlib
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from warehouse.extras import require
from warehouse.faults import WarehouseError
from warehouse.files import delivery, folder_of
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.read.query import reading

MANIFEST = "made-by-warehouse.sha256"
NAMED = 5
HELD = ExitStack()
Progress = Callable[[str], None]
Sizes = dict[str, tuple[int, int]]  # width and height of charts, by their files


def write(
    database: Path,
    out: Path,
    progress: Progress,
    *,
    with_sql: bool = True,
    address: str = "",
    contact: str | None = None,
) -> int:
    """Write the site into the folder `out` and return how many pages it has.

    `with_sql` adds the page that runs SQL, which needs Node.js. `address` is where the site will
    stand, and `contact` an e-mail or web address that takes questions. Raises WarehouseError when
    one of both is no address, an extra is missing, or `out` holds what this command did not make;
    it is then as it was.
    """
    address = _address(address)
    require("site", "jinja2")
    from warehouse.site import bundle, publications
    from warehouse.site import sql as site_sql
    from warehouse.site.downloads import FILE, WHOLE, write_whole
    from warehouse.site.pages import Site
    from warehouse.site.search import write_indexes
    from warehouse.site.text import texts
    from warehouse.site.workers import Workers

    out = folder_of(out)
    _check(out)
    if with_sql:
        bundle.packages()  # what may be missing comes first
    # A connection that stays open makes those of single queries cheap: DuckDB opens the file once.
    with reading(database), delivery(out, is_folder=True, force=True) as made:
        site = Site(database)
        environment = site.environment(with_sql=with_sql, address=address, contact=contact)
        parts = list(product([edition.code for edition in site.editions], LANGUAGES))
        with Workers(partial(_prepare, database)) as pool:
            progress("charts and downloads")
            charts = [
                pool.submit(_charts, database, made, *part, with_cards=bool(address))
                for part in parts
            ]
            downloads = [
                *(pool.submit(write_whole, database, made, name) for name in WHOLE),
                *(pool.submit(_downloads, database, made, *part) for part in parts),
            ]
            if with_sql:
                progress("SQL page")
                site_sql.write(made, database, environment)
            shutil.copytree(SITE / "static", made / "static")
            if with_sql:
                write_indexes(made / "static", site.editions, site.schemas, site.names)
            history = publications.next_of(publications.read(out), database, site.editions)
            (made / publications.FILE).write_text(publications.written(history), encoding="utf-8")
            of_the_root = {"index.html": "root.html", "404.html": "404.html"}
            for name, template in of_the_root.items():
                text = environment.get_template(template).render(texts=texts())
                (made / name).write_text(text, encoding="utf-8")
            sizes: Sizes = {}
            for drawn in charts:
                sizes |= drawn.result()
            progress("pages")
            for page in site.pages(sizes, history):
                path = made / page.language / page.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(site.render(environment, page), encoding="utf-8")
            for written in downloads:
                written.result()
        if not with_sql:
            shutil.copyfile(database, made / FILE)
        for page in site.downloads(made):
            path = made / page.language / page.path
            path.write_text(site.render(environment, page), encoding="utf-8")
        if address:
            listed = [f"{page.language}/{page.path}" for page in site.listed()]
            text = environment.get_template("sitemap.xml").render(paths=listed)
            (made / "sitemap.xml").write_text(text, encoding="utf-8")
        progress("publication")
        return _sealed(made)


def _address(text: str) -> str:
    """Return where a site will stand, with a slash at its end; refuse what is no web address."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        message = f'"{text}" is no address of a site; give one like https://example.org/figures/'
        raise WarehouseError(message)
    return text.rstrip("/") + "/"


def _prepare(database: Path) -> None:
    """Make a process of the pool fast: hold the warehouse open (see `write`), seldom tidy up."""
    HELD.enter_context(reading(database))
    gc.set_threshold(200_000)  # a workbook is many small objects, all of them needed


def _charts(database: Path, made: Path, edition: str, language: str, *, with_cards: bool) -> Sizes:
    """Draw the charts of one edition in one language, and return how large they are.

    Each is drawn wide and narrow, and where its panels have scales of their own with one as well.
    The wide one is there as a picture of points, too, and with cards as one for previews of links.
    """
    from warehouse.charts.draw import has_own_scales, specified
    from warehouse.charts.panels import read_charts
    from warehouse.charts.render import SIZE, as_card
    from warehouse.site.kept import drawn_once, raster_once

    sizes = {}
    folder = made / "charts" / edition / language
    folder.mkdir(parents=True)
    for table, chart in read_charts(database, language, edition).items():
        for is_alike in (False, True) if has_own_scales(chart) else (False,):
            for layout in ("wide", "narrow"):
                ending = ("-one-scale" if is_alike else "") + (
                    "-narrow" if layout == "narrow" else ""
                )
                path = folder / f"{table}{ending}.svg"
                drawn = drawn_once(specified(chart, layout, is_alike=is_alike))
                path.write_bytes(drawn)
                if not ending:
                    path.with_suffix(".png").write_bytes(raster_once(drawn))
                    if with_cards:
                        path.with_name(f"{table}-card.png").write_bytes(raster_once(as_card(drawn)))
                if found := SIZE.search(drawn.decode()):
                    sizes[path.relative_to(made).as_posix()] = (int(found[1]), int(found[2]))
    return sizes


def _downloads(database: Path, made: Path, edition: str, language: str) -> None:
    """Write the tables of one edition in one language in every format."""
    from warehouse.export.write import write_marts
    from warehouse.site.pages import FORMATS

    folder = made / "data" / edition / language
    kinds = [kind for _, kind, _ in FORMATS]
    write_marts(database, kinds, folder, language=language, edition=edition)


def _sealed(made: Path) -> int:
    """Say in a whole site what it holds, and return how many pages it has."""
    (made / MANIFEST).write_text(_manifest(made), encoding="utf-8")
    return len(list(made.rglob("*.html")))


def _manifest(folder: Path) -> str:
    """Return the checksums of all files in a folder, as sha256sum writes them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    ]
    return "".join(lines)


def _check(out: Path) -> None:
    """Refuse a folder that holds anything but a site as it was written."""
    if not out.is_dir() or not any(out.iterdir()):
        return
    manifest = out / MANIFEST
    known = set(manifest.read_text(encoding="utf-8").splitlines()) if manifest.is_file() else set()
    strange = [line.partition("  ")[2] for line in _manifest(out).splitlines() if line not in known]
    if strange or not known:
        named = ", ".join(strange[:NAMED]) + (" and more" if len(strange) > NAMED else "")
        message = (
            f"{out} holds what this command did not write, or not like this: {named}; "
            "move it away, or choose another folder"
        )
        raise WarehouseError(message)
