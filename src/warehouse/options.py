"""Options and look-ups that several commands share."""

from pathlib import Path
from typing import Any

import click

from warehouse.faults import WarehouseError
from warehouse.project import DATABASE, SEEDS

database_option = click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DATABASE,
    show_default=True,
    help="The DuckDB file of the warehouse.",
)
edition_option = click.option("--edition", help="Edition of the report; the newest when left out.")
summary_option = click.option("--summary", is_flag=True, help="Print the totals only.")
seeds_option = click.option(
    "--seeds",
    type=click.Path(path_type=Path, file_okay=False),
    default=SEEDS,
    help="Folder of code lists and editions; that of the project when left out.",
)


def fetch_rows(
    database: Path, sql: str, *values: object
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the column names and the rows of one statement on the warehouse."""
    from warehouse.query import fetch

    return fetch(database, sql, *values)


def chosen_edition(database: Path, wanted: str | None) -> str:
    """Return the edition asked for, or the newest; refuse one that the warehouse lacks."""
    _, rows = fetch_rows(database, "select edition_code from main.dim_edition order by 1")
    editions = [edition for (edition,) in rows]
    if wanted is not None and wanted not in editions:
        raise WarehouseError(f'no edition "{wanted}"; there is {", ".join(editions)}')
    return wanted or str(editions[-1])
