"""The command `export`: take tables along, with their metadata."""

from pathlib import Path

import click

from warehouse.cli.options import database_option

KINDS = ["parquet", "csv", "xlsx", "hyper", "sdmx-csv", "json-stat", "datapackage", "dcat"]
TOOLS = ["cube", "malloy", "dbt", "superset", "powerbi", "tableau"]


@click.command("export")
@click.argument("what")
@database_option
@click.option(
    "--format",
    "kind",
    type=click.Choice([*KINDS, *TOOLS]),
    required=True,
    help="What to write.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write; a folder, or a .zip, for several tables and for datapackage.",
)
@click.option("--edition", help="What this edition prints; the newest print when left out.")
@click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language of titles, labels and descriptions.",
)
@click.option(
    "--excel", type=click.Choice(["nl", "en"]), help="Write the CSV for Excel of this country."
)
@click.option("--base-url", default="", help="For dcat: where the files will be found.")
@click.option("--contact", help="For dcat: an e-mail or web address that takes questions.")
@click.option("--force", is_flag=True, help="Replace what exists.")
def export_command(
    what: str,
    database: Path,
    kind: str,
    output: Path,
    edition: str | None,
    language: str,
    excel: str | None,
    base_url: str,
    contact: str | None,
    force: bool,
) -> None:
    """Write WHAT with its metadata in a format of other programs.

    WHAT is a table of the report, "marts" for all of them, "star" for the star schema (parquet,
    csv, datapackage and dcat), "cells" for all cells in one table with their labels, or "figures"
    for those and the figures of sentences (parquet, csv, xlsx and hyper). A hidden cell stays
    hidden in every format. "semantics" writes a
    semantic layer for a tool that adds up by itself: cube, malloy, dbt, superset, powerbi, tableau.

    \b
    Examples:
        warehouse export victims_by_form --format xlsx -o victims.xlsx
        warehouse export victims_by_form --format csv --excel nl -o victims.csv
        warehouse export victims_by_sex --format json-stat --language en -o sex.json
        warehouse export marts --format parquet -o marts
        warehouse export figures --format csv --excel nl -o figures.csv
        warehouse export star --format datapackage -o star.zip
        warehouse export cells --format csv --excel nl -o cellen.csv
        warehouse export semantics --format cube -o cube
    """
    from warehouse.export.write import write

    write(
        database,
        what,
        kind,
        output,
        language=language,
        edition=edition,
        force=force,
        excel=excel,
        base_url=base_url,
        contact=contact,
    )
    click.echo(f"wrote {output}")
