"""How much is tried: little with every change, more before it lands, everything by name.

Decision: the sizes differ in how often, never in what is demanded. A part takes every n-th of the
places, obstacles and logs that the whole takes. With every change an edition of a few tables is
built, else all of it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How often each fault is tried."""

    random_kills: int
    every_place: int  # of the steps and calls around which a build is killed
    every_log: int
    every_obstacle: int
    readers: int
    publications: int
    mutated_sets: int
    interrupts: int
    names: int
    every_statement: int


UNIT = Size(
    1,
    20,
    12,
    11,
    readers=2,
    publications=1,
    mutated_sets=6,
    interrupts=1,
    names=2,
    every_statement=30,
)
SAMPLE = Size(
    4,
    4,
    2,
    4,
    readers=4,
    publications=2,
    mutated_sets=60,
    interrupts=8,
    names=24,
    every_statement=10,
)
WHOLE = Size(
    200,
    1,
    1,
    1,
    readers=20,
    publications=50,
    mutated_sets=5_000,
    interrupts=200,
    names=1_000,
    every_statement=1,
)
