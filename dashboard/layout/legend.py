"""What the shade of the territories means, its source, and the files of the view."""

from markupsafe import Markup

from ..clusters import MOVED, notice
from ..data import Dataset
from ..display import address
from ..geography import LARGE, NARROW
from ..legend import key
from ..selection import Selection
from ..sheet import crowded
from ..summary import credit, minimums
from ..templating import fragment

WORDS = {
    "FILES": {
        "donnees/campus.csv": "Campus (CSV)",
        "donnees/campus.geojson": "Campus (GeoJSON)",
        "donnees/territoires.csv": "Territoires (CSV)",
        "donnees/couverture.csv": "Couverture (CSV)",
        "donnees/datapackage.json": "Description des données",
    },
    "PAGES": {
        "integrer": "Intégrer",
        "partager": "Partager",
        "telecharger": "Télécharger l’image",
    },  # with script they open over the map
    "address": address,
}


def legend(dataset: Dataset, selection: Selection) -> Markup:
    """List the classes with their bounds and sizes, the unit, the notes and the downloads."""
    return fragment(
        "legende.html",
        WORDS,
        key=key(dataset, selection),
        places=places(dataset, selection),
        minimums=minimums(dataset),
        credit=credit(dataset, selection),
        query=selection.to_query(),
        files=selection.of_files.to_query(),
    )


def places(dataset: Dataset, selection: Selection) -> list[tuple[str, str]]:
    """Say where the marks stand, moved apart or gathered: words, and the class of the map they are of."""
    if not crowded(dataset):
        return [(MOVED, "")]
    return [
        (notice(dataset, selection, composition), f"en-{composition.name}")
        for composition in (LARGE, NARROW)
    ]
