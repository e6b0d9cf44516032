"""Write anew what is shown of the warehouse in files of its own: `python -m tests.renew_docs`.

After a change of migrations: `migrations/tables.sql`, the statements that they come to. After a
change of views or queries: every answer in a `console` block, and in the cookbook the SQL
of each file that is asked. The documents show edition 2022, whatever editions join it, so they ask
a warehouse of that edition alone; questions about many years ask one with the earlier publications
as well. Read the difference before keeping it.
"""

import re
import shlex
import tempfile
from pathlib import Path

from click.testing import CliRunner

from tests.editions import one_edition, publications
from warehouse.build.build import build
from warehouse.build.tables import HEAD, digest, rendered
from warehouse.cli.main import cli
from warehouse.place import MIGRATIONS, ROOT
from warehouse.site.sql import query_of
from warehouse.sqltext import header

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^```console\n\$ (warehouse .*)\n(?:.*\n)*?```$", re.MULTILINE)
ASKED = re.compile(
    r"^```sql\n(?:.*\n)*?```\n\n(```console\n\$ warehouse query --file (\S+)\n)", re.MULTILINE
)
# These tell with status 1 that the report contradicts itself.
TELLING = {"claims", "audit"}
SERIES = "series"  # the part of the cookbook about many years


def answer(command: str, database: Path, years: Path) -> str:
    """Return what a command of the warehouse prints, without white space at the ends of lines.

    A query about many years asks the file `years`, any other command `database`.
    """
    words = shlex.split(command)
    assert words[0] == "warehouse"
    if SERIES in map(_part, words):
        database = years
    if any(option.name == "database" for option in cli.commands[words[1]].params):
        words += ["--database", str(database)]
    result = CliRunner().invoke(cli, words[1:])
    assert result.exit_code in ({0, 1} if words[1] in TELLING else {0}), result.output
    return "\n".join(line.rstrip() for line in result.output.split("\n")).strip("\n")


def _part(word: str) -> str:
    """Return the part of the cookbook whose file a word of a command names, if it does."""
    return header((ROOT / word).read_text("utf-8"), "part") if word.endswith(".sql") else ""


def with_queries(text: str) -> str:
    """Return a page on which SQL before the question of a file is that of the file."""
    return ASKED.sub(
        lambda found: f"```sql\n{query_of(ROOT / found[2])}\n```\n\n{found[1]}",
        text,
    )


def with_answers(text: str, database: Path, years: Path) -> str:
    """Return a page whose console blocks show what the commands print."""

    def block(found: re.Match[str]) -> str:
        said = answer(found[1], database, years)
        gap = "\n" if said.startswith(" ") else ""  # a table has room above it
        return f"```console\n$ {found[1]}\n{gap}{said}\n```"

    return CONSOLE.sub(block, text)


def main() -> None:
    """Renew the tables, and every page that shows something else by now."""
    steps = digest()
    _renew(MIGRATIONS / "tables.sql", f"{HEAD.format(steps)}{rendered(steps)}\n")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "warehouse.duckdb"
        build(database, one_edition(Path(folder) / "seeds"), lambda step: None)
        years = Path(folder) / "years.duckdb"
        build(years, publications(Path(folder) / "more"), lambda step: None)
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            _renew(page, with_answers(with_queries(text), database, years))


def _renew(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        print(f"renewed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
