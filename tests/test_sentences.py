"""A report's text falls apart into sentences and table text, however its lines are wrapped.

All texts here are invented.
"""

import hashlib
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.trust.figure_words import FIGURE_WORDS, has_figure, numbers
from warehouse.trust.sentences import digest, sentences, table_text


def said(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def unsaid(text: str) -> list[str]:
    return [part for _, part in table_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De fiets-\nsen staan buiten.", "De fietssen staan buiten."),
        ("De fiets- \n  sen staan buiten.", "De fietssen staan buiten."),
        ("De fiets\u00ad\nsen zijn blauw\u00adgroen.", "De fietssen zijn blauwgroen."),
        ("De dag- \nen nachttreinen rijden.", "De dag- en nachttreinen rijden."),
        ("Treinen uit Oost-\nNederland rijden.", "Treinen uit Oost-Nederland rijden."),
        ("De jaren 2001-\n2003 waren nat.", "De jaren 2001-2003 waren nat."),
        ("De trein -\neen boemel - rijdt.", "De trein - een boemel - rijdt."),
        ("De  trein\n\t rijdt. ", "De trein rijdt."),
    ],
)
def test_lines_are_joined(text: str, expected: str) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "expected",
    [
        ["Het regent.", "Waarom?", "Niemand weet het!", "Morgen is het droog."],
        ["Het werd 12.4 graden.", "Daarna 9,5 graden."],
        ["In 2021. viel weinig."],
        ["Er viel regen in 2021.", "In 2022 niet."],
        ["Er waren er 5.", "Later 6."],
        ["Dieren, bijv. Friese koeien (incl. Kalveren, nr. 5), grazen."],
        ["De heer J.W. Jansen en dr. De Vries fietsen."],
        ["Dat zijn auto’s.", "En fietsen."],
        ["Hij riep ‘pas op!’ en viel.", "Zij riep ‘stop!’", "‘Te laat’, zei hij."],
        ["De trein was leeg (zie bijlage.)", "(De bus ook.)"],
    ],
)
def test_sentences_end_where_they_end(expected: list[str]) -> None:
    assert said(" ".join(expected)) == expected


def test_headings_in_capitals_are_sentences() -> None:
    text = "  MINDER REGEN IN DE \n ZOMER VAN\n2022\nHet regende niet.\n  2 ZON\n\nGESLOTEN\n\nNS"
    assert said(text) == [
        *("MINDER REGEN IN DE ZOMER VAN 2022", "Het regende niet."),
        "GESLOTEN",
    ]
    assert unsaid(text) == ["2 ZON", "NS"]


def test_a_running_head_stands_apart_from_the_heading_below() -> None:
    text = " REIZIGERS\n  MEER REIZIGERS OP\n  ZONDAG\n\n REIZIGERS\n  MINDER TREINEN"
    assert said(text) == ["REIZIGERS", "MEER REIZIGERS OP ZONDAG", "REIZIGERS", "MINDER TREINEN"]


def test_notes_and_bullets_need_no_full_stop() -> None:
    text = "\n".join(
        [
            *("• treinen en", "bussen", "• trams", "Noot: zonder vracht", "* geschat"),
            *("Bron: spoorboek", "NB: alleen overdag"),
        ]
    )
    assert said(text) == [
        *("treinen en bussen", "trams", "Noot: zonder vracht", "* geschat", "NB: alleen overdag")
    ]
    assert unsaid(text) == ["Bron: spoorboek"]


TABLE = """\
reizigers per jaar

aantal

2018 2019 2020 2021 2022
trein (incl. nacht) 12 <5 7 <5<5
zie kaart nr. 5

<5
overdag

15%

50% tram
2021 2022 NS RET
0
50
Bron: spoorboek
"""


def test_labels_and_cells_are_no_sentences() -> None:
    assert said(TABLE) == []
    assert " ".join(unsaid(TABLE)).split() == TABLE.split()


def test_a_row_of_cells_is_never_part_of_the_prose_around_it() -> None:
    text = "Het aantal\nreizigers daalt.\ntrein 12 <5 7\nDaarna kwam de tram.\nbus 9 8<5\n"
    assert said(text) == ["Het aantal reizigers daalt.", "Daarna kwam de tram."]
    assert unsaid(text) == ["trein 12 <5 7", "bus 9 8<5"]


def test_numbers_at_the_end_of_a_line_of_prose_are_no_row() -> None:
    text = "Er reden in 2022 814\ntreinen, waarvan <5\nvertraagd, tegen 306\n in 2021."
    assert said(text) == ["Er reden in 2022 814 treinen, waarvan <5 vertraagd, tegen 306 in 2021."]


def test_without_a_full_stop_a_finite_verb_makes_the_sentence() -> None:
    assert said("De treinen zijn vol. Er rijden er 12, dat is veel") == [
        *("De treinen zijn vol.", "Er rijden er 12, dat is veel")
    ]
    assert said("De treinen zijn vol.\nReizigers") == ["De treinen zijn vol."]
    assert unsaid("De treinen zijn vol.\nReizigers") == ["Reizigers"]


def test_lines_are_numbered_where_a_sentence_begins() -> None:
    text = "\n\nEen trein. Een\ntram rijdt. Een bus-\nhalte. Een\n\nREIZIGERS\n"
    assert [sentence.line for sentence in sentences(text)] == [3, 3, 4, 7]
    assert table_text(text) == [(5, "Een")]


def test_the_digest_is_that_of_the_bare_sentence() -> None:
    bare = hashlib.sha256(b"Eentreinrijdt.").hexdigest()[:12]
    assert [sentence.digest for sentence in sentences("Een trein\nrijdt.")] == [bare]
    assert digest("Een trein rijdt!") != bare


PROSE = [
    "Het aantal reizigers daalde van 12.4 miljoen in 2021 naar 9,5 miljoen in 2022.",
    "Dat is, net als in de dag- en nachttreinen uit Oost-Nederland, minder dan de helft!",
    "Waarom reden er in 2022 3 treinen (bijv. de NS-sprinter) minder?",
]


@pytest.mark.parametrize("width", range(16, 90, 7))
@pytest.mark.parametrize("stray", [" ", "  "])
def test_wrapping_changes_no_digest(width: int, stray: str) -> None:
    wrapped = textwrap.fill(" ".join(PROSE), width, break_on_hyphens=True).replace(" ", stray)
    wrapped = wrapped.replace("reizigers", "reizi-\ngers").replace("helft", "hel ft")
    assert [sentence.digest for sentence in sentences(wrapped)] == [digest(part) for part in PROSE]


LINES = [
    *("", "TREINEN IN", "REIZIGERS", "Het aantal daalt.", "en het regent", "tram 1 2 3", "<5 <5"),
    *("Noot: geen bus", "• fietsen", "Bron: spoorboek", "bijv. de Vries", "stop! Daar reden 5"),
    *("trei-", "nen (incl.", "2021", "  2 DALING VAN", "* geschat", "¾ ﬁets", "12.4. Een ‘bus’."),
]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.lists(st.sampled_from(LINES)))
def test_nothing_is_lost_and_nothing_is_in_both(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = [*((sentence.line, sentence.text) for sentence in sentences(text)), *table_text(text)]
    parts.sort(key=lambda part: part[0])
    assert digest("".join(part for _, part in parts)) == digest(text.replace("•", ""))


@pytest.mark.parametrize(
    "sentence",
    [
        *("In 2022 regende het.", "De helft loopt.", "TWEE TREINEN", "Er was geen tram."),
        *(
            "Zij kwamen vaker.",
            "Het laagste percentage.",
            "Dat neemt\u00a0toe.",
            "Het Grootste deel",
        ),
        *("Een meerderheid fietst.", "Eén bus.", "Een op de vijf.", "OEKRAÏENSE STIJGING"),
        *("Dat gold vooral overdag.", "Met name de tram.", "Zij waren gemiddeld ouder."),
    ],
)
def test_digits_number_words_and_comparisons_are_figures(sentence: str) -> None:
    assert has_figure(sentence)
    assert [found.has_figure for found in sentences(f"• {sentence}")] == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        *("Het regent.", "Een meerderjarige fietser.", "Een tweedehands fiets.", "De groeten."),
        *("Veel regen.", "Het is nauwelijks droog.", "Zij nemen toevallig de tram."),
    ],
)
def test_vague_amounts_and_parts_of_words_are_no_figures(sentence: str) -> None:
    assert not has_figure(sentence)
    assert [found.has_figure for found in sentences(f"• {sentence}")] == [False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De helft van 45% en 25,8 jaar (n=46), 1.234.", ["helft", "45", "25,8", "46", "1.234"]),
        ("Van 2018-2022 Eén op de vijf, <5", ["2018", "2022", "eén", "vijf", "5"]),
        ("Vijfentwintig, tweeëntwintig of driehonderdvijftig", None),
        ("Zij vieren een meerderheid en achten die hoger, elk en een.", []),
    ],
)
def test_numbers_are_told_from_comparisons(text: str, found: list[str] | None) -> None:
    if found is None:
        found = text.lower().replace(",", "").replace(" of", "").split()
    assert list(numbers(text).elements()) == found


def test_every_word_of_the_list_is_found_once() -> None:
    words = FIGURE_WORDS.split()
    assert len(words) == len(set(words))
    assert [word for word in words if not has_figure(f"({word.replace('_', ' ').upper()})")] == []
