"""The formats of print and of screen: their sizes, how each is composed, and their form in the URL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from .display import NARROWEST_PX, PICTURE, SWITCH, WIDEST_PX
from .french import number, quoted
from .geography import HALF_PAGE, LARGE, MEDIUM, NARROW, PAGE, TALL_PAGE, Composition
from .query import InvalidSelection, by_text, read_choice, read_whole, shown
from .vocabulary import Tirage

MM = 72 / 25.4  # points in a millimetre
PRINT_DPI = 300
NARROWEST_MM, WIDEST_MM = 80, 420


@dataclass(frozen=True, eq=False)
class Format:
    """A size of page or of picture and how a view is composed on it; lengths in points.

    `height` is 0 where the content decides. `layout`: `pile`, everything under the title; `cote`, the
    list beside the map; `volet`, the key beside the map. A point is a pixel on screen.
    """

    name: str
    label: str
    width: float
    height: float
    layout: str
    margin: float
    body: float
    title: float
    compositions: tuple[Composition, ...]
    listed: bool = False
    screen: bool = False
    bleed: float = 0.0
    fold: bool = False

    @property
    def dpi(self) -> int:
        """Return the resolution of its picture: pixels an inch of 72 points."""
        return 72 if self.screen else PRINT_DPI


def page(
    name: str,
    label: str,
    size_mm: tuple[float, float],
    layout: str,
    compositions: tuple[Composition, ...],
    margin_mm: float = 12,
    body: float = 7.6,
    title: float = 17,
    **more,
) -> Format:
    """Make a format of print from its size and its margin in millimetres."""
    width, height = (side * MM for side in size_mm)
    return Format(
        name, label, width, height, layout, margin_mm * MM, body, title, compositions, **more
    )


def screen(name: str, label: str, size: tuple[int, int], layout: str, *type_px: float) -> Format:
    """Make a format of screen from its size, its margin and the sizes of its type in pixels."""
    return Format(name, label, *size, layout, *type_px, compositions=(HALF_PAGE,), screen=True)


A4, BOTH = (210, 297), (PAGE, TALL_PAGE)
FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        page("a4", "A4", A4, "pile", BOTH, listed=True),
        page("a4-paysage", "A4 paysage", A4[::-1], "cote", BOTH, listed=True),
        page(
            "pleine-page",
            "Pleine page, fond perdu de 5\u00a0mm",
            A4,
            "pile",
            BOTH,
            listed=True,
            bleed=5 * MM,
        ),
        page(
            "demi-page",
            "Demi-page, 180\u00a0×\u00a0125\u00a0mm",
            (180, 125),
            "volet",
            (HALF_PAGE,),
            margin_mm=4,
            body=7.2,
            title=12.5,
        ),
        page("colonne", "Colonne, 85\u00a0mm", (85, 0), "pile", (NARROW,), 2.5, 7.2, 11.5),
        page(
            "double",
            "Double page, 420\u00a0×\u00a0297\u00a0mm",
            (420, 297),
            "cote",
            (TALL_PAGE,),
            margin_mm=14,
            body=9,
            title=21,
            listed=True,
            fold=True,
        ),
        screen("carre", "Carré, 1\u202f080\u00a0px", (1080, 1080), "pile", 44, 16.5, 36),
        screen(
            "social",
            "Réseaux sociaux, 1\u202f200\u00a0×\u00a0630\u00a0px",
            (1200, 630),
            "volet",
            36,
            17,
            34,
        ),
        screen(
            "diapo",
            "Diapositive, 1\u202f920\u00a0×\u00a01\u202f080\u00a0px",
            (1920, 1080),
            "volet",
            64,
            24,
            52,
        ),
    )
}


def free_page(width_mm: int) -> Format:
    """Make a format of print of any width: as tall as its content."""
    chosen = NARROW if width_mm < 130 else MEDIUM if width_mm < 220 else LARGE
    size = min(7 + max(0, width_mm - 120) / 40, 12)
    label = f"{width_mm}\u00a0mm de large"
    return page(f"{width_mm}mm", label, (width_mm, 0), "pile", (chosen,), 2.5, size, 1.6 * size)


def free_picture(width_px: int) -> Format:
    """Make a picture of any width in pixels: as tall as its content."""
    wide = width_px >= 600
    size = width_px / 66 if wide else width_px / 30
    return Format(
        f"{width_px}px",
        f"{number(width_px)}\u00a0px de large",
        width_px,
        0,
        "pile",
        width_px * (0.028 if wide else 0.033),
        size,
        1.65 * size if wide else 1.4 * size,
        (LARGE if wide else NARROW,),
        screen=True,
    )


@dataclass(frozen=True)
class Printout:
    """How a view is printed: a format or a width (mm for `pdf`, px otherwise), colours, options.

    `kind` is the type of file: `pdf`, `png` or `svg`.
    """

    kind: str
    name: str = ""
    width: int = 0
    theme: Tirage = Tirage.clair
    titled: bool = True
    keyed: bool = True
    process: bool = False  # process colours: cyan, magenta, yellow and black

    NAMES: ClassVar = ("titre", "legende", "theme", "format", "largeur", "couleurs")

    @classmethod
    def from_params(cls, kind: str, params: Mapping[str, str]) -> Self:
        """Read the parameters of a kind of file, already split.

        Raises
        ------
        InvalidSelection
        """
        if "format" in params and "largeur" in params:
            least, most, unit = bounds(kind)
            raise InvalidSelection(
                "largeur",
                f"valeur {quoted(shown(params['largeur']))} refusée avec le format "
                f"{quoted(shown(params['format']))}, qui fixe la sienne\u202f; sans format, de "
                f"{least} à {number(most)} {unit}",
            )
        if "format" in params:
            size = {"name": read_choice("format", params["format"], FORMATS).name}
        elif "largeur" in params:
            size = {"width": read_whole("largeur", params["largeur"], *bounds(kind))}
        else:
            size = {"name": "a4"} if kind == "pdf" else {"width": PICTURE.width_px}
        choices = {
            "theme": ("theme", by_text(Tirage)),
            "titre": ("titled", SWITCH),
            "legende": ("keyed", SWITCH),
            "couleurs": ("process", {"rvb": False} | ({"cmjn": True} if kind == "pdf" else {})),
        }
        chosen = {
            field: read_choice(name, params[name], offered)
            for name, (field, offered) in choices.items()
            if name in params
        }
        return cls(kind, **size, **chosen)

    def written(self) -> dict[str, str]:
        """Write every parameter, in canonical order; empty for none."""
        return {
            "titre": str(int(self.titled)),
            "legende": str(int(self.keyed)),
            "theme": str(self.theme),
            "format": self.name,
            "largeur": str(self.width or ""),
            "couleurs": "cmjn" if self.process else "rvb",
        }

    def to_params(self) -> dict[str, str]:
        """Write what differs from the defaults of the kind of file, in canonical order."""
        usual = Printout.from_params(self.kind, {}).written()
        return {name: text for name, text in self.written().items() if text and text != usual[name]}

    @property
    def format(self) -> Format:
        """Return the format, made for the width where there is none."""
        if self.name:
            return FORMATS[self.name]
        return free_page(self.width) if self.kind == "pdf" else free_picture(self.width)


def paged(query: str) -> bool:
    """Whether the query of a view in SVG asks for the page of a format; without one, it is a drawing."""
    return any(part.startswith("format=") for part in query.split("&"))


def bounds(kind: str) -> tuple[int, int, str]:
    """Return the least and the greatest width of a kind of file, and their unit."""
    if kind == "pdf":
        return NARROWEST_MM, WIDEST_MM, "millimètres"
    return NARROWEST_PX, WIDEST_PX, "pixels"
