"""Commands for Apache Spark: `spark deploy`."""

from pathlib import Path

import click

from warehouse.cli.options import database_option


@click.group("spark")
def spark_command() -> None:
    """Beyond one machine: the star schema and the mart in Apache Spark.

    Needs a Java runtime and: pip install 'warehouse-mensenhandel[spark]'

    \b
    Examples:
        warehouse spark deploy --master 'local[*]' --warehouse-dir spark
    """


def _setting(context: object, option: object, given: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for name, sign, _ in pairs:
        if not (name and sign):
            raise click.BadParameter(f'"{name}" should be NAME=VALUE')
    return {name: value for name, _, value in pairs}


@spark_command.command("deploy")
@database_option
@click.option(
    "--master", required=True, help="Address of the cluster, such as spark://host:7077 or local[*]."
)
@click.option(
    "--warehouse-dir",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for tables and catalogue; each worker must see it by the same path.",
)
@click.option(
    "--conf",
    "own_settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_setting,
    help="A further setting of Spark; may be repeated.",
)
def deploy_command(
    database: Path, master: str, warehouse_dir: Path, own_settings: dict[str, str]
) -> None:
    """Write the star schema as Parquet and create the views of the mart in Spark.

    The schemas main and mart of Spark's catalogue are replaced, with everything in them. The
    catalogue serves one program at a time: stop what uses it first.

    \b
    Examples:
        warehouse spark deploy --master 'local[*]' --warehouse-dir spark
        warehouse spark deploy --master spark://head:7077 --warehouse-dir /shared/figures \\
            --conf spark.executor.memory=8g
    """
    from warehouse.spark.deploy import deploy

    made = deploy(database, warehouse_dir, master, own_settings)
    click.echo(
        f"deployed to {warehouse_dir}: {made.tables} tables with {made.facts} cells, "
        f"{made.views} views"
    )
