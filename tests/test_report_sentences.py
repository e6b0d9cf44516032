"""Only what a sentence says in the same words is carried over, and never a wrong figure."""

from pathlib import Path
from typing import Any

import pytest

from tests.editions import INVENTED, REPORT
from warehouse.report.carry import carry, masked, read_claims
from warehouse.trust.sentences import digest

OLD = REPORT.read_text(encoding="utf-8").replace("2099", "2090")
SAID = read_claims(INVENTED.parent, INVENTED.name)
SAID["exemptions"][0]["sentence"] = digest("Deze editie verschijnt in 2090.")
NEXT = (
    OLD.replace("2090", "2091")
    .replace("2022", "#")
    .replace("2023", "2024")
    .replace("#", "2023")
    .replace("879", "1.902")
    .replace("225", "31")
)


def drafts(new: str, said: dict[str, Any] = SAID) -> dict[str, dict[str, Any]]:
    return {entry["claim"]: entry for entry in carry(OLD, new, said, 1).claims}


def test_a_claim_is_carried_with_its_new_figure_and_year() -> None:
    made = drafts(NEXT)
    assert set(made) == {"victims_2024", "victims_rise", "cases_registered_2024"}
    victims = made["victims_2024"]
    assert (victims["printed"], victims["value"], victims["page"]) == ("1.902", "1902", "")
    assert victims["of"] == [{"table": "victims_by_age", "year": "2024"}]
    assert victims["statement_en"] == "In this invented edition there are 1.902."
    assert made["victims_rise"]["against"] == [
        {"of": [{"table": "victims_by_age", "year": "2023"}]}
    ]
    assert made["cases_registered_2024"]["value"] == "31"
    carried = carry(OLD, NEXT, SAID, 1)
    assert [entry["sentence"] for entry in carried.exemptions] == [
        digest("Deze editie verschijnt in 2091.")
    ]
    assert (carried.gone, carried.proposed, carried.new) == ([], [], [])


def test_an_exempt_number_is_carried_with_its_sentence() -> None:
    entry = {"sentence": digest("Er zijn er meer van 18-22 in 2023."), "printed": "18-22"}
    new = "Er zijn er meer van 18-23 in 2024."
    carried = carry("Er zijn er meer van 18-22 in 2023.", new, {"exemptions": [entry]}, 1)
    assert carried.exemptions == [{"sentence": digest(new), "printed": "18-23"}]


# What is done to the sentences: which claims may still be carried over.
CHANGED = {
    "a word": (("meer dan", "minder dan"), {"cases_registered_2024"}),
    "a year that does not move": (("dan in 2023", "dan in 2022"), {"cases_registered_2024"}),
    "a figure more": (("1.902", "1.902 van de 9"), {"cases_registered_2024"}),
    "a sentence twice": (
        ("ingeschreven.", "ingeschreven. Er zijn 7 zaken ingeschreven."),
        {"victims_2024", "victims_rise"},
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_sentence_that_is_another_carries_nothing(name: str) -> None:
    (old, new), left = CHANGED[name]
    assert NEXT.count(old) == 1
    text = NEXT.replace(old, new)
    assert set(drafts(text)) == left
    carried = carry(OLD, text, SAID, 1)
    said = {one[0] for one in carried.proposed} | set(carried.gone)
    assert said == {"victims_2023", "victims_rise", "cases_registered_2023"} - {
        name.replace("2024", "2023") for name in left
    }


def test_a_figure_that_stands_twice_has_no_sure_place() -> None:
    said = {"claims": [SAID["claims"][0] | {"sentence": digest("Er zijn 5 van de 5.")}]}
    said["claims"][0] |= {"printed": "5", "value": "5"}
    assert carry("Er zijn 5 van de 5.", "Er zijn 6 van de 7.", said, 1).claims == []


def test_a_mask_hides_years_and_figures_only() -> None:
    assert masked("In 2023 zijn 1.234 (45,6%) van de <5") == "in # zijn # (#%) van de #"


def test_an_edition_without_claims_says_nothing(tmp_path: Path) -> None:
    assert read_claims(tmp_path, "2022") == {}
