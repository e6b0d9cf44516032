"""The command `serve`: look at a made web site."""

from pathlib import Path

import click


@click.command("serve")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("public"),
    show_default=True,
    help="Folder that `warehouse site` made.",
)
@click.option("--port", type=int, default=8000, show_default=True, help="0 takes any free port.")
def serve_command(site: Path, port: int) -> None:
    """Serve a made web site to the browsers of this computer only.

    \b
    Examples:
        warehouse serve
        warehouse serve --site public --port 8080
    """
    from warehouse.site.serve import server

    with server(site, port) as serving:
        click.echo(f"http://localhost:{serving.server_port}/ shows {site}; Ctrl+C stops it")
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped")
