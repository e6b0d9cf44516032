"""The command that writes the web site: `site`."""

from pathlib import Path

import click

from warehouse import interrupt
from warehouse.cli.options import database_option


@click.command("site")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write; one that this command wrote before is replaced.",
)
@click.option(
    "--without-sql", is_flag=True, help="Leave out the page that runs SQL, which needs Node.js."
)
@click.option(
    "--base-url",
    default="",
    help="Address at which the site will stand: for a sitemap, previews and search engines.",
)
@click.option("--contact", help="An e-mail or web address that takes questions.")
@database_option
def site_command(
    out: Path, without_sql: bool, base_url: str, contact: str | None, database: Path
) -> None:
    """Write the report as a web site, in Dutch and English.

    It is plain files: put them on a web server, or open index.html from disk.

    \b
    Examples:
        warehouse site --out public
        warehouse site --out public --without-sql
        warehouse site --out public --base-url https://example.org/ --contact me@example.org
    """
    from warehouse.site.write import write

    count = write(
        database,
        out,
        interrupt.until_publication(lambda step: click.echo(step, err=True)),
        with_sql=not without_sql,
        address=base_url,
        contact=contact,
    )
    click.echo(f"wrote {count} pages to {out}")
