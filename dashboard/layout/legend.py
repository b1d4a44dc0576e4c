"""What the shade of the territories means, its source, and the files of the view."""

from dash import html

from .. import french
from ..choropleth import shade
from ..data import Dataset
from ..selection import Selection
from ..vocabulary import Indicator, Level, Tri, Vue
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
    classes = shade(dataset, selection).classes.values()
    unit = "régions" if selection.level is Level.region else "académies"
    title = selection.indicator.label
    if selection.indicator is Indicator.population:
        title = f"{title}, à moins de {selection.rayon_km} km à vol d’oiseau"
    items = [
        html.Li(
            [
                html.Span(
                    className=f"case {'hachure' if item.hatched else ''}",
                    style={"--teinte": item.fill},
                    **{"aria-hidden": "true"},
                ),
                f"{item.label} ",
                html.Span(f"({french.number(item.size)})", className="taille"),
            ]
        )
        for item in classes
    ]
    if selection.indicator is Indicator.population:
        items += dots(trial=bool(selection.essai))
    return [
        html.H3(f"{title}, par {selection.level.label}"),
        html.Ul(items, className="classes"),
        html.P(
            f"Entre parenthèses, le nombre de {unit}. Échelles différentes pour les cartons\u202f; l’Île-de-"
            "France est aussi agrandie à part. Les campus d’une même ville sont écartés, un trait mène au "
            "lieu exact. Marque creuse\u202f: à vérifier. Les effectifs sont des minimums là où la liste est "
            "incomplète.",
            className="note",
        ),
        html.P(credit(dataset), className="note"),
        downloads(selection),
    ]


def credit(dataset: Dataset) -> str:
    """Write the source line from the data's own description."""
    titles = [
        source["title"]
        for package, name in ((dataset.package, "campus"), (dataset.outlines_package, "regions"))
        for resource in package.get("resources", ())
        if resource.get("name") == name
        for source in resource.get("sources", ())[: 1 if name == "regions" else None]
    ]
    joined = "\u202f; ".join(titles)
    return f"Sources\u202f: {joined}." if titles else ""


def downloads(selection: Selection):
    """Link to the data of the view; the CSV files also in the form of French Excel."""
    query = selection.but(campus=None, vue=Vue.carte, tri=Tri.nom, contre=frozenset()).to_query()
    links = []
    for path, title in FILES.items():
        links.append(html.Li(html.A(title, href=f"{path}?{query}" if query else path)))
        if path.endswith(".csv"):
            excel = "&".join(part for part in (query, "excel=1") if part)
            links.append(html.Li(html.A(title.replace("CSV", "Excel"), href=f"{path}?{excel}")))
    return html.Div([html.H3("Télécharger cette vue"), html.Ul(links)], className="telechargements")
