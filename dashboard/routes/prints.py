"""The view on paper and as a picture: PDF, PNG, and the SVG of a format."""

from collections.abc import Callable

from flask import Flask, Response

from ..data import Dataset
from ..display import address, view_query
from ..formats import Printout
from ..printing import TYPES, file_name, printed
from ..selection import Selection
from .answering import query, respond, to_canonical


def register_prints(server: Flask, dataset: Dataset, root: Callable[[], str]) -> None:
    """Serve a view as pages and pictures; `root` gives the public address of the site."""

    @server.get("/carte.pdf")
    def page():
        """Serve a view as a page."""
        return answer(dataset, "pdf", root())

    @server.get("/carte.png")
    def bitmap():
        """Serve a view as a picture in pixels."""
        return answer(dataset, "png", root())


def read_print(dataset: Dataset, kind: str) -> tuple[Selection, Printout]:
    """Read the view of the request, and how it is printed; redirect to its canonical address."""
    selection, params = dataset.read(query(), Printout.NAMES)
    printout = Printout.from_params(kind, params)
    to_canonical(view_query(selection, printout.to_params()))
    return selection, printout


def answer(dataset: Dataset, kind: str, root: str) -> Response:
    """Print the view of the request."""
    selection, printout = read_print(dataset, kind)
    url = address(root, selection.to_query())
    response = respond(printed(dataset, selection, printout, url), TYPES[kind])
    name = file_name(dataset, selection, printout)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
