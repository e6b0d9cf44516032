"""Which cases of a table run with every change, and which before it lands.

Decision: each promise has a case that runs with every change. More cases of the same kind that take
long are marked `thorough`, so that the command of the README ends in minutes; `.ci/run` runs them.
"""

from collections.abc import Iterable

import pytest


def first(number: int, cases: Iterable[object]) -> list[object]:
    """Return the cases, a tuple for several arguments; mark those behind the first `number`."""
    return [
        case
        if place < number
        else pytest.param(*case if isinstance(case, tuple) else (case,), marks=pytest.mark.thorough)
        for place, case in enumerate(cases)
    ]
