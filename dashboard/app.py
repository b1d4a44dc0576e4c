"""Put everything together: the only module that knows all the others."""

import gc
import os
import re
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from dash import ClientsideFunction, Dash, Input, Output
from flask import Flask, abort, render_template, request
from flask_compress import Compress

from . import ids, layout, payload, theme
from .answers import Answers
from .callbacks import register_callbacks
from .changes import redraw
from .data import Dataset, load_dataset
from .display import Display
from .embedding import frame
from .geography import COMPOSITIONS
from .layout import kit, pages, press
from .markup import Document, to_html
from .printing import proof
from .routes import Pages, pure, query, register_routes
from .selection import Selection
from .sharing import Card, view_card
from .summary import SITE, headline, sentence, subtitle

ROOT = Path(__file__).parent.parent
FONT = "polices/source-sans-3-5.3.0-latin.woff2"
MOST_KEPT = 64  # files: a visitor cannot fill the memory with made-up names
# Dash loads the bundle of its table on every page; none here shows one.
UNUSED = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>')
# What Dash tells of its server to any visitor.
VERSIONS = re.compile(r'"(?:python_version|dash_version|dash_version_url)":"[^"]*",')


class Dashboard(Dash):
    """Dash, with a first page that says something true before any script runs."""

    def __init__(self, dataset: Dataset, public: str, **settings):
        super().__init__(**settings)
        self.dataset, self.public = dataset, public

    def index(self, *args, path: str = "", **kwargs):
        """Serve the page at the root only: Dash would serve it at any address."""
        if path:
            abort(404)
        return super().index(*args, **kwargs)

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
            VERSIONS.sub("", parts["config"])
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


@lru_cache(maxsize=32)  # up to half a megabyte each
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
    proved = proof()
    public = os.environ.get("DASHBOARD_URL", "")
    prefix = urlsplit(public).path.rstrip("/") + "/"
    server = Flask(
        "dashboard", static_folder=None, template_folder=str(ROOT / "dashboard" / "templates")
    )
    server.config.update(
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
    for store in (ids.PARTS, ids.ROWS):
        app.clientside_callback(ClientsideFunction("page", "write"), Input(store, "data"))
    refuse_malformed_callbacks(app)
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
    keep_compressed(server)
    Compress(server)
    kept = Answers(server.wsgi_app, dataset.version, pure)
    server.wsgi_app = mounted(kept, prefix.rstrip("/"))
    proved()
    return app


def keep_compressed(server: Flask) -> None:
    """Compress each script and style sheet once: the bundles take 0.2 s of a processor a visit."""
    kept: dict[tuple[str, str], tuple[bytes, list[tuple[str, str]]]] = {}

    def key() -> tuple[str, str]:
        return request.path, request.headers.get("Accept-Encoding", "")

    @server.before_request
    def serve():
        if request.method == "GET" and key() in kept:
            body, headers = kept[key()]
            return server.response_class(body, headers=headers).make_conditional(request)

    @server.after_request
    def keep(response):
        static = request.path.startswith(("/assets/", "/_dash-component-suites/"))
        fresh = static and response.status_code == 200 and key() not in kept
        if fresh and "Content-Encoding" in response.headers and len(kept) < MOST_KEPT:
            kept[key()] = response.get_data(), list(response.headers)
        return response


def refuse_malformed_callbacks(app: Dash) -> None:
    """Answer 400 to a callback's body that the page cannot have sent."""
    inputs_of = {
        output: [*callback["inputs"], *callback["state"]]
        for output, callback in app.callback_map.items()
    }

    @app.server.before_request
    def check():
        asked = request.path.endswith("/_dash-update-component") and request.method == "POST"
        if asked and not payload.acceptable(request.get_json(silent=True), inputs_of):
            abort(400)


def create_server() -> Flask:
    """Build the dashboard for a WSGI server: `gunicorn 'dashboard.app:create_server()'`."""
    server = create_app().server
    gc.freeze()  # what the workers share stays shared: their collector does not write in it
    return server


def mounted(application, prefix: str):
    """Serve under a path prefix, whether or not the proxy in front has taken it off."""

    def serve(environ: dict, start_response):
        path = environ.get("PATH_INFO", "")
        if prefix and path == prefix:
            query = environ.get("QUERY_STRING", "")
            address = f"{prefix}/?{query}" if query else f"{prefix}/"
            start_response("308 Permanent Redirect", [("Location", address)])
            return [b""]
        if prefix and path.startswith(prefix + "/"):
            environ = environ | {
                "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + prefix,
                "PATH_INFO": path[len(prefix) :] or "/",
            }
        return application(environ, start_response)

    return serve
