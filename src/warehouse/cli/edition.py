"""Commands of the yearly update: `new-edition`, `import`."""

from pathlib import Path

import click

from warehouse.cli.options import seeds_option


@click.command("new-edition")
@click.argument("edition")
@seeds_option
@click.option("--like", metavar="EDITION", help="Edition to carry over; the newest earlier one.")
@click.option(
    "--xlsx",
    "book",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the same as an Excel workbook too.",
)
def new_edition_command(edition: str, seeds: Path, like: str | None, book: Path | None) -> None:
    """Begin a new EDITION: the seed files of an earlier one, without its figures.

    Rows, columns and descriptions are carried over with their years moved on; every figure and
    every page is left empty, and the build refuses it until it is filled in.

    \b
    Examples:
        warehouse new-edition 2023
        warehouse new-edition 2023 --xlsx 2023.xlsx
    """
    from warehouse.edition.begin import new_edition

    made = new_edition(seeds, edition, like, book)
    _, to_fill = made.filled()
    click.echo(f"made {seeds / edition}: {len(made.tables)} tables with {to_fill} cells to fill in")
    if book is not None:
        click.echo(f"made {book}, the same to fill in; then: warehouse import {book}")
    click.echo(f"what is still to do says: warehouse check --edition {edition}")


@click.command("import")
@click.argument("book", type=click.Path(path_type=Path, dir_okay=False))
@seeds_option
@click.option("--replace", is_flag=True, help="Let the workbook win where the seeds say otherwise.")
def import_command(book: Path, seeds: Path, replace: bool) -> None:
    """Fill the seed files of an edition from its workbook BOOK.

    Blank cells change nothing, so that a workbook may be imported while it is being filled in.
    Faults in the workbook are listed together; then no file is changed.

    \b
    Examples:
        warehouse import 2023.xlsx
        warehouse import 2023.xlsx --replace
    """
    from warehouse.edition.import_book import import_book

    result = import_book(book, seeds, replace=replace)
    edition = result.edition
    filled, cells = edition.filled()
    click.echo(f"imported {book} into {seeds / edition.code}: {filled} of {cells} cells are filled")
    for change in result.changes:
        click.echo(f"label changed: {change}")
    click.echo(f"what is still to do says: warehouse check --edition {edition.code}")
