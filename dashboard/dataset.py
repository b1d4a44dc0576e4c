"""The published data as typed tables, made from text that was checked; opens no file."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from . import cells
from .breaches import ACADEMIES, CAMPUS, EFFECTIFS, NUMBERS, PLACES, REGIONS, Submission
from .french import plain
from .selection import Selection, read_params


@dataclass(frozen=True, eq=False)
class Dataset:
    """The published data, checked; compared and hashed as the one object that it is."""

    campuses: gpd.GeoDataFrame
    """Index id, in the order of the file; the columns of campus.csv as text but `vague` (int),
    `latitude` and `longitude` (degrees); `a_verifier` (tuple of columns that are not proven),
    `sources` (tuple of addresses); Point, EPSG:4326."""

    regions: gpd.GeoDataFrame
    """Index code_region; region, population_2017, population_15_24_2017 (persons on 1 January),
    eleves_voie_pro_2020 (pupils); outlines, EPSG:4326."""

    academies: gpd.GeoDataFrame
    """Index academie; departements (tuple of codes), code_region; outlines, EPSG:4326."""

    places: pd.DataFrame
    """Index id (GeoNames); nom, code_region, latitude, longitude (degrees), population."""

    effectifs: pd.DataFrame
    """perimetre (« France » or a region's name), date, effectif (int), libelle, source_url."""

    audit: pd.DataFrame
    """The accessibility audit: the columns of `audit.COLUMNS`, as text, one criterion a row."""

    package: dict
    """The content of data/datapackage.json."""

    outlines_package: dict
    """The content of geodata/datapackage.json."""

    version: str
    """Twelve hexadecimal digits that change with any byte of the files."""

    def read(self, query: str, options: Collection[str] = ()) -> tuple[Selection, dict[str, str]]:
        """Read a view whose campus and places must be in the data, and the parameters of its query: see `read_params`."""
        params = read_params(query, options)
        return Selection.from_params(params, self.campuses.index, self.places.index), params


def dataset_of(
    submission: Submission, audit: pd.DataFrame, package: dict, outlines_package: dict, version: str
) -> Dataset:
    """Give types to tables of text that break no rule, and their outlines to the territories."""
    tables = submission.tables
    degrees = {"latitude": float, "longitude": float}
    regions = tables[REGIONS].astype(dict.fromkeys(NUMBERS, int)).set_index("code_region")
    academies = tables[ACADEMIES].set_index("academie")
    codes = [tuple(text.split(" ")) for text in academies["departements"]]
    academies["departements"] = pd.Series(codes, index=academies.index, dtype=object)
    return Dataset(
        campuses=campuses_of(tables[CAMPUS].astype({"vague": int} | degrees).set_index("id")),
        regions=outlined(regions, submission.regions[["geometry"]]),
        academies=outlined(academies, submission.academies),
        places=tables[PLACES].astype({"population": int} | degrees).set_index("id"),
        effectifs=tables[EFFECTIFS].astype({"effectif": int}).reset_index(drop=True),
        audit=audit.reset_index(drop=True),
        package=package,
        outlines_package=outlines_package,
        version=version,
    )


def resource(package: dict, name: str) -> dict:
    """Return the description of a file, empty when the package has none."""
    return next((part for part in package.get("resources", ()) if part.get("name") == name), {})


def named(thing: dict) -> str:
    """Return the name of a source, a licence or a package: its title, else its short name, else its address."""
    return str(thing.get("title") or thing.get("name") or thing.get("path") or "sans nom")


def campuses_of(typed: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give the campuses their lists and their points."""
    doubts = [tuple(cells.doubts(text)) for text in typed["champs_a_verifier"]]
    sources = [tuple(cells.urls(text)) for text in typed["source_url"]]
    return gpd.GeoDataFrame(
        typed.assign(
            a_verifier=pd.Series(doubts, index=typed.index, dtype=object),
            sources=pd.Series(sources, index=typed.index, dtype=object),
        ),
        geometry=gpd.points_from_xy(typed["longitude"], typed["latitude"]),
        crs=4326,
    )


def outlined(territories: pd.DataFrame, outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the outlines to territories of the same index, in the order of the territories."""
    return gpd.GeoDataFrame(territories.join(outlines), geometry="geometry", crs=outlines.crs)


@lru_cache(maxsize=8)
def region_names(dataset: Dataset) -> dict[str, str]:
    """Return the names of the regions by code, in the order of the alphabet."""
    return dataset.regions["region"].sort_values(key=lambda names: names.map(plain)).to_dict()
