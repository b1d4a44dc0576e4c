"""How a view is shown away from the dashboard: theme, title, key, width, and their form in the URL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self
from urllib.parse import urlencode

from .query import by_text, read_choice, read_whole
from .selection import Selection
from .vocabulary import Theme

NARROWEST_PX, WIDEST_PX = 280, 2400
SWITCH = {"0": False, "1": True}


@dataclass(frozen=True)
class Display:
    """What a frame or a picture shows besides the selection."""

    theme: Theme = Theme.auto
    titled: bool = True
    keyed: bool = True
    width_px: int = 800

    NAMES: ClassVar = ("titre", "legende", "theme", "largeur")  # in canonical order

    @classmethod
    def from_params(cls, params: dict[str, str], default: Self | None = None) -> Self:
        """Read the display's own parameters, already split, over the defaults of a route.

        Raises
        ------
        InvalidSelection
        """
        default = default or cls()
        read = {
            "theme": ("theme", lambda text: read_choice("theme", text, by_text(default.themes))),
            "titre": ("titled", lambda text: read_choice("titre", text, SWITCH)),
            "legende": ("keyed", lambda text: read_choice("legende", text, SWITCH)),
            "largeur": (
                "width_px",
                lambda text: read_whole("largeur", text, NARROWEST_PX, WIDEST_PX, "pixels"),
            ),
        }
        chosen = {
            field: parse(params[name]) for name, (field, parse) in read.items() if name in params
        }
        return replace(default, **chosen)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Return the themes that a route offers, from its default: a picture has no « auto »."""
        return tuple(Theme) if self.theme is Theme.auto else (Theme.clair, Theme.sombre)

    def written(self) -> dict[str, str]:
        """Write every parameter, in canonical order."""
        return {
            "titre": str(int(self.titled)),
            "legende": str(int(self.keyed)),
            "theme": str(self.theme),
            "largeur": str(self.width_px),
        }

    def to_params(self, default: Self | None = None) -> dict[str, str]:
        """Write what differs from the defaults of a route, in canonical order."""
        usual = (default or Display()).written()
        return {name: text for name, text in self.written().items() if text != usual[name]}

    @property
    def night(self) -> bool:
        """Whether the colours are those of a dark page, whatever the reader's device."""
        return self.theme is Theme.sombre


PICTURE = Display(theme=Theme.clair, width_px=860)


def view_query(selection: Selection, options: Mapping[str, str]) -> str:
    """Write the canonical query string of a view: the selection, then how it is shown (`to_params`)."""
    return urlencode(selection.to_params() | options, safe=",")


def address(path: str, query: str) -> str:
    """Join a path and a query string, when there is one."""
    return f"{path}?{query}" if query else path
