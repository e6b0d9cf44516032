"""What a statement may have, and what is said when it wants more.

Decision: one pair of bounds for all that reads the published file; DuckDB keeps to it where it can,
and the operating system where a person's SQL runs.
"""

WHAT = "query"
MEMORY = "2GB"
SECONDS = 60.0
