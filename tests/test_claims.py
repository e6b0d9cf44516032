"""Every claim is recomputed rightly, turns red when its figures change, and is told."""

import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from tests.editions import few_tables, unproved
from tests.test_reconciliation import CELL, MUCH, Row, print_another, rows
from tests.test_statement_faults import CLAIM
from warehouse.cli.main import cli
from warehouse.place import SEEDS
from warehouse.seeds.yamltext import read_yaml
from warehouse.trust.sentences import digest

CLAIMS = SEEDS / "2022" / "claims.yml"
DOCUMENT, _ = read_yaml(CLAIMS.name, CLAIMS.read_text(encoding="utf-8"), "claims")
assert DOCUMENT is not None
COMPUTED = [said["claim"] for said in DOCUMENT.data["claims"] if "of" in said]


def run(database: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["claims", *words, "--database", str(database)])


def test_the_query_of_every_claim_gives_its_interval(warehouse: duckdb.DuckDBPyConnection) -> None:
    claims = rows(warehouse, "from quality.claims where recompute_sql is not null")
    assert len(claims) == len(COMPUTED) > 150
    for claim in claims:
        found = warehouse.execute(claim["recompute_sql"]).fetchall()
        assert found == [(claim["value_min"], claim["value_max"])], claim["claim_code"]


def test_every_claim_turns_red_when_its_figures_change(
    writable: duckdb.DuckDBPyConnection,
) -> None:
    """With nothing or very much on one side of a claim, it can no longer be true."""
    terms = "from main.term where subject_kind = 'claim' and subject_code = $1"
    cells = {code: rows(writable, terms, code) for code in COMPUTED}
    left = set(COMPUTED)
    for figure, is_looked_at in ((0, True), (MUCH, True), (MUCH, False)):
        for group in apart({code: cells[code] for code in COMPUTED if code in left}):
            sides = [
                cell
                for code in group
                for cell in cells[code]
                if cell["side"] == "sum" and (cell["member"] == 0) is is_looked_at
            ]
            writable.execute("begin")
            print_another(writable, figure, *sides)
            query = "select claim_code from quality.claims where verdict = 'contradicted'"
            red = {code for (code,) in writable.execute(query).fetchall()}
            writable.execute("rollback")
            left -= red & set(group)
    assert left == set()


def apart(claims: dict[str, list[Row]]) -> list[list[str]]:
    """Put claims into groups in which no two share a cell, so that none turns another one red."""
    groups: list[tuple[list[str], set[object]]] = []
    for code, cells in claims.items():
        assert cells
        own = {tuple(cell[name] for name in CELL) for cell in cells}
        for members, used in groups:
            if used.isdisjoint(own):
                members.append(code)
                used.update(own)
                break
        else:
            groups.append(([code], set(own)))
    return [members for members, _ in groups]


def test_the_known_contradictions_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select claim_code from quality.claims where verdict = 'contradicted' order by 1"
    assert [code for (code,) in warehouse.execute(query).fetchall()] == [
        "africa_first_2018",
        "construction_rises_more_than_households",
        "construction_rises_more_than_other_labour",
        "escort_second_2019",
        "international_sexual_african_share",
    ]


# rounding of the claim, value, computed interval, verdict
JUDGED = [
    ("exact", 5, (5, 5), "confirmed"),
    ("exact", 5, (4, 5), "possible"),
    ("exact", 5, (6, 9), "contradicted"),
    ("whole", 5, (4.5, 5.5), "confirmed"),
    ("whole", 5, (5.51, 6), "contradicted"),
    ("about", 5, (0, 10), "confirmed"),
    ("about", 5, (10, 11), "possible"),
    ("more_than", 5, (6, 9), "confirmed"),
    ("more_than", 5, (5, 9), "possible"),
    ("more_than", 5, (4, 5), "contradicted"),
    ("less_than", 5, (0, 4), "confirmed"),
    ("less_than", 5, (0, 5), "possible"),
    ("less_than", 5, (5, 9), "contradicted"),
    ("at_least", 5, (5, 9), "confirmed"),
    ("at_most", 5, (0, 5), "confirmed"),
    ("slightly_more", 0, (1, 15), "confirmed"),
    ("slightly_more", 0, (0, 0), "contradicted"),
    ("slightly_more", 0, (15.1, 20), "contradicted"),
    ("slightly_less", 20, (5, 19), "confirmed"),
    ("clearly_more", 0, (10, 20), "confirmed"),
    ("clearly_more", 0, (0, 9), "contradicted"),
    ("clearly_less", 20, (0, 10), "confirmed"),
]


@pytest.mark.parametrize(("rounding", "value", "interval", "verdict"), JUDGED)
def test_verdicts(
    writable: duckdb.DuckDBPyConnection,
    rounding: str,
    value: float,
    interval: tuple[float, float],
    verdict: str,
) -> None:
    """One claim of kind count, with the sums replaced by the interval."""
    writable.execute("begin")
    writable.execute(
        "create or replace table build.term_sums as select '2022' as edition_code, "
        "'claim' as subject_kind, 'victims_2022' as subject_code, '' as group_code, 0 as member, "
        f"0 as hidden_cells, 0 as uncertain_cells, {interval[0]}::double as value_min, "
        f"{interval[1]}::double as value_max"
    )
    writable.execute(
        "update claim set rounding_code = $1, claimed_value = $2 where claim_code = 'victims_2022'",
        [rounding, value],
    )
    query = "select verdict from quality.claims where claim_code = 'victims_2022'"
    found = writable.execute(query).fetchone()
    writable.execute("rollback")
    assert found == (verdict,)


def test_the_command_tells_and_filters(database: Path) -> None:
    everything = run(database)
    assert everything.exit_code == 1, "some sentences are contradicted"
    assert everything.output.splitlines()[-1].startswith("claims of edition 2022: 241, of which")
    only = run(database, "--verdict", "contradicted").output.splitlines()
    assert len(only) == 5 + 1
    assert all(line.startswith("contradicted") for line in only[:-1])
    means = run(database, "--kind", "mean", "--section", "leeftijd").output
    assert "Computed" not in means
    assert "not in tables" in means


def test_one_claim_is_shown_with_its_query(database: Path) -> None:
    result = run(database, "victims_2022")
    assert result.exit_code == 0
    assert "Printed: 814. Computed: 814 victims." in result.output
    query = result.output[result.output.index("with cells") :]
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(query).fetchall() == [(814, 814)]
    assert "no claim" in str(run(database, "nonsense").exception)


SENTENCES = (
    "Er zijn 814 slachtoffers.\n\nIn 2022 was er een verslag.\n\nHet is een tekst zonder cijfer.\n"
)
EXEMPTION = """\
exemptions:
  - {sentence: %s, reason_nl: Noemt alleen een jaar., reason_en: It only names a year.}
"""
PRINTED = "814\n    counts: {process: victims, year: 2022}"
FIRST, SECOND = digest("Er zijn 814 slachtoffers."), digest("In 2022 was er een verslag.")


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a warehouse with one claim and one exemption, and the text that they are about."""
    folder = tmp_path_factory.mktemp("covered")
    text = folder / "report.txt"
    text.write_text(SENTENCES, encoding="utf-8")
    return make(folder, SENTENCES, FIRST, SECOND), text


def make(folder: Path, text: str, claimed: str, exempt: str) -> Path:
    seeds = few_tables(folder / "seeds", "victims_by_age")
    said = CLAIM.replace("0123456789ab", claimed).replace("allemaal", PRINTED)
    statements = said + EXEMPTION % exempt
    (seeds / "2022" / "claims.yml").write_text(statements, encoding="utf-8")
    edition = seeds / "2022" / "edition.yml"
    said = edition.read_text(encoding="utf-8")
    known = next(line for line in said.splitlines() if line.startswith("source_sha256"))
    sha = hashlib.sha256(text.encode()).hexdigest()
    edition.write_text(said.replace(known, f"source_sha256: {sha}"), encoding="utf-8")
    path = folder / "covered.duckdb"
    return unproved(path, seeds)


def test_every_sentence_with_a_figure_is_accounted_for(covered: tuple[Path, Path]) -> None:
    database, text = covered
    result = run(database, "--report-text", str(text))
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == (
        "sentences with a figure: 2, of which 1 covered, 1 exempt, 0 not covered"
    )


@pytest.mark.parametrize(
    ("claimed", "exempt", "unclaimed", "unsaid"),
    [
        (FIRST, "0" * 12, f"line 3, {SECOND}", "0" * 12),
        ("0" * 12, SECOND, f"line 1, {FIRST}", "all_victims"),
    ],
)
def test_a_sentence_or_a_claim_left_over_is_a_failure(
    covered: tuple[Path, Path],
    tmp_path: Path,
    claimed: str,
    exempt: str,
    unclaimed: str,
    unsaid: str,
) -> None:
    database, text = Path(shutil.copy(covered[0], tmp_path)), covered[1]
    with duckdb.connect(str(database)) as connection:
        connection.execute("update claim set sentence_digest = $1", [claimed])
        connection.execute("update claim_exemption set sentence_digest = $1", [exempt])
    result = run(database, "--report-text", str(text))
    assert result.exit_code == 2
    assert f"no claim: {unclaimed}" in result.output
    assert f"not so in the text: {unsaid}" in result.output


def test_every_number_of_a_sentence_is_accounted_for(
    covered: tuple[Path, Path], tmp_path: Path
) -> None:
    """A second figure needs a claim of its own or an exemption; a year needs none."""
    text = "Er zijn 814 slachtoffers in 2022, van wie de helft in vijf jaar.\n\nIn 2022 was er 1.\n"
    claimed, exempt = (digest(line) for line in text.split("\n\n"))
    database = make(tmp_path, text, claimed, exempt)
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")

    def told() -> list[str]:
        result = run(database, "--summary", "--report-text", str(tmp_path / "report.txt"))
        return [*result.output.splitlines()[1:-1], str(result.exit_code)]

    sentence = f"line 1, {claimed}: {text.splitlines()[0]}"
    assert told() == [f"no claim for helft: {sentence}", f"no claim for vijf: {sentence}", "2"]
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "insert into claim by name "
            "select * replace ('half' as claim_code, 'de helft' as printed_words) from claim"
        )
    assert told() == [f"no claim for vijf: {sentence}", "2"]
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "insert into claim_exemption by name select * replace "
            "($1 as sentence_digest, 'vijf jaar' as exempt_words) from claim_exemption",
            [claimed],
        )
    assert told() == ["0"]
    with duckdb.connect(str(database)) as connection:
        connection.execute("update claim set printed_words = '841' where claim_code <> 'half'")
    assert told() == [f"no claim for 814: {sentence}", "not so in the text: all_victims", "2"]


def test_another_text_than_the_edition_was_made_from_is_refused(
    covered: tuple[Path, Path], tmp_path: Path
) -> None:
    database, text = covered[0], tmp_path / "report.txt"
    text.write_text(SENTENCES + "En nog wat.\n", encoding="utf-8")
    assert "is not the text" in str(run(database, "--report-text", str(text)).exception)
    assert "cannot read" in str(run(database, "--report-text", f"{text}.old").exception)


def test_no_sentence_of_the_report_is_copied() -> None:
    """Statements are in words of our own: no statement is a sentence of the report."""
    assert DOCUMENT is not None
    digests = {said["sentence"] for said in DOCUMENT.data["claims"]}
    for said in DOCUMENT.data["claims"]:
        assert digest(said["statement_nl"]) not in digests
        assert digest(said["statement_nl"].removeprefix("Kop: ")) not in digests
