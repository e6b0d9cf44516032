"""The command that draws: `plot`."""

from pathlib import Path

import click

from warehouse.cli.options import database_option, edition_option


@click.command("plot")
@click.argument("table", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .svg, .png, .html (needs no network) or .json (Vega-Lite).",
)
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to fill with one SVG file for each table, instead of TABLE and --output.",
)
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of words."
)
@edition_option
@database_option
def plot_command(
    table: str | None,
    output: Path | None,
    folder: Path | None,
    language: str,
    edition: str | None,
    database: Path,
) -> None:
    """Draw one TABLE as a chart.

    A hidden figure is drawn as the range that print allows, never as a point or as zero.

    \b
    Examples:
        warehouse plot victims_by_form -o victims_by_form.svg
        warehouse plot origin_by_form -o origin.html --language en
        warehouse plot --all docs/images/gallery
    """
    from warehouse.charts.draw import specification, specifications
    from warehouse.charts.render import draw
    from warehouse.files import delivery, folder_of

    if folder is not None and table is None and output is None:
        folder_of(folder).mkdir(parents=True, exist_ok=True)
        made = {
            folder / f"{code}.svg": one
            for code, one in specifications(database, language, edition).items()
        }
    elif folder is None and table is not None and output is not None:
        made = {output: specification(database, table, language, edition)}
    else:
        raise click.UsageError("give a TABLE and --output FILE, or --all FOLDER")
    for path, one in made.items():
        drawn = draw(one, path.suffix[1:])
        with delivery(path, is_folder=False, force=True) as drawing:
            drawing.write_bytes(drawn)
        click.echo(f"drew {path}")
