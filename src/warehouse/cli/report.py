"""The command that reads a published report: `read`."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warehouse.cli.options import seeds_option
from warehouse.extras import require
from warehouse.faults import WarehouseError

if TYPE_CHECKING:
    from warehouse.report.carry import Carried
    from warehouse.report.reading import Reading

PAGES = re.compile(r"\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*")
MOST_LISTED = 40


@click.command("read")
@click.argument("report", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--edition", required=True, help="Edition whose seeds to fill.")
@click.option("--pages", help="Pages to read, such as 60-81,143-149; all when left out.")
@click.option("--table", help="Only this table of the edition.")
@click.option("--replace", is_flag=True, help="Take what was read where the seeds say otherwise.")
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page that shows each table beside the cut-out of its page.",
)
@click.option(
    "--last-report",
    "last",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Last year's report: say what its claims become in the same sentences of this one.",
)
@click.option("--accept", is_flag=True, help="Write those claims into the seeds of the edition.")
@seeds_option
def read_command(
    report: Path,
    edition: str,
    pages: str | None,
    table: str | None,
    replace: bool,
    review: Path | None,
    last: Path | None,
    accept: bool,
    seeds: Path,
) -> None:
    """Read the figures of REPORT, a PDF or its text, into the seeds of an edition.

    Cells that are filled already stay as they are. A figure is filled in where its row and its
    column are sure; everything else is listed, for a person to look at.

    \b
    Examples:
        warehouse read report.pdf --edition 2023
        warehouse read report.pdf --edition 2023 --pages 60-81,143-149
        warehouse read report.pdf --edition 2023 --review review.html
        warehouse read report.txt --edition 2023 --last-report last.txt
        warehouse read report.pdf --edition 2023 --table victims_by_age --replace
    """
    require("read", "jinja2", "ortools", "pypdfium2", "rapidfuzz")
    from warehouse.report.reading import read_pdf, read_text

    if report.suffix == ".txt":
        if pages is not None:
            raise WarehouseError("a text has no pages; leave out --pages")
        reading = read_text(report, seeds, edition, table, replace=replace)
        place = "line"
    else:
        reading = read_pdf(report, seeds, edition, numbers(pages), table, replace=replace)
        place = "page"
    _echo(reading, seeds, place)
    if review is not None:
        from warehouse.report.review import write_review

        write_review(reading, report, review)
        click.echo(f"made {review}: hold each table against its page")
    if last is not None:
        from warehouse.report.reading import read_sentences

        _echo_carried(read_sentences(report, last, seeds, edition, accept=accept), accept)


def _echo_carried(carried: "Carried", accepted: bool) -> None:
    for entry in carried.claims:
        click.echo(f"the same sentence: {entry['claim']}: {entry['printed']}")
    for name, digest, text in carried.proposed:
        click.echo(f"perhaps reworded: {name}: {digest}: {text}")
    for name in carried.gone:
        click.echo(f"gone: {name}")
    for sentence in carried.new:
        click.echo(f"no claim yet: line {sentence.line}, {sentence.digest}: {sentence.text}")
    verb = "written" if accepted else "to be written with --accept"
    click.echo(
        f"claims: {len(carried.claims)} {verb}, {len(carried.proposed)} perhaps reworded, "
        f"{len(carried.gone)} gone, {len(carried.new)} sentences without one"
    )


def numbers(pages: str | None) -> list[int] | None:
    """Return the numbers of pages such as `60-81,143`, in their order."""
    if pages is None:
        return None
    if not PAGES.fullmatch(pages):
        raise WarehouseError(f'"{pages}" are no pages; write them as 60-81,143-149')
    found: list[int] = []
    for part in pages.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return sorted(set(found))


def _echo(reading: "Reading", seeds: Path, place: str) -> None:
    edition = reading.edition
    for filling in reading.fillings:
        kinds = Counter(placed.placement for placed in filling.cells.values())
        said = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        page = f"page {filling.page}, " if filling.page else ""
        click.echo(f"{filling.code}: {page}{said}")
        for text in filling.said:
            click.echo(f"  look: {text}")
    for seed in reading.proposed:
        cells = (len(seed.lines) - 1) * (len(seed.lines[0]) - 1)
        old = reading.instead.get(seed.code)
        kind = f"perhaps {old} with other rows" if old else "new"
        click.echo(f"{seed.code}: page {seed.meta['page']}, {kind}, proposed with {cells} cells")
    for text in reading.said:
        click.echo(f"look: {text}")
    if reading.accounted is not None:
        listed = reading.accounted.listed
        for one in listed[:MOST_LISTED]:
            click.echo(f"figure in no table: {place} {one.page}, {one.text}")
        if len(listed) > MOST_LISTED:
            click.echo(f"and {len(listed) - MOST_LISTED} more figures in no table")
        said = ", ".join(f"{count} {who}" for who, count in sorted(reading.accounted.taken.items()))
        click.echo(f"figures: {said}, {len(listed)} in no table")
    filled, cells = edition.filled()
    click.echo(
        f"read into {seeds / edition.code}: {reading.filled} cells filled in; "
        f"{filled} of {cells} are filled"
    )
    click.echo(f"what is still to do says: warehouse check --edition {edition.code}")
