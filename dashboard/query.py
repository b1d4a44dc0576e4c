"""The words of a query string, read strictly: one value of a known set, or several; or a refusal."""

from collections.abc import Iterable
from typing import TypeVar

from .french import number, quoted

T = TypeVar("T")
# Values that only some files have, by parameter, and which.
ELSEWHERE = {
    "couleurs": ("cmjn", "/carte.pdf"),
    "theme": ("gris", "/carte.pdf, /carte.png, ou /carte.svg et un format (format=a4)"),
}
LONGEST_ECHO = 80  # characters of a refused value that a message repeats


class InvalidSelection(ValueError):
    """A query string that is not a selection: names the parameter, the value, what is allowed, and where else it is."""

    def __init__(
        self,
        parameter: str,
        problem: str,
        allowed: Iterable[object] = (),
        kind: str = "Valeurs admises",
    ):
        self.parameter = parameter
        self.allowed = tuple(str(value) for value in allowed)
        choices = f" {kind}\u202f: {', '.join(self.allowed)}." if self.allowed else ""
        value, files = ELSEWHERE.get(parameter, ("", ""))
        if files and self.allowed and value not in self.allowed:
            choices += f" {quoted(f'{parameter}={value}')} est possible pour {files}."
        super().__init__(f"Paramètre {quoted(shown(parameter))}\u202f: {problem}.{choices}")


def shown(value: str) -> str:
    """Quote a foreign value for a message: shortened, control characters made visible."""
    readable = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[:LONGEST_ECHO])
    return readable + ("…" if len(value) > LONGEST_ECHO else "")


def read_choice(name: str, value: str, choices: dict[str, T]) -> T:
    """Return the choice that a parameter's text names, or refuse it in words."""
    if value not in choices:
        raise InvalidSelection(name, f"valeur {quoted(shown(value))} inconnue", choices)
    return choices[value]


def read_choices(name: str, text: str, choices: dict[str, T]) -> frozenset[T]:
    """Return the choices of a comma-separated parameter; each may be named once."""
    values = text.split(",")
    found = [read_choice(name, value, choices) for value in values]
    if len(set(found)) < len(found):
        raise InvalidSelection(name, f"valeur répétée dans {quoted(shown(text))}", choices)
    return frozenset(found)


def read_whole(name: str, text: str, least: int, most: int, unit: str) -> int:
    """Return the whole number of a parameter, within bounds, or refuse it in words."""
    if text.isascii() and text.isdigit() and len(text) < 6:
        value = int(text)
        if least <= value <= most and str(value) == text:
            return value
    expected = f"un nombre de {unit} de {number(least)} à {number(most)} est attendu"
    raise InvalidSelection(name, f"valeur {quoted(shown(text))} refusée, {expected}")


def by_text(members: Iterable[T]) -> dict[str, T]:
    """Key the members of an enumeration by their text in the URL."""
    return {str(member): member for member in members}
