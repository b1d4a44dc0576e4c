"""The people beyond the radius, as dots on the sheet: the « zones blanches »; opens no file.

Places are gathered in square cells of the sheet, each a dot at the centre of its people whose area says
how many they are: a few hundred dots, drawn the same on screen and on paper.
"""

from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from .data import Dataset
from .distance import beyond
from .geography import FRAMES, Composition, project
from .selection import Selection
from .sheet import sheet

CELL_PX = 16
PEOPLE_PER_MARK2 = 300_000  # people for the square of a campus's mark
SMALLEST_PX = 1.4


@lru_cache(maxsize=4)
def on_sheet(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Project every place once, in each frame that shows it: `x`, `y` in kilometres (index id)."""
    places = dataset.places
    points = gpd.GeoDataFrame(
        places[["code_region"]],
        geometry=gpd.points_from_xy(places["longitude"], places["latitude"]),
        crs=4326,
    )
    found = {}
    for frame in FRAMES:
        inside = project(points, frame)
        xy = {"x": inside.geometry.x, "y": inside.geometry.y}
        found[frame.key] = pd.DataFrame(xy, index=inside.index)
    return found


@lru_cache(maxsize=64)
def blanks(
    dataset: Dataset, selection: Selection, composition: Composition
) -> dict[str, pd.DataFrame]:
    """Gather the people who live beyond the radius of every campus of a selection.

    Returns
    -------
    By key of frame: `x`, `y` (kilometres of the frame), `people`, `size_px` (diameter of the dot),
    `gained` (whether the scenario brings those people within the radius); largest dots first.
    """
    before = beyond(dataset, selection.but(essai=frozenset()))
    after = beyond(dataset, selection)
    rows = pd.DataFrame({"people": dataset.places["population"], "gained": before & ~after})[before]
    return {
        key: gathered(
            on_sheet(dataset)[key].join(rows, how="inner"),
            CELL_PX * panel.km_per_px,
            composition.mark_px,
        )
        for key, panel in sheet(dataset, composition).items()
    }


def gathered(rows: pd.DataFrame, cell_km: float, mark_px: float) -> pd.DataFrame:
    """Gather the places of each cell, those gained apart, at the centre of their people."""
    rows = rows[rows["people"] > 0]
    keys = [np.floor(rows["x"] / cell_km), np.floor(rows["y"] / cell_km), rows["gained"]]
    weighted = rows.assign(x=rows["x"] * rows["people"], y=rows["y"] * rows["people"])
    cells = weighted.groupby(keys)[["x", "y", "people"]].sum()
    gained = cells.index.get_level_values("gained").astype(bool)
    cells = cells.assign(
        x=cells["x"] / cells["people"],
        y=cells["y"] / cells["people"],
        size_px=np.maximum(
            mark_px * np.sqrt(cells["people"] / PEOPLE_PER_MARK2), SMALLEST_PX
        ).round(1),
        gained=gained,
    )
    return cells.sort_values("people", ascending=False, kind="stable").reset_index(drop=True)


def trials(dataset: Dataset, selection: Selection) -> dict[str, pd.DataFrame]:
    """Place the towns of the scenario in each frame: `x`, `y` in kilometres, `nom` (index id)."""
    towns = dataset.places.loc[sorted(selection.essai), ["nom"]]
    return {key: xy.join(towns, how="inner") for key, xy in on_sheet(dataset).items()}
