"""The outlines of territories and the shapes of marks as SVG paths, written once; opens no file."""

from functools import lru_cache

import numpy as np
import shapely

from . import theme
from .data import Dataset
from .geography import LARGE
from .sheet import sheet
from .vocabulary import Level

# Of a coordinate of the mainland's outlines; the insets' are finer, as they are larger.
UNIT_KM = 0.5
DETAIL_KM = 1.0  # tolerance of the simplification: under a pixel where the map is 1,400 px wide
MARK_UNIT = 10  # a mark's outline is written for a radius of ten


@lru_cache(maxsize=8)
def outlines(dataset: Dataset, level: Level) -> dict[str, str]:
    """Write the outline of each territory of a level as the `d` of an SVG path, by its code.

    Coordinates are whole numbers of units (`unit_km`) from the upper left corner of its frame, y
    downwards. Borders stay shared: edges are simplified once for both their sides, by the area that
    a point adds (Visvalingam and Whyatt 1993, « Line generalisation by repeated elimination of
    points »).
    """
    written = {}
    for key, panel in sheet(dataset, LARGE).items():
        shown = panel.outlines[level].geometry
        if set(shown.index) <= set(written):
            continue  # Île-de-France is the mainland's, enlarged
        unit = unit_km(dataset, key)
        rough = shapely.coverage_simplify(shown.to_numpy(), DETAIL_KM * unit / UNIT_KM)
        corner = (panel.bounds[0], panel.bounds[3])
        for code, shape in zip(shown.index, rough, strict=True):
            written[code] = path(shape, corner, unit)
    return written


@lru_cache(maxsize=32)
def unit_km(dataset: Dataset, key: str) -> float:
    """Return the unit of the outlines of a frame: as fine on the sheet as those of the mainland."""
    panels = sheet(dataset, LARGE)
    first = next(iter(panels.values()))
    return UNIT_KM * panels[key].km_per_px / first.km_per_px


def path(shape, corner: tuple[float, float], unit: float) -> str:
    """Write polygons as a path of relative moves, in units from a corner, y downwards."""
    written = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            at = (np.asarray(ring.coords)[:-1] - corner) * [1, -1] / unit
            steps = np.diff(np.round(at).astype(int), axis=0, prepend=0)
            first, *rest = steps[np.r_[True, steps[1:].any(axis=1)]].tolist()
            if len(rest) > 1:
                moves = " ".join(f"{x} {y}" for x, y in rest).replace(" -", "-")
                written.append(f"M{first[0]} {first[1]}l{moves}z")
    return "".join(written)


@lru_cache(maxsize=1)
def shapes() -> dict[str, str]:
    """Write the shape of each filière's mark as a path, for a radius of `MARK_UNIT`."""
    found = {}
    for slug, mark in theme.MARKS.items():
        reach = MARK_UNIT * mark.scale
        corners = [f"{reach * x:.1f} {-reach * y:.1f}".replace(".0", "") for x, y in mark.points]
        found[slug] = f"M{' '.join(corners)}z"
    return found
