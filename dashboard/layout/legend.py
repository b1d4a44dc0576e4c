"""What the shade of the territories means, its source, and the files of the view."""

from .. import french
from ..clusters import MOVED, notice
from ..data import Dataset
from ..display import address
from ..geography import LARGE, NARROW
from ..legend import key
from ..markup import html
from ..selection import Selection
from ..sheet import crowded
from ..summary import credit
from .parts import swatch
from .picture import dots

FILES = {
    "donnees/campus.csv": "Campus (CSV)",
    "donnees/campus.geojson": "Campus (GeoJSON)",
    "donnees/territoires.csv": "Territoires (CSV)",
    "donnees/couverture.csv": "Couverture (CSV)",
    "donnees/datapackage.json": "Description des données",
}


def legend(dataset: Dataset, selection: Selection) -> list:
    """List the classes with their bounds and sizes, the unit, the notes and the downloads."""
    shown = key(dataset, selection)
    items = [
        html.Li(
            [
                swatch(item.fill, item.hatched),
                f"{item.label} ",
                html.Span(f"({french.number(item.size)})", className="taille"),
            ]
        )
        for item in shown.classes
    ]
    items += dots(selection)
    return [
        html.H3(shown.title),
        html.Ul(items, className="rang classes"),
        html.P(
            [
                f"Entre parenthèses, le nombre de {shown.unit}. Échelles différentes pour les cartons\u202f; l’Île-de-"
                "France est aussi agrandie à part. ",
                *places(dataset, selection),
                " Marque creuse\u202f: à vérifier. Les effectifs sont des minimums là où la liste est "
                "incomplète.",
            ],
            className="note",
        ),
        html.P(credit(dataset), className="note"),
        sharing(selection),
        downloads(selection),
    ]


def places(dataset: Dataset, selection: Selection) -> list:
    """Say where the marks stand: moved apart, or gathered in as many rounds as the screen's map has."""
    if not crowded(dataset):
        return [MOVED]
    return [
        html.Span(notice(dataset, selection, composition), className=f"en-{composition.name}")
        for composition in (LARGE, NARROW)
    ]


def sharing(selection: Selection):
    """Lead to the files, the code, the link and the citation of the view; with script they open over the map."""
    return html.P(
        [
            html.A(
                words,
                href=address(page, selection.to_query()),
                className="bouton",
                **{"data-boite": page},
            )
            for page, words in (
                ("telecharger", "Télécharger l’image"),
                ("integrer", "Intégrer"),
                ("partager", "Partager"),
            )
        ],
        className="rang actions",
    )


def downloads(selection: Selection):
    """Link to the data of the view; the CSV files also in the form of French Excel."""
    query = selection.of_files.to_query()
    links = []
    for path, title in FILES.items():
        links.append(html.Li(html.A(title, href=address(path, query))))
        if path.endswith(".csv"):
            excel = "&".join(part for part in (query, "excel=1") if part)
            links.append(html.Li(html.A(title.replace("CSV", "Excel"), href=address(path, excel))))
    return html.Section(
        [html.H3("Télécharger cette vue"), html.Ul(links, className="rang liens")],
        className="telechargements",
    )
