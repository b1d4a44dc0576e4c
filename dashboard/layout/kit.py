"""« Intégrer » and « Partager »: the code, the link, the picture and the citation of a view.

Pages that work without script: each choice is a link, each text can be selected. With script they
open in a box over the map, and buttons copy.
"""

from dataclasses import replace
from urllib.parse import quote, urlencode

from markupsafe import Markup

from .. import french
from ..data import Dataset
from ..display import PICTURE, Display, address, view_query
from ..formats import Printout, print_query
from ..framing import code
from ..markup import Document, html
from ..selection import Selection
from ..sharing import citation
from ..summary import SITE, sentence
from ..vocabulary import Theme, Vue
from .pages import text_page
from .parts import chosen

COPIED_PX = 1720  # twice what a picture is shown at
WIDTHS_PX = (320, 480, 640, 800, 1000, 1200)


def integrer(dataset: Dataset, selection: Selection, display: Display, root: str) -> Document:
    """Give the code of a view for an article: preview, choices, three forms to paste."""
    given = code(dataset, selection, display, root)
    preview = code(dataset, selection, display, "")
    content = [
        html.H1("Intégrer cette vue"),
        html.P(sentence(dataset, selection) + ".", className="phrase"),
        html.Div(
            [
                choices(
                    "Largeur, au plus",
                    [
                        (f"{french.number(px)} px", replace(display, width_px=px))
                        for px in widths(display)
                    ],
                    selection,
                    display,
                ),
                choices(
                    "Titre",
                    [
                        ("avec", replace(display, titled=True)),
                        ("sans", replace(display, titled=False)),
                    ],
                    selection,
                    display,
                ),
                choices(
                    "Légende",
                    [
                        ("avec", replace(display, keyed=True)),
                        ("sans", replace(display, keyed=False)),
                    ],
                    selection,
                    display,
                ),
                choices(
                    "Couleurs",
                    [(theme.label, replace(display, theme=theme)) for theme in Theme],
                    selection,
                    display,
                ),
            ],
            className="rang",
        ),
        html.H2("Aperçu"),
        html.Div(Markup(preview.frame), className="apercu"),
        html.H2("Code à coller"),
        to_copy(
            "code-cadre",
            "Cadre seul",
            given.frame,
            "Sans script\u202f: le cadre garde ses proportions et rétrécit avec sa colonne. Il passe partout.",
        ),
        to_copy(
            "code-ajuste",
            "Cadre à la hauteur de son contenu",
            given.fitted,
            "Le script, une fois par page, ajuste tous les cadres à mesure qu’ils changent de largeur.",
        ),
        to_copy(
            "code-image",
            "Image",
            given.picture,
            "Une image en pixels, avec sa description, qui mène à la carte\u202f: pour une lettre "
            "d’information ou un site qui refuse les cadres.",
        ),
    ]
    return text_page(
        dataset,
        f"Intégrer\u202f: {sentence(dataset, selection)} — {SITE}",
        "Le code qui met cette carte dans un article.",
        [*content, back(selection)],
        scripted=True,
    )


def widths(display: Display) -> list[int]:
    """List the widths on offer, the one of the view among them."""
    return sorted({*WIDTHS_PX, display.width_px})


def choices(title: str, offered: list[tuple[str, Display]], selection: Selection, display: Display):
    """Offer the values of a setting as links; the one that is on says so."""
    return setting(
        title,
        [
            (words, address("integrer", view_query(selection, other)), other == display)
            for words, other in offered
        ],
    )


def setting(title: str, offered: list[tuple[str, str, bool]]):
    """Offer the values of a setting, each with its address; the one that is on says so."""
    items = []
    for words, href, on in offered:
        current = {"aria-current": "true"} if on else {}
        items.append(html.Li(html.A(chosen(words, **current), href=href, **current)))
    return html.Section(
        [html.H2(title, className="note"), html.Ul(items, className="rang boutons")],
        className="reglage",
    )


def to_copy(key: str, title: str, text: str, note: str = ""):
    """Show a text to be copied, with its button."""
    return html.Section(
        [
            html.Label(title, htmlFor=key),
            html.P(note, className="note") if note else None,
            html.Textarea(
                text, id=key, readOnly=True, rows=min(8, 1 + len(text) // 60), spellCheck="false"
            ),
            html.Button("Copier", type="button", className="bouton", **{"data-copier": key}),
            " ",
            html.Span(className="note", role="status"),
        ],
        className="a-copier",
    )


def partager(dataset: Dataset, selection: Selection, display: Display, root: str) -> Document:
    """Give the link, the picture and the citation of a view."""
    said = sentence(dataset, selection)
    link = address(root, selection.to_query())
    drawn = selection.but(vue=Vue.carte)
    image = address("carte.svg", view_query(drawn, PICTURE, PICTURE))
    copied = address("carte.png", print_query(drawn, Printout("png", width=COPIED_PX)))
    mail = urlencode({"subject": said, "body": f"{said}.\n{link}"}, quote_via=quote)
    content = [
        html.H1("Partager cette vue"),
        html.P(said + ".", className="phrase"),
        to_copy("lien-vue", "Lien", link),
        to_copy("citation-vue", "Citation", citation(dataset, selection, root)),
        html.H2("Image"),
        html.P(
            [
                html.A("Ouvrir l’image (SVG)", href=image),
                html.Button(
                    "Copier l’image",
                    type="button",
                    className="bouton",
                    **{"data-copier-image": copied},
                ),
                html.A(
                    "Télécharger l’image (PDF, PNG, SVG)",
                    href=address("telecharger", drawn.to_query()),
                    **{"data-boite": ""},
                ),
                html.A("Envoyer par courriel", href=f"mailto:?{mail}"),
                html.A(
                    "Intégrer dans un article",
                    href=address("integrer", selection.to_query()),
                    **{"data-boite": ""},
                ),
                html.Button(
                    "Partager…",
                    type="button",
                    className="bouton",
                    hidden=True,
                    **{"data-partager": link, "data-titre": said},
                ),
                html.Span(className="note", role="status"),
            ],
            className="rang actions",
        ),
    ]
    return text_page(
        dataset,
        f"Partager\u202f: {said} — {SITE}",
        "Le lien, l’image et la citation de cette vue.",
        [*content, back(selection)],
        scripted=True,
    )


def back(selection: Selection):
    """Lead back to the view."""
    return html.P(
        html.A("Revenir à la carte", href=f"./{selection.to_search()}"), className="retour"
    )
