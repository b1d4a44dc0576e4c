"""Tables to bytes: CSV in two forms, and GeoJSON; the columns are those of `columns.toml`."""

import csv
import io
import json
import tomllib
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from .audit import COLUMNS as AUDIT_COLUMNS
from .coverage import count_by_territory, coverage_grid, select
from .data import Dataset
from .distance import FRANCE, distance_table, share_covered
from .scenario import next_towns
from .selection import Selection
from .templating import source

MOST_TOWNS = 100
FORMULA = tuple("=+-@\t\r＝＋－＠")  # and their full-width forms (OWASP, CSV injection)


@lru_cache(maxsize=1)
def tables() -> dict[str, dict]:
    """Return the files of a view by name: `title`, `description`, `made_of`, `columns` (name, type, words)."""
    return tomllib.loads(source("columns.toml"))


@lru_cache(maxsize=8)
def columns(name: str) -> list[str]:
    """Name the columns of a file of a view, in their order."""
    return [column for column, *_ in tables()[name]["columns"]]


def cell(value, excel: bool) -> str:
    """Write a value: empty when unknown; in Excel's form with decimal commas and no formula."""
    if isinstance(value, bool):
        return ("VRAI" if value else "FAUX") if excel else str(value).lower()
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        text = f"{value:.6f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if excel else text
    text = str(value)
    runs = excel and (text.startswith(FORMULA) or text.lstrip().startswith(FORMULA))
    return f"'{text}" if runs and not isinstance(value, int) else text


def to_csv(columns: Iterable[str], rows: Iterable[Iterable], excel: bool = False) -> bytes:
    """Write a table: UTF-8, comma and decimal point, or the form that French Excel opens.

    The second has a byte order mark, semicolons, decimal commas, and an apostrophe before any text
    that a spreadsheet would run as a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",")
    writer.writerow(columns)
    writer.writerows([cell(value, excel) for value in row] for row in rows)
    return (("\ufeff" if excel else "") + out.getvalue()).encode()


def campus_csv(dataset: Dataset, selection: Selection, excel: bool = False) -> bytes:
    """Write the campuses of a selection, one a row."""
    campuses = select(dataset, selection).reset_index()
    return to_csv(columns("campus"), campuses[columns("campus")].itertuples(index=False), excel)


def territory_csv(dataset: Dataset, selection: Selection, excel: bool = False) -> bytes:
    """Write the territories of the selection, those without campus included."""
    table = count_by_territory(dataset, selection).copy()
    table["part_couverte"] = share_covered(dataset, selection)
    table = table[table["code_region"].map(selection.concerns)].reset_index()
    table["dominante"] = table["dominante"].map(";".join)
    for column in ("population", "population_15_24"):
        table[column] = table[column].astype("Int64")
    rows = table[columns("territoires")].astype(object).itertuples(index=False)
    return to_csv(columns("territoires"), rows, excel)


def campus_geojson(dataset: Dataset, selection: Selection) -> bytes:
    """Write the campuses of a selection as points (RFC 7946: WGS84, longitude first)."""
    campuses = select(dataset, selection).reset_index()
    named = [column for column in columns("campus") if column not in ("latitude", "longitude")]
    places = campuses[["longitude", "latitude"]].round(6).to_numpy().tolist()
    rows = zip(*(campuses[column].tolist() for column in named), strict=True)
    features = [
        {
            "type": "Feature",
            "id": row[0],
            "geometry": {"type": "Point", "coordinates": place},
            "properties": {name: value or None for name, value in zip(named, row, strict=True)},
        }
        for place, row in zip(places, rows, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()


def coverage_csv(dataset: Dataset, selection: Selection, excel: bool = False) -> bytes:
    """Write the grid of territories and filières: count, and whether an absence is certain."""
    grid = coverage_grid(dataset, selection)
    return to_csv(columns("couverture"), grid[columns("couverture")].itertuples(index=False), excel)


def distance_csv(dataset: Dataset, selection: Selection, excel: bool = False) -> bytes:
    """Write the shares of people near a campus and the median distance, France first.

    A distance is in kilometres, empty where it is unknown or where there is no campus to reach.
    """
    table = distance_table(dataset, selection)
    kept = count_by_territory(dataset, selection)["code_region"].map(selection.concerns)
    table = table.loc[[FRANCE, *kept.index[kept]]].assign(
        habitants=table["habitants"].astype(int),
        mediane_km=table["mediane_km"].where(table["mediane_km"] < float("inf")),
    )
    return to_csv(columns("distances"), table.reset_index().astype(object).to_numpy(), excel)


def town_csv(dataset: Dataset, selection: Selection, excel: bool = False) -> bytes:
    """Write the towns where a next campus would bring the most people within the radius, ranked."""
    table = next_towns(dataset, selection, MOST_TOWNS).reset_index()
    table = table.rename(columns={"points": "part_gagnee"})[columns("villes")]
    return to_csv(columns("villes"), table.astype(object).to_numpy(), excel)


def audit_csv(dataset: Dataset, excel: bool = False) -> bytes:
    """Write the accessibility audit, one criterion a row."""
    rows = dataset.audit[list(AUDIT_COLUMNS)].itertuples(index=False)
    return to_csv(AUDIT_COLUMNS, rows, excel)
