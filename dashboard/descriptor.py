"""The files of a view described for machines, a Data Package: what each holds, whence, under which licence.

Data Package and Table Schema, version 1 (datapackage.org). The words are in `columns.toml`.
"""

from .data import Dataset
from .dataset import resource
from .display import address
from .exports import tables
from .french import typeset
from .selection import Selection
from .summary import SITE, sentence, subtitle
from .vocabulary import Filiere, Preuve, State

PROFILE = "https://datapackage.org/profiles/1.0/datapackage.json"
VALUES = {"filiere": Filiere, "etat": State, "preuve": Preuve}
ORIGIN = ("description", "made", "sources", "licenses", "bytes", "hash")


def descriptor(dataset: Dataset, selection: Selection, root: str) -> dict:
    """Describe the files of a view.

    Parameters
    ----------
    root : the site's public address, with its last slash: the files are named by their whole addresses.

    Returns
    -------
    dict
        A Data Package. Its `sources` are the files that the site was given, each with its own sources,
        licences and checksum.
    """
    query, given = selection.to_query(), dataset.package.get("resources", [])
    kept = {
        key: dataset.package[key]
        for key in ("name", "version", "created")
        if key in dataset.package
    }
    files = [
        table_resource(dataset, name, address(f"{root}donnees/{name}.csv", query))
        for name in tables()
    ]
    points = {
        "name": "points",
        "path": address(f"{root}donnees/campus.geojson", query),
        "title": f"{files[0]['title']}, en points",
        "description": "Les mêmes, en GeoJSON (RFC 7946).",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "licenses": files[0]["licenses"],
    }
    return {
        "$schema": PROFILE,
        "profile": "data-package",
        **kept,
        "title": SITE,
        "description": f"{sentence(dataset, selection)}. {subtitle(dataset)}",
        "homepage": address(root, query),
        "licenses": licences(dataset, [each.get("name") for each in given]),
        "sources": [origin(each) for each in given],
        "resources": [*files, points],
    }


def table_resource(dataset: Dataset, name: str, path: str) -> dict:
    """Describe a table of a view, column by column."""
    table = tables()[name]
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": table["title"],
        "description": typeset(table["description"]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": licences(dataset, table["made_of"]),
        "schema": {
            "fields": [field(*column) for column in table["columns"]],
            "missingValues": [""],
        },
    }


def field(name: str, kind: str, description: str) -> dict:
    """Describe a column: a Table Schema field."""
    values = {"constraints": {"enum": [str(v) for v in VALUES[name]]}} if name in VALUES else {}
    return {"name": name, "type": kind, "description": typeset(description), **values}


def licences(dataset: Dataset, names: list[str]) -> list[dict]:
    """List once the licences of the files that the site was given; the package's own where one has none."""
    package = dataset.package
    found = [
        each
        for name in names
        for each in resource(package, name).get("licenses") or package.get("licenses", ())
    ]
    return list({str(each): each for each in found}.values())


def origin(file: dict) -> dict:
    """Describe a file that the site was given: its words, sources, licences and checksum."""
    path, title = file.get("path", ""), file.get("title")
    return {"title": f"{title} ({path})" if title else path} | {
        key: file[key] for key in ORIGIN if key in file
    }
