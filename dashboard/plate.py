"""A view drawn in a composition: every shape, mark and text in pixels, before any template.

Pure: a selection in, plain values out. The same sheet, classes, dodged marks, names and figures as
the interactive map.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from . import captions, theme
from .campus import proven, reading_order, records
from .choropleth import NONE, shade, values
from .coverage import territory_rows
from .data import Dataset
from .french import typeset
from .geography import LARGE, MAINLAND, Composition
from .legend import title
from .lettering import Text, letters, texts
from .outlines import MARK_UNIT, outlines, unit_km
from .picking import context, ids
from .rounds import Ring, Round, alone, ring_px, rounds
from .selection import Selection
from .sheet import crowded, sheet
from .spots import Disc, Spot, Stake, joined, on_plate, people, stakes
from .summary import sentence
from .vocabulary import Indicator

MOVED_KM = 1  # from how far a hair-line leads back to the true place


@dataclass(frozen=True)
class Area:
    """A territory of a frame: its code, the outline that it reuses, its class, the name of its fill."""

    code: str
    outline: str
    key: str
    fill: str
    hatched: bool


@dataclass(frozen=True)
class Ground:
    """A frame as drawn: where its outlines stand, in pixels, and its territories."""

    key: str
    x: float
    y: float
    scale: float
    areas: tuple[Area, ...]

    @property
    def transform(self) -> str:
        """Write the frame's place as SVG does."""
        return f"translate({self.x:.1f} {self.y:.1f}) scale({self.scale:.4f})"

    @property
    def hatched(self) -> bool:
        """Whether the frame needs its hatching."""
        return any(area.hatched for area in self.areas)


@dataclass(frozen=True)
class Dot:
    """A campus as drawn: its mark, and the way to its true place when it was moved.

    `x`, `y` are in pixels, `at` and `grey_at` in the units of a mark of full size and of a grey one.
    """

    campus: str
    filiere: str
    x: float
    y: float
    at: tuple[str, str]
    grey_at: tuple[str, str]
    hollow: bool
    true: tuple[float, float] | None  # where it is, when it was moved
    repeated: bool  # drawn again in the enlarged Île-de-France


@dataclass(frozen=True)
class Plate:
    """A view drawn in a composition: all that the template writes, in pixels of the composition."""

    composition: Composition
    height: float
    title: str
    description: str
    grounds: tuple[Ground, ...]
    dots: tuple[Dot, ...]
    context: tuple[Dot, ...]
    opened: tuple[Ring, ...]
    people: tuple[Spot, ...]
    stakes: tuple[Stake, ...]
    texts: tuple[Text, ...]
    rounds: tuple[Round, ...] = ()  # of a crowd: then the dots are the campuses alone in their cell
    context_rounds: tuple[Round, ...] = ()

    @property
    def links(self) -> str:
        """Join the marks and signs that were moved to their true places, in one path."""
        return "".join(f"M{each.x} {each.y}L{each.true[0]} {each.true[1]}" for each in self.moved)

    @property
    def moved(self) -> tuple[Dot | Stake, ...]:
        """The marks and signs that stand beside their true places."""
        return tuple(each for each in (*self.dots, *self.context, *self.stakes) if each.true)

    @property
    def crowds(self) -> dict[tuple[float, bool], str]:
        """Join the people of one size, gained or not, in a path of dots; see `spots.joined`."""
        return joined(self.people)

    @property
    def mark_scale(self) -> float:
        """Return what a mark written for `MARK_UNIT` is enlarged by."""
        return self.composition.mark_px / 2 / MARK_UNIT


@lru_cache(maxsize=24)
def dots(dataset: Dataset, composition: Composition) -> tuple[Dot, ...]:
    """Place every mark, in reading order: what a frame enlarges comes after its first place."""
    known = records(dataset)
    rank = {campus: n for n, campus in enumerate(reading_order(dataset))}
    mark_scale = composition.mark_px / 2 / MARK_UNIT
    placed = []
    for panel in sheet(dataset, composition).values():
        points = panel.points.round(1)
        drawn, true = (
            zip(*on_plate(panel, points[x].to_numpy(), points[y].to_numpy()), strict=True)
            for x, y in (("x", "y"), ("true_x", "true_y"))
        )
        moved = abs(points["x"] - points["true_x"]) + abs(points["y"] - points["true_y"])
        placed += [
            Dot(
                campus,
                known[campus]["filiere"],
                x,
                y,
                *(
                    (f"{x / scale:.1f}", f"{y / scale:.1f}")
                    for scale in (mark_scale, theme.CONTEXT_SHARE * mark_scale)
                ),
                not proven(known[campus]),
                there if far > MOVED_KM else None,
                panel.frame.enlarges,
            )
            for campus, (x, y), there, far in zip(points.index, drawn, true, moved, strict=True)
        ]
    return tuple(sorted(placed, key=lambda dot: rank[dot.campus]))


def grounds(
    dataset: Dataset,
    selection: Selection,
    composition: Composition,
    beside: Selection | None = None,
) -> tuple[Ground, ...]:
    """Fill the territories of each frame with their class, as the interactive map does."""
    shading = shade(dataset, selection, beside) if beside else shade(dataset, selection)
    panels = sheet(dataset, composition)
    numbers = {code: f"t{n}" for n, code in enumerate(outlines(dataset, selection.level))}
    drawn = []
    for key, panel in panels.items():
        source = MAINLAND.key if panel.frame.epsg == MAINLAND.epsg else key
        west, _, _, north = sheet(dataset, LARGE)[source].bounds  # where outlines are written from
        x, y = panel.px(west, north)
        scale = unit_km(dataset, source) / panel.km_per_px
        areas = []
        for code in panel.outlines[selection.level].index:
            shown = shading.of(code)
            fill = theme.name(shown.fill)
            areas.append(Area(code, numbers[code], shown.key, fill, shown.hatched))
        drawn.append(Ground(key, x, y, scale, tuple(areas)))
    return tuple(drawn)


def describe(dataset: Dataset, selection: Selection) -> str:
    """Say the figure of every territory in one text: the map's long description."""
    numbers = values(dataset, selection).to_dict()
    rows = territory_rows(dataset, selection)
    said = [
        f"{row['nom']}\u202f: {said_of(row, numbers[code], selection)}"
        for code, row in rows.items()
        if selection.concerns(row["code_region"])
    ]
    return typeset(f"{title(selection)}\u202f: " + "\u202f; ".join(said) + ".")


def said_of(row: dict, value: float, selection: Selection) -> str:
    """Say what the shade of a territory says: its figure, or its most represented filières."""
    if selection.indicator is not Indicator.dominante:
        return captions.figure(row, value, selection)
    first = row["dominante"]
    if not first:
        return NONE[selection.narrowed]
    return f"{'ex æquo, ' if len(first) > 1 else ''}{captions.say_dominant(first)}"


@lru_cache(maxsize=64)
def plate(
    dataset: Dataset,
    selection: Selection,
    composition: Composition,
    beside: Selection | None = None,
) -> Plate:
    """Draw a view in a composition; `beside`: a map of the same scale."""
    view = dataset, selection, composition
    placed = dots(dataset, composition)
    gathered: tuple[tuple[Round, ...], ...] = (), ()
    if crowded(dataset):
        singles = alone(*view), alone(*view, others=True)
        shown = [[dot for dot in placed if (dot.campus, dot.repeated) in each] for each in singles]
        gathered = rounds(*view), rounds(*view, others=True)
    else:
        known = ids(dataset, selection), context(dataset, selection)
        shown = [[dot for dot in placed if dot.campus in each] for each in known]
    opened = [dot for dot in placed if dot.campus == selection.campus]
    words = tuple(texts(*view))
    taken: list[Disc] = []  # by what a sign must not hide
    if selection.essai:
        radius = composition.mark_px / 2 * theme.FURTHEST_CORNER
        taken += [(dot.x, dot.y, radius) for dot in chain(*shown)]
        taken += [(each.x, each.y, each.r) for each in gathered[0]]
        taken += chain(*map(letters, words))
    return Plate(
        composition,
        round(composition.width_px / composition.ratio, 1),
        f"{sentence(dataset, selection)}.",
        describe(dataset, selection),
        grounds(dataset, selection, composition, beside),
        *map(tuple, shown),
        tuple(Ring(dot.x, dot.y, ring_px(*view, repeated=dot.repeated)) for dot in opened),
        people(*view),
        stakes(*view, taken),
        words,
        *gathered,
    )
