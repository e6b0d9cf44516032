"""Bad input ends in a load that equals the input, or in a refusal that says where to look."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.cases import first
from tests.editions import few_tables
from tests.reliability.expected import expected, loaded
from tests.reliability.judge import Broken, judge, template
from tests.reliability.mutation import KINDS, Mutation, clear, digest, spoil
from tests.reliability.mutations import mutate, try_one
from tests.reliability.power import without_power
from tests.reliability.sizes import UNIT
from warehouse.build import load as loading
from warehouse.faults import Fault
from warehouse.place import SEEDS

REGRESSIONS = Path(__file__).parent / "regressions" / "mutations.yml"
# What is loaded takes a build; it comes last.
CASES: list[dict[str, Any]] = sorted(
    yaml.safe_load(REGRESSIONS.read_text(encoding="utf-8")),
    key=lambda case: case["outcome"] == "loaded",
)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def mutated(tmp_path: Path) -> Iterator[Path]:
    """Yield an empty folder, and remove what may not be removed."""
    yield tmp_path / "mutated"
    if (tmp_path / "mutated").exists():
        clear(tmp_path / "mutated")


def test_mutated_seeds_are_loaded_as_they_are_or_refused() -> None:
    figures = mutate(UNIT.mutated_sets)
    print(figures.table())
    assert "\n".join(figures.broken()) == ""
    assert figures.counts["mutated sets of seeds"] == UNIT.mutated_sets
    assert figures.counts["loaded"] >= 1
    assert figures.counts["refused"] > UNIT.mutated_sets / 3


@pytest.mark.parametrize("case", first(3, CASES), ids=[case["was"] for case in CASES])
def test_what_once_broke_the_warehouse(case: dict[str, Any], empty: Path, tmp_path: Path) -> None:
    mutations = [Mutation(**mutation) for mutation in case["mutations"]]
    whole = case["outcome"] == "loaded"  # what is refused is refused while it is read
    assert try_one(mutations, empty, tmp_path, whole=whole) == case["outcome"]


def test_a_name_that_is_a_pattern_does_not_reach_another_folder(
    empty: Path, tmp_path: Path
) -> None:
    for name in ("seeds", "s?eds", "s[e]eds"):
        few_tables(tmp_path / name)
    other = tmp_path / "seeds" / "2022" / "victims_by_sex.csv"
    other.write_text(other.read_text().replace("250", "251"))
    for name in ("s?eds", "s[e]eds"):
        assert judge(tmp_path / name, empty, tmp_path, whole=False) == []


@pytest.mark.parametrize("kind", first(11, sorted(KINDS)))
def test_a_mutation_leaves_the_seeds_of_the_project_alone(kind: str, mutated: Path) -> None:
    before = digest(SEEDS)
    root = spoil(mutated, [Mutation(kind, file=1, place=3, other=1, text="x")])
    assert digest(SEEDS) == before
    assert digest(root) != before


def test_what_the_seeds_say_is_not_empty(database: Path, known_seeds: Path) -> None:
    said = expected(known_seeds)
    assert len(said["cells"]) > 500
    with duckdb.connect(str(database), read_only=True) as connection:
        assert loaded(connection) == said


@pytest.mark.parametrize(
    "change",
    first(
        2,
        [
            "update fact_victims set printed = '251', count = 251, count_min = 251, "
            "count_max = 251 where printed = '250'",
            "update dim_sex set definition_nl = 'x' where sex_code = 'M'",
            "update fact_victims set count_max = 3 where count_max = 4 and rowid < 50",
            "delete from fact_cases where row_position = 1",
            "update report_row set printed_label = printed_label || 's' where row_position = 3",
            "update dim_table set notes_nl = null, notes_en = null",
        ],
    ),
)
def test_contents_that_differ_from_the_input_are_seen(
    change: str, database: Path, known_seeds: Path, tmp_path: Path
) -> None:
    spoiled = tmp_path / "spoiled.duckdb"
    spoiled.write_bytes(database.read_bytes())
    with duckdb.connect(str(spoiled)) as connection:
        connection.execute(change)
        assert loaded(connection) != expected(known_seeds)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("seeds/2022/x.csv", None, None, "cell_grammar", "1.35", "a count", "mend it"),
        Fault("seeds/2022/victims_by_sex.csv", 99, None, "quote", None, "no quotes", "mend it"),
        Fault("seeds/2022/x.csv", 2, "a\x1bb", "cell_grammar", "1.35", "a count", "mend it"),
        Fault("", None, None, "folder", None, "a folder", "check it"),
        Fault("seeds/2022/x.csv", 2, None, "cell_grammar", "1.35", "a count", ""),
    ],
    ids=["no line", "a line that is not there", "an escape sequence", "no file", "no remedy"],
)
def test_a_message_that_says_too_little_is_seen(
    fault: Fault, known_seeds: Path, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.reliability.judge.find_faults", lambda root: [fault])
    with pytest.raises(Broken, match="message"):
        judge(known_seeds, empty, tmp_path, whole=False)


def test_another_exception_is_seen(
    known_seeds: Path, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "read_seeds", lambda folder: 1 // 0)
    with pytest.raises(Broken, match="ZeroDivisionError"):
        judge(known_seeds, empty, tmp_path, whole=False)


def test_permissions_apply_to_the_judge(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.touch(mode=0o000)
    with without_power(), pytest.raises(PermissionError):
        path.read_bytes()
