"""Put everything together: the only module that knows all the others."""

import gc
import json
import os
import re
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_compress import Compress

from . import layout, payload, view
from .answers import Answers
from .callbacks import register_callbacks
from .canonical import canonical
from .data import BrokenData, Dataset, load_dataset
from .gate import WAITERS, Gate
from .geography import LARGE
from .journal import Journal
from .layout import kit, pages
from .layout.accessibilite import accessibilite
from .layout.methode import methode
from .measures import MIMETYPE, Measures
from .pressroom import BrokenPress
from .printing import proof
from .routes import UNGATED, Pages, printed, pure, register_measures, register_routes
from .selection import Selection
from .settings import BrokenSetting, read_address, read_contact
from .site import Site
from .summary import SITE

ROOT = Path(__file__).parent.parent
MOST_BODY = 65536  # bytes of what a page sends to a callback: the largest of ours is 2 kB


def create_app(dataset: Dataset | None = None) -> Site:
    """Build the dashboard, over the folder of DASHBOARD_DATA unless given a dataset.

    Raises
    ------
    BrokenData
        When the folder breaks a rule of the data; the exception lists every breach.
    BrokenSetting
        When DASHBOARD_CONTACT or DASHBOARD_URL is no address.
    BrokenPress
        When a font or the template of the printed pages is missing or broken.
    """
    contact = read_contact(os.environ.get("DASHBOARD_CONTACT", ""))
    public = read_address(os.environ.get("DASHBOARD_URL", ""))
    dataset = dataset or load_dataset()
    proved = proof()
    prefix = urlsplit(public).path or "/"
    room = BoundedSemaphore(WAITERS)
    prints, views = Gate(waiting=4, room=room), Gate(room=room)
    server = Flask(
        "dashboard", static_folder=None, template_folder=str(ROOT / "dashboard" / "templates")
    )
    server.config.update(
        MAX_CONTENT_LENGTH=MOST_BODY,
        VERSION=dataset.version,
        COMPRESS_MIMETYPES=(
            "text/html text/css text/csv text/javascript application/javascript application/json "
            "application/geo+json image/svg+xml"
        ).split(),
        COMPRESS_BR_LEVEL=5,
        COMPRESS_ALGORITHM=["br", "gzip"],
    )
    app = Site(
        dataset,
        public,
        name="dashboard",
        server=server,
        requests_pathname_prefix=prefix,
        routes_pathname_prefix="/",
        assets_folder=str(ROOT / "assets"),
        assets_ignore=".*",  # the page names its own
        title=SITE,
        update_title=None,
    )
    app.layout = layout.island()
    register_callbacks(app, dataset)
    # What the first visitor would wait for, once for all workers.
    view.view(dataset, Selection(), LARGE)
    register_routes(
        server,
        dataset,
        Pages(
            text={
                "methode": partial(methode, dataset),
                "accessibilite": partial(accessibilite, dataset, contact),
            },
            campus=partial(pages.campus, dataset),
            view={
                "integrer": partial(kit.integrer, dataset),
                "partager": partial(kit.partager, dataset),
            },
            files=partial(kit.telecharger, dataset),
            error=partial(pages.error, dataset),
            render=app.document,
            policy=app.policy,
            lasting=app.lasting,
            changes=partial(view.view, dataset),
            answers=partial(view.answered, dataset),
            release=view.release(dataset),
        ),
        prefix,
        app.root,
    )
    refuse_malformed_callbacks(app)
    Compress(server)

    def gate(path: str, query: str) -> Gate | None:
        if path in UNGATED:
            return None
        return prints if printed(path, query) else views

    def kept(path: str, query: str) -> bool:
        return pure(path) or app.lasting(path, query)

    answers = Answers(
        server.wsgi_app, dataset.version, kept, gate, app.compressed, placed=bool(public)
    )
    server.config["READY"] = answers.ready
    server.config["PREPARE"] = partial(view.prepare, dataset, partial(answers.calm, views))
    server.config["CEASE"] = answers.cease
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
    app.fingerprint()  # asks the server for files: not once it has a gate
    server.wsgi_app = Journal(mounted(canonical(answers), prefix.rstrip("/")), measures)
    proved()
    return app


def refuse_malformed_callbacks(app: Site) -> None:
    """Answer 400 to a callback's body that the page cannot have sent."""

    def refuse(constant: str):
        raise ValueError(constant)  # NaN and infinities are no JSON

    def body():
        try:
            return request.is_json and json.loads(request.get_data(), parse_constant=refuse)
        except (ValueError, RecursionError):  # thousands of lists in lists
            return None

    @app.server.before_request
    def check():
        asked = request.path.endswith("/_dash-update-component") and request.method == "POST"
        if asked and not payload.acceptable(body()):
            abort(400)


def create_server() -> Flask:
    """Build the dashboard for a WSGI server: `gunicorn 'dashboard.app:create_server()'`.

    Raises
    ------
    SystemExit
        With what to say, when the data, a setting or the templates of print are broken.
    """
    try:
        server = create_app().server
    except BrokenData as broken:
        raise SystemExit(broken.listed) from None
    except BrokenSetting as broken:
        raise SystemExit(str(broken)) from None
    except BrokenPress as broken:
        raise SystemExit(f"Impression impossible\u202f: {broken}") from None
    gc.freeze()  # what the workers share stays shared: their collector does not write in it
    return server


def mounted(application, prefix: str):
    """Serve under a path prefix, whether or not the proxy in front has taken it off."""
    under = re.compile(rf"^(/*?){re.escape(prefix)}(?![^/])")

    def serve(environ: dict, start_response):
        if prefix:  # a redirect leads under it in both cases; slashes too many before it stay so
            inside = under.sub(r"\1\1", environ.get("PATH_INFO", ""))
            environ |= {"SCRIPT_NAME": prefix, "PATH_INFO": inside}
        return application(environ, start_response)

    return serve
