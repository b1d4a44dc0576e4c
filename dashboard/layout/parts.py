"""Small pieces that every part of the page is made of."""

from ..markup import html
from ..selection import Selection
from ..vocabulary import Filiere


def link(selection: Selection, content, **props):
    """Link to the dashboard in another state; the page's script follows it without a reload."""
    return html.A(chosen(content, **props), href=selection.to_search() or "./", **props)


def chosen(content, **props):
    """Say in words what `aria-current` says: Orca 43.1 is silent on it."""
    return [content, hidden(", choisi")] if "aria-current" in props else content


def hidden(text: str):
    """Write words for screen readers only."""
    return html.Span(text, className="hors-ecran")


def mark(filiere: str, hollow: bool = False):
    """Draw the mark of a filière as on the map; its name must stand beside it."""
    shape = f"marque marque-{Filiere(filiere).value}"
    return html.Span(className=f"{shape} creuse" if hollow else shape, **{"aria-hidden": "true"})


def file_links(path: str, selection: Selection):
    """Link to the figures of a part of the page as a file, in both forms."""
    query = selection.of_files.to_query()
    excel = "&".join(part for part in (query, "excel=1") if part)
    return html.P(
        [
            "Télécharger\u202f: ",
            html.A(path, href=f"donnees/{path}?{query}" if query else f"donnees/{path}"),
            " · ",
            html.A("pour Excel", href=f"donnees/{path}?{excel}"),
        ],
        className="note",
    )
