"""Hold the claims of an edition against the text of its report.

Decision: the text itself is no part of the project. Whoever has a copy can prove with it that every
sentence with a figure has a claim or an exemption, and that every claim still has its sentence.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from warehouse.faults import WarehouseError
from warehouse.read.query import fetch
from warehouse.trust.sentences import Sentence, sentences


@dataclass(frozen=True)
class Coverage:
    """How the sentences with a figure are accounted for; `complete` when none is left over.

    `uncovered` have neither claim nor exemption; `lost` are the codes of claims, and the digests
    of exemptions, whose sentence the text does not have.
    """

    sentences: int
    covered: int
    exempt: int
    uncovered: tuple[Sentence, ...]
    lost: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Return whether every sentence is accounted for, and every claim has its sentence."""
        return not self.uncovered and not self.lost


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
    """Return how the claims of an edition cover the sentences of a text."""
    _, claimed = fetch(
        database,
        "select sentence_digest, claim_code from main.claim where edition_code = $1 "
        "order by sort_order",
        edition,
    )
    _, exempted = fetch(
        database,
        "select sentence_digest from main.claim_exemption where edition_code = $1 order by 1",
        edition,
    )
    claims, exemptions = {digest for digest, _ in claimed}, {digest for (digest,) in exempted}
    said = sentences(text)
    digests = {sentence.digest for sentence in said}
    counted = [sentence for sentence in said if sentence.has_figure]
    return Coverage(
        len(counted),
        sum(sentence.digest in claims for sentence in counted),
        sum(sentence.digest in exemptions for sentence in counted),
        tuple(s for s in counted if s.digest not in claims | exemptions),
        (
            *(code for digest, code in claimed if digest not in digests),
            *(digest for digest in exemptions if digest not in digests),
        ),
    )
