"""The Dutch words that make a sentence one about figures: numbers, shares and comparisons.

Numbers and shares are counted one by one, so that each can be held against what is said of it.

Decision: rather a word too many than one too few. A sentence found in vain costs an exemption with
a reason; one that is missed is never checked. Left out are vague amounts without a comparison
(veel, weinig, aanzienlijk, nauwelijks, beperkt), because no figure could prove them wrong.
"""

import re
from collections import Counter

# One entry per word or per `_`-joined group of words; case does not matter.
CARDINALS = """
    twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
    zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig
    honderd duizend miljoen
"""
NUMBER_WORDS = f"""
    {CARDINALS}
    geen niemand één eén tiental tientallen honderden duizenden
    eerste tweede derde vierde vijfde tiende

    half halve helft kwart driekwart tweederde anderhalf anderhalve
    dubbel dubbele tweemaal driemaal verdubbeld verdubbelde verdubbeling verdrievoudigd
    gehalveerd halvering
"""
FIGURE_WORDS = f"""
    {NUMBER_WORDS}

    procent percentage percentages
    meerderheid minderheid merendeel overgrote gros
    vooral voornamelijk hoofdzakelijk overwegend met_name grotendeels

    meer minder mindere_mate evenveel zoveel keer_zo
    meest meeste minst minste vaker vaakst zeldzamer
    hoog hoge hoger hogere hoogst hoogste laag lage lager lagere laagst laagste
    groter grotere grootst grootste kleiner kleinere kleinst kleinste
    ouder oudere oudst oudste jonger jongst jongste gemiddeld gemiddelde mediaan
    gelijk vergelijkbaar dieptepunt hoogtepunt record

    stijgt stijgen stijgend stijgende stijging stijgingen steeg stegen gestegen
    daalt dalen dalend dalende daling dalingen daalde daalden gedaald
    toename toenames toegenomen neemt_toe nemen_toe nam_toe namen_toe toeneemt toenemen toenam
    afname afnames afgenomen neemt_af nemen_af nam_af namen_af afneemt afnemen afnam
    groei groeit groeien groeide gegroeid zakt zakken zakte gezakt
    teruggelopen terugloop terugloopt teruggang loopt_terug liep_terug
    stabiel stabiliseert stabiliseren stabiliseerde gestabiliseerd stabilisering
    trend trends kentering
"""

DIGITS = r"\d+(?:[.,]\d+)*"


def _any(words: str) -> str:
    return "|".join(re.escape(word).replace("_", r"\s+") for word in words.split())


# Cardinals are also written as one word: vijfentwintig, tweehonderd.
_JOINED = rf"(?:(?:{_any(CARDINALS)}|een|één)(?:en|ën)?)+(?:{_any(CARDINALS)})"
_NUMBER = re.compile(rf"{DIGITS}|(?<!\w)(?:{_any(NUMBER_WORDS)}|{_JOINED})(?!\w)", re.IGNORECASE)
_FIGURE = re.compile(rf"\d|(?<!\w)(?:{_any(FIGURE_WORDS)}|{_JOINED})(?!\w)", re.IGNORECASE)


def has_figure(sentence: str) -> bool:
    """Tell whether a sentence has digits (a year counts as well) or one of the words above."""
    return bool(_FIGURE.search(sentence))


def numbers(text: str) -> Counter[str]:
    """Return how often each number stands in a text, as printed; a year counts as well."""
    return Counter(number.casefold() for number in _NUMBER.findall(text))
