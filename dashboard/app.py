"""Put everything together: the only module that knows all the others."""

import os
import re
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from dash import ClientsideFunction, Dash, Input, Output
from dash.exceptions import DependencyException
from flask import Flask, abort, render_template, request
from flask_compress import Compress
from werkzeug.exceptions import NotFound

from . import ids, layout, payload, theme
from .answers import Answers
from .callbacks import register_callbacks
from .changes import redraw
from .data import BrokenData, Dataset, load_dataset
from .display import Display
from .embedding import frame
from .gate import Gate
from .geography import COMPOSITIONS
from .headers import HEADERS
from .journal import Journal
from .layout import kit, pages, press
from .markup import Document, to_html
from .measures import MIMETYPE, Measures
from .printing import BrokenPress, proof
from .routes import (
    UNGATED,
    Pages,
    cacheable,
    printed,
    pure,
    query,
    register_measures,
    register_routes,
    whole,
)
from .selection import Selection
from .sharing import Card, view_card
from .summary import SITE, headline, sentence, subtitle

ROOT = Path(__file__).parent.parent
FONT = "polices/source-sans-3-5.3.0-latin.woff2"
MOST_BODY = 65536  # bytes of what a page sends to a callback: the largest of ours is 2 kB
# Dash loads the bundle of its table on every page; none here shows one.
UNUSED = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>')
# What Dash tells of its server to any visitor.
VERSIONS = re.compile(r'"(?:python_version|dash_version|dash_version_url|plotly_version)":"[^"]*",')
# A number drawn for each page, for callbacks in the background; none here is, and a page can be kept.
DRAWN = re.compile(r'"end_id":"[^"]*",?')


class Dashboard(Dash):
    """Dash, with a first page that says something true before any script runs."""

    def __init__(self, dataset: Dataset, public: str, **settings):
        super().__init__(**settings)
        self.dataset, self.public = dataset, public

    def index(self, *args, path: str = "", **kwargs):
        """Serve the page at the root only: Dash would serve it at any address."""
        if path:
            abort(404)
        return cacheable(super().index(*args, **kwargs), "text/html")

    def interpolate_index(self, **parts) -> str:
        """Write the page of the selection in the URL, and the scripts that bring it to life."""
        selection = Selection.from_query(
            query(), self.dataset.campuses.index, self.dataset.places.index
        )
        first = first_html(self.dataset, selection)
        return self.document(
            Document(
                headline(self.dataset, selection),
                f"{sentence(self.dataset, selection)}. {subtitle(self.dataset)}",
                f'<div id="premiere-vue">{first}</div>{parts["app_entry"]}',
            ),
            view_card(self.dataset, selection, self.root()),
            DRAWN.sub("", VERSIONS.sub("", parts["config"]))
            + UNUSED.sub("", parts["scripts"])
            + parts["renderer"],
        )

    def root(self) -> str:
        """Return the public address of the site: DASHBOARD_URL, else where the request came."""
        if urlsplit(self.public).netloc:
            return self.public.rstrip("/") + "/"
        return request.host_url.rstrip("/") + self.config.requests_pathname_prefix

    def document(self, page: Document, card: Card | None = None, scripts: str = "") -> str:
        """Set a page in the site's HTML document."""
        return render_template(
            "document.html",
            page=page,
            card=card,
            scripts=scripts,
            root=self.config.requests_pathname_prefix,
            icon=theme.ICON,
            palette=theme.stylesheet(),
            font=f"assets/{FONT}",
            stylesheet=fingerprinted("page.css"),
            sharing=fingerprinted("partage.js"),
        )


@lru_cache(maxsize=128)
def first_html(dataset: Dataset, selection: Selection) -> str:
    """Write the first view of a selection; the views that many ask for are written once."""
    return to_html(layout.first_view(dataset, selection))


@cache
def fingerprinted(asset: str) -> str:
    """Return the address of an asset, changed whenever the file is."""
    return f"assets/{asset}?m={int((ROOT / 'assets' / asset).stat().st_mtime)}"


def content_policy(app: Dash) -> str:
    """Write the Content-Security-Policy: nothing from elsewhere, no inline script but Dash's own."""
    hashes = " ".join(app.csp_hashes())
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'self'; "
        "form-action 'none'; frame-src 'self'; frame-ancestors 'self'"
    )


def create_app(dataset: Dataset | None = None) -> Dash:
    """Build the dashboard, over the folder of DASHBOARD_DATA unless given a dataset.

    Raises
    ------
    BrokenData
        When the folder breaks a rule of the data; the exception lists every breach.
    BrokenPress
        When a font or the template of the printed pages is missing or broken.
    """
    dataset = dataset or load_dataset()
    public = os.environ.get("DASHBOARD_URL", "")
    prefix = urlsplit(public).path.rstrip("/") + "/"
    server = Flask(
        "dashboard", static_folder=None, template_folder=str(ROOT / "dashboard" / "templates")
    )
    server.config.update(
        MAX_CONTENT_LENGTH=MOST_BODY,
        VERSION=dataset.version,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/csv",
            "text/javascript",
            "application/javascript",
            "application/json",
            "application/geo+json",
            "image/svg+xml",
        ],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_ALGORITHM=["br", "gzip"],
    )
    app = Dashboard(
        dataset,
        public,
        name="dashboard",
        server=server,
        requests_pathname_prefix=prefix,
        routes_pathname_prefix="/",
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r".*\.css|partage\.js",
        title=SITE,
        update_title=None,
    )
    app.layout = layout.page(dataset)
    register_callbacks(app, dataset)
    app.clientside_callback(
        ClientsideFunction("page", "composition"),
        Output(ids.COMPOSITION, "data"),
        Input(ids.MAIN, "id"),
    )
    for composition in COMPOSITIONS.values():  # so that the first visitor does not wait for it
        redraw(dataset, Selection(), composition)
    frame(dataset, Selection(), Display(), "/")
    proof()
    for store in (ids.PARTS, ids.ROWS):
        app.clientside_callback(ClientsideFunction("page", "write"), Input(store, "data"))
    refuse_malformed_callbacks(app)
    server.register_error_handler(  # a file that Dash does not have, which it takes for a fault
        DependencyException, lambda error: server.handle_user_exception(NotFound())
    )
    policy = cache(lambda: content_policy(app))
    register_routes(
        server,
        dataset,
        Pages(
            text={
                "methode": lambda: pages.methode(dataset),
                "accessibilite": lambda: pages.accessibilite(dataset),
            },
            campus=lambda campus: pages.campus(dataset, campus),
            view={
                "integrer": lambda *view: kit.integrer(dataset, *view),
                "partager": lambda *view: kit.partager(dataset, *view),
            },
            files=lambda *view: press.telecharger(dataset, *view),
            render=app.document,
            policy=policy,
        ),
        prefix,
        app.root,
    )
    Compress(server)
    prints = Gate(waiting=4)
    views = Gate()

    def gate(path: str, query: str) -> Gate | None:
        if path in UNGATED:
            return None
        return prints if printed(path, query) else views

    answers = Answers(server.wsgi_app, dataset.version, pure, whole, gate)
    measures = Measures(
        dataset.version,
        {
            "answers_kept": ("Réponses gardées.", lambda: len(answers.kept)),
            "answers_kept_bytes": ("Octets des réponses gardées.", lambda: answers.size),
            "views_waiting": ("Réponses en cours ou en attente.", lambda: views.inside),
            "prints_waiting": ("Pages en cours d’impression ou en attente.", lambda: prints.inside),
        },
    )
    register_measures(server, measures.written, MIMETYPE)
    server.wsgi_app = Journal(mounted(answers, prefix.rstrip("/")), measures)
    return app


def refuse_malformed_callbacks(app: Dash) -> None:
    """Answer 400 to a callback's body that the page cannot have sent."""
    inputs_of = {
        output: [*callback["inputs"], *callback["state"]]
        for output, callback in app.callback_map.items()
        if "callback" in callback  # the others run in the browser
    }

    def body():
        try:
            return request.get_json(silent=True)
        except RecursionError:  # thousands of lists in lists
            return None

    @app.server.before_request
    def check():
        asked = request.path.endswith("/_dash-update-component") and request.method == "POST"
        if asked and not payload.acceptable(body(), inputs_of):
            abort(400)


def create_server() -> Flask:
    """Build the dashboard for a WSGI server: `gunicorn 'dashboard.app:create_server()'`.

    Raises
    ------
    SystemExit
        With what to say, when the data or the templates of print are broken.
    """
    try:
        return create_app().server
    except BrokenData as broken:
        raise SystemExit(broken.listed) from None
    except BrokenPress as broken:
        raise SystemExit(f"Impression impossible\u202f: {broken}") from None


def mounted(application, prefix: str):
    """Serve under a path prefix, whether or not the proxy in front has taken it off."""

    def serve(environ: dict, start_response):
        path = environ.get("PATH_INFO", "")
        if prefix and path == prefix:
            query = environ.get("QUERY_STRING", "")
            address = f"{prefix}/?{query}" if query else f"{prefix}/"
            start_response("308 Permanent Redirect", [("Location", address), *HEADERS.items()])
            return [b""]
        if prefix and path.startswith(prefix + "/"):
            environ = environ | {
                "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + prefix,
                "PATH_INFO": path[len(prefix) :] or "/",
            }
        return application(environ, start_response)

    return serve
