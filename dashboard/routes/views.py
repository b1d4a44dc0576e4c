"""The view away from the dashboard: its frame and the script of frames, its picture, oEmbed."""

from collections import Counter
from collections.abc import Callable

from flask import Flask

from ..data import Dataset
from ..display import PICTURE, Display
from ..drawing import carte_svg
from ..embedding import frame, inlined
from ..formats import paged
from ..oembed import FORMATS, OembedError, answer, written
from ..query import shown
from .answering import NEVER, parameters, query, read_view, refuse_parameters, respond
from .prints import answer as print_answer

# An error stays readable in the frame of an article: its own small page, that any site may show.
ERROR_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *"


def register_views(server: Flask, dataset: Dataset, root: Callable[[], str]) -> None:
    """Serve a view away from the dashboard; `root` gives the public address of the site."""

    @server.get("/embed")
    def embed():
        """Serve a view for a frame on another site."""
        selection, display = read_view(dataset, Display.NAMES[:3])
        page = frame(dataset, selection, display, root())
        response = respond(page.html, "text/html")
        response.headers["Content-Security-Policy"] = page.policy
        return response

    @server.get("/embed.js")
    def embed_js():
        """Serve the script that makes frames as tall as their content."""
        refuse_parameters()
        return respond(inlined("cadre.js"), "text/javascript")

    @server.get("/carte.svg")
    def carte():
        """Serve a view as a picture, or as the page of a format."""
        if paged(query()):
            return print_answer(dataset, "svg", root())
        selection, display = read_view(dataset, Display.NAMES, PICTURE)
        return respond(carte_svg(dataset, selection, display), "image/svg+xml")

    @server.get("/oembed")
    def oembed():
        """Answer what a link to a view becomes on another site."""
        given = parameters()
        params = dict(given)
        wanted = params.get("format", "json")
        try:
            refuse_repeated([name for name, _ in given])
            content = answer(dataset, params, root())
        except OembedError as error:
            known = wanted if wanted in FORMATS else "json"
            said = written({"erreur": str(error)}, known)
            return respond(said, FORMATS[known], NEVER, status=error.status)
        return respond(written(content, wanted), FORMATS[wanted])


def refuse_repeated(names: list[str]) -> None:
    """Refuse a repeated parameter; consumers add some of their own, which the specification allows."""
    for name, count in Counter(names).items():
        if count > 1:
            raise OembedError(400, f"{shown(name)}\u202f: donné plusieurs fois.")
