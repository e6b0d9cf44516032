"""Settings of Superset for one person on one machine; the rest is Superset's own default.

The secret key and the folder of its own database come from `SUPERSET_SECRET_KEY` and
`SUPERSET_HOME`. CSRF protection and the content security policy are on.
"""

from superset.config import TALISMAN_CONFIG as DEFAULT

BABEL_DEFAULT_LOCALE = "nl"
LANGUAGES = {
    "nl": {"flag": "nl", "name": "Nederlands"},
    "en": {"flag": "us", "name": "English"},
}
D3_FORMAT = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}

# The browser asks nobody but this server: no maps, no fonts, no counting pixel.
_ALLOWED = ("'self'", "'unsafe-inline'", "'strict-dynamic'", "blob:", "data:")
TALISMAN_CONFIG = DEFAULT | {
    "content_security_policy": {
        kind: [source for source in sources if source in _ALLOWED]
        if isinstance(sources, list)
        else sources
        for kind, sources in DEFAULT["content_security_policy"].items()
    }
}
