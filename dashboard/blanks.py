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
    """Project every place once, in each frame that shows it (index id).

    Returns
    -------
    By key of frame: `x`, `y` in kilometres, `place` (position in the places).
    """
    places = dataset.places
    points = gpd.GeoDataFrame(
        places[["code_region"]],
        geometry=gpd.points_from_xy(places["longitude"], places["latitude"]),
        crs=4326,
    )
    found = {}
    for frame in FRAMES:
        inside = project(points, frame)
        at = places.index.get_indexer(inside.index)
        xy = {"x": inside.geometry.x, "y": inside.geometry.y, "place": at}
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
    before = beyond(dataset, selection.but(essai=frozenset())).to_numpy()
    gained = before & ~beyond(dataset, selection).to_numpy()
    people = np.where(before, dataset.places["population"].to_numpy(float), 0)
    found = {}
    for key, panel in sheet(dataset, composition).items():
        x, y, at = (on_sheet(dataset)[key][name].to_numpy() for name in ("x", "y", "place"))
        cell_km = CELL_PX * panel.km_per_px
        found[key] = gathered(x, y, people[at], gained[at], cell_km, composition.mark_px)
    return found


def gathered(
    x: np.ndarray,
    y: np.ndarray,
    people: np.ndarray,
    gained: np.ndarray,
    cell_km: float,
    mark_px: float,
) -> pd.DataFrame:
    """Gather the places of each cell, those gained apart, at the centre of their people."""
    x, y, people, gained = (values[people > 0] for values in (x, y, people, gained))
    across, down = (np.floor(axis / cell_km).astype(np.int64) for axis in (x, y))
    cells = across * (np.ptp(down) + 1 if len(down) else 1) + down
    _, first, cell = np.unique(2 * cells + gained, return_index=True, return_inverse=True)
    counted = np.bincount(cell, people)
    sizes = np.maximum(mark_px * np.sqrt(counted / PEOPLE_PER_MARK2), SMALLEST_PX)
    order = np.argsort(-counted, kind="stable")
    columns = {
        "x": np.bincount(cell, x * people) / counted,
        "y": np.bincount(cell, y * people) / counted,
        "people": counted,
        "size_px": sizes.round(1),
        "gained": gained[first],
    }
    return pd.DataFrame({name: values[order] for name, values in columns.items()})


def trials(dataset: Dataset, selection: Selection) -> dict[str, pd.DataFrame]:
    """Place the towns of the scenario in each frame: `x`, `y` in kilometres, `nom` (index id)."""
    towns = dataset.places.loc[sorted(selection.essai), ["nom"]]
    return {key: xy.join(towns, how="inner") for key, xy in on_sheet(dataset).items()}
