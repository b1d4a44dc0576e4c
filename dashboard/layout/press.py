"""« Télécharger l’image »: the format, the colours and the title of a file, its preview, its links.

A page that works without script: each choice is a link. With script it opens in a box over the map.
"""

from dataclasses import replace

from ..data import Dataset
from ..display import address
from ..formats import FORMATS, Printout, print_query
from ..markup import Document, html
from ..printing import file_name
from ..selection import Selection
from ..summary import SITE, sentence
from ..vocabulary import Tirage, Vue
from .kit import back, setting
from .pages import text_page

KINDS = {"pdf": "PDF", "png": "PNG", "svg": "SVG"}
ADVICE = {
    "paper": "Le PDF est vectoriel, polices comprises, textes en noir seul. Ses couleurs sont en "
    "RVB\u202f: l’imprimeur les convertit avec le profil de son papier. En quatre encres, elles "
    "sont calculées sans profil\u202f; à contrôler sur épreuve.",
    "screen": "Le PNG a exactement les pixels du format.",
}


def telecharger(dataset: Dataset, selection: Selection, printout: Printout) -> Document:
    """Offer a view as a file: its settings, its preview, its three kinds."""
    drawn = selection.but(vue=Vue.carte)
    form = printout.format
    settings = [
        setting(
            "Format",
            [
                (each.label, link(drawn, replace(printout, name=name, width=0)), name == form.name)
                for name, each in FORMATS.items()
            ],
        ),
        setting(
            "Couleurs",
            [
                (
                    tirage.label,
                    link(drawn, replace(printout, theme=tirage)),
                    tirage is printout.theme,
                )
                for tirage in Tirage
            ],
        ),
        setting("Titre", switch(drawn, printout, "titled")),
        setting("Légende", switch(drawn, printout, "keyed")),
        setting(
            "Encres du PDF",
            [
                (
                    words,
                    link(drawn, replace(printout, process=process)),
                    process is printout.process,
                )
                for words, process in (("rouge, vert, bleu", False), ("quatre encres", True))
            ],
        ),
    ]
    shown = file_of(drawn, printout, "png" if form.screen else "svg")
    content = [
        html.H1("Télécharger l’image"),
        html.P(sentence(dataset, drawn) + ".", className="phrase"),
        html.Div(settings, className="rang"),
        html.P(
            [
                file_link(dataset, drawn, printout, kind)
                for kind in KINDS
                if offered(printout, kind)
            ],
            className="rang",
        ),
        html.P(ADVICE["screen" if form.screen else "paper"], className="note"),
        html.H2("Aperçu"),
        html.P(
            html.Img(
                src=shown,
                alt=f"Aperçu du format {form.label}\u202f: {sentence(dataset, drawn)}.",
                **(
                    {"width": round(form.width), "height": round(form.height)}
                    if form.height
                    else {}
                ),
            )
            if printout.name
            else "Une largeur libre n’a pas d’aperçu\u202f: ouvrez le PDF.",
            className="apercu",
        ),
        back(selection),
    ]
    return text_page(
        dataset,
        f"Télécharger\u202f: {sentence(dataset, drawn)} — {SITE}",
        "Cette carte en PDF, en PNG et en SVG, pour l’imprimeur ou pour l’écran.",
        content,
        scripted=True,
    )


def link(selection: Selection, printout: Printout) -> str:
    """Return the address of this page with other settings."""
    return address("telecharger", print_query(selection, printout))


def switch(selection: Selection, printout: Printout, field: str) -> list[tuple[str, str, bool]]:
    """Offer a part of the page, with or without."""
    return [
        (words, link(selection, replace(printout, **{field: on})), getattr(printout, field) is on)
        for words, on in (("avec", True), ("sans", False))
    ]


def offered(printout: Printout, kind: str) -> bool:
    """Whether a kind of file has these settings: a width in millimetres is that of a page."""
    return kind == "pdf" or bool(printout.name)


def file_of(selection: Selection, printout: Printout, kind: str) -> str:
    """Return the address of the file of a kind; only a page has process colours."""
    process = printout.process and kind == "pdf"
    made = replace(printout, kind=kind, process=process)
    return address(f"carte.{kind}", print_query(selection, made))


def file_link(dataset: Dataset, selection: Selection, printout: Printout, kind: str):
    """Lead to the file of a kind, which the browser keeps under its name."""
    name = file_name(dataset, selection, replace(printout, kind=kind))
    return html.A(
        html.Span(f"Télécharger le {KINDS[kind]}"),
        href=file_of(selection, printout, kind),
        download=name,
        className="bouton",
    )
