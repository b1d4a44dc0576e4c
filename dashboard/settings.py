"""The settings that are numbers, PORT and WEB_CONCURRENCY, read strictly whatever starts the server."""

from collections.abc import Mapping

from .french import quoted
from .query import shown

MOST = {"PORT": 65535, "WEB_CONCURRENCY": 64}


def misread(settings: Mapping[str, str]) -> str:
    """Say what is wrong with the first one that is no number of those allowed; nothing when all are, or empty."""
    for name, most in MOST.items():
        value = settings.get(name)
        if value and not (value.isascii() and value.isdigit() and 0 < int(value[:9]) <= most):
            return f"{name}\u202f: nombre de 1 à {most} attendu, et non {quoted(shown(value))}"
    return ""
