"""Tell whether a text has the header of a table: all its columns, in their order, and no other.

Decision: years must be the same; other labels may be worded differently, as long as each is more
like its own column than like any other. The header takes whole lines: a word before or behind it on
its lines would be another column.
"""

from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from warehouse.report.labels import bare

MOST_WORDS = 6  # of one label
LEAST = 60.0  # of 100: how like its column a label must be
LEAST_LABELS = 2  # on one line, which make it a header
GROUPED = " / "


def confirmed(lines: Sequence[str], wanted: Sequence[str], *, is_before: bool) -> list[str] | None:
    """Return what labels of a header are printed differently; None when it is not there.

    Of several headers it is the one nearest to the rows, which stand behind these lines or, when
    not `is_before`, in front of them.
    """
    upper, lower = _levels(wanted)
    words = [(number, word) for number, line in enumerate(lines) for word in line.split()]
    found = []
    for start in range(len(words)):
        if start and words[start][0] == words[start - 1][0]:
            continue
        read = _read(words, start, lower)
        if read is None:
            continue
        end, likeness, said = read
        is_whole = end == len(words) or words[end][0] != words[end - 1][0]
        if is_whole and not (upper and _read(words, end, upper) is None):
            found.append((end if is_before else -start, likeness, start, end, said))
    if not found:
        return None
    _, _, start, end, said = max(found, key=lambda one: one[:2])
    between = lines[words[end - 1][0] + 1 :] if is_before else lines[: words[start][0]]
    return None if any(_is_other(line, wanted) for line in between) else said


def has_header(lines: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether any line has columns of a table, in whichever order."""
    return any(_is_other(line, _levels(wanted)[1]) for line in lines)


def _is_other(line: str, wanted: Sequence[str]) -> bool:
    """Whether a line nearer to the rows has columns of the table too: then that is its header."""
    known = {bare(label) for label in wanted}
    return len({bare(word) for word in line.split()} & known) >= LEAST_LABELS


def _levels(wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the labels of groups of columns, if there are any, and those of the columns."""
    if not all(GROUPED in label for label in wanted):
        return [], list(wanted)
    parts = [label.split(GROUPED, 1) for label in wanted]
    return list(dict.fromkeys(part[0] for part in parts)), [part[1] for part in parts]


def _read(
    words: Sequence[tuple[int, str]], start: int, wanted: Sequence[str]
) -> tuple[int, float, list[str]] | None:
    """Return where labels that begin at a word end, how like they are, which are worded anew."""

    @cache
    def best(at: int, index: int) -> tuple[float, tuple[int, ...]] | None:
        if index == len(wanted):
            return 0.0, ()
        options = []
        for size in range(1, MOST_WORDS + 1):
            if at + size > len(words):
                break
            label = "".join(word for _, word in words[at : at + size])
            likeness = _likeness(label, index, wanted)
            if likeness and (rest := best(at + size, index + 1)) is not None:
                options.append((likeness + rest[0], (size, *rest[1])))
        return max(options, default=None)

    found = best(start, 0)
    if found is None:
        return None
    said = []
    at = start
    for label, size in zip(wanted, found[1], strict=True):
        printed = " ".join(word for _, word in words[at : at + size])
        if bare(printed) != bare(label):
            said.append(f'the column "{label}" is printed "{printed}"')
        at += size
    return at, found[0], said


def _likeness(label: str, index: int, wanted: Sequence[str]) -> float:
    """Return how like a column a label is, 0 when it is no label of that column."""
    ours, theirs = bare(label), [bare(one) for one in wanted]
    if ours == theirs[index]:
        return 100.0
    if any(letter.isdigit() for letter in ours + theirs[index]):
        return 0.0
    own = fuzz.ratio(ours, theirs[index])
    others = [fuzz.ratio(ours, one) for one in theirs if one != theirs[index]]
    return own if own >= LEAST and own > max(others, default=0) else 0.0
