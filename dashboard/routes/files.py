"""The data of a view as files, and the health of the server."""

from collections.abc import Callable

from flask import Flask, Response

from .. import exports
from ..data import Dataset
from ..descriptor import descriptor
from ..display import view_query
from ..query import read_choice
from ..selection import Selection
from .answering import NEVER, query, refuse_parameters, respond, to_canonical

TABLES = {  # of a view, by file
    "campus.csv": exports.campus_csv,
    "territoires.csv": exports.territory_csv,
    "couverture.csv": exports.coverage_csv,
    "distances.csv": exports.distance_csv,
    "villes.csv": exports.town_csv,
}


def register_files(server: Flask, dataset: Dataset, root: Callable[[], str]) -> None:
    """Serve the data of a view as files; `root` gives the public address of the site."""

    def chosen(*options: str) -> tuple[Selection, dict[str, str]]:
        selection, params = dataset.read(query(), options)
        for option in options:
            if option in params:
                read_choice(option, params[option], {"1": True})
        kept = {option: params[option] for option in options if option in params}
        to_canonical(view_query(selection, kept))
        return selection, params

    def download(content: bytes, name: str, mimetype: str = "text/csv") -> Response:
        response = respond(content, mimetype)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def table(name: str) -> Response:
        selection, params = chosen("excel")
        return download(TABLES[name](dataset, selection, "excel" in params), name)

    for name in TABLES:
        server.add_url_rule(f"/donnees/{name}", name, table, defaults={"name": name})

    @server.get("/donnees/accessibilite.csv")
    def audit_csv():
        """Serve the accessibility audit, the same for every view."""
        _, params = chosen("excel")
        return download(exports.audit_csv(dataset, "excel" in params), "accessibilite.csv")

    @server.get("/donnees/campus.geojson")
    def campus_geojson():
        """Serve the campuses of the view as points."""
        content = exports.campus_geojson(dataset, chosen()[0])
        return download(content, "campus.geojson", "application/geo+json")

    @server.get("/donnees/datapackage.json")
    def datapackage():
        """Serve the description of the files of the view: columns, origin, licences."""
        described = descriptor(dataset, chosen()[0], root())
        content = server.json.dumps(described, ensure_ascii=False, indent=2).encode()
        return download(content, "datapackage.json", "application/json")

    @server.get("/sante")
    def health():
        """Say that the data is loaded, and which."""
        refuse_parameters()
        said = server.json.dumps({"etat": "ok", "version": dataset.version})
        return respond(said, "application/json", NEVER)
