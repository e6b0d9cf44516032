"""The Dutch words that make a sentence one about figures: numbers, shares and comparisons.

Decision: rather a word too many than one too few. A sentence found in vain costs an exemption with
a reason; one that is missed is never checked. Left out are vague amounts without a comparison
(veel, weinig, aanzienlijk, nauwelijks, beperkt), because no figure could prove them wrong.
"""

import re

# One entry per word or per `_`-joined group of words; case does not matter.
FIGURE_WORDS = """
    geen niemand één eén twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien
    vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig
    tachtig negentig honderd duizend miljoen tiental tientallen honderden duizenden
    eerste tweede derde vierde vijfde tiende

    half halve helft kwart driekwart tweederde procent percentage percentages
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
    verdubbeld verdubbelde verdubbeling verdrievoudigd gehalveerd halvering
    stabiel stabiliseert stabiliseren stabiliseerde gestabiliseerd stabilisering
    trend trends kentering
"""

_WORDS = "|".join(re.escape(word).replace("_", r"\s+") for word in FIGURE_WORDS.split())
_FIGURE = re.compile(rf"\d|(?<!\w)(?:{_WORDS})(?!\w)", re.IGNORECASE)


def has_figure(sentence: str) -> bool:
    """Tell whether a sentence has digits (a year counts as well) or one of the words above."""
    return bool(_FIGURE.search(sentence))
