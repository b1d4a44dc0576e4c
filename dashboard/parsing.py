"""From the bytes of a file to text or geometry, and what is wrong on the way; opens no file."""

import csv
import io
import json
from codecs import BOM_UTF8
from pathlib import PurePosixPath

import geopandas as gpd
import pandas as pd

from .breaches import FILES, Breach
from .french import counted, listed, quoted

NOT_UTF8 = "texte qui n’est pas de l’UTF-8"
BOM = "marque d’ordre des octets (BOM) interdite\u202f; enregistrer en UTF-8 sans BOM"
MALFORMED = "CSV mal formé\u202f: guillemet non fermé ou suivi de texte, ou cellule démesurée"


def parse_table(
    file: str, content: bytes, expected: tuple[str, ...] = ()
) -> tuple[pd.DataFrame, list[Breach]]:
    """Read a CSV file as text; `expected`: its columns, when they are not those of `FILES`.

    Returns
    -------
    The sound rows, index: the line where each starts, columns: the expected ones that are there;
    and the breaches of the others and of the header.
    """
    breaches = [Breach(file, 1, None, None, BOM)] if content.startswith(BOM_UTF8) else []
    # Bytes that are not UTF-8 become lone surrogates, which no valid text holds.
    text = content.decode("utf-8-sig", "surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, rows, header, expected = [], [], None, expected or FILES[file]
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            breaches.append(Breach(file, line, None, None, MALFORMED))
            continue
        if header is None:
            header = row
            breaches += [
                Breach(file, line, column, None, rule) for column, rule in faults(row, expected)
            ]
        elif len(row) != len(header):
            rule = f"{counted(len(row), 'cellule')} au lieu de {len(header)}"
            breaches.append(Breach(file, line, None, None, rule))
        elif wrong := [
            (name, cell) for name, cell in zip(header, row, strict=True) if garbled(cell)
        ]:
            breaches += [Breach(file, line, name, cell, NOT_UTF8) for name, cell in wrong]
        else:
            lines.append(line)
            rows.append(row)
    if header is None:
        breaches.append(Breach(file, 1, None, None, "en-tête absent"))
    places = {name: header.index(name) for name in expected if name in (header or ())}
    columns = {name: [row[place] for row in rows] for name, place in places.items()}
    return pd.DataFrame(columns, index=pd.Index(lines, dtype=int), dtype="str"), breaches


def faults(header: list[str], expected: tuple[str, ...]) -> list[tuple[str, str]]:
    """Say which columns of a header are missing, unknown or there twice."""
    missing = [(name, "colonne absente") for name in expected if name not in header]
    garbage = [(name, NOT_UTF8) for name in header if garbled(name)]
    known = f"colonnes attendues\u202f: {', '.join(expected)}"
    extra = [
        (name, f"colonne inconnue\u202f; {known}")
        for name in header
        if name not in expected and not garbled(name)
    ]
    double = [(name, "colonne en double") for name in expected if header.count(name) > 1]
    return missing + garbage + extra + double


def garbled(text: str) -> bool:
    """Whether a decoded text comes from bytes that are not UTF-8."""
    return not text.isascii() and any("\udc80" <= character <= "\udcff" for character in text)


def parse_package(file: str, content: bytes) -> tuple[dict, list[Breach]]:
    """Read a `datapackage.json`, empty when it is no JSON object with a list of resources."""

    def refused(line: int | None, rule: str) -> tuple[dict, list[Breach]]:
        return {}, [Breach(file, line, None, None, rule)]

    if content.startswith(BOM_UTF8):
        return refused(1, BOM)
    try:
        package = json.loads(content.decode("utf-8"))
        json.dumps(package, ensure_ascii=False, allow_nan=False).encode()  # can be written again
    except UnicodeDecodeError as error:
        return refused(content.count(b"\n", 0, error.start) + 1, NOT_UTF8)
    except json.JSONDecodeError as error:
        return refused(error.lineno, "JSON mal formé")
    except (ValueError, RecursionError):  # NaN, half a character, or beyond all reason
        return refused(None, "JSON illisible")
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        return refused(None, f"objet JSON attendu, avec une liste {quoted('resources')}")
    return package, []


def parse_resources(file: str, package: dict) -> tuple[dict[str, dict], list[Breach]]:
    """Return the resources of a package by path, only those that are a file of its folder."""
    resources: dict[str, dict] = {}
    breaches = []
    for rank, resource in enumerate(package.get("resources", [])):
        path = resource.get("path") if isinstance(resource, dict) else None
        rule = "fichier déjà décrit" if isinstance(path, str) and path in resources else None
        if not isinstance(path, str) or not inside(path):
            rule = "chemin d’un fichier du dossier attendu"
        if rule:
            value = None if path is None else str(path)
            breaches.append(Breach(file, None, f"resources[{rank}].path", value, rule))
        else:
            resources[path] = resource
    return resources, breaches


def origin_breaches(file: str, package: dict) -> list[Breach]:
    """Say which sources and licences of a package, or of one of its resources, are no list of objects."""
    keys = listed([quoted(key) for key in ("title", "name", "path")], "ou")
    rule = f"liste d’objets attendue, chacun avec {keys}"
    described = {"": package}
    for rank, resource in enumerate(package.get("resources", [])):
        if isinstance(resource, dict):
            described[f"resources[{rank}]."] = resource
    return [
        Breach(file, None, prefix + key, json.dumps(part[key], ensure_ascii=False), rule)
        for prefix, part in described.items()
        for key in ("sources", "licenses")
        if key in part
        and not (isinstance(part[key], list) and all(isinstance(one, dict) for one in part[key]))
    ]


def inside(path: str) -> bool:
    """Whether a path stays in its folder, on every system."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and path.isprintable()
        and not (path.startswith("/") or ".." in parts or any(mark in path for mark in "\\:"))
    )


def parse_outlines(content: bytes, code: str) -> gpd.GeoDataFrame:
    """Read a GeoJSON of territories, index `code`; pyogrio would take 20 MB more for the same."""
    features = json.loads(content)["features"]
    return gpd.GeoDataFrame.from_features(features, crs=4326).set_index(code)
