"""The toy country: all the data that most tests need, small enough to count by hand."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
from shapely import box

from dashboard import audit
from dashboard.data import Dataset

CAMPUSES = """\
id|nom|filiere|vague|date_labellisation|academie|code_region|region|code_commune|commune|\
etablissement_support|latitude|longitude|source_url|preuve|champs_a_verifier|note
a|Table|tourisme|1|2014-02|Nord|53|Ouest|35001|Brize|lycée de Brize|46.75|1.25|\
https://a.example/table https://www.b.example/liste|source||
b|Réseaux|numerique|4||Nord|53|Ouest|35001|Brize||46.75|1.25|\
https://a.example/reseaux|partiel|commune;etablissement_support|Siège non lu.
c|Code|numerique|4|2017-02-13|Est|44|Est|67001|Dour|université de l’Est|46.5|2.5|\
https://c.example/|source||
d|Données|numerique|2|2015|Est|44|Est|67002|Doux|lycée de Doux|46.25|2.75|\
https://c.example/donnees|source|vague|
e|Cases|batiment|3|2016-10|Île|04|Île|97401|Port||-20.5|55.5||mémoire|label_mi_2017|"""


def toy_dataset() -> Dataset:
    """A country of two regions and an island, five campuses and five towns.

        47 +--------+--------+           -20 +--------+
           | a,b    |        |  Nord         |        |
      46.5 +--------+   c    |         -20.5 |   e    |
           |   .    |     d  |  Sud          |        |
        46 +--------+--------+           -21 +--------+
           1        2        3               55      56
             53 Ouest  44 Est                 04 Île

        a  Table    tourisme   vague 1  source       in Brize, with b
        b  Réseaux  numerique  vague 4  partiel      in Brize, with a
        c  Code     numerique  vague 4  source
        d  Données  numerique  vague 2  source
        e  Cases    batiment   vague 3  mémoire

    Ouest is split in two académies, Nord and Sud (which has no campus, and the town « . »). Three
    campuses were published in Ouest, of which two are known; two in Est, both known; nothing for
    Île, where nobody aged 15 to 24 was counted. Six were published in the whole country.

    People: Brize 3,000 · Loin (« . ») 1,000, at 62 km of Brize and 88 km of c · Dour 600 ·
    Doux 200 · Port 500.
    """
    return Dataset(
        campuses=toy_campuses(),
        regions=territories(
            ["53", "44", "04"],
            "code_region",
            region=["Ouest", "Est", "Île"],
            population_2017=[1_000_000, 500_000, 80_000],
            population_15_24_2017=[120_000, 80_000, 0],
            eleves_voie_pro_2020=[20_000, 10_000, 2_000],
            geometry=[box(1, 46, 2, 47), box(2, 46, 3, 47), box(55, -21, 56, -20)],
        ),
        academies=territories(
            ["Nord", "Sud", "Est", "Île"],
            "academie",
            departements=[("35",), ("29", "56"), ("67",), ("974",)],
            code_region=["53", "53", "44", "04"],
            geometry=[
                box(1, 46.5, 2, 47),
                box(1, 46, 2, 46.5),
                box(2, 46, 3, 47),
                box(55, -21, 56, -20),
            ],
        ),
        places=table(
            "id|nom|code_region|latitude|longitude|population",
            ("1", "Brize", "53", 46.75, 1.25, 3000),
            ("2", "Loin", "53", 46.2, 1.4, 1000),
            ("3", "Dour", "44", 46.5, 2.5, 600),
            ("4", "Doux", "44", 46.25, 2.75, 200),
            ("5", "Port", "04", -20.5, 55.5, 500),
        ).set_index("id"),
        effectifs=table(
            "perimetre|date|effectif|libelle|source_url",
            ("France", "2014-03", 1, "premier appel", "https://a.example/2014"),
            ("Ouest", "2014-03", 1, "premier appel", "https://a.example/2014"),
            ("France", "2017-06", 6, "quatrième appel", "https://a.example/2017"),
            ("Est", "2017-06", 2, "quatrième appel", "https://a.example/2017"),
            ("Ouest", "2017-06", 3, "quatrième appel", "https://a.example/2017"),
        ),
        audit=toy_audit(),
        package={
            "name": "campus",
            "resources": [
                {
                    "name": "campus",
                    "path": "campus.csv",
                    "sources": [{"title": "Ministère"}, {"title": "Afdet"}],
                },
                {"name": "places", "path": "places.csv", "sources": [{"title": "GeoNames"}]},
            ],
        },
        outlines_package={
            "name": "contours",
            "resources": [
                {
                    "name": "regions",
                    "path": "regions.geojson",
                    "sources": [{"title": "Natural Earth"}, {"title": "INSEE"}],
                }
            ],
        },
        version="2017-06",
    )


def toy_campuses(text: str = CAMPUSES) -> gpd.GeoDataFrame:
    """Read campuses written one a line, fields separated by bars, as `Dataset.campuses`."""
    header, *rows = (line.split("|") for line in text.split("\n"))
    written = pd.DataFrame(rows, columns=header, dtype=object).set_index("id")
    written["vague"] = written["vague"].astype(int)
    for axis in ("latitude", "longitude"):
        written[axis] = written[axis].astype(float)
    written["a_verifier"] = [
        tuple(name for name in names.split(";") if name) for names in written["champs_a_verifier"]
    ]
    written["sources"] = [tuple(urls.split()) for urls in written["source_url"]]
    points = gpd.points_from_xy(written["longitude"], written["latitude"])
    return gpd.GeoDataFrame(written, geometry=points, crs=4326)


def toy_audit(**changed: str) -> pd.DataFrame:
    """An audit where every criterion holds on every page; `changed` is put in the first row."""
    rows = pd.DataFrame(audit.expected(), columns=["referentiel", "numero", "theme"], dtype=object)
    held = dict.fromkeys(audit.PAGES, audit.Etat.conforme.value)
    rows = rows.assign(
        titre="Titre", **held, tests="", constat="Lu dans la page.", date="2026-11-26"
    )
    rows.loc[0, list(changed)] = list(changed.values())
    return rows[list(audit.COLUMNS)]


def table(header: str, *rows: tuple) -> pd.DataFrame:
    """Make a table of its header, separated by bars, and its rows."""
    return pd.DataFrame(list(rows), columns=header.split("|"))


def territories(codes: list[str], name: str, **columns: list) -> gpd.GeoDataFrame:
    """Make a table of outlines in degrees, by code."""
    return gpd.GeoDataFrame(columns, index=pd.Index(codes, name=name), crs=4326)


def with_campuses(dataset: Dataset, campuses: gpd.GeoDataFrame) -> Dataset:
    """Replace the campuses of a dataset."""
    return replace(dataset, campuses=campuses)


def without_campuses() -> Dataset:
    """The toy country before any campus."""
    dataset = toy_dataset()
    return with_campuses(dataset, dataset.campuses.iloc[:0])


HOSTILE = "<script>alert('é\"');</script>&amp;"


def hostile_dataset() -> Dataset:
    """The toy country whose every free text tries to run: HTML, a formula, an attribute's end."""
    dataset = toy_dataset()
    campuses = dataset.campuses.copy()
    for column in ("nom", "commune", "code_commune", "etablissement_support", "note", "academie"):
        campuses[column] = f'"{column}=' + HOSTILE
    campuses["sources"] = [('https://a.example/"><script>',)] * len(campuses)
    campuses["region"] = HOSTILE
    campuses["a_verifier"] = [(HOSTILE,)] * len(campuses)
    regions = dataset.regions.assign(region=[f"{name}{HOSTILE}" for name in dataset.regions.region])
    places = dataset.places.assign(nom=HOSTILE)
    package = {"resources": [{"name": "campus", "sources": [{"title": HOSTILE}]}]}
    return replace(dataset, campuses=campuses, regions=regions, places=places, package=package)
