"""How things look: colours, shapes, type and the Plotly template; no data, nothing of ours.

The twelve colours were found by a search for the largest smallest CIEDE2000 distance in normal and
three simulated kinds of colour vision; `tests/test_theme.py` measures normal vision. Each filière also
has a shape, so that a colour-blind reader or a grey printout can tell them apart.
"""

from dataclasses import dataclass
from math import cos, pi, sin

import plotly.graph_objects as go

FONT = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"

INK = "#1b1b1b"
NOTE = "#555555"
RULE = "#dddddd"
ACCENT = "#0b4f8a"
PAPER = "#ffffff"
CONTEXT = "#a8a8a8"  # campuses of the filières that were not chosen

# Warm greys: no filière's hue is claimed by the ground. Zero is paper.
TINTS = ("#f3f0e8", "#eae4d6", "#e0d7c3", "#d5cab0", "#c9bc9a")
ZERO = PAPER
BORDER = "#a89f8b"
TIE = "#dedede"
UNKNOWN = "#f4f4f4"
UNKNOWN_HATCH = "#8a8a8a"
BLANK = "#4a4a4a"  # people beyond the radius, drawn faint
BLANK_OPACITY = 0.38
OUTSIDE = "#f0f0f0"  # left out by the reader's filter


@dataclass(frozen=True)
class Mark:
    """How a filière is drawn: colour, Plotly symbol and the same shape as points.

    `points` lie in the square from -1 to 1, y upwards; `scale` makes all shapes look equally large.
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


def plus(arm: float) -> tuple[tuple[float, float], ...]:
    """Draw a Greek cross whose arms are twice `arm` wide."""
    corner = [(1, -arm), (1, arm), (arm, arm), (arm, 1), (-arm, 1), (-arm, arm)]
    return tuple(corner + [(-x, -y) for x, y in corner])


def turned(points: tuple[tuple[float, float], ...], degrees: float) -> tuple:
    """Turn a shape about its centre."""
    c, s = cos(degrees * pi / 180), sin(degrees * pi / 180)
    return tuple((round(c * x - s * y, 3), round(s * x + c * y, 3)) for x, y in points)


# Keyed by the slug of the filière (vocabulary.Filiere), in its order.
MARKS = {
    "mobilite": Mark("#1653ba", "circle", ring(24), 1.0),
    "materiaux": Mark(
        "#814b64", "square", ((0.85, 0.85), (-0.85, 0.85), (-0.85, -0.85), (0.85, -0.85)), 0.95
    ),
    "services-personne": Mark("#f94c70", "triangle-down", ring(3, 270), 1.15),
    "tourisme": Mark("#ca8505", "triangle-up", ring(3, 90), 1.15),
    "batiment": Mark("#6b1708", "pentagon", ring(5), 1.05),
    "services-entreprises": Mark("#1b7b8c", "diamond", ring(4, 0), 1.1),
    "creation": Mark("#ad83b7", "star", ring(5, 90, 0.45), 1.2),
    "energie": Mark("#23a37f", "hourglass", ((0.85, 1), (-0.85, 1), (0.85, -1), (-0.85, -1)), 1.05),
    "alimentaire": Mark("#727228", "hexagon2", ring(6, 0), 1.05),
    "chimie": Mark("#015537", "star-diamond", ring(4, 90, 0.5), 1.15),
    "mecatronique": Mark("#3c096b", "cross", plus(0.38), 1.1),
    "numerique": Mark("#2e92ff", "x", turned(plus(0.38), 45), 1.05),
}

BORDER_PX = 0.9
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    f'<path fill="{ACCENT}" d="M16 2l12 7v14l-12 7-12-7V9z"/>'
    f'<circle cx="16" cy="16" r="5.5" fill="{PAPER}"/></svg>'
)
HALO_PX = 1.2
HOLLOW_LINE_PX = 1.8

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "separators": ",\u202f",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": INK},
        },
    }
)


def stylesheet() -> str:
    """Write the palette and the shapes as CSS: custom properties and one class a filière.

    `.marque-<slug>` gives the colour and the shape of a filière to the element's mark.
    """
    colours = {
        "encre": INK,
        "note": NOTE,
        "filet": RULE,
        "accent": ACCENT,
        "papier": PAPER,
        "contexte": CONTEXT,
        "hors-filtre": OUTSIDE,
        "inconnu": UNKNOWN,
        "inconnu-hachure": UNKNOWN_HATCH,
        "bordure": BORDER,
        "police": FONT,
    } | {f"teinte-{n}": tint for n, tint in enumerate(TINTS)}
    variables = "".join(f"--{name}:{value};" for name, value in colours.items())
    rules = [f":root{{{variables}}}"]
    for slug, mark in MARKS.items():
        corners = ",".join(
            f"{50 + 50 * x * mark.scale / 1.2:.1f}% {50 - 50 * y * mark.scale / 1.2:.1f}%"
            for x, y in mark.points
        )
        rules.append(f".marque-{slug}{{--couleur:{mark.colour};--forme:polygon({corners})}}")
    return "".join(rules)
