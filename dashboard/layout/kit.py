"""« Intégrer », « Partager », « Télécharger l’image »: a view for other places; the words in their templates.

Pages that work without script: each choice is a link, each text can be selected. With script they
open in a box over the map, and buttons copy.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, urlencode

from markupsafe import Markup

from .. import french
from ..data import Dataset
from ..display import Display, address, view_query
from ..formats import FORMATS, Printout
from ..framing import code, picture_code
from ..printing import file_name
from ..selection import Selection
from ..sharing import citation
from ..summary import SITE, sentence
from ..templating import Document
from ..vocabulary import Theme, Tirage
from .pages import text_page

COPIED_PX = 1720  # twice what a picture is shown at
WIDTHS_PX = (320, 480, 640, 800, 1000, 1200)
KINDS = ("pdf", "png", "svg")
SWITCH = (("avec", True), ("sans", False))
PROCESSES = (("rouge, vert, bleu", False), ("quatre encres", True))


def choices(
    shown: Display | Printout,
    link: Callable[..., str],
    field: str,
    offered: Iterable[tuple[str, object]],
) -> list[tuple[str, str, bool]]:
    """Offer the values of a setting: in words, the address of the page with it, whether it is on."""
    others = [(words, replace(shown, **{field: value})) for words, value in offered]
    return [(words, link(other), other == shown) for words, other in others]


def integrer(dataset: Dataset, selection: Selection, display: Display, root: str) -> Document:
    """Give the code of a view for an article: preview, choices, three forms to paste."""
    said = sentence(dataset, selection)
    widths = sorted({*WIDTHS_PX, display.width_px})

    def link(other: Display) -> str:
        return address("integrer", view_query(selection, other.to_params()))

    return text_page(
        dataset,
        f"Intégrer cette vue — {said} — {SITE}",
        "Le code qui met cette carte dans un article.",
        "integrer.html",
        scripted=True,
        selection=selection,
        sentence=said,
        offered={
            "Largeur, au plus": choices(
                display, link, "width_px", [(f"{french.number(px)} px", px) for px in widths]
            ),
            "Titre": choices(display, link, "titled", SWITCH),
            "Légende": choices(display, link, "keyed", SWITCH),
            "Couleurs": choices(display, link, "theme", [(each.label, each) for each in Theme]),
        },
        preview=Markup(code(dataset, selection, display, "").frame),
        code=code(dataset, selection, display, root),
        picture=picture_code(dataset, selection, display, root),
    )


def partager(dataset: Dataset, selection: Selection, display: Display, root: str) -> Document:
    """Give the link, the picture and the citation of a view."""
    said = sentence(dataset, selection)
    link = address(root, selection.to_query())
    drawn, copied = selection.pictured, Printout("png", width=COPIED_PX)
    return text_page(
        dataset,
        f"Partager cette vue — {said} — {SITE}",
        "Le lien, l’image et la citation de cette vue.",
        "partager.html",
        scripted=True,
        selection=selection,
        sentence=said,
        link=link,
        citation=citation(dataset, selection, root),
        image=address("carte.svg", drawn.to_query()),
        copied=address("carte.png", view_query(drawn, copied.to_params())),
        files=address("telecharger", drawn.to_query()),
        mail=urlencode({"subject": said, "body": f"{said}.\n{link}"}, quote_via=quote),
        integrer=address("integrer", selection.to_query()),
    )


def telecharger(dataset: Dataset, selection: Selection, printout: Printout) -> Document:
    """Offer a view as a file: its settings, its preview, its three kinds."""
    drawn = selection.pictured
    said = sentence(dataset, drawn)
    form = printout.format

    def link(other: Printout) -> str:
        return address("telecharger", view_query(drawn, other.to_params()))

    return text_page(
        dataset,
        f"Télécharger l’image — {said} — {SITE}",
        "Cette carte en PDF, en PNG et en SVG, pour l’imprimeur ou pour l’écran.",
        "telecharger.html",
        scripted=True,
        selection=selection,
        sentence=said,
        form=form,
        offered={
            "Format": choices(
                replace(printout, width=0),
                link,
                "name",
                [(each.label, name) for name, each in FORMATS.items()],
            ),
            "Couleurs": choices(printout, link, "theme", [(each.label, each) for each in Tirage]),
            "Titre": choices(printout, link, "titled", SWITCH),
            "Légende": choices(printout, link, "keyed", SWITCH),
            "Encres du PDF": choices(printout, link, "process", PROCESSES),
        },
        files=[
            (
                kind.upper(),
                file_name(dataset, drawn, replace(printout, kind=kind)),
                file_of(drawn, printout, kind),
            )
            for kind in KINDS
            if kind == "pdf" or printout.name  # a width in millimetres is that of a page
        ],
        preview=printout.name and file_of(drawn, printout, "png" if form.screen else "svg"),
    )


def file_of(selection: Selection, printout: Printout, kind: str) -> str:
    """Return the address of the file of a kind; only a page has process colours."""
    process = printout.process and kind == "pdf"
    made = replace(printout, kind=kind, process=process)
    return address(f"carte.{kind}", view_query(selection, made.to_params()))
