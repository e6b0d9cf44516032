"""The names of the star (its dimensions, its code lists, its facts), of languages and editions.

Decision: they stand below everything else, because the seeds are read by them and the tables are
made from them.
"""

import re

# The dimensions whose member every fact names: code lists with a `_T` for "not broken down".
BREAKDOWNS = ("form", "sector", "origin", "age", "sex", "reporter", "outcome")
# Code lists that qualify a fact instead of breaking it down.
QUALIFIERS = (
    *("population", "form_counting", "observation_status", "confidentiality_status"),
    *("placement", "rounding"),
)
CODE_LISTS = (*BREAKDOWNS, *QUALIFIERS)
# What people read is written in both; the report itself is in the first.
LANGUAGES = ("nl", "en")
# What a table can print, and the column in which the mart shows it with its bounds, if it has any.
MEASURES = {
    "count": ("count", "count_min", "count_max"),
    "share": ("share",),
    "mean_age": ("value",),
    "days": ("value",),
    "days_deviation": ("value",),
    "estimate": ("value",),
}
# What an edition is called. What stands before the year names a series of publications; the yearly
# report has nothing there.
EDITION = re.compile(r"([a-z][a-z0-9]*_)*20[0-9]{2}")
# The business processes; each has a fact table.
FACTS = ("victims", "suspects", "cases")
