"""The look of the map for those who carry it on: each colour, shape and size, measured as it is written."""

from itertools import combinations

from markupsafe import Markup

from .. import french, theme
from ..colorimetry import Vision, contrast, distance, seen
from ..folio import HAIR_PT
from ..lettering import LINE_PX, SMALL_TYPE_PX, TYPE_PX
from ..templating import prose
from ..vocabulary import Filiere

VISIONS = {
    Vision.normale: "Vision normale",
    Vision.protanopie: "Protanopie",
    Vision.deuteranopie: "Deutéranopie",
    Vision.tritanopie: "Tritanopie",
}
SHAPES = {
    "circle": "disque",
    "square": "carré",
    "triangle-down": "triangle, pointe en bas",
    "triangle-up": "triangle, pointe en haut",
    "pentagon": "pentagone",
    "diamond": "losange",
    "star": "étoile à cinq branches",
    "hourglass": "sablier",
    "hexagon2": "hexagone",
    "star-diamond": "étoile à quatre branches",
    "cross": "croix droite",
    "x": "croix oblique",
}
TINTS = {
    "aucun campus": theme.ZERO,
    **{f"classe {n}": tint for n, tint in enumerate(theme.TINTS, 1)},
    "égalité": theme.TIE,
    "inconnu": theme.UNKNOWN,
    "hors du filtre": theme.OUTSIDE,
}
INKS = {
    "encre": theme.INK,
    "note": theme.NOTE,
    "lien": theme.ACCENT,
    "bouton": theme.UNKNOWN_HATCH,
    "limite": theme.BORDER,
    "autre filière": theme.CONTEXT,
}
LIGHTEST, DARKEST = (
    choose(set(theme.GROUNDS) - {theme.PAPER}, key=theme.luminance) for choose in (max, min)
)


def style() -> Markup:
    """Write the look of the map."""
    return prose(
        "style.html",
        filieres=list(Filiere),
        marks=[(filiere, theme.MARKS[filiere]) for filiere in Filiere],
        shapes=SHAPES,
        visions=[measured(vision) for vision in Vision],
        lightest=LIGHTEST,
        darkest=DARKEST,
        tints=by_day_and_night(TINTS, theme.INK),
        inks=by_day_and_night(INKS, theme.PAPER),
        type_px=TYPE_PX,
        small_type_px=SMALL_TYPE_PX,
        line_px=LINE_PX,
        hair_pt=HAIR_PT,
        px=px,
    )


def measured(vision: Vision) -> dict:
    """Measure the colours of the filières as a vision sees them.

    Returns
    -------
    `name` of the vision; `colours` by filière; `apart`, the distance of each two filières; `pairs`, each once, the
    closest first; `nearest` of each filière; `contrasts` of each with the paper, the lightest fill, the darkest.
    """
    colours = {filiere: seen(theme.MARKS[filiere].colour, vision) for filiere in Filiere}
    pairs = {
        (one, other): distance(colours[one], colours[other])
        for one, other in combinations(Filiere, 2)
    }
    apart = pairs | {(other, one): found for (one, other), found in pairs.items()}
    grounds = [seen(ground, vision) for ground in (theme.PAPER, LIGHTEST, DARKEST)]
    return {
        "name": VISIONS[vision],
        "colours": colours,
        "apart": apart,
        "pairs": sorted(pairs, key=pairs.get),
        "nearest": {
            one: min((pair for pair in apart if pair[0] == one), key=apart.get)[1]
            for one in Filiere
        },
        "contrasts": {
            filiere: [contrast(colour, ground) for ground in grounds]
            for filiere, colour in colours.items()
        },
    }


def by_day_and_night(shown: dict[str, str], beside: str) -> dict[str, list[tuple[str, float]]]:
    """Return colours by day and by night, with the contrast of each with another one, by what they say."""
    return {
        name: [
            (day, contrast(day, beside)),
            (theme.at_night(day), contrast(theme.at_night(day), theme.at_night(beside))),
        ]
        for name, day in shown.items()
    }


def px(*sizes: float) -> str:
    """Write sizes in pixels, to a tenth where they are not whole."""
    return f"{french.listed([french.number(size, int(size % 1 > 0)) for size in sizes])} px"
