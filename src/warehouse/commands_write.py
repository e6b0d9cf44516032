"""Commands that make or change files: `build`."""

from pathlib import Path

import click

from warehouse.options import database_option, fetch_rows, seeds_option


@click.command("build")
@database_option
@seeds_option
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
    _, [(tables, cells)] = fetch_rows(
        database,
        "select count(distinct (edition_code, table_code)), count(*) from main.all_cells",
    )
    click.echo(f"published {database}: {tables} tables with {cells} printed cells")
