"""The public address of the site: the setting DASHBOARD_URL, read strictly."""

import re

from .french import quoted
from .query import shown

HOST = r"[a-z\d]([a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\]"
PORT = r":(?P<port>\d{1,5})"
PATH = r"(/(?!\.{1,2}(/|$))[\w.~-]+)*"  # what no proxy and no browser writes otherwise
ADDRESS = re.compile(rf"https?://({HOST})({PORT})?{PATH}/?", re.ASCII | re.IGNORECASE)


class BrokenAddress(ValueError):
    """A setting that is no address of a site; `str()` says what is expected, in French."""

    def __init__(self, text: str):
        super().__init__(
            "DASHBOARD_URL\u202f: adresse http ou https attendue, avec ou sans chemin, sans rien après "
            f"(https://example.org/cmq/), et non {quoted(shown(text))}"
        )


def read_address(text: str) -> str:
    """Read the address of a site; return it with its last slash, or nothing for an empty text.

    Raises
    ------
    BrokenAddress
        If it is none.
    """
    if not text:
        return ""
    read = ADDRESS.fullmatch(text)
    if not read or not 0 < int(read["port"] or 80) < 65536:
        raise BrokenAddress(text)
    return text.rstrip("/") + "/"
