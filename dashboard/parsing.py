"""From the bytes of a file to text or geometry, and what is wrong on the way; opens no file."""

import csv
import io
import json
from codecs import BOM_UTF8
from pathlib import PurePosixPath

import geopandas as gpd
import pandas as pd

from .breaches import FILES, Breach
from .french import counted, listed, number, quoted

NOT_UTF8 = "texte qui n’est pas de l’UTF-8\u202f; enregistrer en UTF-8"
BOM = "marque d’ordre des octets (BOM) interdite\u202f; enregistrer en UTF-8 sans BOM"
MARKS = {";": "points-virgules", "\t": "tabulations"}  # what a spreadsheet may write for a comma


def parse_table(
    file: str, content: bytes, expected: tuple[str, ...] = ()
) -> tuple[pd.DataFrame, list[Breach]]:
    """Read a CSV file as text; `expected`: its columns, when they are not those of `FILES`.

    Returns
    -------
    The sound rows, index: the line where each starts, columns: the expected ones that are there;
    and the breaches of the others and of the header. No row at all of a file that was not saved as
    UTF-8 with commas: its cells would be no one's.
    """
    expected = expected or FILES[file]
    breaches = saving_breaches(file, content, expected)
    if any(breach.rule != BOM for breach in breaches):
        return pd.DataFrame(), breaches
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    lines, rows, header = [], [], None
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            rule = malformed(error, reader.line_num, reader.line_num > line)
            breaches.append(Breach(file, line, None, None, rule))
            continue
        if not any(cell.strip() for cell in row):
            breaches.append(Breach(file, line, None, None, "ligne vide"))
        elif header is None:
            header = row
            breaches += [
                Breach(file, line, column, None, rule) for column, rule in faults(row, expected)
            ]
        elif len(row) != len(header):
            rule = f"{counted(len(row), 'cellule')} au lieu de {len(header)}"
            breaches.append(Breach(file, line, None, None, rule))
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
    known = f"colonnes attendues\u202f: {', '.join(expected)}"
    extra = [(name, f"colonne inconnue\u202f; {known}") for name in header if name not in expected]
    double = [(name, "colonne en double") for name in expected if header.count(name) > 1]
    return missing + extra + double


def saving_breaches(file: str, content: bytes, expected: tuple[str, ...]) -> list[Breach]:
    """Say how a spreadsheet saved a whole file otherwise than as UTF-8 with commas."""
    breaches = [Breach(file, 1, None, None, BOM)] if content.startswith(BOM_UTF8) else []
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        breaches.append(Breach(file, line_of(content, error.start), None, None, NOT_UTF8))
    first = content.decode("utf-8-sig", "replace").lstrip().partition("\n")[0]
    names = {
        mark: {name.strip('\r" ') for name in first.split(mark)} & set(expected)
        for mark in (",", *MARKS)
    }
    for mark, called in MARKS.items():
        if len(names[mark]) > max(1, len(names[","])):
            rule = f"colonnes séparées par des {called}\u202f; enregistrer en CSV séparé par des virgules"
            breaches.append(Breach(file, None, None, None, rule))
    return breaches


def line_of(content: bytes, place: int) -> int:
    """Return the line of a byte, from 1."""
    return len(content[: place + 1].splitlines())


def malformed(error: csv.Error, last: int, long: bool) -> str:
    """Say what the reader of CSV met; a cell that goes on over lines is one that was not closed."""
    if long or "unexpected end" in str(error):
        return f"guillemet non fermé\u202f; la cellule ouverte à cette ligne va jusqu’à la ligne {last}"
    if "field larger" in str(error):
        return f"cellule de plus de {number(csv.field_size_limit())} caractères"
    return (
        "guillemet fermé puis suivi de texte\u202f; dans une cellule entre guillemets, les doubler"
    )


def parse_package(file: str, content: bytes, key: str = "resources") -> tuple[dict, list[Breach]]:
    """Read a `datapackage.json`, or a schema; empty when it is no JSON object with a list of `key`."""

    def refused(line: int | None, rule: str) -> tuple[dict, list[Breach]]:
        return {}, [Breach(file, line, None, None, rule)]

    if content.startswith(BOM_UTF8):
        return refused(1, BOM)
    try:
        package = json.loads(content.decode("utf-8"))
        json.dumps(package, ensure_ascii=False, allow_nan=False).encode()  # can be written again
    except UnicodeDecodeError as error:
        return refused(line_of(content, error.start), NOT_UTF8)
    except json.JSONDecodeError as error:
        return refused(error.lineno, "JSON mal formé")
    except (ValueError, RecursionError):  # NaN, half a character, or beyond all reason
        return refused(None, "JSON illisible")
    if not isinstance(package, dict) or not isinstance(package.get(key), list):
        return refused(None, f"objet JSON attendu, avec une liste {quoted(key)}")
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


def schema_breaches(file: str, resources: dict[str, dict]) -> tuple[list[str], list[Breach]]:
    """Return the files that are the schemas of resources, and the schemas that are neither file nor object."""
    paths, breaches = [], []
    rule = (
        f"chemin d’un fichier du dossier attendu, ou objet JSON avec une liste {quoted('fields')}"
    )
    for path, resource in resources.items():
        schema = resource.get("schema", {"fields": []})
        if isinstance(schema, str) and inside(schema):
            paths.append(schema)
        elif not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
            value = json.dumps(schema, ensure_ascii=False)
            breaches.append(Breach(file, None, f"schema de {path}", value, rule))
    return paths, breaches


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
