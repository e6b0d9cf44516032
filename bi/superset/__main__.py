"""Start Superset with the dashboard of the warehouse: `python -m bi.superset`.

Decision: Superset is a guest. It lives in an environment of its own, keeps its own database in a
folder that vanishes unless one is named, listens on this machine only, and opens the warehouse
read-only and locked down. The dashboard is text under `export/`, loaded anew at every start, with
the datasets of the semantic layer, whose metrics add only what may be added.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import yaml

from environments import environment
from warehouse.cli.options import database_option
from warehouse.export.semantics import layer
from warehouse.export.semantics_bi import dataset
from warehouse.faults import WarehouseError
from warehouse.read.query import fetch, reading

HERE = Path(__file__).resolve().parent
EXPORT = HERE / "export"
ADDRESS = "127.0.0.1"
USER = "admin"
READY = "ready"  # a file in the folder of a Superset that was prepared to the end
PATIENCE = 120  # seconds for the server to answer


def fill_in(export: Path, database: Path) -> None:
    """Write into a copy of the export where the warehouse is, and the datasets made from it."""
    (path,) = export.glob("databases/*.yaml")
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    described["sqlalchemy_uri"] = f"duckdb:///{database.resolve()}"
    path.write_text(yaml.safe_dump(described), encoding="utf-8")
    folder = export / "datasets" / described["database_name"]
    folder.mkdir(parents=True)
    with reading(database) as connection:
        made = layer(connection, database, "nl")
    for model in made.models:
        text = yaml.safe_dump(dataset(model, made) | {"database_uuid": described["uuid"]})
        (folder / f"{model.name}.yaml").write_text(text, encoding="utf-8")


def environ(home: Path) -> dict[str, str]:
    """Return the environment of Superset; its secret key is made once per folder."""
    key = home / "secret_key"
    if not key.is_file():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(48))
    return os.environ | {
        "SUPERSET_CONFIG_PATH": str(HERE / "superset_config.py"),
        "SUPERSET_HOME": str(home),
        "SUPERSET_SECRET_KEY": key.read_text(),
    }


def check(database: Path, home: Path, port: int) -> None:
    """Raise WarehouseError for what would fail minutes later, or harm somebody else's Superset."""
    fetch(database, "select 1")
    if (home / "superset.db").is_file() and not (home / READY).is_file():
        raise WarehouseError(f"{home} holds another or an unfinished Superset; name a new folder")
    with socket.socket() as probe:
        if probe.connect_ex((ADDRESS, port)) == 0:
            raise WarehouseError(f"port {port} is taken; name another with --port")


def prepare(python: Path, home: Path, database: Path) -> str:
    """Make Superset's own database in `home`, a user, and the dashboard; return the password.

    Raises WarehouseError with the last words of a step that failed.
    """
    password = secrets.token_urlsafe(12)
    # Not as an argument: every user of the machine can read those.
    variables = environ(home) | {"FLASK_FAB_CREATE_ADMIN_PASSWORD": password}

    def step(title: str, *arguments: str) -> None:
        click.echo(f"  {title}")
        command = [str(python.with_name("superset")), *arguments]
        told = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        if told.returncode:
            raise WarehouseError(f"{title}: failed\n{(told.stdout + told.stderr)[-3000:]}")

    step("its own database", "db", "upgrade")
    name = ["--firstname", "A", "--lastname", "Reader", "--email", "reader@localhost"]
    step("a user", "fab", "create-admin", "--username", USER, *name)
    step("its roles", "init")
    with tempfile.TemporaryDirectory() as folder:
        export = Path(shutil.copytree(EXPORT, Path(folder, "warehouse", "export")))
        fill_in(export, database)
        bundle = shutil.make_archive(f"{folder}/bundle", "zip", export.parent, export.name)
        step("the dashboard", "import-dashboards", "--path", bundle, "--username", USER)
    (home / READY).touch()
    return password


@contextmanager
def serving(python: Path, home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Yield the running server once it answers; it ends with the block.

    Each worker serves one request at a time, so it holds the warehouse open for one query only and
    sees a new publication with the next. Raises WarehouseError when the server does not start.
    """
    command = [str(python), "-m", "gunicorn", "--bind", f"{ADDRESS}:{port}", "--workers", "3"]
    command += ["--timeout", str(PATIENCE), "superset.app:create_app()"]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environ(home), stdout=log, stderr=log)
        try:
            _wait(server, f"http://{ADDRESS}:{port}/health", home / "server.log")
            yield server
        finally:
            server.terminate()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  our own address
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise WarehouseError(f"Superset does not answer at {address}\n{log.read_text()[-3000:]}")


@click.command()
@database_option
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep Superset's database and your changes here; they vanish when left out.",
)
@click.option("--port", default=8088, show_default=True)
@click.option("--no-browser", is_flag=True, help="Only tell the address.")
def main(database: Path, folder: Path | None, port: int, no_browser: bool) -> None:
    """Start Superset with the dashboard of the warehouse, on this machine only.

    \b
    Examples:
        python -m bi.superset
        python -m bi.superset --folder my-superset --no-browser
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with tempfile.TemporaryDirectory() as passing:
            home = (folder or Path(passing)).resolve()
            home.mkdir(parents=True, exist_ok=True)
            check(database, home, port)
            click.echo("Superset's environment (minutes the first time)")
            python = environment(HERE / "superset.lock")
            if not (home / READY).is_file():
                click.echo("Preparing Superset")
                password = prepare(python, home, database)
                click.echo(f"user {USER}, password {password} (told once)")
            with serving(python, home, port) as server:
                address = f"http://{ADDRESS}:{port}/superset/dashboard/mensenhandel/"
                click.echo(f"{address} (stop with Ctrl-C)")
                if not no_browser:
                    webbrowser.open(address)
                server.wait()
    except KeyboardInterrupt:
        click.echo("stopped")
    except (WarehouseError, subprocess.CalledProcessError) as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
