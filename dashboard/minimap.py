"""A view as a small still map, in SVG: tables to text, for two maps side by side; opens no file."""

from functools import lru_cache
from html import escape

import shapely

from . import captions, theme
from .blanks import blanks, trials
from .choropleth import Shading, values
from .coverage import count_by_territory, select
from .data import Dataset
from .geography import MAINLAND, NARROW, Panel
from .selection import Selection
from .sheet import labels, sheet
from .vocabulary import DROM, Indicator, Level

WIDTH = NARROW.width_px
HEIGHT = round(WIDTH / NARROW.ratio)
DETAIL_PX = 0.7  # outlines are drawn no finer than that


def place(panel: Panel, x: float, y: float) -> tuple[float, float]:
    """Return where a point of a frame, in kilometres, stands on the picture, in pixels."""
    left, _, _, top = panel.box
    return (
        round(left * WIDTH + (x - panel.bounds[0]) / panel.km_per_px, 1),
        round((1 - top) * HEIGHT + (panel.bounds[3] - y) / panel.km_per_px, 1),
    )


@lru_cache(maxsize=8)
def outlines(dataset: Dataset, level: Level) -> dict[tuple[str, str], str]:
    """Write the outlines of a level as SVG paths, by frame and territory."""
    paths = {}
    for key, panel in sheet(dataset, NARROW).items():
        shapes = panel.outlines[level].geometry
        simple = shapely.coverage_simplify(shapes.to_numpy(), DETAIL_PX * panel.km_per_px)
        for code, shape in zip(shapes.index, simple, strict=True):
            rings = (
                ring
                for part in shapely.get_parts(shape)
                for ring in (part.exterior, *part.interiors)
            )
            paths[key, code] = "".join(
                "M"
                + " ".join(f"{x:g},{y:g}" for x, y in (place(panel, *xy) for xy in ring.coords))
                + "Z"
                for ring in rings
            )
    return paths


@lru_cache(maxsize=64)
def small_map(dataset: Dataset, selection: Selection, shading: Shading) -> str:
    """Draw the territories of a selection as they are shaded, its campuses or its blanks, its figures.

    Of fixed size, without any request nor script; texts are escaped.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{escape(theme.FONT)}" font-size="10.5">',
        f'<pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V5" stroke="{theme.UNKNOWN_HATCH}"/></pattern>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.PAPER}"/>',
        f'<g stroke="{theme.BORDER}" stroke-width=".7" fill-rule="evenodd">',
    ]
    for (_, code), path in outlines(dataset, selection.level).items():
        shade = shading.of(code)
        parts.append(f'<path d="{path}" fill="{shade.fill}"/>')
        if shade.hatched:
            parts.append(f'<path d="{path}" fill="url(#h)"/>')
    parts.append("</g>")
    if selection.indicator is Indicator.population:
        parts += faint(dataset, selection)
    parts += [*marks(dataset, selection), *stakes(dataset, selection)]
    return "".join([*parts, *figures(dataset, selection), "</svg>"])


def faint(dataset: Dataset, selection: Selection):
    """Yield the people beyond the radius as dots, those that the scenario gains apart."""
    panels = sheet(dataset, NARROW)
    for key, found in blanks(dataset, selection, NARROW).items():
        for row in found.itertuples():
            x, y = place(panels[key], row.x, row.y)
            colour = theme.ACCENT if row.gained else theme.BLANK
            yield (
                f'<circle cx="{x:g}" cy="{y:g}" r="{row.size_px / 2:.1f}" fill="{colour}" '
                f'fill-opacity="{theme.BLANK_OPACITY}"/>'
            )


def marks(dataset: Dataset, selection: Selection):
    """Yield the campuses of the selection as plain dots of their filière's colour."""
    filieres = select(dataset.campuses, selection)["filiere"]
    for panel in sheet(dataset, NARROW).values():
        shown = panel.points[panel.points.index.isin(filieres.index)]
        for row in shown.itertuples():
            x, y = place(panel, row.x, row.y)
            colour = theme.MARKS[filieres[row.Index]].colour
            yield (
                f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{colour}" stroke="{theme.PAPER}" '
                'stroke-width=".8"/>'
            )


def stakes(dataset: Dataset, selection: Selection):
    """Yield the towns of the scenario, each a ring with a cross."""
    panels = sheet(dataset, NARROW)
    for key, found in trials(dataset, selection).items():
        for row in found.itertuples() if key in panels else ():
            x, y = place(panels[key], row.x, row.y)
            yield (
                f'<path d="M{x - 5:g} {y:g}h10M{x:g} {y - 5:g}v10" stroke="{theme.ACCENT}" '
                f'stroke-width="1.6"/><circle cx="{x:g}" cy="{y:g}" r="5.5" fill="none" '
                f'stroke="{theme.ACCENT}" stroke-width="2"/>'
            )


def figures(dataset: Dataset, selection: Selection):
    """Yield the figure of each territory where it fits, and the names of the DROM."""
    panels = sheet(dataset, NARROW)
    numbers = values(dataset, selection)
    rows = count_by_territory(dataset, selection).to_dict("index")
    bold = (
        f'text-anchor="middle" font-weight="600" fill="{theme.INK}" stroke="{theme.PAPER}" '
        'stroke-width="2.5" paint-order="stroke"'
    )

    def figure(code: str) -> str:
        chosen = not selection.regions or rows[code]["code_region"] in selection.regions
        return captions.figure(rows[code], numbers[code], selection, roomy=False) if chosen else ""

    for spot in labels(dataset, NARROW, selection.level).itertuples():
        x, y = place(panels[MAINLAND.key], spot.x, spot.y)
        yield f'<text x="{x:g}" y="{y + 3.5:g}" {bold}>{escape(figure(spot.Index))}</text>'
    for code in (code for code in DROM if code in panels):
        left, bottom, right, _ = panels[code].box
        x, y = (left + right) / 2 * WIDTH, (1 - bottom) * HEIGHT
        name = dataset.regions["region"][code]
        yield (
            f'<text x="{x:g}" y="{y + 11:g}" font-size="9.5" text-anchor="middle">{escape(name)}'
            "</text>"
        )
        if selection.level is Level.region:
            yield f'<text x="{x:g}" y="{y + 23:g}" {bold}>{escape(figure(code))}</text>'
