"""How every route answers: queries, redirects to the one address, caching, refusals."""

from urllib.parse import parse_qsl

from flask import Response, abort, request

from ..data import Dataset
from ..display import Display, address, view_query
from ..query import InvalidSelection
from ..selection import Selection

# A CDN keeps an answer for an hour, then goes on serving it while it asks again, or while we are down.
KEPT = "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=604800"
REDIRECTED = "public, max-age=86400"
# Its address changes with what it holds.
IMMUTABLE = f"public, max-age={365 * 24 * 3600}, immutable"
# It goes with the page of one version of the site: kept, and asked about each time.
RENEWED = "public, no-cache"
NEVER = "no-store"


def query() -> str:
    """Return the query string of the request, as text."""
    return request.query_string.decode("latin-1")


def respond(
    content: bytes | str, mimetype: str, cache: str = KEPT, *, status: int = 200
) -> Response:
    """Answer with a content; `cache`: who may keep it, any cache where it depends on nothing but the address."""
    response = Response(content, status=status, mimetype=mimetype)
    response.headers["Cache-Control"] = cache
    return response


def to_canonical(canonical: str) -> None:
    """Redirect to the one address of a view, so that caches hold one copy of it."""
    if canonical != query():
        response = respond(b"", "text/plain", REDIRECTED, status=301)
        response.location = request.script_root + address(request.path, canonical)
        abort(response)


def read_view(
    dataset: Dataset, names: tuple[str, ...] = (), default: Display | None = None
) -> tuple[Selection, Display]:
    """Read the view of the request, and how it is shown; redirect to its canonical address.

    Parameters
    ----------
    names : the parameters of `Display` that the route takes.
    default : the route's own defaults.
    """
    selection, params = dataset.read(query(), names)
    display = Display.from_params(params, default)
    to_canonical(view_query(selection, display.to_params(default)))
    return selection, display


def refuse_parameters() -> None:
    """Refuse any parameter on a page that has none."""
    for name, _ in parameters():
        raise InvalidSelection(name, "cette page n’a pas de paramètre")


def parameters() -> list[tuple[str, str]]:
    """List the parameters of a request whatever its bytes, which Flask reads only when they are text."""
    return parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)
