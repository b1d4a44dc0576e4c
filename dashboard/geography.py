"""France as a sheet: projections, the mainland and its insets, outlines and dodged points.

Pure: tables in, tables out; opens no file. A sheet is made of frames (the mainland, Île-de-France
enlarged, the five DROM), each in its own projection, in kilometres, and of boxes that say where each
frame stands. Screen and paper use the same frames; only the boxes change with the composition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import transform

from .dodging import dodge
from .gathering import gather
from .vocabulary import DROM, Level

LAMBERT_93 = 2154
PROJECTIONS = {"01": 5490, "02": 5490, "03": 2972, "04": 2975, "06": 4471}  # official, by DROM
ILE_DE_FRANCE = "11"
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Frame:
    """A part of the sheet: the regions that it shows, in one projection."""

    key: str
    epsg: int
    regions: frozenset[str] | None = None  # None: every region of the mainland and Corsica

    def shows(self, region: str) -> bool:
        """Whether a region is drawn in this frame."""
        return region not in DROM if self.regions is None else region in self.regions

    @property
    def enlarges(self) -> bool:
        """Whether the frame shows again, larger, a part of the mainland."""
        return self.regions is not None and self.epsg == LAMBERT_93


MAINLAND = Frame("metropole", LAMBERT_93)
FRAMES = (
    MAINLAND,
    Frame("idf", LAMBERT_93, frozenset({ILE_DE_FRANCE})),
    *(Frame(code, PROJECTIONS[code], frozenset({code})) for code in DROM),
)


@dataclass(frozen=True, eq=False)
class Composition:
    """Where the frames stand on a sheet: boxes as shares of its width and height.

    `width_px` is the width that the sheet is made for: it sets how far marks of `mark_px` must be
    apart on the ground.
    """

    name: str
    ratio: float  # width over height
    width_px: int
    mark_px: float
    boxes: Mapping[str, Box]
    named: bool  # whether names of regions fit, or only their counts
    gap_px: float = 0.0  # kept between two marks for what is written beside them


LARGE = Composition(
    "large",
    ratio=1.27,
    width_px=800,
    mark_px=12.5,
    named=True,
    boxes={
        "metropole": (0.19, 0.0, 1.0, 1.0),
        "idf": (0.0, 0.7, 0.2, 0.94),
        "01": (0.0, 0.46, 0.09, 0.6),
        "02": (0.11, 0.46, 0.2, 0.6),
        "03": (0.0, 0.26, 0.09, 0.4),
        "04": (0.11, 0.26, 0.2, 0.4),
        "06": (0.0, 0.06, 0.09, 0.2),
    },
)
NARROW = Composition(
    "etroite",
    ratio=0.82,
    width_px=340,
    mark_px=8.5,
    named=False,
    boxes={
        "metropole": (0.0, 0.21, 1.0, 1.0),
        "idf": (0.0, 0.81, 0.2, 0.94),
        "01": (0.01, 0.09, 0.17, 0.195),
        "02": (0.215, 0.09, 0.375, 0.195),
        "03": (0.42, 0.09, 0.58, 0.195),
        "04": (0.625, 0.09, 0.785, 0.195),
        "06": (0.83, 0.09, 0.99, 0.195),
    },
)
# The same boxes where the sheet is smaller: marks and type take a larger share of it.
MEDIUM = replace(LARGE, name="moyenne", width_px=620, mark_px=11)
# On paper: the insets beside the mainland or under it, and room for the numbers of the marks.
PAGE = replace(
    LARGE,
    name="page",
    mark_px=11,
    gap_px=4.5,
    boxes={**LARGE.boxes, "metropole": (0.2, 0.0, 1.0, 1.0), "idf": (0.0, 0.745, 0.23, 0.955)},
)
TALL_PAGE = Composition(
    "page-haute",
    ratio=0.95,
    width_px=800,
    mark_px=11,
    gap_px=4.5,
    named=True,
    boxes={
        "metropole": (0.0, 0.15, 1.0, 1.0),
        "idf": (0.0, 0.825, 0.21, 0.965),
        **{
            code: (0.02 + 0.2 * n, 0.045, 0.18 + 0.2 * n, 0.14)
            for n, code in enumerate(("01", "02", "03", "04", "06"))
        },
    },
)
HALF_PAGE = replace(TALL_PAGE, name="demi-page", width_px=540, mark_px=9.5, gap_px=0.0)
COMPOSITIONS = {composition.name: composition for composition in (LARGE, NARROW)}
MARGIN = 0.03  # share of a frame left around its outlines
CROWD = 1_000  # campuses from which the marks would hide one another: they are gathered
CELL_PX, WIDE_CELL_PX = 44.0, 56.0  # from the middle of a cell to the next; where no name fits
ROUND_PX = 9.0  # radius of the smallest round: it holds a number of three digits
APART_PX = 22.0  # from the middle of a round to the next: none hides the number of another


@dataclass(frozen=True, eq=False)
class Panel:
    """A frame on a sheet, in kilometres of its projection.

    Attributes
    ----------
    bounds : left, bottom, right, top, of the same shape as the box of the composition.
    outlines : by level, polygons (index territory code; column `code_region`).
    points : index id; x, y where the mark is drawn, the same for campuses that are gathered, true_x,
        true_y where the campus is.
    corner_px : where its upper left corner stands on the sheet, in pixels of the composition.
    """

    frame: Frame
    box: Box
    bounds: Box
    outlines: dict[Level, gpd.GeoDataFrame]
    points: pd.DataFrame
    km_per_px: float
    corner_px: tuple[float, float]

    def px(self, x, y) -> tuple:
        """Return where places in kilometres stand on the sheet, in pixels, y downwards: floats, or arrays."""
        (left, top), (west, _, _, north) = self.corner_px, self.bounds
        return left + (x - west) / self.km_per_px, top + (north - y) / self.km_per_px


def project(shapes: gpd.GeoDataFrame, frame: Frame) -> gpd.GeoDataFrame:
    """Return the shapes of a frame in kilometres of its projection.

    Parameters
    ----------
    shapes : geometry in EPSG:4326; column `code_region`.
    """
    inside = shapes[shapes["code_region"].map(frame.shows).astype(bool)]
    projected = inside.to_crs(frame.epsg)
    in_km = transform(projected.geometry.to_numpy(), lambda at: at * 1e-3)
    return projected.set_geometry(gpd.GeoSeries(in_km, index=projected.index))


@dataclass(frozen=True, eq=False)
class Ground:
    """What a frame shows, in kilometres of its projection, whatever the composition.

    `outlines` and `campuses` keep the index and the `code_region` of what was projected.
    """

    frame: Frame
    outlines: dict[Level, gpd.GeoDataFrame]
    campuses: gpd.GeoDataFrame


def grounds(
    campuses: gpd.GeoDataFrame, regions: gpd.GeoDataFrame, academies: gpd.GeoDataFrame
) -> list[Ground]:
    """Project what each frame shows; a frame without any region is left out.

    Parameters
    ----------
    campuses : index id; `code_region`, points in EPSG:4326.
    regions : index INSEE code; polygons in EPSG:4326.
    academies : index name; `code_region`, polygons in EPSG:4326.
    """
    levels = {
        Level.region: regions.assign(code_region=regions.index)[["code_region", "geometry"]],
        Level.academie: academies[["code_region", "geometry"]],
    }
    points = campuses[["code_region", "geometry"]]
    return [
        Ground(
            frame,
            {level: project(shapes, frame) for level, shapes in levels.items()},
            project(points, frame),
        )
        for frame in FRAMES
        if regions.index.map(frame.shows).any()
    ]


def compose(
    shown: list[Ground], composition: Composition, crowded: bool = False
) -> dict[str, Panel]:
    """Lay the frames out: bounds of each, its outlines and where its marks are drawn, by key of frame.

    `crowded`: there are too many campuses for a mark each.
    """
    panels = {}
    for ground in shown:
        box = composition.boxes[ground.frame.key]
        width, height = box[2] - box[0], (box[3] - box[1]) / composition.ratio
        bounds = fitted(ground.outlines[Level.region].total_bounds, width / height)
        km_per_px = (bounds[2] - bounds[0]) / (width * composition.width_px)
        points = marks(ground.campuses, composition, bounds, km_per_px, crowded)
        corner = (
            box[0] * composition.width_px,
            (1 - box[3]) * composition.width_px / composition.ratio,
        )
        panels[ground.frame.key] = Panel(
            ground.frame, box, bounds, ground.outlines, points, km_per_px, corner
        )
    return panels


def fitted(bounds: np.ndarray, ratio: float) -> Box:
    """Widen bounds by a margin and to a ratio of width to height, around the same centre."""
    left, bottom, right, top = bounds
    width = max(right - left, (top - bottom) * ratio) * (1 + 2 * MARGIN)
    x, y = (left + right) / 2, (bottom + top) / 2
    return (
        float(x - width / 2),
        float(y - width / ratio / 2),
        float(x + width / 2),
        float(y + width / ratio / 2),
    )


def marks(
    campuses: gpd.GeoDataFrame,
    composition: Composition,
    bounds: Box,
    km_per_px: float,
    crowded: bool,
) -> pd.DataFrame:
    """Place the campuses of a frame in kilometres: the true place, and where the mark is drawn.

    Marks are moved apart, off what is written around the frame; those of a crowd are gathered, region by
    region. A filter changes neither.
    """
    true = np.column_stack([campuses.geometry.x, campuses.geometry.y]).reshape(-1, 2)
    if crowded:
        regions = campuses["code_region"].to_numpy(str)
        cell_px = CELL_PX if composition.named else WIDE_CELL_PX
        drawn = gather(true, regions, cell_px * km_per_px, APART_PX * km_per_px)
    else:
        reach = 0.85 * composition.mark_px * km_per_px
        inside = np.add(bounds, (reach, reach, -reach, -reach))
        drawn = dodge(true, (composition.mark_px + composition.gap_px) * km_per_px, inside)
    return pd.DataFrame(
        np.hstack([drawn, true]), index=campuses.index, columns=["x", "y", "true_x", "true_y"]
    )
