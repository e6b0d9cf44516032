"""Claims, rules and corrections that do not fit the figures are refused, with their place."""

import pickle
import re
from pathlib import Path

import pytest

from tests.cases import asked, first_of_each
from tests.conftest import Once
from tests.editions import few_tables
from tests.test_faults import Plant, planted_together, replace, write
from warehouse.build.load import find_faults
from warehouse.faults import Fault
from warehouse.place import sql_files

CLAIMS, RULES, CORRECTIONS = "claims.yml", "reconciliation.yml", "corrections.csv"
CLAIM = """\
claims:
  - claim: all_victims
    kind: count
    section: forms
    sentence: 0123456789ab
    printed: allemaal
    statement_nl: Er zijn 814 slachtoffers.
    statement_en: There are 814 victims.
    unit: victims
    value: 814
    rounding: exact
    of:
      - {table: victims_by_age, year: 2022}
    page: 1
"""
SHARE = CLAIM.replace("kind: count", "kind: share")
EXEMPTION = """\
exemptions:
  - {sentence: 0123456789ab, reason_nl: Noemt een jaar., reason_en: It only names a year.}
"""
RULE = """\
rules:
  - rule: one
    kind: partition
    statement_nl: Gelijk.
    statement_en: Equal.
    by: [year]
    left:
      - {table: victims_by_age}
    right:
      - {table: victims_by_origin}
"""
HEADING = "table,row,column,printed,problem_nl,problem_en,evidence_nl,evidence_en,status\n"
GOOD = f"{HEADING}victims_by_sex,M,2018,250,te hoog,too high,geen,none,open\n"


def seeds_of_what_is_named(folder: Path) -> Path:
    """Return seeds of what the tests name, of which nothing has been said yet."""
    victims = ("age", "origin", "reporter", "sex_work_sector")
    others = ("cases_settled_by_outcome", "minors_by_form", "top_nationalities_by_form")
    return few_tables(folder, *(f"victims_by_{name}" for name in victims), *others)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return seeds_of_what_is_named(tmp_path / "seeds")


def whole(name: str, text: str) -> Plant:
    return write(f"2022/{name}", text.encode())


def claim(old: str, new: str) -> Plant:
    assert old in CLAIM
    return whole(CLAIMS, CLAIM.replace(old, new))


def rule(old: str, new: str) -> Plant:
    assert old in RULE
    return whole(RULES, RULE.replace(old, new))


def correction(old: str, new: str) -> Plant:
    assert old in GOOD
    return whole(CORRECTIONS, GOOD.replace(old, new))


REASONS = "reason_nl: Geen tabel.\n    reason_en: No table."
OF = "of:\n      - {table: victims_by_age, year: 2022}"
AGAINST = f"{OF}\n    against:\n      - {OF}".replace(
    "      - of:\n      ", "      - of:\n          "
)

# rule, how the fault is planted, where it must be found: file, line, column, value
PLANTED: list[tuple[str, Plant, str, int, str | None, str | None]] = [
    ("selector_table", claim("victims_by_age", "victims"), CLAIMS, 13, "table", "victims"),
    ("selector_table", rule("victims_by_age", "minors"), RULES, 8, "table", "minors"),
    ("selector_code", claim("2022}", "2031}"), CLAIMS, 13, "year", "2031"),
    ("selector_code", claim("2022}", "[2022, 2031]}"), CLAIMS, 13, "year", "2031"),
    ("selector_code", claim("2022}", "2022, origin: NL}"), CLAIMS, 13, "origin", "NL"),
    (
        "selector_doubled",
        claim("2022}", "2022}\n      - {table: victims_by_age, age: _U}"),
        CLAIMS,
        14,
        "table",
        "victims_by_age",
    ),
    (
        "selector_parent",
        claim("victims_by_age, year: 2022", "top_nationalities_by_form, origin: RO"),
        CLAIMS,
        13,
        "form",
        "AU",
    ),
    ("selector_share", claim("victims_by_age", "minors_by_form"), CLAIMS, 13, "table", None),
    (
        "statement_doubled",
        whole(CLAIMS, CLAIM + CLAIM.removeprefix("claims:\n")),
        CLAIMS,
        15,
        "claim",
        "all_victims",
    ),
    (
        "statement_doubled",
        whole(RULES, RULE + RULE.removeprefix("rules:\n")),
        RULES,
        11,
        "rule",
        "one",
    ),
    (
        "exemption_claimed",
        whole(CLAIMS, CLAIM + EXEMPTION),
        CLAIMS,
        16,
        "sentence",
        "0123456789ab",
    ),
    (
        "exemption_claimed",
        whole(CLAIMS, CLAIM + EXEMPTION.replace("0123456789ab", "0123456789ac, printed: 1")),
        CLAIMS,
        16,
        "sentence",
        "0123456789ac",
    ),
    ("claim_rounding", claim("exact", "roughly"), CLAIMS, 2, "rounding", "roughly"),
    ("claim_parts", claim(OF, f"{OF}\n    {REASONS}"), CLAIMS, 2, "kind", "count"),
    ("claim_parts", claim(f"    {OF}\n", ""), CLAIMS, 2, "kind", "count"),
    ("claim_parts", claim("kind: count", "kind: difference"), CLAIMS, 2, "kind", "difference"),
    ("claim_parts", claim("kind: count", "kind: rank"), CLAIMS, 2, "kind", "rank"),
    ("claim_parts", claim(OF, AGAINST), CLAIMS, 2, "kind", "count"),
    ("claim_parts", claim("value: 814", "value: -1"), CLAIMS, 2, "kind", "count"),
    ("rule_parts", rule("partition", "share"), RULES, 2, "whole", "share"),
    (
        "rule_parts",
        whole(RULES, RULE + "    whole:\n      - {table: victims_by_sex}\n"),
        RULES,
        2,
        "whole",
        "partition",
    ),
    ("rule_group", rule("by_age}", "by_age, year: 2022}"), RULES, 10, "by", "2018"),
    ("correction_cell", correction("2018", "2031"), CORRECTIONS, 2, "table", None),
    ("correction_cell", correction("sex", "shape"), CORRECTIONS, 2, "table", None),
    ("correction_text", correction("250", "251"), CORRECTIONS, 2, "printed", "251"),
    ("correction_text", correction("M,2018,250", "M,,Man"), CORRECTIONS, 2, "printed", "Man"),
    ("correction_empty", correction("too high", ""), CORRECTIONS, 2, "problem_en", None),
    ("correction_empty", correction("open", "new"), CORRECTIONS, 2, "status", "new"),
    ("csv_heading", correction("evidence_en", "proof"), CORRECTIONS, 1, None, None),
    ("csv_line", correction("none,", "none,x,"), CORRECTIONS, 2, None, None),
    ("yaml_structure", claim("kind: count", "kind: rumour"), CLAIMS, 3, None, "rumour"),
    ("yaml_structure", claim("value: 814", "value: -0"), CLAIMS, 10, None, "-0"),
    ("yaml_structure", claim("2022}", "[]}"), CLAIMS, 13, None, None),
    ("yaml_structure", claim("2022}", "{a: b}}"), CLAIMS, 13, None, None),
    ("yaml_structure", claim("{table: victims_by_age, year: 2022}", "x"), CLAIMS, 13, None, "x"),
    ("yaml_structure", rule("partition", "equal"), RULES, 3, None, "equal"),
]


@pytest.fixture(scope="module")
def refused(request: pytest.FixtureRequest, once: Once) -> dict[int, list[Fault]]:
    """Return what is refused of each planted fault."""
    numbers = asked(request, "test_a_planted_fault_is_refused_and_located")

    def fill(folder: Path) -> None:
        plants = {number: PLANTED[number][1] for number in numbers}
        queried = {path.stem for path in sql_files("build/statement_faults")}
        # What is wrong with figures or with a file is told first, and nothing else with it.
        alone = {number for number in plants if PLANTED[number][0] not in queried}
        seeds = seeds_of_what_is_named(folder / "seeds")
        found = planted_together(folder, seeds, plants, alone)
        (folder / "found").write_bytes(pickle.dumps(found))

    made: dict[int, list[Fault]] = pickle.loads(  # noqa: S301  our own
        (once("statements", fill) / "found").read_bytes()
    )
    return made


@pytest.mark.parametrize("number", first_of_each([rule for rule, *_ in PLANTED]))
def test_a_planted_fault_is_refused_and_located(
    refused: dict[int, list[Fault]], number: int
) -> None:
    name, _, file, line, column, value = PLANTED[number]
    found = refused[number]
    matching = [
        fault
        for fault in found
        if (fault.rule, fault.file, fault.line) == (name, f"seeds/2022/{file}", line)
        and column in (None, fault.column)
        and value in (None, fault.value)
    ]
    assert matching, [str(fault) for fault in found]
    assert all(fault.expected and fault.remedy for fault in matching)


# A table, a dimension of its rows, one code of them, what stands in its place, and what is said to
# add: a part and what contains it, in either order and at any distance, or parts only.
SUMS: list[tuple[str, str, str, str, str, str | None]] = [
    ("victims_by_form", "form", "ISU", "SU", "[BI_SU, SU]", "BI_SU"),
    ("victims_by_form", "form", "ISU", "_T", "[_T, BI_SU]", "BI_SU"),
    ("victims_by_form", "form", "ISU", "ISU", "[BI_SU, ISU]", None),
    ("victims_by_origin", "origin", "ASI", "RO", "[EUR, RO]", "RO"),
    ("victims_by_origin", "origin", "ASI", "RO", "[NL, RO]", None),
    ("victims_by_origin", "origin", "ASI", "ASI", "[NL, EUR]", None),
    ("victims_by_age", "age", "Y_GE40", "Y_GE18", "[Y18T22, Y_GE18]", "Y18T22"),
    ("victims_by_age", "age", "Y_GE40", "Y_GE40", "[Y18T22, Y_GE40]", None),
    ("victims_by_sex", "sex", "M", "_T", "[F, _T]", "F"),
    ("victims_by_sex", "sex", "M", "M", "[F, M]", None),
    ("victims_by_reporter", "reporter", "KMAR", "_T", "[POLICE, _T]", "POLICE"),
    ("victims_by_sex_work_sector", "sector", "SU_WINDOW", "_T", "[SU_ESCORT, _T]", "SU_ESCORT"),
    (
        *("cases_settled_by_outcome", "outcome", "SETTLED_O", "SETTLED"),
        *("[SETTLED, SETTLED_SUMMONS]", "SETTLED_SUMMONS"),
    ),
    (
        *("cases_settled_by_outcome", "outcome", "SETTLED_O", "SETTLED_O"),
        *("[SETTLED_O, SETTLED_SUMMONS]", None),
    ),
]


def rounds() -> list[list[tuple[str, str, str, str, str, str | None]]]:
    """Return the sums in rounds, in each of which a table stands once at most."""
    made: list[list[tuple[str, str, str, str, str, str | None]]] = []
    for case in SUMS:
        left = [cases for cases in made if case[0] not in {other[0] for other in cases}]
        if left:
            left[0].append(case)
        else:
            made.append([case])
    return made


@pytest.mark.parametrize("cases", rounds())
def test_a_part_is_not_added_to_what_contains_it(
    seeds: Path, cases: list[tuple[str, str, str, str, str, str | None]]
) -> None:
    """In one selector, and in two of the same sum."""
    edition = seeds / "2022"
    said, wanted = [], []
    for table, dimension, old, new, codes, part in cases:
        for path in (edition / f"{table}.csv", edition / f"{table}.yml"):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(rf"\b{old}(?=[],:])", new, text), encoding="utf-8")
        for number, chosen in enumerate(([codes], codes[1:-1].split(", "))):
            sums = [f"{table}, year: 2022, {dimension}: {code}" for code in chosen]
            text = CLAIM.replace("victims_by_age, year: 2022", "}\n      - {table: ".join(sums))
            name = f"{table}_{number}"
            said.append(text.replace("all_victims", name).removeprefix("claims:\n"))
        wanted += [] if part is None else 2 * [("selector_parent", dimension, part)]
    whole(CLAIMS, "claims:\n" + "".join(said))(seeds)
    found = [(fault.rule, fault.column, fault.value) for fault in find_faults(seeds)]
    assert sorted(found) == sorted(wanted)


def test_a_rule_compares_a_part_and_what_contains_it_group_by_group(seeds: Path) -> None:
    rule("by: [year]", "by: [year, form]")(seeds)
    sums = {"age": "form", "origin": "form"}
    text = (seeds / "2022" / RULES).read_text(encoding="utf-8")
    for column in sums:
        text = text.replace(f"victims_by_{column}", "top_nationalities_by_form, origin: RO")
    (seeds / "2022" / RULES).write_text(text, encoding="utf-8")
    assert find_faults(seeds) == []


def test_sound_statements_have_no_fault(seeds: Path) -> None:
    for name, text in ((CLAIMS, CLAIM), (RULES, RULE), (CORRECTIONS, GOOD)):
        whole(name, text)(seeds)
    assert find_faults(seeds) == []


def test_every_rule_has_a_planted_fault() -> None:
    elsewhere = {"figure_age", "figure_code", "figure_parts"}  # test_sentence_figures.py
    planted = {case[0] for case in PLANTED} | {"selector_empty"} | elsewhere
    assert {path.stem for path in sql_files("build/statement_faults")} <= planted


def test_codes_that_never_stand_together_match_nothing(seeds: Path) -> None:
    path = seeds / "2022" / "suspects_by_sex_and_age.yml"
    text = path.read_text(encoding="utf-8")
    labels = "    F.Y0T17: Vrouwen\n    M.Y_GE18: Mannen\n"
    text = re.sub(r"(columns:.*?labels:\n).*", rf"\1{labels}", text, flags=re.DOTALL)
    path.write_text(text, encoding="utf-8")
    cells = "year,F.Y0T17,M.Y_GE18\n2021,8,206\n2022,9,176\n"
    path.with_suffix(".csv").write_text(cells, encoding="utf-8")
    table = "suspects_by_sex_and_age"
    claim("victims_by_age, year: 2022", f"{table}, sex: F, age: Y_GE18")(seeds)
    found = [(fault.rule, fault.line, fault.value) for fault in find_faults(seeds)]
    assert found == [("selector_empty", 13, table)]


def test_statements_are_optional(seeds: Path) -> None:
    assert not any((seeds / "2022" / name).exists() for name in (CLAIMS, RULES, CORRECTIONS))
    assert find_faults(seeds) == []


def test_a_fault_in_a_table_is_told_before_what_is_said_of_it(seeds: Path) -> None:
    claim("2022}", "2031}")(seeds)
    replace("2022/victims_by_age.csv", "79", "many")(seeds)
    assert [fault.rule for fault in find_faults(seeds)] == ["cell_grammar"]
    text = str(find_faults(seeds)[0])
    assert re.search(r"victims_by_age\.csv:\d+: column 2018", text)
