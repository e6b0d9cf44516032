"""Commands that read the published file: `tables`, `show`, `query`, `shell`."""

import sys
from pathlib import Path
from tempfile import gettempdir

import click

from warehouse.cli.options import database_option, edition_option, language_option
from warehouse.faults import WarehouseError


@click.command("tables")
@database_option
@edition_option
@language_option
def tables_command(database: Path, edition: str | None, language: str | None) -> None:
    """List the tables and charts of the report.

    \b
    Examples:
        warehouse tables
        warehouse tables --edition 2022 --language en
    """
    from warehouse.read.display import print_table
    from warehouse.read.query import chosen_edition, fetch

    edition = chosen_edition(database, edition)
    _, rows = fetch(
        database,
        "select table_code, page, if($2 = 'en', heading_en, heading_nl), unit, is_without_values "
        "from main.dim_table where edition_code = $1 order by table_number",
        edition,
        language or "nl",
    )
    listed = [
        (code, page, heading, unit, "without figures" if empty else "")
        for code, page, heading, unit, empty in rows
    ]
    print_table(["view", "page", "heading", "unit", ""], listed, title=f"Edition {edition}")


@click.command("show")
@click.argument("table")
@database_option
@edition_option
@language_option
def show_command(table: str, database: Path, edition: str | None, language: str | None) -> None:
    """Print one TABLE as the report does.

    \b
    Examples:
        warehouse show victims_by_form
        warehouse show origin_by_form --edition 2022 --language en
    """
    from warehouse.read.query import chosen_edition, reading

    # To open the file takes longer than to ask it: while this holds it, the others need not.
    with reading(database):
        _show(table, database, chosen_edition(database, edition, table), language)


def _show(table: str, database: Path, edition: str, language: str | None) -> None:
    from warehouse.read.query import fetch_dicts, no_table
    from warehouse.read.shown import print_shown
    from warehouse.read.words import spoken

    query = "from main.dim_table where edition_code = $1 and table_code = $2"
    found = fetch_dicts(database, query, edition, table)
    if not found:
        raise no_table(database, edition, table)
    about = spoken(found[0], language or "en")
    heading = about["heading"] if language else about["heading_nl"]
    told: list[str] = []
    if about["is_without_values"]:
        print(heading)
    else:
        told = print_shown(database, edition, table, heading, language)
    place = f"Edition {edition}, page {about['page']}. Source: {about['registry']}."
    hidden = "{suppression_label} hides a figure from {suppression_min} to {suppression_max}."
    told.insert(0, hidden.format(**about) if about["suppression_label"] else "")
    for line in [f"{place} {about['counting_rule']}", *told, about["notes"]]:
        if line:
            print(line)


@click.command("query")
@click.argument("sql", required=False)
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="File with the statement, instead of SQL.",
)
@database_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write instead of the screen; needed for parquet.",
)
def query_command(
    sql: str | None, path: Path | None, database: Path, kind: str, output: Path | None
) -> None:
    """Run one SQL statement on the warehouse, read-only.

    It sees no other file, cannot change settings, and has 2 GB of memory and a minute. Ctrl-C
    stops it.

    \b
    Examples:
        warehouse query "from report_2022.victims_by_form"
        warehouse query "select year, count from mart.victims_by_sex" --format csv
        warehouse query --file sql/cookbook/21_regions.sql
        warehouse query "from mart.victims_by_age" --format parquet --output age.parquet
    """
    if path is not None and sql is None:
        sql = _text(path)
    elif sql is None or path is not None:
        raise click.UsageError("give the SQL, or --file FILE")
    if kind == "table":
        if output is not None:
            raise click.UsageError("--output needs --format csv, json or parquet")
        _print(database, sql)
    elif output is not None:
        _write(database, sql, kind, output)
    elif kind == "parquet":
        raise click.UsageError("parquet is not for the screen; add --output FILE")
    else:
        click.echo(_result(database, sql, kind), nl=False)


def _print(database: Path, sql: str) -> None:
    from warehouse.read.display import print_table
    from warehouse.read.sandbox import Sandbox

    with Sandbox(database) as sandbox:
        statements = sandbox.statements(sql)
        if not statements:
            raise WarehouseError("there is no statement to run, only space or comments")
        for statement in statements:
            columns, rows = sandbox.run(statement)
            if columns:
                print_table(columns, rows)


def _write(database: Path, sql: str, kind: str, output: Path) -> None:
    from warehouse.files import delivery
    from warehouse.read.sandbox import Sandbox

    with (
        delivery(output, is_folder=False, force=True) as made,
        Sandbox(database, made) as sandbox,
    ):
        sandbox.copy(sql, kind, made)


def _result(database: Path, sql: str, kind: str) -> bytes:
    from warehouse.files import beside

    with beside(Path(gettempdir(), "result")) as folder:
        made = folder / "result"
        _write(database, sql, kind, made)
        return made.read_bytes()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WarehouseError(f"cannot read {path} as text: {error}") from error


@click.command("shell")
@database_option
def shell_command(database: Path) -> None:
    """Type SQL statements at a prompt, read-only, under the same limits as `query`.

    Statements may also come from a file; exit status 1 tells that one of them failed.

    \b
    Examples:
        warehouse shell
        warehouse shell < statements.sql
    """
    from warehouse.read.sandbox import Sandbox
    from warehouse.read.shell import talk

    with Sandbox(database) as sandbox:
        failures = talk(sandbox)
    sys.exit(1 if failures else 0)
