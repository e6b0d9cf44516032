"""The prompt runs statements as they are typed, and a mistake does not end it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from warehouse.cli.main import cli
from warehouse.read import shell


def typed(database: Path, text: str) -> Result:
    return CliRunner().invoke(cli, ["shell", "--database", str(database)], input=text)


def test_a_statement_ends_with_a_semicolon(database: Path) -> None:
    told = typed(database, "select 40\n  + 2 as \"a;b\",\n 'x;\ny' as text;\nselect 7 as seven;\n")
    assert told.exit_code == 0
    assert told.stdout.split() == ["a;b", "text", "─" * 12, "42", "x;", "y", "seven", "─" * 7, "7"]


def test_a_mistake_is_told_and_the_next_statement_runs(database: Path) -> None:
    told = typed(database, "select nothing;\n.nothing\nselect 42 as x;\n")
    assert told.exit_code == 1
    assert told.stderr.count("error: ") == 2
    assert 'no command ".nothing"; list them with: .help' in told.stderr
    assert "42" in told.stdout


def test_what_is_not_ended_is_told(database: Path) -> None:
    told = typed(database, "select 42 as x")
    assert told.exit_code == 1
    assert "has no ; at its end and was not run" in told.stderr
    assert "42" not in told.stdout


def test_help_tables_and_schema(database: Path) -> None:
    told = typed(database, ".help\n.tables\n.schema MART.victims_by_sex\n.schema dim_sex;\n")
    assert told.exit_code == 0
    assert shell.HELP in told.stdout
    assert "analysis.shares" in told.stdout
    assert "Smallest figure that the print allows" in told.stdout
    told = typed(database, ".schema nothing\n")
    assert 'no table "nothing"; list them with: .tables' in told.stderr


@pytest.mark.parametrize("word", [".quit", ".exit"])
def test_it_can_be_left(database: Path, word: str) -> None:
    told = typed(database, f"{word}\nselect 42 as x;\n")
    assert told.exit_code == 0
    assert "42" not in told.stdout


def test_settings_last_from_statement_to_statement(database: Path) -> None:
    told = typed(database, "set variable wanted = 2019;\nselect getvariable('wanted') as y;\n")
    assert "2019" in told.stdout
