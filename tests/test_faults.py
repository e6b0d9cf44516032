"""Every rule for seeds refuses a planted fault, names its place, and leaves the warehouse alone."""

import os
import pickle
import re
import shutil
from collections.abc import Callable, Container, Mapping
from pathlib import Path

import pytest

from tests.cases import asked, first, first_of_each
from tests.conftest import Once
from tests.editions import few_tables, one_edition
from tests.reliability.power import without_power
from warehouse.build.build import build
from warehouse.build.load import find_faults
from warehouse.faults import Fault, InputRefused
from warehouse.place import SEEDS, sql_files
from warehouse.seeds.folder import MAX_BYTES, MAX_LINES, read_seeds

CELLS = "2022/victims_by_form.csv"
YAML = "2022/victims_by_form.yml"
CLAIMS = "2022/claims.yml"
SUSPECTS = "2022/suspects_by_sex_and_age.csv"
AGES = "2022/suspects_by_sex_and_age.yml"
NOWHERE = (None, None, None)
Plant = Callable[[Path], None]


def only_heading(name: str) -> Plant:
    def plant(seeds: Path) -> None:
        path = seeds / name
        heading = path.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        path.write_text(heading, encoding="utf-8")

    return plant


def replace(name: str, old: str, new: str) -> Plant:
    def plant(seeds: Path) -> None:
        path = seeds / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return plant


def line_of(name: str, text: str) -> int:
    """Return the number of the first line with that text, in a file that grows every year."""
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if text in line)


def write(name: str, data: bytes) -> Plant:
    def plant(seeds: Path) -> None:
        (seeds / name).write_bytes(data)

    return plant


def prepend(name: str, data: bytes) -> Plant:
    def plant(seeds: Path) -> None:
        (seeds / name).write_bytes(data + (seeds / name).read_bytes())

    return plant


def remove(name: str) -> Plant:
    return lambda seeds: (seeds / name).unlink()


def link(seeds: Path) -> None:
    path = seeds / CELLS
    path.rename(seeds.parent / "elsewhere.csv")
    path.symlink_to(seeds.parent / "elsewhere.csv")


def grow(seeds: Path) -> None:
    os.truncate(seeds / CELLS, MAX_BYTES + 1)


# rule, how the fault is planted, where it must be found: file, line, column, value
PLANTED: list[tuple[str, Plant, tuple[str, int | None, str | None, str | None]]] = [
    ("cell_grammar", replace(CELLS, "135", "1.35."), (CELLS, 2, "2018", "1.35.")),
    ("cell_grammar", replace(CELLS, "135", "0 (135)"), (CELLS, 2, "2018", "0 (135)")),
    ("cell_grammar", replace(CELLS, "135", "4 (1.135)"), (CELLS, 2, "2018", "4 (1.135)")),
    ("cell_grammar", replace(CELLS, "135", "-135"), (CELLS, 2, "2018", "-135")),
    ("cell_grammar", replace(CELLS, "135", "0135"), (CELLS, 2, "2018", "0135")),
    ("cell_grammar", replace(CELLS, "135", "135 "), (CELLS, 2, "2018", "135 ")),
    ("cell_grammar", replace(CELLS, "135", "1\u0663\uff15"), (CELLS, 2, "2018", "1\u0663\uff15")),
    ("cell_grammar", replace(CELLS, "135", "=1+1"), (CELLS, 2, "2018", "=1+1")),
    ("cell_grammar", replace(CELLS, "135", ""), (CELLS, 2, "2018", "")),
    ("cell_grammar", replace(CELLS, "<5", "< 5"), (CELLS, 6, "2018", "< 5")),
    ("cell_grammar", replace(CELLS, "135", "9" * 10), (CELLS, 2, "2018", "9" * 10)),
    (
        "cell_grammar",
        replace("2022/minors_by_form.csv", "50%", "101%"),
        ("2022/minors_by_form.csv", 2, "2022", "101%"),
    ),
    ("cell_measure", replace(CELLS, "135", "50%"), (CELLS, 2, "2018", "50%")),
    ("cell_measure", replace(CELLS, "135", "1.135"), (CELLS, 2, "2018", "1.135")),
    (
        "cell_measure",
        replace("2022/minors_by_form.csv", "50%", "50"),
        ("2022/minors_by_form.csv", 2, "2022", "50"),
    ),
    ("cell_suppression", replace(CELLS, "<5", "<10"), (CELLS, 6, "2018", "<10")),
    (
        "cell_suppression",
        replace("2022/victims_by_sex.csv", "250", "<5"),
        ("2022/victims_by_sex.csv", 2, "2018", "<5"),
    ),
    # An unknown cell without the figures that compete for it, and the other way round.
    ("competing_figures", replace(CELLS, "135", "?"), (CELLS, 2, "2018", "?")),
    (
        "competing_figures",
        replace(SUSPECTS, "2021,8", "2021,?"),
        (SUSPECTS, 2, "F.Y0T17", "?"),
    ),
    (
        "competing_figures",
        replace(AGES, "    competing: [49, <5]\n", ""),
        (SUSPECTS, 2, "M._U", "<5"),
    ),
    (
        "competing_figures",
        replace(AGES, "placement: deduced", "placement: deduced\n    competing: [8, 9]"),
        (SUSPECTS, 2, "F.Y0T17", "8"),
    ),
    # Bounds that leave out a figure of the row, or hold one that no cell of it prints.
    ("competing_figures", replace(SUSPECTS, "<5,49", "<5,47"), (SUSPECTS, 2, "_U._U", "47")),
    (
        "competing_figures",
        replace(AGES, "competing: [49, <5]", "competing: [49, <5, 33]"),
        (SUSPECTS, 2, "M._U", "<5"),
    ),
    # A figure that only the cells name that print it: nothing competes.
    (
        "competing_figures",
        replace(AGES, "columns: [M._U, _U._U]", "columns: [_U._U]"),
        (SUSPECTS, 3, "_U._U", "31"),
    ),
    (
        "competing_measure",
        replace(AGES, "competing: [49, <5]", "competing: [49, <5, <9]"),
        (AGES, 42, "placements", "<9"),
    ),
    (
        "competing_measure",
        replace(AGES, "competing: [49, <5]", "competing: [49, <5, 9%]"),
        (AGES, 42, "placements", "9%"),
    ),
    (
        "code_doubled",
        replace("codes/sex.csv", "M,Man", "F,Man"),
        ("codes/sex.csv", 4, "sex_code", "F"),
    ),
    (
        "code_empty",
        replace("codes/sex.csv", "M,Man,Male", "M,Man,"),
        ("codes/sex.csv", 4, "label_en", None),
    ),
    (
        "csv_heading",
        replace("codes/sex.csv", "label_nl", "label"),
        ("codes/sex.csv", 1, None, None),
    ),
    ("csv_line", replace("codes/sex.csv", "M,Man", "M,Man,Man"), ("codes/sex.csv", 4, None, None)),
    (
        "code_parent",
        replace("codes/form.csv", "a border (printed BI-SU or BL-SU),SU", "a border,SV"),
        ("codes/form.csv", 6, "parent_code", "SV"),
    ),
    (
        "code_total",
        replace("codes/sex.csv", "\n_T,", "\nALL,"),
        ("codes/sex.csv", 2, "sex_code", "ALL"),
    ),
    (
        "code_value",
        replace("codes/age.csv", "_T,0,17", "_T,zero,17"),
        ("codes/age.csv", 3, "age_min", "zero"),
    ),
    (
        "code_value",
        replace("codes/origin.csv", "NG,NGA", "ng,NGA"),
        ("codes/origin.csv", 17, "iso_3166_alpha_2", "ng"),
    ),
    ("column_doubled", replace(CELLS, "2019", "2018"), (CELLS, 1, "2018", "2018")),
    ("column_missing", replace(CELLS, "2019", "2018"), (CELLS, 1, "2019", None)),
    ("column_unknown", replace(CELLS, "2019", "2017"), (CELLS, 1, "2017", "2017")),
    ("column_unknown", replace(CELLS, "form,", "vorm,"), (CELLS, 1, "vorm", "vorm")),
    (
        "dimension_doubled",
        replace(YAML, "form_counting:", "fixed: {form: SU}\nform_counting:"),
        (YAML, 17, "form", "form"),
    ),
    ("field_count", replace(CELLS, "135,181", "135"), (CELLS, 2, "BI_SU", None)),
    (
        "form_counting",
        replace(YAML, "form_counting: every_form\n", ""),
        (YAML, 1, "form_counting", None),
    ),
    (
        "form_counting",
        replace(
            "2022/victims_by_age.yml", "additive_over", "form_counting: one_form\nadditive_over"
        ),
        ("2022/victims_by_age.yml", 1, "form_counting", "one_form"),
    ),
    ("heading_code", replace(YAML, "ISU: ", "IUS: "), (YAML, 23, "form", "IUS")),
    ("heading_code", replace(YAML, "2018: 2018", "218: 2018"), (YAML, 31, "year", "218")),
    # A period runs from a year to a later one.
    *(
        ("heading_code", replace(YAML, "2018: 2018", f"{code}: 2018"), (YAML, 31, "year", code))
        for code in ("2018T2014", "2018T2018", "2014T18", "2014_2018")
    ),
    ("heading_parts", replace(YAML, "ISU: ", "ISU.M: "), (YAML, 23, "rows", "ISU.M")),
    ("label_doubled", replace(YAML, "2019: 2019", "2019: 2018"), (YAML, 32, "columns", "2018")),
    ("missing_pair", remove(CELLS), (YAML, None, None, None)),
    ("missing_pair", remove(YAML), (CELLS, None, None, None)),
    ("missing_pair", remove("2022/edition.yml"), ("2022/age_by_form.csv", None, None, "2022")),
    (
        "placement_cell",
        replace("2022/victims_by_age.yml", "rows: [_U]", "rows: [_X]"),
        ("2022/victims_by_age.yml", 38, "placements", "_X × 2018"),
    ),
    ("row_doubled", replace(CELLS, "ISU", "BI_SU"), (CELLS, 3, "BI_SU", "BI_SU")),
    ("row_missing", replace(CELLS, "ISU,420,705,317,197,217\n", ""), (CELLS, None, None, None)),
    ("row_unknown", replace(CELLS, "ISU", "IUS"), (CELLS, 3, "form", "IUS")),
    (
        "suppression_bounds",
        replace(YAML, "max: 4", "max: 5"),
        (YAML, 1, "suppression", "<5 is 1 to 5"),
    ),
    (
        "population_code",
        replace(YAML, "population: REPORTED", "population: REPORTED_BY_ALL"),
        (YAML, 1, "population", "REPORTED_BY_ALL"),
    ),
    (
        "population_code",
        replace("2022/edition.yml", "victims: REPORTED", "victims: EVERYONE"),
        ("2022/edition.yml", 13, "population", "EVERYONE"),
    ),
    (
        "figure_population",
        replace("2022/edition.yml", "  investigations: INVESTIGATIONS_POLICE\n", ""),
        (CLAIMS, line_of(CLAIMS, "process: investigations"), "population", "investigations"),
    ),
    (
        "table_number",
        replace(YAML, "table_number: 1", "table_number: 9"),
        (YAML, 1, "table_number", "9"),
    ),
    (
        "mart_missing",
        replace(
            "2022/victims_by_age.yml", "additive_over", "fixed: {reporter: KMAR}\nadditive_over"
        ),
        ("2022/victims_by_age.yml", 1, "rows", "age_reporter"),
    ),
    (
        "section_unknown",
        replace(YAML, "section: forms", "section: shapes"),
        (YAML, 4, "section", "shapes"),
    ),
    (
        "section_unknown",
        replace(CLAIMS, "section: origin", "section: home"),
        (CLAIMS, line_of(CLAIMS, "section: origin"), "section", "home"),
    ),
    (
        "reason_missing",
        replace(
            "2022/suspects_tried_by_age.yml",
            "notes_nl: Een grafiek zonder cijfers in de tekstlaag van deze editie.\n"
            "notes_en: A chart without figures in the text layer of this edition.\n",
            "",
        ),
        ("2022/suspects_tried_by_age.yml", 1, "notes", None),
    ),
    (
        "year_missing",
        replace("2022/verdicts_by_form.yml", "fixed: {year: 2022}\n", ""),
        ("2022/verdicts_by_form.yml", 1, "year", None),
    ),
    ("blank_line", replace(CELLS, "\nISU", "\n\nISU"), (CELLS, 3, None, None)),
    ("control_character", replace(CELLS, "135", "1\x0035"), (CELLS, 2, None, "\x00")),
    ("control_character", prepend(CELLS, b"\xef\xbb\xbf"), (CELLS, 1, None, "\ufeff")),
    ("control_character", write(CELLS, b"form,2018\r\nAU,1\r\n"), (CELLS, 1, None, "\r")),
    ("separator", write(CELLS, b"form;2018\nAU;1\n"), (CELLS, 1, None, "form;2018")),
    ("empty_file", write(CELLS, b""), (CELLS, None, None, None)),
    (
        "encoding",
        write(CELLS, "form,2018\nCaraïben,1\n".encode("latin-1")),
        (CELLS, 2, None, "byte 0xef"),
    ),
    ("file_size", grow, (CELLS, None, None, f"{MAX_BYTES + 1:,} bytes")),
    ("encoding", write(CELLS, "form,2018\n".encode("utf-16")), (CELLS, 1, None, "byte 0xff")),
    ("last_line", write(CELLS, b"form,2018"), (CELLS, 1, None, None)),
    ("line_length", prepend(CELLS, b"x" * 10_001), (CELLS, 1, None, None)),
    ("quote", replace(CELLS, "135", '"135"'), (CELLS, 2, None, None)),
    ("quote", replace("codes/sex.csv", "Man", '"Man'), ("codes/sex.csv", 4, None, None)),
    ("symbolic_link", link, (CELLS, None, None, None)),
    (
        "unexpected_file",
        write("2022/notes.txt", b"x\n"),
        ("2022/notes.txt", None, None, "notes.txt"),
    ),
    ("missing_file", remove("codes/sex.csv"), ("codes/sex.csv", None, None, None)),
    (
        "code_missing",
        replace("codes/observation_status.csv", "\nQ,", "\nR,"),
        ("codes/observation_status.csv", None, "observation_status_code", None),
    ),
    *(
        (
            "code_missing",
            only_heading(f"codes/{name}.csv"),
            (f"codes/{name}.csv", None, f"{name}_code", None),
        )
        for name in ("confidentiality_status", "form_counting", "observation_status", "placement")
    ),
    ("control_character", replace(CELLS, "135", "1\u200b35"), (CELLS, 2, None, "\u200b")),
    ("control_character", replace(CELLS, "135", "1\u00a035"), (CELLS, 2, None, "\u00a0")),
    ("control_character", replace(CELLS, "135", "1\t35"), (CELLS, 2, None, "\t")),
    (
        "line_count",
        write("codes/sex.csv", b"x\n" * (MAX_LINES + 1)),
        ("codes/sex.csv", MAX_LINES + 1, None, f"{MAX_LINES + 1:,} lines"),
    ),
    ("special_file", lambda seeds: os.mkfifo(seeds / "2022/x.csv"), ("2022/x.csv", *NOWHERE)),
    ("unexpected_file", write("2022/a\nb.csv", b"x\n"), ("2022/a\\nb.csv", *NOWHERE)),
    ("unreadable_file", lambda seeds: (seeds / CELLS).chmod(0), (CELLS, *NOWHERE)),
    ("unreadable_file", lambda seeds: (seeds / "2022").chmod(0), ("2022", *NOWHERE)),
    ("unreadable_file", lambda seeds: (seeds / "2022").chmod(0o400), (CELLS, *NOWHERE)),
    ("yaml_text", replace(YAML, "unit: victims", 'unit: "\\0"'), (YAML, 7, None, "\x00")),
    ("yaml_text", replace(YAML, "unit: victims", "unit: |\n  a\n  b"), (YAML, 7, None, "\n")),
    ("yaml_text", replace(YAML, "unit: victims", "unit: [victims"), (YAML, 8, None, None)),
    ("yaml_text", replace(YAML, "unit: victims", "unit: &a victims"), (YAML, 7, None, "a")),
    ("yaml_text", replace(YAML, "unit: victims", "unit: !!str victims"), (YAML, 7, None, None)),
    ("yaml_text", replace(YAML, "unit: victims", "page: 3"), (YAML, 7, None, "page")),
    ("yaml_structure", replace(YAML, "unit: victims", "unti: victims"), (YAML, 1, None, None)),
    ("yaml_structure", replace(YAML, "page: 2", "page: two"), (YAML, 5, "page", "two")),
    ("yaml_structure", replace(YAML, "unit: victims", "unit: people"), (YAML, 7, "unit", "people")),
    (
        "yaml_structure",
        replace(YAML, "process: victims", "process: dead"),
        (YAML, 6, "process", "dead"),
    ),
]


# The rules by which files and their text are refused, before any query.
OF_FILES = {rule for rule, _, _ in PLANTED} - {
    *(path.stem for path in sql_files("build/faults")),
    *("csv_heading", "csv_line"),
}
# What is not there or not read hides what else is wrong with it.
ALONE = {"csv_heading", "csv_line", "missing_pair"}


def seeds_of_what_is_named(folder: Path) -> Path:
    """Return seeds of what the tests name: all of an edition takes longer to read."""
    by_form = ("age", "minors", "reporter", "top_nationalities", "verdicts")
    named = ("victims_by_age", *(f"{name}_by_form" for name in by_form))
    return few_tables(folder, *named, "suspects_tried_by_age", "claims", "corrections")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return seeds_of_what_is_named(tmp_path / "seeds")


def test_the_seeds_of_the_project_have_no_fault(tmp_path: Path) -> None:
    assert find_faults(one_edition(tmp_path / "seeds")) == []


def changed(before: Path, after: Path) -> set[str]:
    """Return the files that differ between two folders of seeds."""
    old, new = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*")}
        for root in (before, after)
    )
    return {name for name in old | new if old.get(name) != new.get(name)}


def planted_together(
    folder: Path, seeds: Path, plants: Mapping[int, Plant], alone: Container[int] = ()
) -> dict[int, list[Fault]]:
    """Return what is refused of each planted fault, by its number.

    To try every rule takes long. So faults are planted together when they are in files of their
    own, but for those that are to stay alone.
    """
    apart: list[list[int]] = []
    groups: list[tuple[set[str], list[int]]] = []
    for number, plant in plants.items():
        spoilt = Path(shutil.copytree(seeds, folder / str(number) / "seeds"))
        plant(spoilt)
        files = changed(seeds, spoilt)
        assert files, "nothing was planted"
        if number in alone:
            apart.append([number])
            continue
        for taken, numbers in groups:
            if taken.isdisjoint(files):
                taken.update(files)
                numbers.append(number)
                break
        else:
            groups.append((files, [number]))
    found: dict[int, list[Fault]] = {}
    for numbers in [*apart, *(numbers for _, numbers in groups)]:
        spoilt = Path(shutil.copytree(seeds, folder / f"together{numbers[0]}" / "seeds"))
        for number in numbers:
            plants[number](spoilt)
        found |= dict.fromkeys(numbers, find_faults(spoilt))
    return found


@pytest.fixture(scope="module")
def refused(request: pytest.FixtureRequest, once: Once) -> dict[int, list[Fault]]:
    """Return what is refused of each planted fault; what files are refused for needs no query."""
    numbers = asked(request, "test_a_planted_fault_is_refused_and_located")

    def fill(folder: Path) -> None:
        seeds = seeds_of_what_is_named(folder / "seeds")
        found = {}
        for number in numbers:
            rule, plant, _ = PLANTED[number]
            if rule in OF_FILES:
                spoilt = Path(shutil.copytree(seeds, folder / rule / str(number) / "seeds"))
                plant(spoilt)
                with without_power():
                    found[number] = read_seeds(spoilt).faults
        left = {number: PLANTED[number][1] for number in numbers - found.keys()}
        alone = {number for number in left if PLANTED[number][0] in ALONE}
        found |= planted_together(folder, seeds, left, alone)
        (folder / "found").write_bytes(pickle.dumps(found))

    made: dict[int, list[Fault]] = pickle.loads(  # noqa: S301  our own
        (once("planted", fill) / "found").read_bytes()
    )
    return made


@pytest.mark.parametrize("number", first_of_each([rule for rule, *_ in PLANTED]))
def test_a_planted_fault_is_refused_and_located(
    refused: dict[int, list[Fault]], number: int
) -> None:
    rule, _, (file, line, column, value) = PLANTED[number]
    found = [fault for fault in refused[number] if fault.rule == rule]
    matching = [
        fault
        for fault in found
        if (fault.file, fault.line, fault.column) == (f"seeds/{file}", line, column)
        and value in (None, fault.value)
    ]
    assert matching, [str(fault) for fault in found]
    assert all(fault.expected and fault.remedy for fault in matching)


SEX = "2022/victims_by_sex.yml"
SUSPECTS = "2022/suspects_by_sex_and_age.yml"
# what is said in one language only, where it is missed, and which key is
ONE_LANGUAGE: list[tuple[Plant, str, int, str]] = [
    (replace(SEX, "heading_nl: ", "# "), SEX, 1, "heading_nl"),
    (replace(SEX, "heading_en: ", "# "), SEX, 1, "heading_en"),
    (replace(SEX, 'notes_en: "The', '# "The'), SEX, 1, "notes_en"),
    (replace(SUSPECTS, "    reason_en: The token", "    # The token"), SUSPECTS, 37, "reason_en"),
    (replace("2022/edition.yml", "    nl: Reflectie\n", ""), "2022/edition.yml", 40, "nl"),
    (
        replace(CLAIMS, "    reason_en: Names", "    # Names"),
        CLAIMS,
        line_of(CLAIMS, "reason_en: Names") - 2,
        "reason_en",
    ),
    (
        replace("codes/sex.csv", "Geregistreerd als man", ""),
        *("codes/sex.csv", 4, "definition_nl"),
    ),
    (
        replace(
            "2022/corrections.csv",
            "De vormen samen zijn meer dan de slachtoffers die achter de rij zijn gedrukt",
            "",
        ),
        *("2022/corrections.csv", 7, "problem_nl"),
    ),
]


@pytest.mark.parametrize(("plant", "file", "line", "key"), first(2, ONE_LANGUAGE))
def test_what_is_said_in_one_language_only_is_refused(
    seeds: Path, plant: Plant, file: str, line: int, key: str
) -> None:
    plant(seeds)
    found = [fault for fault in find_faults(seeds) if fault.file == f"seeds/{file}"]
    assert [fault.line for fault in found] == [line], [str(fault) for fault in found]
    assert key in f"{found[0].column} {found[0].expected}"
    assert found[0].remedy == "say it in Dutch and in English"


def test_every_rule_has_a_planted_fault() -> None:
    planted = {rule for rule, _, _ in PLANTED}
    assert {path.stem for path in sql_files("build/faults")} <= planted
    source = Path(__file__).parents[1] / "src" / "warehouse"
    text = "".join(
        (source / f"{name}.py").read_text()
        for name in ("seeds/folder", "seeds/yamltext", "build/load")
    )
    rules = set(re.findall(r'\b[Ff]ault(?:\.of_file)?\(\s*[^")]*"(\w+)"', text))
    assert len(rules) > 12
    assert rules <= planted | {"folder"}


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="nowhere: expected a folder"):
        find_faults(tmp_path / "nowhere")


def test_all_faults_of_a_run_come_together_and_nothing_is_published(
    seeds: Path, database: Path, tmp_path: Path
) -> None:
    published = tmp_path / "warehouse.duckdb"
    published.write_bytes(database.read_bytes())
    replace(CELLS, "135", "abc")(seeds)
    replace(CELLS, "420", "50%")(seeds)
    replace("2022/victims_by_age.csv", "Y_GE40", "Y_GE50")(seeds)
    with pytest.raises(InputRefused) as refused:
        build(published, seeds, lambda step: None)
    rules = {fault.rule for fault in refused.value.faults}
    assert {"cell_grammar", "cell_measure", "row_unknown", "row_missing"} <= rules
    assert published.read_bytes() == database.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("warehouse.duckdb*")) == [
        "warehouse.duckdb",
        "warehouse.duckdb.lock",
    ]


@pytest.mark.parametrize(
    "name", first(1, ["2022/victims_by_form.csv", "codes/origin.csv", "2022/corrections.csv"])
)
def test_semicolons_for_commas_are_one_fault(seeds: Path, name: str) -> None:
    """As a spreadsheet program of this country saves a CSV."""
    path = seeds / name
    path.write_text(path.read_text().replace(",", ";"))
    (fault,) = find_faults(seeds)
    assert (fault.file, fault.line, fault.rule) == (f"seeds/{name}", 1, "separator")
    assert "comma" in str(fault)
