"""The build is killed while it publishes; the file must be wholly the old or wholly the new one.

Decision: every kill starts from a good file and publishes the other of two versions, so that no
build is skipped for want of news. A moment is random within a random step, so that short steps
are hit as often as long ones; besides, the child kills itself at each boundary of a step, and
before and after each call to the operating system that publication makes.
"""

import random
import shutil
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.reliability.children import Suicide, start, told_by
from tests.reliability.figures import Figures
from tests.reliability.versions import Version, contents, file_digest, marker
from warehouse.build.kept import Record, identity

KEEP = 2  # older files kept, so that their handling is killed too
MISSES = 100  # builds that ended before their moment; a kill changes how many files are kept


@dataclass(frozen=True)
class Random:
    """A random moment: this part of the time that a step takes, counted from its start."""

    step: str
    part: float


Moment = Random | Suicide


@dataclass(frozen=True)
class Rehearsal:
    """What a build that nobody disturbed does: seconds per step, calls made in publication."""

    seconds: dict[str, float]
    calls: int


def kill(
    folder: Path,
    versions: tuple[Version, Version],
    random_moments: int,
    every_place: int = 1,
    *,
    seed: int = 1,
    workers: int = 2,
) -> Figures:
    """Kill builds at random moments, at every step and around calls; return what was left.

    `every_place` says how many of the steps and calls are tried: each, every second, …
    """
    first = folder / "first" / "warehouse.duckdb"
    first.parent.mkdir()
    shutil.copyfile(versions[1].file, first)
    older = [first.with_name(f"{first.name}.{number}") for number in range(1, KEEP + 1)]
    for path in older:
        shutil.copyfile(versions[0].file, path)
    Record(first).add(*map(identity, older))  # as if builds had kept them
    rehearsal = rehearse(first, versions[0].seeds)
    steps = list(rehearsal.seconds)
    moments: list[Moment] = [Suicide(step=step) for step in steps[1:]]
    around = [
        Suicide(call=call, is_after=is_after)
        for call in range(1, rehearsal.calls + 1)
        for is_after in (False, True)
    ]
    moments = [*moments, *around][::every_place]
    dice = random.Random(seed)  # noqa: S311  not for secrets
    moments += [Random(dice.choice(steps), dice.random()) for _ in range(random_moments)]
    dice.shuffle(moments)
    zero = ("neither old nor new", "unreadable", "log left beside the file", "next build failed")
    figures = Figures("Build killed", must_be_zero=zero)
    figures.add("steps of a build", len(steps) - 1)
    figures.add("calls to the operating system in publication", rehearsal.calls)
    with ThreadPoolExecutor(workers) as pool:
        jobs = []
        for number in range(workers):
            target = shutil.copytree(first.parent, folder / f"worker{number}") / first.name
            part = moments[number::workers]
            jobs.append(pool.submit(_kill_all, target, versions, part, rehearsal, figures))
        for job in jobs:
            job.result()
    return figures


def rehearse(target: Path, seeds: Path) -> Rehearsal:
    """Build to the end in a child."""
    began = time.monotonic()
    process, told = start(target, seeds, keep=KEEP)
    seconds: dict[str, float] = {}
    step, words = "start", ""
    for words in told_by(told):
        now = time.monotonic()
        seconds[step] = now - began
        step, began = words, now
    process.join()
    if process.exitcode != 0 or not words.startswith("done"):
        raise AssertionError(f"a build that nobody disturbed failed after {list(seconds)}")
    return Rehearsal(seconds, int(words.split()[1]))


def _kill_all(
    target: Path,
    versions: tuple[Version, Version],
    moments: Sequence[Moment],
    rehearsal: Rehearsal,
    figures: Figures,
) -> None:
    present = 0
    missed = 0
    waiting = list(moments)
    while waiting:
        moment = waiting.pop()
        other = 1 - present
        before = file_digest(target)
        if not _killed(target, versions[other].seeds, moment, rehearsal):
            present = other
            missed += 1
            if missed > MISSES:
                raise AssertionError(f"builds do not come to {moment}")
            if isinstance(moment, Random):
                moment = Random(moment.step, moment.part / 2)
            waiting.insert(0, moment)
            continue
        figures.add(f"killed {_kind(moment)}")
        outcome = outcome_of(target, versions[present].contents, versions[other].contents, before)
        figures.add(outcome)
        if (target.parent / f"{target.name}.wal").exists():
            figures.add("log left beside the file")
        present = other if outcome == "wholly new" else present
        try:
            rehearse(target, versions[1 - present].seeds)
        except AssertionError as error:
            figures.add("next build failed")
            figures.notes.append(f"after {moment}: {error}")
            continue
        present = 1 - present
        if not is_clean(target, present + 1):
            figures.add("next build failed")
            figures.notes.append(f"after {moment}: {sorted(target.parent.iterdir())}")


def _killed(target: Path, seeds: Path, moment: Moment, rehearsal: Rehearsal) -> bool:
    """Start a build and kill it at the moment; tell whether it died of that."""
    suicide = moment if isinstance(moment, Suicide) else None
    process, told = start(target, seeds, suicide, keep=KEEP)
    if isinstance(moment, Random):
        if moment.step != "start":
            for step in told_by(told):
                if step == moment.step:
                    break
        time.sleep(moment.part * rehearsal.seconds[moment.step])
        process.kill()
    process.join()
    told.close()
    return process.exitcode == -signal.SIGKILL


def _kind(moment: Moment) -> str:
    if isinstance(moment, Random):
        return "at a random moment"
    return "at the boundary of a step" if moment.step else "before or after a call"


def outcome_of(target: Path, old: str, new: str, bytes_before: str | None = None) -> str:
    """Say what a file is: wholly old, wholly new, neither, or unreadable.

    A file whose bytes are those of before is the old one; it still has to open.
    """
    try:
        if file_digest(target) == bytes_before:
            with duckdb.connect(str(target), read_only=True) as connection:
                is_one = marker(connection) is not None
            return "wholly old" if is_one else "neither old nor new"
        found = contents(target)
    except duckdb.Error:
        return "unreadable"
    return {old: "wholly old", new: "wholly new"}.get(found, "neither old nor new")


def is_clean(target: Path, version: int) -> bool:
    """Whether a file is of one version and no debris of a killed build is beside it."""
    if [*target.parent.glob(f"{target.name}.wal"), *target.parent.glob(".warehouse.*")]:
        return False
    with duckdb.connect(str(target), read_only=True) as connection:
        return marker(connection) == version
