"""One address for each thing: what other sites and readers add to it is taken off by a redirect."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote_plus

from .headers import HEADERS, SHARED, shared

# Social networks, advertisers, newsletters and their measuring tools, by the names that they document.
ADDED = re.compile(
    r"(?:utm|mtm|matomo|pk|piwik|at|hsa|stm|gad)_\w+|xtor|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|twclid|ttclid"
    r"|li_fat_id|igsh|igshid|yclid|epik|mc_[ce]id|mkt_tok|_hsenc|_hsmi|_ga|_gl|s_cid|vero_id"
    r"|srsltid|rdt_cid|sccid|ref_src|ref_url|mibextid|_branch_match_id|__hs(?:tc|sc|fp)|wt_mc",
    re.ASCII | re.IGNORECASE,
)
OEMBED = {"url", "maxwidth", "maxheight", "format"}  # what our answer depends on
# What stands unescaped in each part of an address (RFC 3986); a query may have escapes of its own.
PATH = "/"
QUERY = "!$%&'()*+,-./:;=?@_~"


def without(query: str) -> str:
    """Take the marks of other sites off a query string."""
    return "&".join(part for part in query.split("&") if not ADDED.fullmatch(part.split("=")[0]))


def consumed(query: str) -> str:
    """Leave of an oEmbed query string what its answer depends on: consumers add their own, each its own way."""
    return "&".join(part for part in query.split("&") if unquote_plus(part.split("=")[0]) in OEMBED)


def canonical(application: Callable) -> Callable:
    """Redirect to the address without the marks and slashes added to it, before anything is computed or kept for it."""

    def serve(environ: dict, start_response: Callable) -> Iterable[bytes]:
        query, path = environ.get("QUERY_STRING", ""), environ.get("PATH_INFO", "")
        if path == "/oembed":  # few consumers follow a redirect
            environ["QUERY_STRING"] = consumed(query)
            return application(environ, start_response)
        rest = without(query)
        bare = f"/{path.strip('/')}"  # one slash first: « //host » would be another site
        if (rest, bare) == (query, path) or environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            environ["PATH_INFO"] = path or "/"
            return application(environ, start_response)
        location = written(environ.get("SCRIPT_NAME", "") + bare, PATH)
        if rest:
            location += f"?{written(rest, QUERY)}"
        headers = (
            HEADERS
            | (SHARED if shared(bare) else {})
            | {"Cache-Control": "no-store", "Content-Length": "0"}
        )
        start_response("301 Moved Permanently", [("Location", location), *headers.items()])
        return [b""]

    return serve


def written(part: str, safe: str) -> str:
    """Escape what may not stand in an address: a part of WSGI is its bytes, one a character (PEP 3333)."""
    return quote(part.encode("latin-1", "replace"), safe)
