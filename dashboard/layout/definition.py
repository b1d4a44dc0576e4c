"""What a figure counts, one click away from it: numerator, denominator, date, source, limits."""

from functools import lru_cache

from markupsafe import Markup

from ..data import Dataset
from ..definitions import Definition, definitions
from ..markup import html, to_html

ROWS = (
    ("numerator", "Numérateur"),
    ("denominator", "Dénominateur"),
    ("date", "Date"),
    ("source", "Source"),
    ("limits", "Limites"),
)


@lru_cache(maxsize=32)
def definition(dataset: Dataset, *keys: str) -> Markup:
    """Fold the definitions of some figures under one word."""
    known = definitions(dataset)
    folded = html.Details(
        [
            html.Summary("Définition, date et source"),
            *(part for key in keys for part in (html.H3(known[key].title), terms(known[key]))),
            html.P(html.A("Toutes les définitions", href="methode#definitions")),
        ],
        className="definition",
    )
    return Markup(to_html(folded))


def terms(defined: Definition):
    """List what a figure is made of."""
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(getattr(defined, field))]) for field, name in ROWS],
        className="termes",
    )
