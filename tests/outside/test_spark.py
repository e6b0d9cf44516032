"""Spark gives the rows of DuckDB: from several workers, to a BI tool, and when a worker is lost.

Workers are processes of their own (`local-cluster`), in the environment of `spark.lock`. The large
warehouse is synthetic, of 2 million cells; `python -m benchmarks spark` reads all of 20 million.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.dbt_project import DifferentRows
from benchmarks.grown import grow
from benchmarks.spark import LOCK, compare, deploy, names, read, run
from environments import with_project
from tests.reliability.clients import FOLDER
from tests.test_report_views import SHAPES
from warehouse.build import scale
from warehouse.build.build import build
from warehouse.spark.deploy import require_java

CELLS = 2_000_000
MASTER, MEMORY = "local-cluster[2,1,1024]", "1g"
SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
SECONDS = 300
VIEW = "reporter_by_form"


@pytest.fixture(scope="module", autouse=True)
def _java() -> None:
    """Fail with what to install where there is no Java."""
    require_java()


@pytest.fixture(scope="module")
def real(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder to which the real edition is deployed."""
    folder = tmp_path_factory.mktemp("real") / "spark"
    said = deploy(database, folder, MASTER, MEMORY)
    assert said.startswith(f"deployed to {folder}: ")
    assert "525 cells" in said
    return folder


@pytest.fixture(scope="module")
def real_output(real: Path) -> Path:
    """Return the folder to which Spark wrote the mart of the real edition."""
    output = real.with_name("output")
    told = read(real, output, master=MASTER)
    assert told["views"].keys() == set(SHAPES)
    return output


@pytest.fixture(scope="module")
def grown(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of synthetic figures."""
    path = tmp_path_factory.mktemp("grown") / "warehouse.duckdb"
    assert grow(database, path, CELLS) >= CELLS
    return path


@pytest.fixture(scope="module")
def large(grown: Path) -> Path:
    """Return the folder to which the synthetic one is deployed."""
    deploy(grown, grown.with_name("spark"), MASTER, MEMORY)
    return grown.with_name("spark")


@pytest.fixture(scope="module")
def disturbed(large: Path) -> dict[str, Any]:
    """Return what Spark tells of reading a view of `large` twice, then losing a worker."""
    return read(large, large.with_name("lost"), VIEW, master=MASTER)


@pytest.fixture(scope="module")
def narrow(known_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real edition as a large build stores it: codes as enumerations, no cells twice."""
    path = tmp_path_factory.mktemp("narrow") / "narrow.duckdb"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scale, "SMALL_UP_TO", 100)
        build(path, known_seeds, lambda step: None)
    return path


@pytest.fixture(scope="module")
def replaced(database: Path, narrow: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the deployment of `narrow` took the place of another."""
    folder = tmp_path_factory.mktemp("replaced") / "it's spark"
    for file in (database, narrow):
        deploy(file, folder, "local[2]", MEMORY)
        assert len(list((folder / "tables").iterdir())) == 1
    return folder


def test_the_views_of_the_real_edition_are_the_same(database: Path, real_output: Path) -> None:
    assert sum(compare(database, real_output).values()) == 525


def test_facts_stay_where_they_are(large: Path, disturbed: dict[str, Any]) -> None:
    """Dimensions go to every worker instead."""
    steps = disturbed["plans"]["view"]
    tree = steps.split("\n\n")[0]
    sent = [
        part.split("Scan parquet spark_catalog.")[1].split()[0]
        for part in tree.split("+- BroadcastExchange")[1:]
        if "Scan parquet spark_catalog." in part
    ]
    assert "main.dim_form" in sent
    assert not [name for name in sent if name.startswith("main.fact_")]
    assert "EqualTo(table_code,victims_by_form)" in steps
    # The cells of one edition are read from its own folder.
    assert "(edition_code#" in disturbed["plans"]["edition"].split("PartitionFilters:")[1]
    assert len(list((large / "tables").glob("*/fact_victims/edition_code=*"))) == 21


@pytest.mark.parametrize(
    ("damage", "difference"),
    [
        (
            "select * replace (if(row_position = 3, 7, count) as count)",
            "5 rows only in DuckDB, 5 only",
        ),
        ("select * replace (coalesce(count, 0) as count)", "2 rows only in DuckDB, 2 only"),
        ("select * replace (count::bigint as count)", "other columns"),
        ("select * exclude (page)", "other columns"),
        ("select distinct on (row_position) *", "24 rows only in DuckDB, 0 only in Spark"),
        ("from theirs union all", "0 rows only in DuckDB, 30 only in Spark"),
    ],
)
def test_a_planted_difference_is_found(
    database: Path, real_output: Path, tmp_path: Path, damage: str, difference: str
) -> None:
    output = Path(shutil.copytree(real_output, tmp_path / "output"))
    files = f"'{output}/victims_by_form/*.parquet'"
    with duckdb.connect() as connection:
        connection.execute(f"create table theirs as from {files}")
        for file in (output / "victims_by_form").glob("*.parquet"):
            file.unlink()
        query = f"{damage} from theirs"
        connection.execute(f"copy ({query}) to '{output}/victims_by_form/one.parquet'")
    with pytest.raises(DifferentRows, match=f"^victims_by_form: {difference}"):
        compare(database, output)


def test_a_missing_view_is_found(database: Path, real_output: Path, tmp_path: Path) -> None:
    output = Path(shutil.copytree(real_output, tmp_path / "output"))
    shutil.rmtree(output / "victims_by_sex")
    with pytest.raises(DifferentRows, match="victims_by_sex: missing"):
        compare(database, output)


def test_a_lost_worker_changes_nothing(grown: Path, large: Path, disturbed: dict[str, Any]) -> None:
    assert disturbed["tasks_it_had"] > 0
    assert disturbed["query_ran_after_the_kill"]
    # Spark saw it die of the signal, and had to do its work again elsewhere.
    lost = {one["id"]: one for one in disturbed["executors"]}[disturbed["killed"]]
    assert not lost["isActive"]
    assert "137" in lost["removeReason"]
    assert any(one["isActive"] for one in disturbed["executors"])
    for way in ("undisturbed", "disturbed"):
        assert compare(grown, large.with_name("lost") / way, VIEW)[VIEW] > 0


@pytest.fixture
def server(real: Path) -> Iterator[int]:
    """Yield the port of Spark's Thrift server on the deployment of the real edition."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    python = with_project(LOCK)
    submit = python.with_name("spark-submit")
    where = [f"hive.server2.thrift.{name}" for name in (f"port={port}", "bind.host=localhost")]
    options = [word for one in where for word in ("--hiveconf", one)]
    environment = os.environ | {
        # Spark's own search for it stops at a space in the path.
        "SPARK_HOME": str(next(python.parents[1].glob("lib/python*/site-packages/pyspark"))),
        "SPARK_CONF_DIR": str(real / "conf"),
        "PYSPARK_PYTHON": str(python),
    }
    log = real.with_name("server.log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(submit), "--master", MASTER, "--class", SERVER, "spark-internal", *options],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            ends = time.monotonic() + SECONDS
            while True:
                with socket.socket() as attempt:
                    if not attempt.connect_ex(("localhost", port)):
                        break
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < ends, log.read_text()
                time.sleep(0.5)
            yield port
        finally:
            process.terminate()
            process.wait()


def test_a_bi_tool_reads_every_view(database: Path, server: int) -> None:
    told: dict[str, Any] = json.loads(run([with_project(LOCK), FOLDER / "spark_ask.py", server]))
    with duckdb.connect(str(database), read_only=True) as connection:
        assert sorted(told) == names(connection)
        for view, found in told.items():
            result = connection.execute(f"from mart.{view}")
            assert found["columns"] == [column[0] for column in result.description or []]
            rows = [[None if one is None else str(one) for one in row] for row in result.fetchall()]
            assert Counter(map(tuple, found["rows"])) == Counter(map(tuple, rows)), view
            assert rows


def test_a_new_deployment_takes_the_place_of_the_old(
    narrow: Path, replaced: Path, tmp_path: Path
) -> None:
    """Narrow facts are text in Spark."""
    told = read(replaced, tmp_path, master="local[2]")
    assert told["views"].keys() == set(SHAPES)
    assert sum(compare(narrow, tmp_path).values()) == 525


def test_a_deployment_that_fails_leaves_the_old_one(
    database: Path, replaced: Path, tmp_path: Path
) -> None:
    before = sorted(replaced.glob("tables/*/*"))
    spoilt = Path(shutil.copyfile(database, tmp_path / "spoilt.duckdb"))
    with duckdb.connect(str(spoilt)) as connection:
        connection.execute("drop table main.labelled_cells")
    for planted, message in ((spoilt, "build it anew"), (tmp_path / "none.duckdb", "no warehouse")):
        with pytest.raises(SystemExit, match=message):
            deploy(planted, replaced, "local[1]", MEMORY)
    with pytest.raises(SystemExit, match="error: Spark refused"):
        deploy(database, replaced, "nowhere://", MEMORY)
    assert sorted(replaced.glob("tables/*/*")) == before
