"""The data of a view as files, and the health of the server."""

from collections.abc import Callable

from flask import Flask, Response

from .. import exports
from ..data import Dataset
from ..selection import Selection, read_choice, read_params
from .answering import cacheable, query, refuse_parameters, to_canonical


def register_files(server: Flask, dataset: Dataset) -> None:
    """Serve the data of a view as files."""

    def chosen(*options: str) -> tuple[Selection, dict[str, str]]:
        params = read_params(query(), options)
        selection = Selection.from_params(params, dataset.campuses.index, dataset.places.index)
        for option in options:
            if option in params:
                read_choice(option, params[option], {"1": True})
        kept = [f"{option}=1" for option in options if option in params]
        to_canonical("&".join(part for part in (selection.to_query(), *kept) if part))
        return selection, params

    def download(content: bytes, mimetype: str, name: str) -> Response:
        response = cacheable(content, mimetype)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

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

    @server.get("/donnees/accessibilite.csv")
    def audit_csv():
        """Serve the accessibility audit, the same for every view."""
        _, params = chosen("excel")
        content = exports.audit_csv(dataset, "excel" in params)
        return download(content, "text/csv", "accessibilite.csv")

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
