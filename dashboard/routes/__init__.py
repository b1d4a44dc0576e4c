"""Every address but the dashboard's own: pages, views, data, health; headers, errors. Dash-free."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, abort, render_template, request
from werkzeug.exceptions import HTTPException

from ..answers import CROWDED, ROUTE
from ..data import Dataset
from ..display import Display
from ..drawing import reused
from ..formats import Printout, paged
from ..gate import RETRY_S, Crowded
from ..geography import COMPOSITIONS, Composition
from ..headers import HEADERS, METHODS, PREFLIGHT, SHARED, shared
from ..pressroom import BUSY_S, TooBusy
from ..selection import InvalidSelection, Selection, shown
from ..sharing import campus_card
from ..templating import Document
from ..vocabulary import Level
from .answering import IMMUTABLE, NEVER, RENEWED, query, read_view, refuse_parameters, respond
from .crawling import register_crawling
from .files import register_files
from .prints import read_print, register_prints
from .views import ERROR_POLICY, register_views

__all__ = [
    "UNGATED",
    "Pages",
    "printed",
    "pure",
    "read_view",
    "register_measures",
    "register_routes",
    "respond",
]

TITLES = {404: "Page introuvable", 500: "Erreur du serveur"}
MESSAGES = {
    404: "Cette adresse n’existe pas.",
    405: "Cette adresse n’accepte pas cette méthode.",
    400: "La demande n’a pas pu être lue.",
    413: "La demande est trop longue.",
    501: "Cette méthode n’existe pas.",
    503: f"Trop de vues nouvelles sont demandées à la fois\u202f; réessayez dans {RETRY_S}\u00a0secondes.",
    500: "Une erreur est survenue de notre côté. Elle est notée\u202f; réessayez dans un instant.",
}
ANYTHING = "/<path:path>"  # Dash's own page at any address, which is a 404 here
# What stays fast whatever else is asked: never kept, never at the gate.
UNGATED = ("/sante", "/metriques")
FILES = ("/assets/", "/_dash-component-suites/")
WIRING = ("/_dash-layout", "/_dash-dependencies")  # what Dash asks for before the map


# Addresses whose answers depend on nothing else: kept whole, compressed once.
PURE = (
    "/embed",
    "/carte.",
    "/oembed",
    "/integrer",
    "/partager",
    "/telecharger",
    "/donnees/",
    "/campus/",
    "/methode",
    "/accessibilite",
    "/vue/",
    "/questions/",
    "/contours/",
    "/robots.txt",
    "/sitemap.xml",
    *WIRING,
)


def pure(path: str) -> bool:
    """Whether the answers of a path depend on nothing but the address and the data."""
    return path == "/" or path.startswith(PURE)


def printed(path: str, query: str) -> bool:
    """Whether an answer is set by the press, slower than the rest and in a queue of its own."""
    return path in ("/carte.pdf", "/carte.png") or (path == "/carte.svg" and paged(query))


@dataclass(frozen=True)
class Pages:
    """What writes the pages: of text by path, of a campus from its id, of a view to embed or share."""

    text: dict[str, Callable[[], Document]]
    campus: Callable[[str], Document]
    view: dict[str, Callable[[Selection, Display, str], Document]]
    files: Callable[[Selection, Printout], Document]  # a view to download
    changes: Callable[
        [Selection, Composition], str
    ]  # a view as the page's script takes it, in JSON
    answers: Callable[[Selection], str]  # to the questions that a view raises, likewise
    release: str  # names what those views are said from
    error: Callable[..., Document]  # from its title, message, whether to try again, root
    render: Callable[..., str]  # sets a page in the site's HTML document: Document, Card or None
    policy: Callable[[], str]  # gives the Content-Security-Policy of the pages
    lasting: Callable[[str, str], bool]  # whether a path and query change with what they lead to


def register_routes(
    server: Flask, dataset: Dataset, pages: Pages, path: str, root: Callable[[], str]
) -> None:
    """Register the routes of the dataset on the server.

    Parameters
    ----------
    path : of the dashboard's own page.
    root : gives the public address of the site, with its last slash.
    """
    register_files(server, dataset, root)
    register_views(server, dataset, root)
    register_prints(server, dataset, root)
    register_pages(server, dataset, pages, root)
    register_crawling(server, dataset, pages.text, root)
    register_routing(server)
    register_errors(server, pages, path)
    register_headers(server, pages)


def register_pages(server: Flask, dataset: Dataset, pages: Pages, root: Callable[[], str]) -> None:
    """Serve the pages of text, those of campuses, and those that give a view to others."""
    written: dict[str, str] = {}

    def page(path: str) -> Response:
        refuse_parameters()
        if path not in written:
            written[path] = pages.render(pages.text[path]())
        return respond(written[path], "text/html")

    for path in pages.text:
        server.add_url_rule(f"/{path}", path, page, defaults={"path": path})

    def kit(path: str) -> Response:
        names = Display.NAMES if path == "integrer" else ()
        selection, display = read_view(dataset, names)
        return respond(pages.render(pages.view[path](selection, display, root())), "text/html")

    @server.get("/telecharger")
    def files():
        """Serve the page that gives a view as files."""
        return respond(pages.render(pages.files(*read_print(dataset, "pdf"))), "text/html")

    for path in pages.view:
        server.add_url_rule(f"/{path}", path, kit, defaults={"path": path})

    def lasting(release: str, write: Callable[[], str], known: bool = True) -> Response:
        # Before the view is read: it may lead to another address, which only known words may make.
        if release != pages.release or not known:
            abort(404)
        return respond(write(), "application/json", IMMUTABLE)

    @server.get("/vue/<release>/<composition>")
    def view_parts(release: str, composition: str):
        """Serve a view to the page's script: what differs from the page without filters."""
        return lasting(
            release,
            lambda: pages.changes(read_view(dataset)[0], COMPOSITIONS[composition]),
            composition in COMPOSITIONS,
        )

    @server.get("/questions/<release>")
    def answers_to_questions(release: str):
        """Serve the answers to the questions of a view to the page's script."""
        return lasting(release, lambda: pages.answers(read_view(dataset)[0]))

    @server.get("/contours/<release>/<level>")
    def level_outlines(release: str, level: str):
        """Serve the outlines of a level to the page's script: what the territories of a view name."""
        refuse_parameters()
        return lasting(
            release,
            lambda: server.json.dumps(reused(dataset, Level(level))),
            level in list(Level),
        )

    @server.get("/campus/<campus>")
    def campus_by_id(campus: str):
        """Serve the page of a campus."""
        refuse_parameters()
        if campus not in dataset.campuses.index:
            abort(404, f"Aucun campus «\u202f{shown(campus)}\u202f» dans ces données.")
        card = campus_card(dataset, campus, root())
        return respond(pages.render(pages.campus(campus), card), "text/html")


def register_routing(server: Flask) -> None:
    """Say what an address followed, for the journal; refuse it when there is no room."""

    @server.before_request
    def note():
        rule = request.url_rule.rule if request.url_rule else ANYTHING
        request.environ[ROUTE] = "" if rule == ANYTHING else rule
        if CROWDED in request.environ:
            raise Crowded


def register_measures(server: Flask, written: Callable[[], bytes], mimetype: str) -> None:
    """Serve the measures of the server."""

    @server.get("/metriques")
    def measures():
        """Serve the measures, for Prometheus."""
        refuse_parameters()
        response = Response(written(), content_type=mimetype)
        response.headers["Cache-Control"] = NEVER
        return response


def register_errors(server: Flask, pages: Pages, path: str) -> None:
    """Answer every error with a page in French that says what is wrong and where to go.

    That of a frame is small, and any site may show it: an editor sees the message, not a blank.
    """

    def answer(status: int, title: str, message: str) -> Response:
        framed = request.path == "/embed"
        said = {"title": title, "message": message, "retry": status >= 500 and status != 501}
        if framed:
            page = render_template("erreur_cadre.html", **said)
        else:
            page = pages.render(pages.error(root=path, **said))
        response = respond(page, "text/html", NEVER, status=status)
        if framed:
            response.headers["Content-Security-Policy"] = ERROR_POLICY
        return response

    @server.errorhandler(InvalidSelection)
    def invalid(error: InvalidSelection):
        return answer(400, "Adresse mal formée", str(error))

    @server.errorhandler(TooBusy)
    def busy(error: TooBusy):
        response = answer(503, "Impression impossible pour l’instant", str(error))
        response.headers["Retry-After"] = str(BUSY_S)
        return response

    @server.errorhandler(Crowded)
    def crowded(error: Crowded):
        response = answer(503, "Serveur très demandé", MESSAGES[503])
        response.headers["Retry-After"] = str(RETRY_S)
        return response

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException):
        status = error.code or 500
        if status == 405 and request.method not in METHODS:
            status = 501  # RFC 9110: not known to any address, where 405 is not allowed at this one
        said = error.description if status == 404 and "«" in (error.description or "") else None
        title = TITLES.get(status, f"Erreur {status}")
        response = answer(status, title, said or MESSAGES.get(status, MESSAGES[400]))
        if status == 405 and error.valid_methods:
            response.headers["Allow"] = ", ".join(error.valid_methods)
        return response

    @server.errorhandler(Exception)
    def failed(error: Exception):
        server.logger.exception("erreur non prévue", exc_info=error)
        return answer(500, TITLES[500], MESSAGES[500])


def register_headers(server: Flask, pages: Pages) -> None:
    """Send the security headers with every answer, and let lasting files be kept for a year."""

    @server.after_request
    def protect(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Security-Policy", pages.policy())
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if shared(request.path):
            response.headers.update(SHARED)
            if request.method == "OPTIONS":
                response.headers.update(PREFLIGHT)
        if request.path in WIRING and response.status_code == 200:
            response.headers["Cache-Control"] = RENEWED
        if request.path.startswith(FILES) and response.status_code == 200:
            lasting = pages.lasting(request.path, query())
            response.headers["Cache-Control"] = IMMUTABLE if lasting else NEVER
        return response
