"""The colours of a printed page: those of the theme, of a dark page, in grey, or in four inks."""

from dataclasses import dataclass
from functools import lru_cache

from . import theme
from .vocabulary import Tirage

BLACK = "#000000"
# Further apart in grey than their own luminances are: paper and its screen eat small steps.
GREY_TINTS = dict(zip(theme.TINTS, (0.94, 0.86, 0.78, 0.7, 0.62), strict=True))


@dataclass(frozen=True)
class Inks:
    """How the colours of the theme come out: on a dark page, in grey, in process colours."""

    tirage: Tirage = Tirage.clair
    process: bool = False
    screen: bool = False

    @property
    def night(self) -> bool:
        """Whether the page is dark."""
        return self.tirage is Tirage.sombre

    @property
    def grey(self) -> bool:
        """Whether the page is in grey."""
        return self.tirage is Tirage.gris

    def named(self, name: str) -> str:
        """Return a colour of the theme; on paper text is pure black, which no other ink outlines."""
        if name in ("encre", "note") and not self.night and (self.grey or not self.screen):
            return BLACK
        return theme.colours(self.night)[name]

    def mark(self, colour: str) -> str:
        """Return the colour of a mark: black in grey, where its shape tells it apart."""
        return BLACK if self.grey and colour != theme.CONTEXT else colour

    def blank(self) -> str:
        """Return the opaque colour of the people beyond the radius: as on the darkest tint, whole in grey."""
        ink = self.named("hors-portee")
        darkest = self.named(f"teinte-{len(theme.TINTS) - 1}")
        return ink if self.grey else theme.mixed(ink, darkest, theme.BLANK_OPACITY)

    def of(self, colour: str) -> list[float]:
        """Write a colour as its components, from 0 to 1: one of grey, three of light, four of ink."""
        return list(components(colour, self.grey, self.process))


@lru_cache(maxsize=1024)
def components(colour: str, grey: bool, process: bool) -> tuple[float, ...]:
    """Return the components of a colour; black and greys hold no other ink, so that none misregisters.

    Process colours are the complement of red, green and blue, black taken out: no profile of paper.
    """
    light = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    if grey:
        light = [GREY_TINTS.get(colour, theme.coded(theme.luminance(colour)))] * 3
    if len(set(light)) == 1:
        return (0.0, 0.0, 0.0, round(1 - light[0], 4)) if process else (round(light[0], 4),)
    if not process:
        return tuple(round(part, 4) for part in light)
    black = 1 - max(light)
    return (*(round((1 - part - black) / (1 - black), 4) for part in light), round(black, 4))
