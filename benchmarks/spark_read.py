"""Read every view of the mart with Spark, in a program that knows nothing of this project.

It is started in the environment of `spark.lock`, with the settings of a deployment in
SPARK_CONF_DIR: `spark_read.py MASTER OUTPUT [VIEW]`. Each view is written to a folder of OUTPUT as
Parquet. With VIEW only that one is, twice, and the second time one of the processes that work on it
is killed. What happened is printed as JSON; `plans` is how Spark would go about two queries.
"""

import json
import os
import signal
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession  # type: ignore[import-not-found]


def write(session: SparkSession, view: str, folder: Path) -> float:
    """Write a view as Parquet; return the seconds."""
    began = time.perf_counter()
    session.table(f"mart.{view}").write.parquet(str(folder))
    return time.perf_counter() - began


def everything(session: SparkSession, output: Path) -> dict[str, Any]:
    """Write every view of the mart."""
    views = sorted(table.name for table in session.catalog.listTables("mart"))
    return {"views": {view: write(session, view, output / view) for view in views}}


def plans(session: SparkSession) -> dict[str, Any]:
    """Return how Spark would read one view, and the cells of one edition."""
    explain = "explain formatted select * from"
    queries = {
        "view": f"{explain} mart.victims_by_form",
        "edition": f"{explain} main.fact_victims where edition_code = '2022'",
    }
    return {name: session.sql(query).collect()[0][0] for name, query in queries.items()}


def executors(session: SparkSession) -> list[dict[str, Any]]:
    """Return what Spark itself says of its executors, those that are gone among them."""
    context = session.sparkContext
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/allexecutors"
    with urllib.request.urlopen(address) as answer:  # noqa: S310  Spark's own address
        return [one for one in json.load(answer) if one["id"] != "driver"]


def processes() -> Iterator[tuple[int, str]]:
    """Yield the process of each executor that descends from this program, with its id in Spark."""
    parents, commands = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status = (folder / "stat").read_text(encoding="utf-8")
                words = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue  # it has ended meanwhile
            parents[int(folder.name)] = int(status.rpartition(")")[2].split()[1])
            commands[int(folder.name)] = words
    for process, words in commands.items():
        above = process
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() and "--executor-id" in words and words[0].endswith("java"):
            yield process, words[words.index("--executor-id") + 1]


def is_running(process: int) -> bool:
    """Tell whether a process does anything still."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def disturbed(session: SparkSession, view: str, output: Path) -> dict[str, Any]:
    """Write a view undisturbed, then again, and kill an executor while it works on a task."""
    # A task per file, instead of a few large ones: there must be a middle in which to kill.
    session.conf.set("spark.sql.files.maxPartitionBytes", "64k")
    undisturbed = write(session, view, output / "undisturbed" / view)
    tracker = session.sparkContext.statusTracker()
    told: dict[str, Any] = {}
    failures: list[BaseException] = []

    def query() -> None:
        try:
            told["seconds"] = write(session, view, output / "disturbed" / view)
        except BaseException as error:  # told at the end
            failures.append(error)

    thread = threading.Thread(target=query)
    thread.start()
    while thread.is_alive() and "killed" not in told:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        done = sum(stage.numCompletedTasks for stage in stages if stage)
        busy = {one["id"]: one["activeTasks"] for one in executors(session)} if done else {}
        for process, executor in processes():
            if busy.get(executor):
                os.kill(process, signal.SIGKILL)
                told |= {"killed": executor, "tasks_it_had": busy[executor], "tasks_done": done}
                while is_running(process):
                    time.sleep(0.01)
                told["query_ran_after_the_kill"] = thread.is_alive()
                break
    thread.join()
    if failures:
        raise failures[0]
    return told | {"undisturbed_seconds": undisturbed, "executors": executors(session)}


def main(master: str, output: Path, view: str | None = None) -> None:
    """Start Spark, read, and print what happened."""
    began = time.perf_counter()
    session = SparkSession.builder.master(master).appName("read").getOrCreate()
    session.range(1).count()
    start = time.perf_counter() - began
    done = disturbed(session, view, output) if view else everything(session, output)
    told = {"start": start, "plans": plans(session), **done}
    session.stop()
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
