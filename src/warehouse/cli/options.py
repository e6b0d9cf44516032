"""Options and look-ups that several commands share."""

from pathlib import Path

import click

from warehouse.place import DATABASE, SEEDS

database_option = click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DATABASE,
    show_default=True,
    help="The DuckDB file of the warehouse.",
)
edition_option = click.option("--edition", help="Edition of the report; the newest when left out.")
language_option = click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    help="Of headings, labels and notes; when left out, the first two are as printed.",
)
summary_option = click.option("--summary", is_flag=True, help="Print the totals only.")
seeds_option = click.option(
    "--seeds",
    type=click.Path(path_type=Path, file_okay=False),
    default=SEEDS,
    help="Folder of code lists and editions; that of the project when left out.",
)
