"""What other sites add to a link, to know who follows it: taken off, so that the link leads where it did."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from .headers import HEADERS, SHARED, shared

# Social networks, advertisers, newsletters and their measuring tools, by the names that they document.
ADDED = re.compile(
    r"(?:utm|mtm|matomo|pk|piwik|at|hsa|stm)_\w+|xtor|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|twclid|ttclid"
    r"|li_fat_id|igsh|igshid|yclid|epik|mc_[ce]id|mkt_tok|_hsenc|_hsmi|_ga|_gl|s_cid|vero_id",
    re.ASCII,
)


def without(query: str) -> str:
    """Take the marks of other sites off a query string."""
    return "&".join(part for part in query.split("&") if not ADDED.fullmatch(part.split("=")[0]))


def untracked(application: Callable) -> Callable:
    """Redirect to the address without its marks, before anything is computed or kept for it."""

    def serve(environ: dict, start_response: Callable) -> Iterable[bytes]:
        query, path = environ.get("QUERY_STRING", ""), environ.get("PATH_INFO", "")
        rest = without(query)
        if rest == query or environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return application(environ, start_response)
        # One slash first: « //host » would be another site.
        whole = environ.get("SCRIPT_NAME", "") + "/" + path.lstrip("/")
        location = quote(whole.encode("latin-1")) + (f"?{rest}" if rest else "")
        headers = HEADERS | (SHARED if shared(path) else {}) | {"Cache-Control": "no-store"}
        start_response("301 Moved Permanently", [("Location", location), *headers.items()])
        return [b""]

    return serve
