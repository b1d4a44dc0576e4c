"""The site's HTML document: Dash with a page that says everything before any script runs."""

import re
from functools import cached_property
from hashlib import sha256

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, abort, render_template, request
from werkzeug.exceptions import NotFound

from . import ids, layout, theme, view
from .data import Dataset
from .headers import NO_SINK
from .routes import read_view, respond
from .selection import PARAMETERS
from .sharing import Card, view_card
from .summary import headline, sentence, subtitle
from .templating import Document
from .vocabulary import Vue

FONT = "assets/polices/source-sans-3-5.3.0-latin.woff2"
PLOTLY = "assets/plotly-scatter-4.1.1.min.js"
BUNDLE = "assets/dash-renderer.js"
# Dash loads on every page the bundles of its table and of its HTML components, for which the map has no
# use, and what browsers of ten years ago lacked; its own code needs one thing of that, which is smaller alone.
UNUSED = ("/dash_table/", "/dash/html/", "polyfill@")
GRAPH = "/_dash-component-suites/dash/dcc/async-graph.js"  # a part of its bundle that Dash asks for later
# The largest files compressed as well as can be, which takes seconds: by fingerprint, as `assets/source/compress.py`
# makes them. A file of another version of Dash or of plotly.js has none there, and is compressed when it is served.
COMPRESSED = "assets/compresses/{}.br"
LARGEST = ("plotly", "bundle")
GENERATORS = "/assets/regenerator-runtime-0.14.1.js"
# What Dash tells of its server to any visitor.
VERSIONS = re.compile(r'"(?:python_version|dash_version|dash_version_url|plotly_version)":"[^"]*",')
# A number drawn for each page, for callbacks in the background; none here is, and a page can be kept.
DRAWN = re.compile(r'"end_id":"[^"]*",?')


class Site(Dash):
    """Dash, holding only the interactive map of a page that the server writes whole."""

    def __init__(self, dataset: Dataset, public: str, **settings):
        super().__init__(**settings)
        self.dataset, self.public = dataset, public
        self.fingerprinted: dict[str, str] = {}
        self.compressed: dict[str, bytes] = {}  # by the checksum of the file
        self.server.add_url_rule(f"/{BUNDLE}", "dash_bundle", self.serve_bundle)
        self.server.register_error_handler(  # a file that Dash has not, which it takes for a fault
            DependencyException, lambda error: self.server.handle_user_exception(NotFound())
        )

    def index(self, *args, path: str = "", **kwargs):
        """Serve the page at the root only: Dash would serve it at any address."""
        if path:
            abort(404)
        return respond(super().index(*args, **kwargs), "text/html")

    def interpolate_index(self, **parts) -> str:
        """Write the page of the selection in the URL."""
        selection, _ = read_view(self.dataset)
        return self.document(
            Document(
                headline(self.dataset, selection),
                f"{sentence(self.dataset, selection)}. {subtitle(self.dataset)}",
                layout.body(self.dataset, selection),
            ),
            view_card(self.dataset, selection, self.root()),
            DRAWN.sub("", VERSIONS.sub("", parts["config"])),
            ids.FIGURES if selection.vue is Vue.carte else ids.ANNOUNCEMENT,
        )

    def document(
        self, page: Document, card: Card | None = None, config: str = "", awaited: str = ""
    ) -> str:
        """Set a page in the site's HTML document.

        Parameters
        ----------
        config : of Dash, on the page that holds the map.
        awaited : id of the part before which that page is not to be painted.
        """
        return render_template(
            "document.html",
            page=page,
            card=card,
            config=config,
            awaited=awaited,
            root=self.config.requests_pathname_prefix,
            version=view.release(self.dataset),
            parameters=",".join(PARAMETERS),
            icon=theme.ICON,
            papers={"light": theme.PAPER, "dark": theme.NIGHT_PAPER},
            palette=theme.stylesheet(),
            **self.fingerprinted,
        )

    def root(self) -> str:
        """Return the public address of the site: DASHBOARD_URL, else where the request came."""
        if self.public:
            return self.public
        # Not `host_url`, which fails on the name `xn--`.
        return f"{request.scheme}://{request.host}{self.config.requests_pathname_prefix}"

    def policy(self) -> str:
        """Write the Content-Security-Policy: nothing from elsewhere, no script in the page, HTML by that of the map alone."""
        sinks = "" if request.path == "/" else f"{NO_SINK}; "
        return (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
            "data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            f"frame-src 'self'; {sinks}frame-ancestors 'self'"
        )

    def fingerprint(self) -> None:
        """Give each file that a page names an address that changes with what it holds; find its compressed form."""
        files = {
            "font": FONT,
            "plotly": PLOTLY,
            "stylesheet": "assets/page.css",
            "sharing": "assets/partage.js",
            "script": "assets/page.js",
            "keys": "assets/clavier.js",
            "bundle": BUNDLE,
        }
        for name, file in files.items():
            checksum = sha256(self.served(f"/{file}")).hexdigest()
            self.fingerprinted[name] = f"{file}?v={checksum[:12]}"
            packed = name in LARGEST and self.served("/" + COMPRESSED.format(checksum[:12]))
            if packed:
                self.compressed[checksum] = packed

    def lasting(self, path: str, query: str) -> bool:
        """Whether an address is one that changes with what it holds.

        Another query, from a page of another version, leads to the file that is there now, which no cache
        may take for that of the other: behind a load balancer, two versions answer for a while.
        """
        return f"{path[1:]}?{query}" in self.fingerprinted.values()

    @cached_property
    def scripts_of_dash(self) -> bytes:
        """Join the scripts that Dash lists, in its order: a page then asks for one."""
        listed = re.findall(r'src="([^"]*)', self._generate_scripts_html())
        prefix = self.config.requests_pathname_prefix
        wanted = ["/" + address.removeprefix(prefix) for address in listed]
        wanted = [address for address in wanted if not any(part in address for part in UNUSED)]
        return b";\n".join(map(self.served, [GENERATORS, *wanted, GRAPH]))

    def served(self, address: str) -> bytes:
        """Return what the server answers at an address; nothing when it has nothing there."""
        with self.server.test_client().get(address) as answer:
            return answer.data if answer.status_code == 200 else b""

    def serve_bundle(self) -> Response:
        """Serve the scripts of Dash."""
        return respond(self.scripts_of_dash, "text/javascript")
