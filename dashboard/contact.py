"""Who answers for the site, and how to reach them: the setting DASHBOARD_CONTACT, read strictly."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from .french import quoted
from .query import shown

NAMED = re.compile(r"(?P<name>[^<>]*[^<>\s])\s*<(?P<address>[^<>]*)>")
HOST = r"[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+"
EMAIL = re.compile(rf"[a-zA-Z0-9._%+-]+@{HOST}")
WEB = re.compile(rf"""https://{HOST}(:\d+)?([/?#][^\s"'<>`\\]*)?""")


class BrokenContact(ValueError):
    """A setting that is no contact; `str()` says what is expected, in French."""

    def __init__(self, text: str):
        super().__init__(
            "DASHBOARD_CONTACT\u202f: adresse électronique ou adresse https attendue, seule ou après un nom "
            f"(«\u202fNom <adresse>\u202f»), et non {quoted(shown(text))}"
        )


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
    BrokenContact
        If it is neither.
    """
    if not text:
        return None
    named = NAMED.fullmatch(text)
    name, address = (named["name"].strip(), named["address"]) if named else ("", text)
    if not name.isprintable() or not (EMAIL.fullmatch(address) or web(address)):
        raise BrokenContact(text)
    return Contact(name, address)


def web(address: str) -> bool:
    """Whether a text is the https address of a page."""
    try:
        return bool(
            WEB.fullmatch(address) and address.isprintable() and urlsplit(address).port != 0
        )
    except ValueError:  # a port that is none
        return False
