"""Write the report as a web site: pages, charts and downloads in one folder.

Decision: the site is static files made from the warehouse alone, the same bytes every time. It is
written beside its folder and put in place in one step. A list of checksums says what was made, and
a folder is replaced only when it holds exactly that: a person's file is never deleted.
"""

import hashlib
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from warehouse.extras import require
from warehouse.faults import WarehouseError
from warehouse.files import delivery, folder_of
from warehouse.names import LANGUAGES
from warehouse.place import SITE

MANIFEST = "made-by-warehouse.sha256"
SIZE = re.compile(r'<svg[^>]* width="(\d+)[^"]*" height="(\d+)')
NAMED = 5
Progress = Callable[[str], None]
Sizes = dict[str, tuple[int, int]]  # width and height of charts, by their files


def write(database: Path, out: Path, progress: Progress, *, with_sql: bool = True) -> int:
    """Write the site into the folder `out` and return how many pages it has.

    `with_sql` adds the page that runs SQL, which needs Node.js. Raises WarehouseError when that or
    an extra is missing, or when `out` holds what this command did not make; it is then as it was.
    """
    require("site", "jinja2")
    from warehouse.site import bundle
    from warehouse.site import sql as site_sql
    from warehouse.site.pages import Site

    out = folder_of(out)
    _check(out)
    if with_sql:
        bundle.packages()  # what may be missing comes first
    site = Site(database)
    environment = site.environment(with_sql=with_sql)
    parts = list(product([edition.code for edition in site.editions], LANGUAGES))
    with delivery(out, is_folder=True, force=True) as made:
        # A forked process would share what DuckDB holds open.
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            progress("charts and downloads")
            charts = [pool.submit(_charts, database, made, *part) for part in parts]
            downloads = [pool.submit(_downloads, database, made, *part) for part in parts]
            if with_sql:
                progress("SQL page")
                site_sql.write(made, database, environment)
            sizes: Sizes = {}
            for drawn in charts:
                sizes |= drawn.result()
            progress("pages")
            shutil.copytree(SITE / "static", made / "static")
            root = environment.get_template("root.html").render()
            (made / "index.html").write_text(root, encoding="utf-8")
            for page in site.pages(sizes):
                path = made / page.language / page.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(site.render(environment, page), encoding="utf-8")
            for written in downloads:
                written.result()
        (made / MANIFEST).write_text(_manifest(made), encoding="utf-8")
        return len(list(made.rglob("*.html")))


def _charts(database: Path, made: Path, edition: str, language: str) -> Sizes:
    """Draw the charts of one edition in one language, and return how large they are."""
    from warehouse.charts.draw import draw, specifications

    sizes = {}
    folder = made / "charts" / edition / language
    folder.mkdir(parents=True)
    for table, specification in specifications(database, language, edition).items():
        path = folder / f"{table}.svg"
        drawn = draw(specification, "svg")
        path.write_bytes(drawn)
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
