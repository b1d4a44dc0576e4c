"""What a figure counts, one click away from it: numerator, denominator, date, source, limits."""

from functools import lru_cache

from markupsafe import Markup

from ..data import Dataset
from ..definitions import definitions
from ..templating import prose


@lru_cache(maxsize=64)
def definition(dataset: Dataset, *keys: str) -> Markup:
    """Fold the definitions of some figures under one word."""
    known = definitions(dataset)
    return prose("definition.html", defined=[known[key] for key in keys])
