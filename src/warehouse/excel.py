"""What Excel allows: the names of its sheets.

Decision: a name that is too long keeps its beginning and gets a few digits of its digest, so that
it stays one of a kind and the same in every workbook.
"""

import hashlib

TITLE_LIMIT = 31  # characters


def sheet_title(code: str) -> str:
    """Return the name of a table's sheet; Excel allows 31 characters."""
    if len(code) <= TITLE_LIMIT:
        return code
    return f"{code[:24]}_{hashlib.sha256(code.encode()).hexdigest()[:6]}"
