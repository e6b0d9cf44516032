"""Hold the claims of an edition against the text of its report.

Decision: the text itself is no part of the project. Whoever has a copy can prove with it that every
sentence with a figure has a claim or an exemption, that every number of a sentence with claims is
in the words of one of them, or exempt, and that every claim still has its sentence and its numbers.
Years need no claim: four digits that begin with 19 or 20 count as one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.faults import WarehouseError
from warehouse.read.query import fetch
from warehouse.trust.figure_words import numbers
from warehouse.trust.sentences import LONE_YEARS, Sentence, sentences


@dataclass(frozen=True)
class Coverage:
    """How the sentences with a figure are accounted for; `complete` when none is left over.

    `uncovered` have neither claim nor exemption; `unstated` are the numbers of claimed sentences
    that neither has; `lost` are the codes of claims, and the digests of exemptions, whose sentence
    the text does not have, or a number of whose words their sentence does not have.
    """

    sentences: int
    covered: int
    exempt: int
    uncovered: tuple[Sentence, ...]
    unstated: tuple[tuple[Sentence, str], ...]
    lost: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Return whether every number is accounted for, and every claim has its sentence."""
        return not (self.uncovered or self.unstated or self.lost)

    def left_over(self) -> Iterator[str]:
        """Yield what is not accounted for, in words."""
        for sentence in self.uncovered:
            yield f"no claim: {_told(sentence)}"
        for sentence, number in self.unstated:
            yield f"no claim for {number}: {_told(sentence)}"
        for name in self.lost:
            yield f"not so in the text: {name}"


def _told(sentence: Sentence) -> str:
    return f"line {sentence.line}, {sentence.digest}: {sentence.text}"


def read_report(
    path: Path, database: Path, edition: str, pdf: Callable[[Path], str] | None = None
) -> str:
    """Return the text of the report that an edition was transcribed from; `pdf` reads one of PDF.

    Raises WarehouseError when the file is unreadable, or is another text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WarehouseError(f"cannot read {path}: {error.strerror}") from error
    query = "select source_sha256, source_file from main.dim_edition where edition_code = $1"
    _, [(wanted, name)] = fetch(database, query, edition)
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        message = (
            f"{path} is not the text that edition {edition} was transcribed from ({name}): its "
            f"SHA-256 is {found[:12]}…, expected {wanted[:12]}…"
        )
        raise WarehouseError(message)
    return pdf(path) if pdf is not None else data.decode("utf-8")


def cover(text: str, database: Path, edition: str) -> Coverage:
    """Return how the claims of an edition cover the sentences of a text and their numbers."""
    _, claimed = fetch(
        database,
        "select sentence_digest, claim_code, printed_words from main.claim "
        "where edition_code = $1 order by sort_order",
        edition,
    )
    _, exempted = fetch(
        database,
        "select sentence_digest, sentence_digest, exempt_words from main.claim_exemption "
        "where edition_code = $1 order by 1",
        edition,
    )
    said = sentences(text)
    printed = {sentence.digest: numbers(sentence.text) for sentence in said}
    counted = [sentence for sentence in said if sentence.has_figure]
    claims = {digest for digest, _, _ in claimed}
    exempt = {digest for digest, _, words in exempted if words is None}
    accounts = [(digest, name, numbers(words or "")) for digest, name, words in claimed + exempted]
    accounted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for digest, _, found in accounts:
        accounted[digest] += found
    return Coverage(
        len(counted),
        sum(sentence.digest in claims for sentence in counted),
        sum(sentence.digest in exempt for sentence in counted),
        tuple(s for s in counted if s.digest not in claims | exempt),
        tuple(
            (sentence, number)
            for sentence in counted
            if sentence.digest in claims
            for number in printed[sentence.digest] - accounted[sentence.digest]
            if not LONE_YEARS.fullmatch(number)
        ),
        tuple(
            name
            for digest, name, found in accounts
            if digest not in printed or found - printed[digest]
        ),
    )
