"""Deploy the star schema and the mart to Apache Spark.

Decision: DuckDB writes the Parquet files, Spark only reads them. They go into a new folder, and the
catalogue is turned to it when all of them are there; so a deployment that fails before that leaves
the one before as it was. The settings under which it was made are kept beside it, and every other
program of Spark starts with them (see docs/scale.md).
"""

import datetime
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.extras import require
from warehouse.faults import WarehouseError
from warehouse.files import folder_of
from warehouse.names import FACTS
from warehouse.place import for_duckdb

JAVA = "a Java runtime of version 17 or newer (on Debian: apt install openjdk-17-jre-headless)"
TABLES = "tables"
MEMORY = "4GB"  # for sorting; what does not fit goes to disk
SETTINGS = Path("conf", "spark-defaults.conf")


@dataclass(frozen=True)
class Deployed:
    """How many tables and views Spark now has, and the rows of all facts together."""

    tables: int
    views: int
    facts: int


def require_java() -> None:
    """Raise WarehouseError when there is no Java where Spark looks for it."""
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home, "bin")) if home else None):
        where = f"JAVA_HOME ({home})" if home else "PATH"
        raise WarehouseError(f"Spark needs {JAVA}; there is no java in {where}")


def settings(folder: Path) -> dict[str, str]:
    """Return the settings with which Spark finds what is deployed in `folder`.

    The catalogue is Hive's in an embedded Derby database: it keeps views, needs no server and
    nothing of the network, and serves one program at a time.
    """
    return {
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": str(folder / "own"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": (
            f"jdbc:derby:;databaseName={folder / 'catalogue'};create=true"
        ),
        # Java's options are split at spaces; the folder may have one.
        "spark.driver.extraJavaOptions": f'"-Dderby.stream.error.file={folder / "derby.log"}"',
        "spark.log.level": "ERROR",
    }


def deploy(
    database: Path,
    warehouse_dir: Path,
    master: str,
    own_settings: Mapping[str, str],
) -> Deployed:
    """Write the tables to `warehouse_dir` as Parquet, and create them and the views in Spark.

    `master` is the address of a cluster, or local; every worker must see `warehouse_dir` by the
    same path. `own_settings` are further settings of Spark, or others in place of ours. What the
    schemas main, build and mart of Spark held before is replaced. Raises WarehouseError.
    """
    folder = folder_of(warehouse_dir)
    require("spark", "pyspark", "sqlglot")
    require_java()
    from warehouse.spark.dialect import relations

    wanted = relations(database)
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S.%f")
    files = folder / TABLES / stamp
    try:
        facts = _export(database, wanted, files)
        given = settings(folder) | dict(own_settings)
        _create(wanted, files, master, given)
    except BaseException:
        shutil.rmtree(files, ignore_errors=True)
        raise
    for older in (folder / TABLES).iterdir():
        if older != files:
            shutil.rmtree(older)
    # Not the caller's own settings: there may be passwords among them.
    lines = [f"{name} {value}\n" for name, value in settings(folder).items()]
    (folder / SETTINGS).parent.mkdir(exist_ok=True)
    (folder / SETTINGS).write_text("".join(lines), encoding="utf-8")
    views = sum(relation.is_view for relation in wanted)
    return Deployed(len(wanted) - views, views, facts)


def _export(database: Path, wanted: list[Any], files: Path) -> int:
    """Write each table to a folder of its own; return how many facts there are."""
    facts = 0
    try:
        files.mkdir(parents=True)
        bounds: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": str(files)}
        with duckdb.connect(for_duckdb(database), read_only=True, config=bounds) as connection:
            for relation in wanted:
                if relation.is_view:
                    continue
                folder = files / relation.name
                folder.mkdir()
                # Sorted, so that a reader of one table can leave most of each file out.
                source = f"from {relation.schema}.{relation.name}"
                target, how = folder / "data.parquet", "format parquet, compression zstd"
                if relation.is_partitioned:
                    source += " order by edition_code, table_code"
                    target, how = folder, f"{how}, partition_by (edition_code)"
                name = str(target).replace("'", "''")
                copied = connection.execute(f"copy ({source}) to '{name}' ({how})").fetchall()
                if relation.name.removeprefix("fact_") in FACTS:
                    facts += copied[0][0]
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(f"the tables could not be written to {files}: {error}") from error
    return facts


def _create(wanted: list[Any], files: Path, master: str, given: Mapping[str, str]) -> None:
    """Replace the schemas of the warehouse in Spark's catalogue."""
    from py4j.protocol import Py4JError  # type: ignore[import-not-found]
    from pyspark.errors import PySparkException  # type: ignore[import-not-found]
    from pyspark.sql import SparkSession  # type: ignore[import-not-found]

    from warehouse.spark.dialect import SCHEMAS

    builder = SparkSession.builder.master(master).appName("warehouse")
    for name, value in given.items():
        builder = builder.config(name, value)
    session = None
    try:
        session = builder.getOrCreate()
        for schema in SCHEMAS:
            session.sql(f"drop schema if exists {schema} cascade")
            session.sql(f"create schema {schema}")
        for relation in wanted:
            names = sorted(column.name for column in relation.columns)
            if relation.is_view and sorted(session.sql(relation.query).columns) != names:
                raise WarehouseError(f"{relation.name} has other columns in Spark")
            session.sql(relation.create(files / relation.name))
            if relation.is_partitioned:
                session.sql(f"msck repair table {relation.schema}.{relation.name}")
    except (PySparkException, Py4JError) as error:
        said = " ".join(str(error).splitlines()[:2])
        if "MetaStoreClient" in said:
            said += "; does another program of Spark have the catalogue open? Stop it first"
        raise WarehouseError(f"Spark refused: {said}") from error
    finally:
        if session is not None:
            session.stop()
