"""Bad input: thousands of mutated copies of the real seeds, drawn and shrunk by hypothesis.

Decision: workers are processes that tell of every set they finish, so that a hang is seen by
whoever waits. Sets that equal the real seeds are drawn again and count for nothing.
"""

import queue
import tempfile
import traceback
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from tests.reliability import mutate_files, mutate_text, mutate_yaml
from tests.reliability.children import processes
from tests.reliability.figures import Figures
from tests.reliability.hostile import HOSTILE
from tests.reliability.judge import judge, template
from tests.reliability.mutation import KINDS, Mutation, clear, digest, spoil
from warehouse.seeds import folder as seeds
from warehouse.seeds.yamltext import read_yaml

PATIENCE = 600  # seconds without a finished set: a hang
WHOLE = 5  # one set in so many is also built whole, or loaded in spite of its faults
NUMBERS = st.integers(0, 9_999)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"), max_size=8)
MUTATIONS = st.lists(
    st.builds(Mutation, st.sampled_from(sorted(KINDS)), NUMBERS, NUMBERS, NUMBERS, TEXTS),
    min_size=1,
    max_size=3,
)
MODULES = (mutate_files, mutate_text, mutate_yaml)  # importing them registers their kinds


def try_one(mutations: list[Mutation], empty: Path, work: Path, *, whole: bool) -> str:
    """Judge one mutated set: `loaded`, `refused`, or `same` when nothing was changed."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        place = Path(folder) / "set"
        root = spoil(place, mutations)
        try:
            if digest(root) == _digest_of_none():
                return "same"
            return "refused" if judge(root, empty, Path(folder), whole=whole) else "loaded"
        finally:
            clear(place)


@cache
def _digest_of_none() -> str:
    with tempfile.TemporaryDirectory() as folder:
        return digest(spoil(Path(folder) / "set", []))


def _work(number: int, worker: int, results: Any) -> None:
    """Try `number` sets and tell of each; at last say `done`, or what broke."""
    vars(seeds)["read_yaml"] = cache(read_yaml)  # most files are as before
    with tempfile.TemporaryDirectory() as folder:
        empty = template(Path(folder))
        tried = 0

        @seed(worker)
        @settings(
            max_examples=number,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(MUTATIONS)
        def each(mutations: list[Mutation]) -> None:
            nonlocal tried
            results.put(("trying", worker, mutations))
            whole = tried % WHOLE == 0
            outcome = try_one(mutations, empty, Path(folder), whole=whole)
            assume(outcome != "same")
            tried += 1
            built = whole and outcome == "loaded"
            results.put(("set", outcome, built, [mutation.kind for mutation in mutations]))

        try:
            each()
        except BaseException:
            results.put(("broken", traceback.format_exc()))
        else:
            results.put(("done", worker))


def mutate(sets: int, workers: int = 2, first_seed: int = 1) -> Figures:
    """Try `sets` mutated sets of seeds; return how many were loaded and refused."""
    figures = Figures("Bad input", must_be_zero=("broken", "hung"))
    context = processes()
    results: Any = context.Queue()
    started = [
        context.Process(target=_work, args=(sets // workers, first_seed + number, results))
        for number in range(workers)
    ]
    for process in started:
        process.start()
    kinds: Counter[str] = Counter()
    waiting = workers
    trying: dict[int, list[Mutation]] = {}
    while waiting:
        try:
            kind, *told = results.get(timeout=PATIENCE)
        except queue.Empty:
            figures.add("hung", waiting)
            figures.notes += map(str, trying.values())
            break
        if kind == "trying":
            trying[told[0]] = told[1]
        elif kind == "set":
            outcome, is_built, mutated = told
            figures.add("mutated sets of seeds")
            figures.add(outcome)
            figures.add("loaded and built whole", int(is_built))
            kinds.update(mutated)
        else:
            waiting -= 1
            if kind == "done":
                del trying[told[0]]
            else:
                figures.add("broken")
                figures.notes.append(told[0])
    for process in started:
        process.kill() if waiting else process.join()
    figures.add("kinds of mutation", len(kinds))
    return figures
