"""How things look: colours, shapes, type and the layout of the Plotly figure; no data, nothing of ours.

The colours of the filières were found by a search for the largest smallest CIEDE2000 distance in normal and
three simulated kinds of colour vision; `colorimetry` measures them, `tests/test_theme.py` holds them.
Each filière also has a shape, so that a colour-blind reader or a grey printout can tell them apart.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, pi, sin, sqrt

FONT = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"

INK = "#1b1b1b"
NOTE = "#555555"
RULE = "#dddddd"
ACCENT = "#0b4f8a"
PAPER = "#ffffff"
CONTEXT = "#8f8f8f"  # campuses of the filières that were not chosen

# Warm greys: no filière's hue is claimed by the ground. Zero is paper.
TINTS = ("#f3f0e8", "#eae4d6", "#e0d7c3", "#d5cab0", "#c9bc9a")
ZERO = PAPER
BORDER = "#978e79"
TIE = "#dedede"
UNKNOWN = "#f4f4f4"
UNKNOWN_HATCH = "#8a8a8a"
BLANK = "#4a4a4a"  # people beyond the radius, seen through: their dots overlap
BLANK_OPACITY = 0.75
SQUARED = sqrt(pi) / 2  # those gained: a square has this part of the diameter of a disc of its area
OUTSIDE = "#f0f0f0"  # left out by the reader's filter
GROUNDS = (ZERO, UNKNOWN, OUTSIDE, TIE, *TINTS)  # what a mark may lie on

# What two marks keep between them in every kind of colour vision (CIEDE2000), and a mark from its halo.
LEAST_DISTANCE = 12
LEAST_CONTRAST = 3

PALE = 0.42  # of a colour, in the ground that it tints
# By night each colour of the ground and of the type has a counterpart; marks keep theirs, halo included.
DARK = "screen and (prefers-color-scheme:dark)"  # where a page is dark: never on paper
NIGHT_PAPER = "#161513"
NIGHT = {
    INK: "#f4f2ec",
    NOTE: "#b9b4a8",
    RULE: "#3b3933",
    ACCENT: "#8ec5f5",
    PAPER: NIGHT_PAPER,
    BLANK: "#d8d4ca",
    CONTEXT: "#7d7a73",
    BORDER: "#7a7363",
    TIE: "#4a4a4a",
    UNKNOWN: "#232323",
    UNKNOWN_HATCH: "#8f8f8f",
    OUTSIDE: "#202020",
} | dict(zip(TINTS, ("#28251f", "#39342a", "#4a4435", "#5a523d", "#6a6046"), strict=True))


def at_night(colour: str) -> str:
    """Return the counterpart of a colour on a dark page; a tinted ground is mixed with its paper."""
    return NIGHT[colour] if colour in NIGHT else mixed(colour, NIGHT_PAPER, PALE)


def tinted(colour: str) -> str:
    """Mix a colour with the paper, pale enough for the marks to stand out."""
    return mixed(colour, PAPER, PALE)


def mixed(colour: str, ground: str, share: float) -> str:
    """Mix a share of a colour into a ground."""
    parts = [
        round(share * int(colour[at : at + 2], 16) + (1 - share) * int(ground[at : at + 2], 16))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def linear(colour: str) -> tuple[float, ...]:
    """Return the linear red, green and blue of a colour, from 0 to 1 (IEC 61966-2-1)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def coded(light: float) -> float:
    """Return the sRGB value of a part of linear light, both from 0 to 1: the inverse of `linear`."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)
    return sum(share * part for share, part in parts)


def over(colour: str) -> str:
    """Return the colour of type, paper or ink, that stands out most on a colour."""
    on = luminance(colour) + 0.05
    return PAPER if (luminance(PAPER) + 0.05) / on >= on / (luminance(INK) + 0.05) else INK


@dataclass(frozen=True)
class Mark:
    """How a filière is drawn: colour, Plotly symbol and the same shape as points.

    `points` are the outline of the symbol as plotly.js draws it for a marker of radius 1, y upwards
    (plotly.js, src/components/drawing/symbol_defs.js); `scale` makes all shapes look equally large.
    """

    colour: str
    symbol: str
    points: tuple[tuple[float, float], ...]
    scale: float = 1.0


def ring(corners: int, start: float = 90, inner: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Place corners on a circle, from an angle in degrees; every second one nearer when `inner`."""
    steps = corners if inner == 1 else corners * 2
    return tuple(
        (
            round(radius * cos(angle), 3),
            round(radius * sin(angle), 3),
        )
        for step in range(steps)
        for angle in [(start + step * 360 / steps) * pi / 180]
        for radius in [inner if inner != 1 and step % 2 else 1.0]
    )


def plus(arm: float, reach: float) -> tuple[tuple[float, float], ...]:
    """Draw a Greek cross whose arms are twice `arm` wide and reach `reach` from the centre."""
    corner = [(reach, -arm), (reach, arm), (arm, arm), (arm, reach), (-arm, reach), (-arm, arm)]
    return tuple(corner + [(-x, -y) for x, y in corner])


def turned(points: tuple[tuple[float, float], ...], degrees: float) -> tuple:
    """Turn a shape about its centre."""
    c, s = cos(degrees * pi / 180), sin(degrees * pi / 180)
    return tuple((round(c * x - s * y, 3), round(s * x + c * y, 3)) for x, y in points)


def enlarged(points: tuple[tuple[float, float], ...], by: float) -> tuple:
    """Enlarge a shape about its centre."""
    return tuple((round(by * x, 3), round(by * y, 3)) for x, y in points)


def hollowed(reach: float, radius: float, steps: int = 4) -> tuple[tuple[float, float], ...]:
    """Draw a star of four points joined by arcs of a circle that bend inwards."""
    middle = (reach + sqrt(2 * radius**2 - reach**2)) / 2  # of the arc, on the diagonal
    first = atan2(-middle, reach - middle)
    sweep = atan2(reach - middle, -middle) % (2 * pi) - first % (2 * pi)
    arc = [
        (
            round(middle + radius * cos(first + sweep * step / steps), 3),
            round(middle + radius * sin(first + sweep * step / steps), 3),
        )
        for step in range(steps)
    ]
    return tuple(corner for quarter in range(4) for corner in turned(tuple(arc), 90 * quarter))


TRIANGLE = ((-1.155, -0.5), (1.155, -0.5), (0, 1))
# Keyed by the slug of the filière (vocabulary.Filiere), in its order.
MARKS = {
    "mobilite": Mark("#184db2", "circle", ring(24), 1.0),
    "materiaux": Mark("#804861", "square", ((1, 1), (-1, 1), (-1, -1), (1, -1)), 0.95),
    "services-personne": Mark("#fa486f", "triangle-down", turned(TRIANGLE, 180), 1.15),
    "tourisme": Mark("#ca8505", "triangle-up", TRIANGLE, 1.15),
    "batiment": Mark("#6b1708", "pentagon", ring(5), 1.05),
    "services-entreprises": Mark("#197789", "diamond", enlarged(ring(4, 0), 1.3), 1.1),
    "creation": Mark("#ae84b8", "star", enlarged(ring(5, 90, 0.382), 1.4), 1.2),
    "energie": Mark("#1d9e78", "hourglass", ((1, 1), (-1, 1), (1, -1), (-1, -1)), 1.05),
    "alimentaire": Mark("#727228", "hexagon2", ring(6, 0), 1.05),
    "chimie": Mark("#015537", "star-diamond", hollowed(1.4, 1.9), 1.15),
    "mecatronique": Mark("#3c096b", "cross", plus(0.4, 1.2), 1.1),
    "numerique": Mark("#1c87ff", "x", turned(plus(0.4, 1.2), 45), 1.05),
}
SEVERAL = Mark(NOTE, "circle", ring(24))  # campuses of several filières, gathered
FURTHEST_CORNER = max(
    abs(at) * mark.scale for mark in MARKS.values() for corner in mark.points for at in corner
)

BORDER_PX = 0.9
CONTEXT_SHARE = 0.8  # size of a grey mark
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    f'<path fill="{ACCENT}" d="M16 2l12 7v14l-12 7-12-7V9z"/>'
    f'<circle cx="16" cy="16" r="5.5" fill="{PAPER}"/></svg>'
)
HALO_PX = 1.2
HALO = " ".join(  # around a mark that clips its own border
    f"drop-shadow({x}px {y}px {PAPER})" for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
)
HOLLOW_LINE_PX = 1.8
HOLLOW_HALO_PX = HOLLOW_LINE_PX + 2 * HALO_PX  # by night, under the line of a hollow mark
NUMBER_PX = 10  # type of the numbers in rounds
DISC = 0.8  # radius of the disc under such a number, in radii of the shape of its filière

# Sizes of the page in pixels, the scales of `templates/socle.css`: letters, spaces, what a finger touches.
TYPE_PX = (12, 13, 15, 20, 34)
SPACES_PX = (4, 8, 12, 16, 24, 32)
TARGETS_PX = (24, 44)

LAYOUT = {
    "font": {"family": FONT, "size": 12, "color": INK},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    "showlegend": False,
    "separators": ",\u202f",
    "dragmode": False,
    "hovermode": "closest",
    "hoverdistance": 14,
}
STAKE = {  # a town where a campus is tried
    "symbol": "circle-cross",
    "size": 17,
    "opacity": 1,
    "color": PAPER,
    "line": {"width": 2.5, "color": ACCENT},
}


def colours(night: bool = False) -> dict[str, str]:
    """Name the colours as templates and style sheets do, those of a dark page by night."""
    named = {
        "encre": INK,
        "note": NOTE,
        "filet": RULE,
        "trait": UNKNOWN_HATCH,  # around what can be pressed: 3:1 on paper
        "accent": ACCENT,
        "papier": PAPER,
        "contexte": CONTEXT,
        "hors-portee": BLANK,
        "hors-filtre": OUTSIDE,
        "inconnu": UNKNOWN,
        "inconnu-hachure": UNKNOWN_HATCH,
        "bordure": BORDER,
        "ex-aequo": TIE,
    } | {f"teinte-{n}": tint for n, tint in enumerate(TINTS)}
    named |= {f"fond-{slug}": tinted(mark.colour) for slug, mark in MARKS.items()}
    return {name: at_night(colour) for name, colour in named.items()} if night else named


def variables() -> dict[str, str]:
    """Name the colours as `colours` does, each as the custom property that holds it by day or by night."""
    return {name: f"var(--{name})" for name in colours()}


@lru_cache(maxsize=64)
def name(colour: str) -> str:
    """Return the name that `colours` gives to a colour."""
    return next(name for name, day in colours().items() if day == colour)


def palette(dark: str = DARK) -> str:
    """Write the font and the colours as custom properties, and the halo of hollow marks where the page is dark.

    `dark`: the media where it is, if any.
    """
    day, night = (
        "".join(f"--{name}:{colour};" for name, colour in named.items())
        for named in (colours(), colours(night=True))
    )
    light = f":root{{{day}--police:{FONT};--halo:none;color-scheme:light}}"
    by_night = f":root{{{night}--halo:{HALO};color-scheme:dark}}.creux{{filter:var(--halo)}}"
    return light + (f"@media {dark}{{{by_night}}}" if dark else "")


def stylesheet() -> str:
    """Write the palette and the shapes as CSS: custom properties and one class a filière.

    `.marque-<slug>` gives the colour and the shape of a filière to the element's mark.
    """
    rules = [palette()]
    for slug, mark in MARKS.items():
        corners = ",".join(
            f"{50 + share * x:.1f}% {50 - share * y:.1f}%"
            for share in [50 * mark.scale / FURTHEST_CORNER]
            for x, y in mark.points
        )
        rules.append(f".marque-{slug}{{--couleur:{mark.colour};--forme:polygon({corners})}}")
    return "".join(rules)
