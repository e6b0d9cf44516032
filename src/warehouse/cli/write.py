"""Commands that change the published file: `build`, `rollback`."""

from pathlib import Path

import click

from warehouse import interrupt
from warehouse.cli.options import database_option, seeds_option


@click.command("build")
@database_option
@seeds_option
@click.option(
    "--keep",
    type=click.IntRange(0, 99),
    default=3,
    show_default=True,
    help="How many older files stay, for going back.",
)
@click.option(
    "--discard",
    is_flag=True,
    help="Let objects vanish that were made by hand in the published file.",
)
@click.option(
    "--wait",
    type=click.FloatRange(0),
    default=60,
    show_default=True,
    help="Seconds to wait for another build.",
)
@click.option(
    "--memory",
    metavar="SIZE",
    help="Memory that the build keeps to, such as 2GB; more is spilled to disk beside DATABASE.",
)
def build_command(
    database: Path, seeds: Path, keep: int, discard: bool, wait: float, memory: str | None
) -> None:
    """Build the warehouse from the seeds and publish it.

    The file is built beside DATABASE and takes its place in one step, so that readers are not
    disturbed. Faults in the seeds are listed together; then nothing is published. With nothing
    new in the inputs, nothing is published either.

    \b
    Examples:
        warehouse build
        warehouse build --database /srv/figures/warehouse.duckdb
        warehouse build --seeds my-seeds --database trial.duckdb
    """
    from rich.console import Console

    from warehouse.build.build import build

    console = Console(stderr=True)
    with console.status("build") as status:
        contents = build(
            database,
            seeds,
            interrupt.until_publication(lambda step: status.update(f"build: {step}")),
            keep=keep,
            discard=discard,
            wait=wait,
            memory=memory,
        )
    if contents is None:
        click.echo(f"{database} is up to date: nothing to publish")
    else:
        click.echo(f"published {database}: {contents}")


@click.command("rollback")
@database_option
def rollback_command(database: Path) -> None:
    """Put the file that was published before in the place of DATABASE.

    The present file stays beside it, as DATABASE.undone.

    \b
    Examples:
        warehouse rollback
        warehouse rollback --database /srv/figures/warehouse.duckdb
    """
    from warehouse.build.publish import lock, rollback

    target = database.resolve()
    with lock(target, 60, lambda text: click.echo(text, err=True)):
        interrupt.ignore()
        undone = rollback(target)
    click.echo(f"{database} is the file published before; the other one is {undone.name}")
