"""Which cases of a table run with every change, and which before it lands.

Decision: each promise has a case that runs with every change. More cases of the same kind that take
long are marked `thorough`, so that the command of the README ends in minutes; `.ci/run` runs them.
"""

from collections.abc import Iterable, Sequence

import pytest


def first(number: int, cases: Iterable[object]) -> list[object]:
    """Return the cases, a tuple for several arguments; mark those behind the first `number`."""
    return [
        case
        if place < number
        else pytest.param(*case if isinstance(case, tuple) else (case,), marks=pytest.mark.thorough)
        for place, case in enumerate(cases)
    ]


def first_of_each(kinds: Sequence[str]) -> list[object]:
    """Return the places of cases of these kinds; mark all but the first of each kind."""
    return [
        pytest.param(
            place, marks=[pytest.mark.thorough] * (kind in kinds[:place]), id=f"{kind}-{place}"
        )
        for place, kind in enumerate(kinds)
    ]


def asked(request: pytest.FixtureRequest, test: str) -> set[int]:
    """Return the places of the cases that this run wants of a test of the module."""
    items = (item for item in request.session.items if item.path == request.path)
    tests = (item for item in items if isinstance(item, pytest.Function))
    return {int(str(item.callspec.params["number"])) for item in tests if item.originalname == test}
