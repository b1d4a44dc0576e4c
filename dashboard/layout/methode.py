"""The method, the sources and the limits: the figures computed from the data, the words in `methode.html`."""

import re

from markupsafe import Markup

from ..captions import incomplete, known_count
from ..choropleth import MOST_CLASSES, NOBODY, SHARES
from ..coverage import territories
from ..data import Dataset
from ..dataset import named
from ..definitions import definitions
from ..french import listed, share
from ..geography import LAMBERT_93, PROJECTIONS
from ..sphere import EARTH_RADIUS_KM
from ..summary import SITE, partial
from ..templating import Document
from ..vocabulary import RATE_PER, RAYONS_KM, Filiere, Indicator, Level
from . import inventory
from .pages import text_page
from .style import style

SYSTEMS = {
    LAMBERT_93: "Lambert-93 (RGF93)",
    5490: "UTM 20 nord (RGAF09)",
    2972: "UTM 22 nord (RGFG95)",
    2975: "UTM 40 sud (RGR92)",
    4471: "UTM 38 sud (RGM04)",
}


def methode(dataset: Dataset) -> Document:
    """Write the page of sources, method and limits."""
    regions = territories(dataset, Level.region)
    short = regions[[incomplete(row) for _, row in regions.iterrows()]]
    return text_page(
        dataset,
        f"Méthode et sources — {SITE}",
        "D’où viennent les données de la carte, comment ses chiffres sont calculés, ce qui manque.",
        "methode.html",
        page="methode",
        campuses=dataset.campuses,
        regions=regions,
        short=short.to_dict("records"),
        lacking=inventory.lacking(dataset),
        located=inventory.located(dataset),
        partial=partial(dataset),
        unpublished=int((regions["effectif_publie"].isna() & ~regions["complet"]).sum()),
        undated=int((dataset.campuses["date_labellisation"] == "").sum()),
        known_count=known_count,
        people=inventory.people(dataset),
        created=inventory.created(dataset.package),
        Indicator=Indicator,
        rate_per=RATE_PER,
        counted_academies=territories(dataset, Level.academie)["population_15_24"].notna().sum(),
        filieres=len(Filiere),
        earth_km=EARTH_RADIUS_KM,
        rayons=RAYONS_KM,
        definitions=definitions(dataset),
        most_classes=MOST_CLASSES,
        step=SHARES[0],
        nobody=NOBODY,
        projections=projections(dataset),
        style=style(),
        headings=headings,
        in_doubt=inventory.in_doubt,
        inventory=inventory,
        named=named,
        share=share,
    )


def headings(page: Markup) -> list[tuple[str, Markup]]:
    """List the sections of a page: the id and the title of each."""
    return [(key, Markup(title)) for key, title in re.findall(r'<h2 id="(.*?)">(.*?)</h2>', page)]


def projections(dataset: Dataset) -> list[tuple[str, str, str]]:
    """List the projections: the territories drawn in each, its name, its EPSG code."""
    grouped: dict[int, list[str]] = {LAMBERT_93: ["Métropole, Île-de-France agrandie"]}
    for code, name in dataset.regions["region"].items():
        if code in PROJECTIONS:
            grouped.setdefault(PROJECTIONS[code], []).append(name)
    return [(listed(names), SYSTEMS[epsg], str(epsg)) for epsg, names in grouped.items()]
