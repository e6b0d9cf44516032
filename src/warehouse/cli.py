"""The command line: `warehouse build`, `tables`, `show` and `query`.

Decision: commands only parse, call and print. Modules that are slow to import are imported by the
command that needs them, so that `--help` answers at once.
"""

import sys
from pathlib import Path
from typing import Any

import click

from warehouse.faults import InputRefused, WarehouseError
from warehouse.project import DATABASE, SEEDS

database_option = click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DATABASE,
    show_default=True,
    help="The DuckDB file of the warehouse.",
)
edition_option = click.option("--edition", help="Edition of the report; the newest when left out.")


@click.group(epilog="Start with: warehouse build && warehouse tables")
@click.version_option(package_name="warehouse-mensenhandel")
def cli() -> None:
    """The warehouse of the Dutch human-trafficking figures."""


@cli.command("build")
@database_option
@click.option(
    "--seeds",
    type=click.Path(path_type=Path, file_okay=False),
    default=SEEDS,
    help="Folder of code lists and editions; that of the project when left out.",
)
def build_command(database: Path, seeds: Path) -> None:
    r"""Build the warehouse from the seeds and publish it.

    The file is built beside DATABASE and takes its place in one step, so that readers are not
    disturbed. Faults in the seeds are listed together; then nothing is published.

    \b
    Examples:
        warehouse build
        warehouse build --database /srv/figures/warehouse.duckdb
        warehouse build --seeds my-seeds --database trial.duckdb
    """
    from rich.console import Console

    from warehouse.build import build

    console = Console(stderr=True)
    with console.status("build") as status:
        build(database, seeds, lambda step: status.update(f"build: {step}"))
    _, [(tables, cells)] = _fetch(
        database,
        "select count(distinct (edition_code, table_code)), count(*) from main.all_cells",
    )
    click.echo(f"published {database}: {tables} tables with {cells} printed cells")


@cli.command("tables")
@database_option
@edition_option
def tables_command(database: Path, edition: str | None) -> None:
    r"""List the tables and charts of the report.

    \b
    Examples:
        warehouse tables
        warehouse tables --edition 2022
    """
    edition = _edition(database, edition)
    _, rows = _fetch(
        database,
        "select table_code, page, heading_nl, unit, is_without_values from main.dim_table "
        "where edition_code = $1 order by table_number",
        edition,
    )
    listed = [
        (code, page, heading, unit, "no values in print" if empty else "")
        for code, page, heading, unit, empty in rows
    ]
    _print(["view", "page", "heading", "unit", ""], listed, title=f"Edition {edition}")


@cli.command("show")
@click.argument("table")
@database_option
@edition_option
def show_command(table: str, database: Path, edition: str | None) -> None:
    r"""Print one TABLE as the report does.

    \b
    Examples:
        warehouse show victims_by_form
        warehouse show origin_by_form --edition 2022
    """
    edition = _edition(database, edition)
    _, found = _fetch(
        database,
        "select heading_nl, page, registry, counting_rule, suppression_label, suppression_min, "
        "suppression_max, notes, is_without_values from main.dim_table "
        "where edition_code = $1 and table_code = $2",
        edition,
        table,
    )
    if not found:
        message = f'edition {edition} has no table "{table}"; list them with: warehouse tables'
        raise WarehouseError(message)
    heading, page, registry, rule, hidden, low, high, notes, is_without_values = found[0]
    if is_without_values:
        click.echo(heading)
    else:
        columns, rows = _fetch(database, f'from report_{edition}."{table}"')
        _print(columns, rows, title=heading)
    click.echo(f"Edition {edition}, page {page}. Source: {registry}. {rule}")
    if hidden:
        click.echo(f"{hidden} hides a figure from {low} to {high}.")
    if notes:
        click.echo(notes)


@cli.command("query")
@click.argument("sql")
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
def query_command(sql: str, database: Path, kind: str, output: Path | None) -> None:
    r"""Run one SQL statement on the warehouse, read-only.

    \b
    Examples:
        warehouse query "from report_2022.victims_by_form"
        warehouse query "select year, count from mart.victims_by_sex" --format csv
        warehouse query "from mart.victims_by_age" --format parquet --output age.parquet
    """
    from warehouse.query import export

    if kind == "table":
        if output is not None:
            raise click.UsageError("--output needs --format csv, json or parquet")
        columns, rows = _fetch(database, sql)
        _print(columns, rows)
        return
    if kind == "parquet" and output is None:
        raise click.UsageError("parquet is not for the screen; add --output FILE")
    click.echo(export(database, sql, kind, output), nl=False)


def _fetch(database: Path, sql: str, *values: object) -> tuple[list[str], list[tuple[Any, ...]]]:
    from warehouse.query import fetch

    return fetch(database, sql, *values)


def _edition(database: Path, wanted: str | None) -> str:
    """Return the edition asked for, or the newest; refuse one that the warehouse lacks."""
    _, rows = _fetch(database, "select edition_code from main.dim_edition order by 1")
    editions = [edition for (edition,) in rows]
    if wanted is not None and wanted not in editions:
        raise WarehouseError(f'no edition "{wanted}"; there is {", ".join(editions)}')
    return wanted or str(editions[-1])


def _print(columns: list[str], rows: list[tuple[Any, ...]], title: str | None = None) -> None:
    """Print rows as a table; numbers and printed cells to the right, an empty value as nothing."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for number, column in enumerate(columns):
        texts = [str(row[number]) for row in rows if row[number] is not None]
        is_figure = all(text[:1].isdigit() or text[:1] in "<?:-" for text in texts)
        table.add_column(Text(column), justify="right" if is_figure else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console = Console()
    if not console.is_terminal:
        console.width = 10_000
    console.print(table)


def main() -> None:
    """Run the command line; faults end with exit status 1 and without a traceback."""
    try:
        cli(standalone_mode=True)
    except InputRefused as refused:
        for fault in refused.faults:
            click.echo(str(fault), err=True)
        count = len(refused.faults)
        click.echo(f"{count} fault{'s' if count > 1 else ''}; nothing was published", err=True)
        sys.exit(1)
    except WarehouseError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
