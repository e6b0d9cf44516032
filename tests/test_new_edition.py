"""A new edition has the shape of the one before, its years moved on, and none of its figures."""

import hashlib
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases import first
from tests.editions import INVENTED, KNOWN, REPORT, few_tables, one_edition
from warehouse import place
from warehouse.build.load import find_faults
from warehouse.edition import begin as module
from warehouse.edition.begin import move_years, new_edition
from warehouse.edition.files import Edition, dump_yaml, read_edition
from warehouse.edition.import_book import import_book
from warehouse.faults import InputRefused, WarehouseError
from warehouse.report.reading import read_pdf, read_text
from warehouse.seeds.yamltext import read_yaml


@pytest.fixture(scope="module")
def old() -> Edition:
    return read_edition(KNOWN.parent, "2022")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return seeds to which the next edition has been added, for reading only."""
    seeds = one_edition(tmp_path_factory.mktemp("made") / "seeds")
    new_edition(seeds, "2023")
    return seeds


@pytest.fixture
def new(made: Path) -> Edition:
    return read_edition(made, "2023")


def cells(edition: Edition) -> list[str]:
    return [cell for table in edition.tables for row in table.lines[1:] for cell in row[1:]]


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def table(edition: Edition, code: str) -> Any:
    return next(table for table in edition.tables if table.code == code)


def test_no_figure_is_copied(old: Edition, new: Edition) -> None:
    assert len(cells(old)) == 525
    assert all(cells(old))
    assert cells(new) == [""] * 525


def test_the_shape_is_that_of_the_edition_before(old: Edition, new: Edition, made: Path) -> None:
    assert new.sections == old.sections
    assert {table.meta["section"] for table in new.tables} < new.sections.keys()
    left_out = {"claims.yml", "corrections.csv"}
    assert texts(made / "2023").keys() == texts(made / "2022").keys() - left_out
    for before, after in zip(old.tables, new.tables, strict=True):
        assert before.code == after.code
        assert list(after.meta) == [key for key in before.meta if key not in module.DROPPED]
        for key in after.meta.keys() - {*module.MOVED, "page", "fixed"}:
            headings = before.meta[key]
            if key not in {"rows", "columns"} or "year" not in headings["dimensions"]:
                assert after.meta[key] == headings, (before.code, key)
        assert [len(row) for row in after.lines] == [len(row) for row in before.lines]


def test_years_move_on_wherever_they_are_structure(new: Edition, made: Path) -> None:
    years = ["2019", "2020", "2021", "2022", "2023"]
    origin = table(new, "victims_by_origin")
    assert origin.lines[0] == ["origin", *years]
    assert origin.meta["columns"]["labels"] == {year: year for year in years}
    assert origin.meta["heading_nl"].endswith("CoMensha 2019-2023")
    assert origin.meta["heading_en"].endswith("CoMensha 2019-2023")
    suspects = table(new, "suspects_by_sex_and_age")
    assert [row[0] for row in suspects.lines] == ["year", "2022", "2023"]
    assert table(new, "age_by_form").meta["fixed"] == {"year": "2023"}
    assert table(new, "minors_by_form").meta["columns"]["labels"] == {"2023": "aandeel"}
    assert not [name for name, text in texts(made / "2023").items() if "2018" in text]


def test_what_was_said_of_last_years_figures_is_left_out(old: Edition, new: Edition) -> None:
    for key in ("notes_nl", "notes_en", "placements"):
        assert any(key in table.meta for table in old.tables)
        assert not any(key in table.meta for table in new.tables)
    assert {table.meta["page"] for table in new.tables} == {""}
    filled = {key: value for key, value in new.fields.items() if value}
    kept = {key: old.fields[key] for key in ("publisher", "licence", "series_nl", "series_en")}
    assert filled == kept | {"title": "Jaarcijfers Mensenhandel 2023"}


def test_the_build_refuses_every_empty_value(made: Path, seeds: Path) -> None:
    shutil.copytree(made / "2023", seeds / "2023")
    faults = find_faults(seeds)
    assert {fault.rule for fault in faults} == {"yaml_structure"}
    assert len([fault for fault in faults if fault.column == "page"]) == 24
    assert len([fault for fault in faults if fault.file.endswith("edition.yml")]) == 4
    for path in (seeds / "2023").glob("*.yml"):
        path.write_text(path.read_text().replace("page:\n", "page: 1\n"))
    shutil.copy(INVENTED / "edition.yml", seeds / "2023")
    faults = find_faults(seeds)
    found = Counter((fault.rule, fault.value) for fault in faults)
    assert found == {("cell_grammar", ""): 525, ("reason_missing", None): 3}


def test_the_edition_after_next_starts_from_the_newest_or_the_one_named(seeds: Path) -> None:
    shutil.copytree(INVENTED, seeds / "2023")
    made = new_edition(seeds, "2024")
    assert table(made, "victims_by_sex").lines[0][1:] == ["2020", "2021", "2022", "2023", "2024"]
    assert [row[0] for row in table(made, "victims_by_sex").lines] == ["sex", "M", "F", "_U"]
    made = new_edition(seeds, "2025", like="2022")
    assert table(made, "victims_by_sex").lines[0][1:] == ["2021", "2022", "2023", "2024", "2025"]
    assert [row[0] for row in table(made, "victims_by_sex").lines] == ["sex", "M", "F"]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("in 2022", "in 2023"),
        ("2018-2022", "2019-2023"),
        ("2018–2022*", "2019–2023*"),
        ("12022 and 20221", "12022 and 20221"),
        ("40+, article 273f, 1850", "40+, article 273f, 1850"),
    ],
)
def test_only_years_move(text: str, moved: str) -> None:
    assert move_years(text, 1) == moved


@pytest.mark.parametrize(
    ("code", "like", "message"),
    [
        ("23", None, '"23" is no edition'),
        ("２０２３", None, "is no edition"),
        ("../x", None, "is no edition"),
        ("2022", None, "no edition before 2022"),
        ("2022", "2022", "must be later than 2022"),
        ("2021", None, "no edition before 2021 to carry over; .*seeds has 2022"),
        ("2021", "2022", "must be later than 2022"),
        ("2023", "1999", 'no edition "1999" to carry over; .*seeds has 2022'),
    ],
)
def test_a_wrong_edition_is_one_sentence(
    seeds: Path, code: str, like: str | None, message: str
) -> None:
    with pytest.raises(WarehouseError, match=message):
        new_edition(seeds, code, like)
    assert sorted(path.name for path in seeds.iterdir()) == ["2022", "codes", "schema"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    first(
        2,
        [
            (["new-edition", "23"], 'error: "23" is no edition; give its year in four digits'),
            (["new-edition", "2022"], "error: no edition before 2022 to carry over"),
            (["import", "nowhere.xlsx"], "error: there is no file nowhere.xlsx; check the path"),
            (["import", "seeds/2022/edition.yml"], "is damaged or no Excel workbook"),
        ],
    ),
)
def test_on_the_command_line_a_mistake_is_one_sentence(
    seeds: Path, arguments: list[str], message: str
) -> None:
    code = "from warehouse.cli.main import main; main()"
    command = [sys.executable, "-c", code, *arguments, "--seeds", "seeds"]
    result = subprocess.run(command, cwd=seeds.parent, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_exists_is_left_alone(seeds: Path) -> None:
    (seeds / "2023").mkdir()
    with pytest.raises(WarehouseError, match="2023 exists"):
        new_edition(seeds, "2023")
    assert not list((seeds / "2023").iterdir())
    with pytest.raises(WarehouseError, match="there is no folder"):
        new_edition(seeds / "nowhere", "2023")


def test_an_edition_with_faults_is_not_carried_over(seeds: Path) -> None:
    path = seeds / "2022" / "victims_by_form.csv"
    path.write_text(path.read_text().replace("135", ""))
    with pytest.raises(InputRefused, match=r"victims_by_form.csv:2: column 2018"):
        new_edition(seeds, "2023")
    assert not (seeds / "2023").exists()


@pytest.mark.parametrize("fails", first(1, ["rename", "write_files"]))
def test_a_failure_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    seeds = few_tables(tmp_path / "seeds")
    before = sorted(seeds.parent.rglob("*"))
    book = seeds.parent / "2023.xlsx"

    def refuse(*arguments: object) -> None:
        raise OSError(28, "No space left on device", "2023")

    target = module if fails == "write_files" else Path
    with monkeypatch.context() as patched:
        patched.setattr(target, fails, refuse)
        with pytest.raises(WarehouseError, match="No space left"):
            new_edition(seeds, "2023", book=book)
    assert sorted(seeds.parent.rglob("*")) == before
    new_edition(seeds, "2023", book=book)
    assert book.is_file()
    assert (seeds / "2023").is_dir()


def test_every_seed_reads_back_as_it_was_written() -> None:
    edition = read_edition(KNOWN.parent, "2022")
    for name, text in edition.files().items():
        original = (KNOWN / name).read_text(encoding="utf-8")
        if name.endswith(".csv"):
            assert text == original
            continue
        stem = Path(name).stem
        schema = stem if stem in {"edition", "reconciliation"} else "table"
        again, faults = read_yaml(name, text, schema)
        wanted, _ = read_yaml(name, original, schema)
        assert again is not None, faults
        assert wanted is not None
        assert again.data == wanted.data
        assert list(again.data) == list(wanted.data)
        assert max(map(len, text.split("\n"))) <= 110


VALUES = st.recursive(
    st.text() | st.text(alphabet="ab 2<5:#-'\",é\n", min_size=70, max_size=300),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[A-Z0-9_.]{1,9}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.dictionaries(st.sampled_from(["notes", "fixed", "labels"]), VALUES, min_size=1))
def test_any_text_reads_back(data: dict[str, Any]) -> None:
    for loader in (yaml.BaseLoader, yaml.CBaseLoader):
        assert yaml.load(dump_yaml(data), loader) == data  # noqa: S506  they make strings only


def test_a_csv_that_does_not_fit_its_yaml_is_refused(seeds: Path) -> None:
    for name, old, new in (
        ("victims_by_sex.csv", "M,", "X,"),
        ("victims_by_form.csv", "2018,2019", "2018,2017"),
        ("victims_by_age.csv", ",79,104", ",79104"),
        ("origin_by_form.csv", "origin", "origins"),
    ):
        path = seeds / "2022" / name
        path.write_text(path.read_text().replace(old, new, 1))
    (seeds / "2022" / "cases_registered.csv").unlink()
    (seeds / "2022" / "suspects_tried_by_age.csv").write_text("age,2022\n")
    with pytest.raises(InputRefused) as refused:
        read_edition(seeds, "2022")
    assert [Path(fault.file).stem for fault in refused.value.faults] == [
        "cases_registered",
        "origin_by_form",
        "suspects_tried_by_age",
        "victims_by_age",
        "victims_by_form",
        "victims_by_sex",
    ]


def test_the_invented_edition_is_valid_and_says_that_it_is_invented(seeds: Path) -> None:
    shutil.copytree(INVENTED, seeds / "2023")
    assert find_faults(seeds) == []
    edition = read_edition(seeds, "2023")
    assert edition.fields["title"].startswith("INVENTED")
    assert edition.fields["publisher"] == "nobody"
    assert edition.fields["source_file"] == REPORT.name
    text = REPORT.read_bytes()
    assert edition.fields["source_sha256"] == hashlib.sha256(text).hexdigest()
    assert text.decode().startswith("VERZONNEN")
    assert {table.meta["notes_en"] for table in edition.tables} == {"Invented, for tests only."}
    assert "**invented**" in (INVENTED.parent / "README.md").read_text(encoding="utf-8")


def test_the_invented_edition_differs_as_its_page_says(old: Edition) -> None:
    invented = read_edition(INVENTED.parent, INVENTED.name)
    assert {t.code for t in old.tables} - {t.code for t in invented.tables} == {"minors_by_form"}
    different = set()
    for after in invented.tables:
        before = table(old, after.code)
        figures = {
            (row[0], column): cell
            for row in before.lines
            for column, cell in zip(before.lines[0], row, strict=True)
        }
        different |= {
            (after.code, row[0], column)
            for row in after.lines[1:]
            for column, cell in zip(after.lines[0][1:], row[1:], strict=True)
            if re.fullmatch("20(19|20|21|22)", column) and figures.get((row[0], column)) != cell
        }
    assert different == {
        ("victims_by_form", "ISU", "2021"),
        ("victims_by_form", "OR", "2020"),
        ("victims_by_reporter", "POLICE", "2022"),
        ("cases_settled_by_outcome", "SETTLED_O", "2019"),
        *(("victims_by_sex", "_U", year) for year in ("2019", "2020", "2021", "2022")),
    }


def test_seeds_of_an_installed_program_are_not_written_to(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed package has its seeds inside; the next version would take a person's with it."""
    book = tmp_path / "2031.xlsx"
    new_edition(seeds, "2031", book=book)
    shutil.rmtree(seeds / "2031")
    monkeypatch.setattr(place, "PACKAGE", tmp_path)
    (tmp_path / "link").symlink_to(seeds)
    writers: list[Callable[[Path], object]] = [
        lambda folder: new_edition(folder, "2031"),
        lambda folder: import_book(book, folder),
        lambda folder: read_pdf(tmp_path / "report.pdf", folder, "2022"),
        lambda folder: read_text(REPORT, folder, "2022"),
    ]
    for write, folder in product(writers, (seeds, tmp_path / "link")):
        with pytest.raises(WarehouseError, match="name that, such as --seeds my-seeds"):
            write(folder)
    assert not (seeds / "2031").exists()
