"""`warehouse check` tells what is empty, wrong or suspicious, and publishes nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cases import first
from tests.editions import few_tables, two_editions
from tests.test_statement_faults import RULE
from warehouse.cli.main import cli
from warehouse.edition.review import Finding, Review
from warehouse.edition.review import review as whole_review
from warehouse.faults import WarehouseError


def edit(seeds: Path, name: str, old: str, new: str) -> None:
    path = seeds / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def review(seeds: Path, edition: str, jump_factor: float) -> list[Finding]:
    return whole_review(seeds, edition, jump_factor).findings


def kinds(findings: list[Finding]) -> set[str]:
    return {finding.kind for finding in findings}


@pytest.fixture(scope="module")
def known(known_seeds: Path) -> Review:
    return whole_review(known_seeds, "2022", 3)


def test_the_real_edition_is_complete_and_its_known_contradiction_is_found(known: Review) -> None:
    assert kinds(known.findings) == {"suspicious"}
    place = "reconciliation: nationality_form_is_origin_form, 2022._U.AU"
    (found,) = [finding for finding in known.findings if finding.place == place]
    assert found.text.startswith("19, expected 6: ")
    impossible = [finding for finding in known.findings if "reconciliation" in finding.place]
    assert known.verdicts()["impossible"] == len(impossible)


def test_empty_cells_are_counted_per_file(tmp_path: Path) -> None:
    seeds = few_tables(tmp_path / "seeds")
    edit(seeds, "2022/victims_by_form.csv", "135,181", ",")
    edit(seeds, "2022/victims_by_form.yml", "page: 2", "page:")
    findings = review(seeds, "2022", 3)
    assert findings == [
        Finding("empty", "seeds/2022/victims_by_form.csv", "2 still to be filled in", 2),
        Finding("empty", "seeds/2022/victims_by_form.yml", "1 still to be filled in"),
    ]
    edit(seeds, "2022/victims_by_form.yml", "page:", "page: 2")
    assert review(seeds, "2022", 3) == [
        Finding("empty", "seeds/2022/victims_by_form.csv", "2 still to be filled in", 2),
    ]


def test_wrong_cells_are_named(tmp_path: Path) -> None:
    seeds = few_tables(tmp_path / "seeds")
    edit(seeds, "2022/victims_by_form.csv", "135", "a lot")
    (finding,) = review(seeds, "2022", 3)
    assert finding.kind == "wrong"
    assert finding.place == "seeds/2022/victims_by_form.csv:2"
    assert '"a lot"' in finding.text


@pytest.mark.parametrize(
    ("factor", "is_found"),
    [(1.5, True), (3, False)],
)
def test_a_jump_is_suspicious_beyond_the_factor(
    tmp_path: Path, factor: float, is_found: bool
) -> None:
    seeds = few_tables(tmp_path / "seeds")
    edit(seeds, "2022/victims_by_sex.csv", "500", "900")
    found = [f for f in review(seeds, "2022", factor) if f.place == "victims_by_sex: vrouw, 2022"]
    assert bool(found) is is_found


def test_totals_that_cannot_both_be_right_are_suspicious(known: Review, tmp_path: Path) -> None:
    place = "reconciliation: age_and_origin_total, 2018"
    assert place not in {finding.place for finding in known.findings}
    seeds = few_tables(tmp_path / "seeds", "victims_by_age", "victims_by_origin")
    rules = RULE.replace("rule: one", "rule: age_and_origin_total")
    (seeds / "2022" / "reconciliation.yml").write_text(rules, encoding="utf-8")
    edit(seeds, "2022/victims_by_age.csv", "Y_GE40,79", "Y_GE40,179")
    assert place in {finding.place for finding in review(seeds, "2022", 3)}


def test_a_year_that_disagrees_with_the_edition_before_is_suspicious(tmp_path: Path) -> None:
    findings = review(two_editions(tmp_path / "seeds"), "2098", 3)
    assert kinds(findings) == {"suspicious"}
    revised = [finding for finding in findings if "as in edition 2022" in finding.text]
    assert len(revised) >= 3


def test_another_edition_does_not_disturb(tmp_path: Path) -> None:
    seeds = two_editions(tmp_path / "seeds")
    edit(seeds, "2098/victims_by_sex.csv", "sex,2019", "sex,2018")
    assert kinds(review(seeds, "2098", 3)) == {"wrong"}
    assert kinds(review(seeds, "2022", 3)) == {"wrong"}, "nothing can be published, so say so"


def test_an_edition_that_is_not_there(seeds: Path) -> None:
    with pytest.raises(WarehouseError, match="warehouse new-edition 2031"):
        review(seeds, "2031", 3)


@pytest.mark.parametrize(("cell", "status"), first(2, [("135", 0), ("", 1), ("-135", 1)]))
def test_exit_status(tmp_path: Path, cell: str, status: int) -> None:
    seeds = few_tables(tmp_path / "seeds")
    edit(seeds, "2022/victims_by_form.csv", "135", cell)
    result = CliRunner().invoke(cli, ["check", "--edition", "2022", "--seeds", str(seeds)])
    assert result.exit_code == status
    assert result.output.splitlines()[-1].startswith("edition 2022: ")


def test_every_comparison_of_the_rules_is_shown(
    known: Review, known_seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.edition.review.review", lambda *_: known)
    words = ["check", "--edition", "2022", "--rules", "--summary", "--seeds", str(known_seeds)]
    lines = CliRunner().invoke(cli, words).output.splitlines()
    shown = [line.split() for line in lines if line.split()[-1:] in (["holds"], ["impossible"])]
    assert ["sex_within_total", "2022", "809", "814", "5", "holds"] in shown
    assert ["nationality_form_is_origin_form", "2022._U.AU"] in [line[:2] for line in shown]
    assert any("holds_only_if" in line for line in lines)
