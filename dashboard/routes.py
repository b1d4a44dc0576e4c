"""Every address but the dashboard's own: pages, data, health; headers, errors. Dash-free."""

import hashlib
from collections.abc import Callable

from flask import Flask, Response, abort, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from . import exports
from .data import Dataset
from .markup import Document
from .selection import InvalidSelection, Selection, read_choice, read_params, shown

MESSAGES = {
    404: "Cette adresse n’existe pas.",
    405: "Cette adresse n’accepte pas cette méthode.",
    400: "La demande n’a pas pu être lue.",
    500: "Une erreur est survenue de notre côté. Elle est notée\u202f; réessayez dans un instant.",
}
PAGE_HEADERS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
YEAR = 365 * 24 * 3600


Render = Callable[[Document], str]
CampusPage = Callable[[str], Document]


def query() -> str:
    """Return the query string of the request, as text."""
    return request.query_string.decode("latin-1")


def register_routes(
    server: Flask,
    dataset: Dataset,
    *,
    pages: dict[str, Callable[[], Document]],
    campus_page: CampusPage,
    render: Render,
    root: str,
    policy: Callable[[], str],
) -> None:
    """Register the routes of the dataset on the server.

    Parameters
    ----------
    pages : pages of text by path; built once, at the first request.
    campus_page : builds the page of a campus from its id.
    render : sets a page in the site's HTML document.
    root : path of the dashboard's own page.
    policy : gives the Content-Security-Policy of the pages.
    """
    register_data(server, dataset)
    register_pages(server, dataset, pages, campus_page, render)
    register_errors(server, render, root)
    register_headers(server, policy)


def register_data(server: Flask, dataset: Dataset) -> None:
    """Serve the data of a view as files."""

    def chosen(*options: str) -> tuple[Selection, dict[str, str]]:
        params = read_params(query(), options)
        selection = Selection.from_params(params, dataset.campuses.index, dataset.places.index)
        for option in options:
            if option in params:
                read_choice(option, params[option], {"1": True})
        kept = [f"{option}=1" for option in options if option in params]
        canonical = "&".join(part for part in (selection.to_query(), *kept) if part)
        if canonical != query():
            address = f"{request.path}?{canonical}" if canonical else request.path
            abort(redirect(request.script_root + address, 301))
        return selection, params

    def download(content: bytes, mimetype: str, name: str) -> Response:
        response = Response(content, mimetype=mimetype)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return cacheable(response)

    def table(write: Callable[..., bytes], name: str) -> Response:
        selection, params = chosen("excel")
        return download(write(dataset, selection, "excel" in params), "text/csv", name)

    @server.get("/donnees/campus.csv")
    def campus_csv():
        """Serve the campuses of the view."""
        return table(exports.campus_csv, "campus.csv")

    @server.get("/donnees/territoires.csv")
    def territory_csv():
        """Serve the territories of the view."""
        return table(exports.territory_csv, "territoires.csv")

    @server.get("/donnees/couverture.csv")
    def coverage_csv():
        """Serve the grid of territories and filières."""
        return table(exports.coverage_csv, "couverture.csv")

    @server.get("/donnees/distances.csv")
    def distance_csv():
        """Serve how far people live from a campus of the view."""
        return table(exports.distance_csv, "distances.csv")

    @server.get("/donnees/villes.csv")
    def town_csv():
        """Serve the ranking of the towns for a next campus."""
        return table(exports.town_csv, "villes.csv")

    @server.get("/donnees/campus.geojson")
    def campus_geojson():
        """Serve the campuses of the view as points."""
        selection, _ = chosen()
        content = exports.campus_geojson(dataset, selection)
        return download(content, "application/geo+json", "campus.geojson")

    @server.get("/donnees/datapackage.json")
    def datapackage():
        """Serve the description of the data: origin, licences, checksums, columns."""
        chosen()
        content = server.json.dumps(dataset.package, ensure_ascii=False, indent=2).encode()
        return download(content, "application/json", "datapackage.json")

    @server.get("/sante")
    def health():
        """Say that the data is loaded, and which."""
        refuse_parameters()
        response = Response(
            server.json.dumps({"etat": "ok", "version": dataset.version}),
            mimetype="application/json",
        )
        response.headers["Cache-Control"] = "no-store"
        return response


def register_pages(
    server: Flask,
    dataset: Dataset,
    pages: dict[str, Callable[[], Document]],
    campus_page: CampusPage,
    render: Render,
) -> None:
    """Serve the pages of text."""
    written: dict[str, str] = {}

    def page(path: str) -> Response:
        refuse_parameters()
        if path not in written:
            written[path] = render(pages[path]())
        return cacheable(Response(written[path], mimetype="text/html"))

    for path in pages:
        server.add_url_rule(f"/{path}", path, page, defaults={"path": path})

    @server.get("/campus/<campus>")
    def campus_by_id(campus: str):
        """Serve the page of a campus."""
        refuse_parameters()
        if campus not in dataset.campuses.index:
            abort(404, f"Aucun campus «\u202f{shown(campus)}\u202f» dans ces données.")
        return cacheable(Response(render(campus_page(campus)), mimetype="text/html"))


def refuse_parameters() -> None:
    """Refuse any parameter on a page that has none."""
    if request.args:
        raise InvalidSelection(next(iter(request.args)), "cette page n’a pas de paramètre")


def cacheable(response: Response) -> Response:
    """Let caches keep an answer and ask whether it is still the same."""
    response.headers["Cache-Control"] = "public, max-age=300"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:20])
    return response.make_conditional(request)


def register_errors(server: Flask, render: Render, root: str) -> None:
    """Answer every error with a page in French that says what is wrong and where to go."""

    def answer(status: int, title: str, message: str) -> Response:
        content = render_template("erreur.html", title=title, message=message, root=root)
        page = render(Document(title, message, content, indexed=False))
        response = Response(page, status=status, mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(InvalidSelection)
    def invalid(error: InvalidSelection):
        return answer(400, "Adresse mal formée", str(error))

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException):
        status = error.code or 500
        said = error.description if status == 404 and "«" in (error.description or "") else None
        response = answer(status, f"Erreur {status}", said or MESSAGES.get(status, MESSAGES[400]))
        if status == 405 and error.valid_methods:
            response.headers["Allow"] = ", ".join(error.valid_methods)
        return response

    @server.errorhandler(Exception)
    def failed(error: Exception):
        server.logger.exception("erreur non prévue", exc_info=error)
        return answer(500, "Erreur 500", MESSAGES[500])


def register_headers(server: Flask, policy: Callable[[], str]) -> None:
    """Send the security headers with every answer, and let assets be kept for a year."""

    @server.after_request
    def protect(response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        if response.mimetype == "text/html":
            response.headers.update(PAGE_HEADERS)
            response.headers["Content-Security-Policy"] = policy()
        if request.path.startswith("/assets/") and response.status_code in (200, 304):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
