"""What a figure counts, one click away from it: numerator, denominator, date, source, limits."""

from ..data import Dataset
from ..definitions import Definition, definitions
from ..markup import html

ROWS = (
    ("numerator", "Numérateur"),
    ("denominator", "Dénominateur"),
    ("date", "Date"),
    ("source", "Source"),
    ("limits", "Limites"),
)


def definition(dataset: Dataset, *keys: str):
    """Fold the definitions of some figures under one word."""
    known = definitions(dataset)
    return html.Details(
        [
            html.Summary("Définition, date et source"),
            *(part for key in keys for part in (html.H3(known[key].title), terms(known[key]))),
            html.P(html.A("Toutes les définitions", href="methode#definitions")),
        ],
        className="definition",
    )


def terms(defined: Definition):
    """List what a figure is made of."""
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(getattr(defined, field))]) for field, name in ROWS],
        className="termes",
    )
