"""The scripts of SQL page and search: installed from a lock file, bundled into one folder.

Decision: npm packages come from `site/package-lock.json` (versions and hashes), without running
any script of theirs, into a folder outside the project's files that is kept until the lock
changes. The bundle is a pure function of the lock, the scripts in `site/` and this module, and is
kept beside the packages until one of them changes; the licences of what it holds go with it.
esbuild names the parts after the place of their sources, so it gets a copy of them, which stands
beside the packages wherever the project stands.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

from warehouse.faults import WarehouseError
from warehouse.place import SITE
from warehouse.site import kept

ENGINE = "@duckdb/duckdb-wasm"
ENGINE_FILES = ("duckdb-eh.wasm", "duckdb-browser-eh.worker.js")
LICENCES = "LICENSES.txt"
OPTIONS = (
    "--bundle",
    "--minify",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
    "--loader:.css=copy",
)
FOLDERS = ("sql", "search", "static")
# The SQL page fetches its parts when they are asked for. The search is one script and no module:
# browsers give a page that is opened from disk no modules.
BUNDLES = (
    (("sql/page.js", "sql/sql.css"), ("--format=esm", "--splitting")),
    (("search/search.js",), ("--format=iife",)),
)


def bundle(target: Path) -> None:
    """Write page, engine and charts into the folder `target`, which is made when missing.

    Raises WarehouseError when Node.js is missing, or a package cannot be installed or bundled.
    """
    installed = packages()
    made, stamp = installed / "made", installed / "made.stamp"
    with FileLock(installed / "lock"):
        digest = _digest()
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != digest:
            stamp.unlink(missing_ok=True)
            shutil.rmtree(made, ignore_errors=True)
            build(installed, made)
            stamp.write_text(digest, encoding="ascii")
        shutil.copytree(made, target, dirs_exist_ok=True)


def _digest() -> str:
    """Return a checksum of all that the bundle is made from."""
    written = [path for name in FOLDERS for path in sorted((SITE / name).iterdir())]
    sources = [Path(__file__), SITE / "package-lock.json", *written]
    parts = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sources]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def build(installed: Path, target: Path) -> None:
    """Bundle page, engine, charts and search into the new folder `target`, from packages."""
    modules, copy = installed / "node_modules", installed / "scripts"
    target.mkdir(parents=True)
    shutil.rmtree(copy, ignore_errors=True)
    for name in FOLDERS:
        shutil.copytree(SITE / name, copy / name)
    esbuild = [_program("node"), str(modules / "esbuild" / "bin" / "esbuild")]
    inputs: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        for names, form in BUNDLES:
            sources = [str(copy / name) for name in names]
            where = [f"--outdir={target.resolve()}", f"--metafile={report}"]
            command = [*esbuild, *sources, *OPTIONS, *form, *where]
            _run(command, installed, "the scripts could not be bundled")
            inputs |= set(json.loads(report.read_text(encoding="utf-8"))["inputs"])
    for name in ENGINE_FILES:
        shutil.copyfile(modules / ENGINE / "dist" / name, target / name)
    used = sorted({ENGINE, *map(_package, inputs)} - {""})
    text = "\n\n".join(_licence(modules / name, name) for name in used)
    (target / LICENCES).write_text(f"{text}\n", encoding="utf-8")


def packages() -> Path:
    """Return the folder whose `node_modules` fits the lock file; install them when it does not."""
    npm = _program("npm")
    lock = (SITE / "package-lock.json").read_bytes()
    digest = hashlib.sha256(lock + (SITE / "package.json").read_bytes()).hexdigest()
    folder = kept.folder()
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / "stamp"
    with FileLock(folder / "lock"):
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != digest:
            stamp.unlink(missing_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copyfile(SITE / name, folder / name)
            quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            _run([npm, "ci", *quiet], folder, "npm could not install what the SQL page needs")
            stamp.write_text(digest, encoding="ascii")
    return folder


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = (
            f"the SQL page of the site needs Node.js, and there is no {name}; install Node.js 20 "
            "or newer with npm, or leave the page out: warehouse site --without-sql"
        )
        raise WarehouseError(message)
    return found


def _run(command: list[str], folder: Path, failed: str) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise WarehouseError(f"{failed}: {done.stderr.strip() or done.stdout.strip()}")


def _package(path: str) -> str:
    """Return the name of the package that a file belongs to; it is empty for the project's own."""
    names = re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", path)
    return "/node_modules/".join(names)


def _licence(folder: Path, name: str) -> str:
    """Return name, version, licence and the licence's text, as far as the package carries it."""
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    title = f"{name} {about['version']}, {about['license']}"
    texts = sorted(path for path in folder.iterdir() if re.match(r"licen[cs]e", path.name, re.I))
    return "\n\n".join([title, *(path.read_text(encoding="utf-8").strip() for path in texts)])
