"""Tables to the map as a light static SVG; writes text, opens nothing but its own templates.

Three forms of one drawing: the map alone, for a page that writes its title and its key itself, a small one
that stands beside another, and the picture, which holds everything. Text stays text, nothing is asked of another file, nothing runs.
"""

from functools import lru_cache

from markupsafe import Markup

from . import theme
from .data import Dataset
from .display import PICTURE, Display
from .geography import LARGE, NARROW
from .outlines import outlines, shapes
from .picture import picture
from .plate import Plate, plate
from .selection import Selection
from .templating import templates, written
from .vocabulary import Level

SMALL_PX = NARROW.width_px, round(NARROW.width_px / NARROW.ratio)
NARROWEST_LARGE_PX = 600  # a picture less wide is composed for a phone


@lru_cache(maxsize=8)
def reused(dataset: Dataset, level: Level | None) -> Markup:
    """Write once what drawings reuse: shapes of the marks, outlines of a level when one is given."""
    plan = templates().get_template("plan.svg").module
    drawn = list(outlines(dataset, level).values()) if level else []
    return Markup(plan.reused(drawn, shapes()))


def under_marks(drawn: Plate) -> dict[str, str]:
    """Write what stands under the marks of the interactive map, layer after layer, by name."""
    plan, c = templates().get_template("plan.svg").module, theme.variables()
    layers = {
        "fond": plan.ground,
        "liens": plan.links,
        "habitants": plan.people,
        "noms": plan.names,
    }
    return {name: str(layer(drawn, c)) for name, layer in layers.items()}


def first_map(dataset: Dataset, selection: Selection) -> Markup:
    """Draw the map for the page's first view, once for a wide and once for a narrow screen.

    The style sheet shows one of the two; both reuse the same outlines.
    """
    return written(
        "premiere.html",
        level=selection.level.value,
        reused=reused(dataset, selection.level),
        plates=[plate(dataset, selection, composition) for composition in (LARGE, NARROW)],
        c=theme.variables(),
    )


@lru_cache(maxsize=64)
def small_map(dataset: Dataset, selection: Selection, beside: Selection) -> Markup:
    """Draw a selection as an SVG document of `SMALL_PX`, with the classes that it shares with another.

    The same map as everywhere, without title nor key; nothing is asked of another file, nothing runs.
    """
    width, height = SMALL_PX
    return written(
        "petite.svg",
        width=width,
        height=height,
        reused=reused(dataset, selection.level),
        plate=plate(dataset, selection, NARROW, beside),
        c=theme.variables(),
    )


def carte_svg(dataset: Dataset, selection: Selection, display: Display = PICTURE) -> str:
    """Draw a view as one picture: title, map, key, sources and date.

    Parameters
    ----------
    display : under `NARROWEST_LARGE_PX` wide, it is composed for a phone.

    Returns
    -------
    A whole SVG document: valid XML whatever the data hold.
    """
    composition = LARGE if display.width_px >= NARROWEST_LARGE_PX else NARROW
    selection, night = selection.pictured, display.night
    return written(
        "carte.svg",
        picture=picture(dataset, selection, composition, night, display.titled, display.keyed),
        plate=plate(dataset, selection, composition),
        reused=reused(dataset, selection.level),
        c=theme.colours(night),
        width=display.width_px,
    )
