"""The settings of the server, read strictly whatever starts it.

DASHBOARD_URL, where the site is; DASHBOARD_CONTACT, who answers for it; PORT and WEB_CONCURRENCY, two numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .french import quoted
from .query import shown

MOST = {"PORT": 65535, "WEB_CONCURRENCY": 64}
NAMED = re.compile(r"(?P<name>[^<>]*[^<>\s])\s*<(?P<address>[^<>]*)>")
DOMAIN = r"[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+"
EMAIL = re.compile(rf"[a-zA-Z0-9._%+-]+@{DOMAIN}")
WEB = re.compile(rf"""https://{DOMAIN}(:\d+)?([/?#][^\s"'<>`\\]*)?""")
HOST = r"[a-z\d]([a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\]"
PATH = r"(/(?!\.{1,2}(/|$))[\w.~-]+)*"  # what no proxy and no browser writes otherwise
SITE = re.compile(rf"https?://({HOST})(:(?P<port>\d{{1,5}}))?{PATH}/?", re.ASCII | re.IGNORECASE)


class BrokenSetting(ValueError):
    """A setting that is none; `str()` names it and says what is expected, in French."""

    def __init__(self, name: str, expected: str, text: str):
        super().__init__(f"{name}\u202f: {expected}, et non {quoted(shown(text))}")


@dataclass(frozen=True)
class Contact:
    """Whom to write to: a name, empty when none is given, and an address of one of two kinds."""

    name: str
    address: str

    @property
    def href(self) -> str:
        """The address as a link leads to it."""
        return self.address if self.address.startswith("https://") else f"mailto:{self.address}"


def read_contact(text: str) -> Contact | None:
    """Read `address` or `Name <address>`; None for an empty text, which is no setting.

    Raises
    ------
    BrokenSetting
        If it is neither.
    """
    if not text:
        return None
    named = NAMED.fullmatch(text)
    name, address = (named["name"].strip(), named["address"]) if named else ("", text)
    if not name.isprintable() or not (EMAIL.fullmatch(address) or of_a_page(address)):
        expected = (
            "adresse électronique ou adresse https attendue, seule ou après un nom "
            "(«\u202fNom <adresse>\u202f»)"
        )
        raise BrokenSetting("DASHBOARD_CONTACT", expected, text)
    return Contact(name, address)


def of_a_page(address: str) -> bool:
    """Whether a text is the https address of a page."""
    try:
        return bool(
            WEB.fullmatch(address) and address.isprintable() and urlsplit(address).port != 0
        )
    except ValueError:  # a port that is none
        return False


def read_address(text: str) -> str:
    """Read the address of a site; return it with its last slash, or nothing for an empty text.

    Raises
    ------
    BrokenSetting
        If it is none.
    """
    read = SITE.fullmatch(text)
    if text and (not read or not 0 < int(read["port"] or 80) < 65536):
        expected = (
            "adresse http ou https attendue, avec ou sans chemin, sans rien après "
            "(https://example.org/cmq/)"
        )
        raise BrokenSetting("DASHBOARD_URL", expected, text)
    return text and text.rstrip("/") + "/"


def check_numbers(settings: Mapping[str, str]) -> None:
    """Check PORT and WEB_CONCURRENCY, which may be empty.

    Raises
    ------
    BrokenSetting
        For the first that is no number of those allowed.
    """
    for name, most in MOST.items():
        value = settings.get(name)
        if value and not (value.isascii() and value.isdigit() and 0 < int(value[:9]) <= most):
            raise BrokenSetting(name, f"nombre de 1 à {most} attendu", value)
