"""The look of the map for those who carry it on: each colour, shape and size, measured as it is written."""

from collections.abc import Sequence
from itertools import combinations

from .. import french, theme
from ..colorimetry import Vision, contrast, distance, seen
from ..folio import HAIR_PT
from ..markup import html
from ..plate import LINE_PX, SMALL_TYPE_PX, TYPE_PX
from ..vocabulary import Filiere
from .parts import hidden, mark, swatch
from .prose import items, link_out, paragraph, table

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
LIGHTEST, DARKEST = (
    choose(set(theme.GROUNDS) - {theme.PAPER}, key=theme.luminance) for choose in (max, min)
)


def style() -> list:
    """Write the look of the map."""
    return [
        paragraph(
            "Pour qui reprend la carte : ces valeurs sont lues dans le code (",
            html.Code("dashboard/theme.py"),
            ") et mesurées à l’écriture de cette page. La distance de deux couleurs est CIEDE2000 (",
            link_out("Sharma, Wu et Dalal, 2005", "https://doi.org/10.1002/col.20070"),
            ") ; les visions sont simulées au degré le plus fort (",
            link_out(
                "Machado, Oliveira et Fernandes, 2009", "https://doi.org/10.1109/TVCG.2009.113"
            ),
            ") ; le contraste est celui des WCAG 2.2.",
        ),
        html.H3("Marques", id="style-marques"),
        table(
            "Couleur et forme de chaque filière, marque pleine et marque creuse",
            ("Filière", "Forme et couleur"),
            [
                (
                    [mark(filiere), mark(filiere, hollow=True), filiere.short],
                    [SHAPES[shown.symbol], " ", html.Code(shown.colour)],
                )
                for filiere, shown in zip(Filiere, theme.MARKS.values(), strict=True)
            ],
        ),
        html.H3("Distances des couleurs", id="style-distances"),
        paragraph(
            f"Une distance de {theme.LEAST_DISTANCE} au moins est voulue entre deux filières, dans "
            "chaque vision. La forme les distingue en plus, et seule sur une page en gris."
        ),
        neighbours(),
        *(pairs(vision) for vision in Vision),
        html.H3("Contrastes", id="style-contrastes"),
        paragraph(
            f"Une marque pleine a un liseré blanc, une marque creuse est blanche au dedans : son "
            f"contraste sur le papier est d’au moins {theme.LEAST_CONTRAST} en vision normale, "
            "quel que soit le fond. Celui du fond le plus clair et du plus foncé est donné sans "
            "compter ce liseré."
        ),
        *(contrasts(vision) for vision in Vision),
        html.H3("Teintes", id="style-teintes"),
        tints(),
        inks(),
        html.H3("Lettres, traits et espaces", id="style-mesures"),
        items(sizes()),
    ]


def colours(vision: Vision) -> dict[Filiere, str]:
    """Return the colour of each filière as a vision sees it."""
    return {filiere: seen(theme.MARKS[filiere].colour, vision) for filiere in Filiere}


def distances(vision: Vision) -> dict[frozenset[Filiere], float]:
    """Measure the distance of each pair of filières in a vision."""
    shown = colours(vision)
    return {
        frozenset((one, other)): distance(shown[one], shown[other])
        for one, other in combinations(shown, 2)
    }


def named(filiere: Filiere, vision: Vision = Vision.normale):
    """Draw the mark of a filière as a vision sees it, its name for screen readers and the pointer."""
    drawn = mark(filiere)
    drawn.attributes["style"] = {"--couleur": colours(vision)[filiere]}
    return html.Span([drawn, hidden(filiere.short)], title=filiere.short)


def measured(caption: str, heads: Sequence, rows: Sequence[Sequence], css: str = "chiffree"):
    """Write a table of figures whose first column names its rows."""
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(
                [
                    html.Tr([html.Th(first, scope="row"), *(html.Td(cell) for cell in rest)])
                    for first, *rest in rows
                ]
            ),
        ],
        className=css,
    )


def neighbours():
    """Give the nearest filière of each one in each vision, and its distance."""
    found = {vision: distances(vision) for vision in Vision}
    rows = []
    for filiere in Filiere:
        row = [[mark(filiere), filiere.short]]
        for vision in Vision:
            pair = min((p for p in found[vision] if filiere in p), key=found[vision].get)
            (nearest,) = pair - {filiere}
            row.append([named(nearest), french.number(found[vision][pair], 1)])
        rows.append(row)
    words = [name.split()[-1].lower() for name in VISIONS.values()]
    heads = ["Filière", *(html.Abbr(w if len(w) < 8 else f"{w[:6]}.", title=w) for w in words)]
    return measured("La plus proche de chaque filière, et sa distance", heads, rows)


def pairs(vision: Vision):
    """Fold the distances of every pair in a vision, the smallest said first."""
    found = distances(vision)
    near = sorted(found, key=found.get)
    close = [pair for pair in near if found[pair] < theme.LEAST_DISTANCE]
    order = list(Filiere)
    rows = [
        [
            named(one, vision),
            *(whole(found[frozenset((one, other))]) for other in order[:number]),
            *[""] * (len(order) - 1 - number),
        ]
        for number, one in enumerate(order)
        if number
    ]
    heads = [hidden("Filière"), *(named(other, vision) for other in order[:-1])]
    return html.Details(
        [
            html.Summary(f"{VISIONS[vision]} : {said(near[0], found)}"),
            paragraph(
                "Trop proches pour la couleur seule, leur forme les distingue : "
                + " ; ".join(said(pair, found) for pair in close)
                + "."
                if close
                else f"Toutes les paires sont à {theme.LEAST_DISTANCE} au moins."
            ),
            measured(
                f"{VISIONS[vision]} : distances, arrondies à l’unité",
                heads,
                rows,
                "chiffree paires",
            ),
        ]
    )


def whole(value: float):
    """Write a distance as a whole number, in bold when it is too short."""
    written = french.number(value)
    return html.B(written) if value < theme.LEAST_DISTANCE else written


def said(pair: frozenset[Filiere], found: dict[frozenset[Filiere], float]) -> str:
    """Say the distance of a pair."""
    one, other = (filiere.short for filiere in Filiere if filiere in pair)
    return f"{french.number(found[pair], 1)} entre {french.quoted(one)} et {french.quoted(other)}"


def contrasts(vision: Vision):
    """Fold the contrasts of each mark in a vision with the paper and the fills at both ends."""
    grounds = [seen(ground, vision) for ground in (theme.PAPER, LIGHTEST, DARKEST)]
    shown = colours(vision)
    rows = [
        [
            [named(filiere, vision), html.Span(filiere.short, **{"aria-hidden": "true"})],
            *(french.number(contrast(shown[filiere], ground), 1) for ground in grounds),
        ]
        for filiere in Filiere
    ]
    least = min(contrast(colour, grounds[0]) for colour in shown.values())
    summary = f"{VISIONS[vision]} : {french.number(least, 1)} au moins sur le papier"
    heads = ["Filière", "Papier", f"Clair {LIGHTEST}", f"Foncé {DARKEST}"]
    caption = (
        f"{VISIONS[vision]} : contraste avec le papier, le fond le plus clair et le plus foncé"
    )
    return html.Details([html.Summary(summary), measured(caption, heads, rows)])


def by_day_and_night(caption: str, shown: dict[str, str], heads: tuple[str, str], beside: str):
    """Show colours by day and by night, and the contrast of each with another one."""
    rows = []
    for name, day in shown.items():
        row = [name]
        for colour, other in ((day, beside), (theme.at_night(day), theme.at_night(beside))):
            case = swatch(colour, day == theme.UNKNOWN, str)
            row += [[case, " ", html.Code(colour)], french.number(contrast(colour, other), 1)]
        rows.append(row)
    first, measure = heads
    return measured(caption, (first, "Jour", measure, "Nuit", measure), rows)


def tints():
    """Show the tints of the ground by day and by night, and the contrast of ink on each."""
    shown = {
        "aucun campus": theme.ZERO,
        **{f"classe {n}": tint for n, tint in enumerate(theme.TINTS, 1)},
        "égalité": theme.TIE,
        "inconnu": theme.UNKNOWN,
        "hors du filtre": theme.OUTSIDE,
    }
    caption = "Fonds de jour et de nuit, contraste de l’encre"
    return by_day_and_night(caption, shown, ("Fond", "Encre"), theme.INK)


def inks():
    """Show the colours of text and lines by day and by night, and their contrast with the paper."""
    shown = {
        "encre": theme.INK,
        "note": theme.NOTE,
        "lien": theme.ACCENT,
        "bouton": theme.UNKNOWN_HATCH,
        "limite": theme.BORDER,
        "autre filière": theme.CONTEXT,
    }
    caption = "Encres de jour et de nuit, contraste avec le papier"
    return by_day_and_night(caption, shown, ("Encre", "Papier"), theme.PAPER)


def sizes() -> list[str]:
    """Say the sizes of letters, lines and spaces."""

    def px(values: Sequence[float]) -> str:
        return f"{french.listed([french.number(v, int(v % 1 > 0)) for v in values])} px"

    return [
        f"Police : {theme.FONT.split(',')[0].strip(chr(39))}, la même à l’écran et sur papier ; "
        f"chiffres de même chasse.",
        f"Corps de la page : {px(theme.TYPE_PX)}.",
        f"Espaces de la page : {px(theme.SPACES_PX)}.",
        f"Noms de la carte : {px((TYPE_PX,))}, {px((SMALL_TYPE_PX,))} sans les noms, interligne de "
        f"{px((LINE_PX,))} ; nombres des ronds : {px((theme.NUMBER_PX,))}.",
        f"Traits de la carte : limites {px((theme.BORDER_PX,))}, liseré des marques "
        f"{px((theme.HALO_PX,))}, marque creuse {px((theme.HOLLOW_LINE_PX,))} ; sur papier, jamais "
        f"moins de {french.number(HAIR_PT, 1)} pt.",
        f"Cibles du doigt : {px(theme.TARGETS_PX)} au moins, la seconde pour ce qui compte le plus.",
    ]
