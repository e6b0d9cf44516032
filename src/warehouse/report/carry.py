"""Carry over what last year's sentences said to sentences that are the same but for figures.

Decision: a claim is carried over only when its sentence stands once in both reports, with the same
words and with every year moved by the same number; then its figure is the one at the same place. A
sentence that is only alike is proposed, never carried over. Nothing is taken as said before a
person accepts it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from warehouse.edition.begin import YEAR, move_years
from warehouse.trust.sentences import Sentence, sentences

FIGURE = re.compile(r"<\s?\d+|\d+(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
LIKE = 80.0  # of 100: from here on a sentence may be a reworded one
CLAIMS = "claims.yml"


@dataclass
class Carried:
    """Drafts of claims and exemptions; what was only proposed; which sentences are gone or new."""

    claims: list[dict[str, Any]] = field(default_factory=list)
    exemptions: list[dict[str, Any]] = field(default_factory=list)
    proposed: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    new: list[Sentence] = field(default_factory=list)

    def text(self) -> dict[str, Any]:
        """Return what `claims.yml` says."""
        made: dict[str, Any] = {"claims": self.claims}
        return made | {"exemptions": self.exemptions} if self.exemptions else made


def carry(old: str, new: str, said: Mapping[str, Any], by: int) -> Carried:
    """Return what the claims `said` of the text `old` become in `new`, `by` years later."""
    carried = Carried()
    before = {sentence.digest: sentence for sentence in sentences(old)}
    now = [sentence for sentence in sentences(new) if sentence.has_figure]
    pairs = _pairs(list(before.values()), now, by)
    taken: set[str] = set()
    for kind, entries in (("claims", carried.claims), ("exemptions", carried.exemptions)):
        for entry in said.get(kind, []):
            name = entry.get("claim", entry["sentence"])
            sentence = before.get(entry["sentence"])
            partner = pairs.get(entry["sentence"])
            draft = _draft(entry, sentence, partner, by) if sentence and partner else None
            if draft is not None and partner is not None:
                entries.append(draft)
                taken.add(partner.digest)
                continue
            likeness = _alike(sentence, now) if sentence else None
            if likeness is None:
                carried.gone.append(name)
            else:
                carried.proposed.append((name, likeness.digest, likeness.text))
    carried.new = [sentence for sentence in now if sentence.digest not in taken]
    return carried


def read_claims(seeds: Path, code: str) -> dict[str, Any]:
    """Return what the sentences of an edition say, as its seed has it; empty when it has none."""
    path = seeds / code / CLAIMS
    if not path.is_file():
        return {}
    said: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  text
    return said


def masked(text: str) -> str:
    """Return a sentence without its years and figures."""
    plain = re.sub(r"[\u00ad\u2010-]", "", FIGURE.sub("#", text))
    return " ".join(plain.casefold().split())


def _pairs(before: Iterable[Sentence], now: Iterable[Sentence], by: int) -> dict[str, Sentence]:
    """Return the new sentence of each old one that is the same, by its digest."""
    sides: list[dict[str, list[Sentence]]] = []
    for some in (before, now):
        side: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in some:
            side[masked(sentence.text)].append(sentence)
        sides.append(side)
    return {
        ours[0].digest: sides[1][key][0]
        for key, ours in sides[0].items()
        if len(ours) == len(sides[1][key]) == 1
        and [move_years(year, by) for year in YEAR.findall(ours[0].text)]
        == YEAR.findall(sides[1][key][0].text)
    }


def _draft(
    entry: Mapping[str, Any], old: Sentence, new: Sentence, by: int
) -> dict[str, Any] | None:
    """Return an entry as it says of the new sentence; None when its figure has no sure place."""
    moved: dict[str, Any] = _moved(dict(entry), by)
    moved["sentence"] = new.digest
    if "page" in moved:
        moved["page"] = ""  # of last year's report; whoever reads the draft over sees the new one
    if "printed" not in entry:
        return moved
    ours, theirs = FIGURE.findall(old.text), FIGURE.findall(new.text)
    printed = FIGURE.findall(entry["printed"])
    if not printed:
        return moved  # it says a word, which the new sentence says too
    places = [at for at in range(len(ours)) if ours[at : at + len(printed)] == printed]
    if len(places) != 1:
        return None
    fresh = theirs[places[0] : places[0] + len(printed)]
    moved["printed"] = _replaced(entry["printed"], printed, fresh)
    numbers = [one for one in zip(printed, fresh, strict=True) if not YEAR.fullmatch(one[0])]
    return _renumbered(moved, entry, numbers, by) if numbers and "value" in entry else moved


def _renumbered(
    moved: dict[str, Any], entry: Mapping[str, Any], numbers: Sequence[tuple[str, str]], by: int
) -> dict[str, Any] | None:
    """Give a draft its new value, also in its statements; None when that is not clear."""
    (figure, number), *others = numbers
    if others or _plain(figure) != entry["value"]:
        return None
    moved["value"] = _plain(number)

    def fresh(found: re.Match[str]) -> str:
        return number if _plain(found[0]) == _plain(figure) else move_years(found[0], by)

    for language in ("statement_nl", "statement_en"):
        shown = [_plain(one) for one in FIGURE.findall(entry[language])]
        if shown.count(_plain(figure)) > 1:
            return None
        moved[language] = FIGURE.sub(fresh, entry[language])
    return moved


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        return {key: _moved(item, by) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, by) for item in value]
    return move_years(value, by)


def _replaced(text: str, old: Sequence[str], new: Sequence[str]) -> str:
    rest = iter(new)
    return FIGURE.sub(lambda found: next(rest) if found[0] in old else found[0], text)


def _plain(figure: str) -> str:
    """Return a figure as a seed has it."""
    return re.sub(r"\.(?=\d{3})", "", figure).replace(",", ".")


def _alike(sentence: Sentence, now: Sequence[Sentence]) -> Sentence | None:
    """Return the new sentence that is most like an old one, if any is."""
    found = process.extractOne(
        masked(sentence.text),
        [masked(one.text) for one in now],
        scorer=fuzz.ratio,
        score_cutoff=LIKE,
    )
    return now[found[2]] if found else None
