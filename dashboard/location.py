"""Which territory a point lies in; opens no file and never measures in degrees."""

import geopandas as gpd
import pandas as pd

from .geography import LAMBERT_93, PROJECTIONS

TOLERANCE_M = 5_000  # a coastal town can lie 3 km outside its generalised outline
BORDER_M = 2_000  # towns of places.csv lie up to 1.5 km across a generalised border (Gisors, Eu)
SURROUNDINGS = 5.0  # degrees: what is farther is not projected, a projection being local


def locate(
    points: gpd.GeoDataFrame, territories: gpd.GeoDataFrame, *, tolerance_m: float = TOLERANCE_M
) -> pd.Series:
    """Return, for each point, the code of the territory that holds it, else of the nearest one.

    Parameters
    ----------
    points : Point geometry, EPSG:4326, unique index.
    territories : polygons, EPSG:4326; index of codes, and a column `code_region` unless the index
        is the code of the region. The region decides the projection in which distances are
        measured: Lambert-93, or the official one of the DROM.
    tolerance_m : how far from the nearest territory a point may lie, in metres.

    Returns
    -------
    Index of `points`; NaN where no territory is within the tolerance.

    Raises
    ------
    ValueError
        If one of the tables is not in EPSG:4326.
    """
    if points.crs != 4326 or territories.crs != 4326:
        raise ValueError(f"EPSG:4326 expected, got {points.crs} and {territories.crs}")
    spots = points[["geometry"]]
    found = codes_of(gpd.sjoin(spots, named(territories), predicate="within"), points.index)
    for epsg, shapes in territories.groupby(projections(territories)):
        west, south, east, north = shapes.total_bounds
        lost = spots[found.isna()].cx[
            west - SURROUNDINGS : east + SURROUNDINGS, south - SURROUNDINGS : north + SURROUNDINGS
        ]
        nearest = gpd.sjoin_nearest(
            lost.to_crs(epsg), named(shapes).to_crs(epsg), max_distance=tolerance_m
        )
        found = found.fillna(codes_of(nearest, points.index))
    return found


def misplaced(
    points: gpd.GeoDataFrame, declared: pd.Series, territories: gpd.GeoDataFrame
) -> pd.Series:
    """Return where the points lie that are not in their declared territory.

    Parameters
    ----------
    points, territories : as for `locate`.
    declared : the code of a territory for each point, same index.

    Returns
    -------
    For each misplaced point, the code of the territory where it lies, or NaN; a point just across
    the border is not misplaced, as the border is generalised.
    """
    found = locate(points, territories)
    elsewhere = found[found != declared]
    for code, spots in points.loc[elsewhere.index].groupby(declared):
        beside = locate(spots, territories.loc[[code]], tolerance_m=BORDER_M)
        elsewhere = elsewhere.drop(beside.dropna().index)
    return elsewhere


def projections(territories: gpd.GeoDataFrame) -> pd.Series:
    """Return the EPSG code of the projection in which each territory is measured."""
    regions = territories.get("code_region", territories.index.to_series())
    return regions.map(lambda code: PROJECTIONS.get(code, LAMBERT_93))


def named(territories: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the outlines with their index as a column, whatever its name was."""
    return territories[["geometry"]].assign(code=territories.index.astype(object))


def codes_of(joined: gpd.GeoDataFrame, index: pd.Index) -> pd.Series:
    """Return the code joined to each point, the first one on a tie; NaN for the points left out."""
    return joined["code"][~joined.index.duplicated()].reindex(index).astype(object)
