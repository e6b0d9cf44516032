"""The benchmarks count right and compare what is alike; how long a thing takes is not tested."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml

from benchmarks import dbt_project, figures, small
from benchmarks.__main__ import PARTS, main
from benchmarks.figures import Cost, Row, kept, machine, marks, number, spread, table, worse, write
from tests.cases import first
from warehouse.build.scale import STORED
from warehouse.place import ROOT


def row(name: str, ours: list[float], theirs: list[float]) -> Row:
    costs = [[Cost(wall, wall / 2) for wall in walls] for walls in (ours, theirs)]
    return Row(name, "peer", costs[0], costs[1], seconds=2, times=5)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "performance.md"
    begin, end = marks("small")
    path.write_text(f"before\n{begin}\nold\n{end}\nafter\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def project(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dbt") / "project"
    dbt_project.write_project(folder, database)
    return folder


def described(project: Path, kind: str) -> dict[str, dict[str, object]]:
    content = yaml.safe_load((project / kind / f"{kind}.yml").read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in content[kind]}


def test_median_spread_and_ratios_of_invented_figures() -> None:
    measured = row("build", ours=[1.0, 4.0, 2.0], theirs=[10.0, 12.0, 30.0])
    assert spread([1.0, 4.0, 2.0]) == "2.00 (1.00–4.00)"
    assert measured.ratios == [10.0, 3.0, 15.0]
    cells = measured.cells()
    assert cells[1:3] == ("2.00 (1.00–4.00)", "1.00")
    assert cells[6] == "10.0 (3.00–15.0)"
    assert [number(value) for value in (0.012345, 99.94, 1234.5)] == ["0.0123", "99.9", "1234"]
    assert measured.figures()["ratio"] == 10.0


def test_a_goal_needs_both_the_seconds_and_the_ratio() -> None:
    assert row("", [1.9], [9.6]).goal() == "< 2 s, ≥ 5 ×: reached"
    assert row("", [2.0], [20.0]).goal().endswith("missed")
    assert row("", [1.0], [4.9]).goal().endswith("missed")


def test_runs_alternate() -> None:
    order: list[str] = []

    def note(name: str) -> Cost:
        order.append(name)
        return Cost(len(order), 0)

    costs = small.in_turn(2, a=lambda: note("a"), b=lambda: note("b"))
    assert order == ["a", "b", "a", "b"]
    assert [cost.wall for cost in costs["b"]] == [2, 4]


def test_the_page_gives_back_what_was_written(page: Path) -> None:
    rows = [row("build", [1.0], [8.0]), row('query "select 1"', [2.0], [1.0])]
    write("small", f"Machine.\n\n{table(rows)}\n\nMore.", page)
    assert kept("small", page) == {"build": 8.0, 'query "select 1"': 0.5}
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    with pytest.raises(ValueError, match="large"):
        write("large", "", page)


def test_a_planted_worse_ratio_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(runs: int) -> tuple[list[Row], dict[str, object]]:
        told = {"machine": machine(), "runs": runs, "rows_compared": 1}
        return [row("build", [1.0], [8.0])], {
            **told,
            "import_seconds": [0.1],
            "unwanted_imports": [],
        }

    monkeypatch.setattr(small, "measure", measure)
    for before, status in ((8.0, 0), (15.9, 0), (16.1, 1)):
        monkeypatch.setattr(figures, "kept", lambda part, ratio=before: {"build": ratio})
        assert small.main(["--check"]) == status
        assert small.main([]) == 0
    assert worse([row("new", [1.0], [8.0])], {"build": 8.0}) == [
        "new: no ratio is kept; write one with --write-docs"
    ]


def test_rows_that_differ_end_the_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(runs: int) -> None:
        raise dbt_project.DifferentRows("victims_by_sex: missing")

    monkeypatch.setattr(small, "measure", measure)
    with pytest.raises(SystemExit, match="victims_by_sex: missing"):
        small.main([])


def test_one_command_measures_one_part_or_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called: list[tuple[str, list[str]]] = []
    monkeypatch.delitem(PARTS, "large")
    for name, status in (("small", 1), ("audit", 0), ("read", 0), ("spark", 0)):

        def part(arguments: list[str], name: str = name, status: int = status) -> int:
            called.append((name, arguments))
            return status

        monkeypatch.setitem(PARTS, name, part)
    assert main(["audit", "--sizes", "10"]) == 0
    assert called == [("audit", ["--sizes", "10"])]
    called.clear()
    assert main(["--runs", "3", "--check", "--json", str(tmp_path)]) == 1
    assert called == [
        ("small", ["--runs", "3", "--json", str(tmp_path / "small.json"), "--check"]),
        ("audit", ["--runs", "3", "--json", str(tmp_path / "audit.json")]),
        ("read", ["--runs", "3", "--json", str(tmp_path / "read.json")]),
        ("spark", ["--runs", "3", "--json", str(tmp_path / "spark.json")]),
    ]


def test_the_page_of_the_project_has_a_ratio_for_every_row() -> None:
    ratios = kept("small")
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert len(ratios) == 5
    assert set(ratios) >= {"build from nothing", "build, nothing changed", "warehouse --help"}
    assert min(ratios.values()) > 0
    for part in re.findall(r"python -m benchmarks (\w+)", text):
        assert part in PARTS


def test_only_the_first_table_of_a_part_holds_ratios() -> None:
    ratios = kept("large")
    assert len(ratios) > 3
    assert ratios.keys() >= {"10⁴ cells", "10⁶ cells", "2,000 editions"}


def test_help_imports_nothing_slow() -> None:
    loaded = small.loaded()
    assert {"click", "warehouse"} <= set(loaded)
    assert set(small.SLOW) & set(loaded) == set()


def models_of(project: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (project / "models").glob("*.sql")}


def refs(text: str) -> list[str]:
    return re.findall(r"{{ ref\('(\w+)'\) }}", text)


@pytest.fixture(scope="module")
def whole(through_the_years: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of every edition, which the benchmark runs."""
    folder = tmp_path_factory.mktemp("dbt") / "project"
    dbt_project.write_project(folder, through_the_years)
    return folder


def test_the_dbt_project_has_everything_and_tests_everything(
    through_the_years: Path, whole: Path
) -> None:
    models = models_of(whole)
    seeds = {path.stem for path in (whole / "seeds").glob("*.csv")}
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        views = connection.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
        ).fetchall()
    stored = {name.replace(".", "__") for name in STORED}
    assert models.keys() == {"__".join(view) for view in views} | stored
    used = {name for text in models.values() for name in refs(text)}
    assert seeds <= used <= seeds | models.keys()
    assert {"fact_victims", "fact_suspects", "fact_cases", "dim_form", "dim_table"} <= seeds
    for text in models.values():
        assert not re.search(
            r"^[^'-]*\b(from|join) (main|build|mart|quality)\.", text, re.MULTILINE
        )
    count = 0
    for kind, names in (("seeds", seeds), ("models", set(models))):
        entries = described(whole, kind)
        assert entries.keys() == names
        for entry in entries.values():
            columns = entry["columns"]
            assert isinstance(columns, list)
            assert entry["description"]
            assert all(column["description"] for column in columns)
            tests = [test for column in columns for test in column["data_tests"]]
            assert tests
            count += len(tests)
    assert count >= 30
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert f"the {len(seeds)} tables that the views read" in page
    assert f"| {count} tests:" in page
    assert f"the same {len(models)}, " in page


def test_what_dbt_is_to_find_unique_is_unique(whole: Path) -> None:
    found = {}
    for name, entry in described(whole, "seeds").items():
        columns = entry["columns"]
        assert isinstance(columns, list)
        for column in (one["name"] for one in columns if "unique" in one["data_tests"]):
            doubled = f"select count(*) - count(distinct {column}) from read_csv($1)"
            rows = duckdb.execute(doubled, [str(whole / "seeds" / f"{name}.csv")]).fetchone()
            found[f"{name}.{column}"] = rows
    assert {"dim_form.form_code", "dim_edition.edition_code"} <= found.keys()
    assert set(found.values()) == {(0,)}


@pytest.fixture(scope="module")
def made(project: Path) -> Path:
    """Do with the generated files what dbt does with them, without dbt."""
    path = project.parent / dbt_project.FILE
    texts = models_of(project)
    settings = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))
    with duckdb.connect(str(path)) as connection:
        for hook in settings["on-run-start"]:
            connection.execute(hook)
        for name, entry in described(project, "seeds").items():
            config = entry["config"]
            assert isinstance(config, dict)
            columns = ", ".join(f'"{key}" {kind}' for key, kind in config["column_types"].items())
            table = f"{config['schema']}.{config['alias']}"
            connection.execute(f"create schema if not exists {config['schema']}")
            connection.execute(f"create table {table} ({columns})")
            file = project / "seeds" / f"{name}.csv"
            connection.execute(f"copy {table} from '{file}' (format csv, header, delimiter ',')")
            for hook in config["post-hook"]:
                connection.execute(hook)
        waiting = list(texts)
        while waiting:
            name = waiting.pop(0)
            if set(waiting) & set(refs(texts[name])):
                waiting.append(name)
                continue
            _, query = texts[name].split("\n", 1)
            query = re.sub(
                r"{{ ref\('(\w+)'\) }}", lambda found: found[1].replace("__", "."), query
            )
            schema, _, view = name.partition("__")
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create view {schema}.{view} as {query}")
    return path


@pytest.fixture
def peer(made: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may spoil."""
    return Path(shutil.copyfile(made, tmp_path / made.name))


@pytest.mark.thorough
def test_the_generated_models_give_the_rows_of_every_view(
    database: Path, project: Path, peer: Path
) -> None:
    total = 0
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in models_of(project):
            view = name.replace("__", ".")
            total += len(connection.execute(f"from {view}").fetchall())
    assert dbt_project.compare(database, peer) == total > 0


@pytest.mark.parametrize(
    ("damage", "view", "message"),
    first(
        1,
        [
            (
                "update fact_victims set count = 7 where printed = '250'",
                "victims_by_sex",
                "1 rows only here, 1 only there",
            ),
            (
                "delete from fact_suspects",
                "suspects_by_sex_and_age",
                "18 rows only here, 0 only there",
            ),
            (
                "insert into dim_sex from dim_sex where sex_code = 'F'",
                "victims_by_sex",
                "0 rows only here, 5 only there",
            ),
            ("drop view mart.victims_by_sex", "victims_by_sex", "missing"),
            (
                "create or replace view mart.victims_by_sex as select 1 as one",
                "victims_by_sex",
                "other columns",
            ),
        ],
    ),
)
def test_rows_that_differ_are_an_error(
    database: Path,
    peer: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: str,
    view: str,
    message: str,
) -> None:
    compared = [("mart", view), ("mart", "victims_by_age")]
    monkeypatch.setattr(dbt_project, "_views", lambda connection: compared)
    with duckdb.connect(str(peer)) as connection:
        connection.execute(damage)
    with pytest.raises(dbt_project.DifferentRows, match=f"^mart.{view}: {message}$"):
        dbt_project.compare(database, peer)


def test_the_lock_has_hashes_for_everything_and_our_duckdb() -> None:
    text = dbt_project.LOCK.read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z].*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z]", text, re.MULTILINE))
    assert f"\nduckdb=={duckdb.__version__} " in text
    assert dbt_project.versions()["dbt-core"].startswith("1.10.")
