"""Tables of text become typed tables: numbers, points, lists, outlines."""

import geopandas as gpd
import pandas as pd
from folder import CAMPUS, seal
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal
from shapely import Point

from dashboard.data import load_dataset


def test_campuses_are_typed_and_placed_in_the_order_of_the_file(folder):
    campuses = load_dataset(folder).campuses
    expected = gpd.GeoDataFrame(
        {
            "nom": ["Bois", "Mer", "Aéro"],
            "filiere": ["batiment", "mobilite", "numerique"],
            "vague": [1, 2, 4],
            "date_labellisation": ["2013-09-11", "2015-01", ""],
            "academie": ["Nancy-Metz", "Rennes", "Guyane"],
            "code_region": ["44", "53", "03"],
            "region": ["Grand Est", "Bretagne", "Guyane"],
            "code_commune": ["88160", "29019", "97302"],
            "commune": ["Épinal", "Brest", "Cayenne"],
            "etablissement_support": ["lycée Lapie", "", ""],
            "latitude": [48.17436, 48.39029, 4.93461],
            "longitude": [6.44962, -4.48628, -52.33033],
            "source_url": ["https://exemple.fr/bois https://exemple.fr/epinal", "", ""],
            "preuve": ["source", "partiel", "mémoire"],
            "champs_a_verifier": ["", "vague;label_mi_2017", "nom"],
            "note": ["", "« numerique » possible", ""],
            "a_verifier": pd.Series([(), ("vague", "label_mi_2017"), ("nom",)], dtype=object),
            "sources": pd.Series(
                [("https://exemple.fr/bois", "https://exemple.fr/epinal"), (), ()], dtype=object
            ),
        },
        geometry=[Point(6.44962, 48.17436), Point(-4.48628, 48.39029), Point(-52.33033, 4.93461)],
        crs=4326,
    ).set_index(pd.Index(["bois-epinal", "mer-brest", "aero-cayenne"], name="id"))
    assert_geodataframe_equal(campuses, expected)


def test_places_and_counts_are_typed(folder):
    dataset = load_dataset(folder)
    assert_frame_equal(
        dataset.places,
        pd.DataFrame(
            {
                "nom": ["Brest", "Cayenne"],
                "code_region": ["53", "03"],
                "latitude": [48.39029, 4.93461],
                "longitude": [-4.48628, -52.33033],
                "population": [144899, 61550],
            },
            index=pd.Index(["1", "2"], name="id"),
        ),
    )
    assert dataset.effectifs["effectif"].to_dict() == {0: 1, 1: 2, 2: 3}
    assert dataset.effectifs.columns.tolist() == [
        "perimetre",
        "date",
        "effectif",
        "libelle",
        "source_url",
    ]


def test_territories_have_their_numbers_and_outlines(folder):
    dataset = load_dataset(folder)
    columns = ["population_2017", "population_15_24_2017", "eleves_voie_pro_2020"]
    assert dataset.regions.loc["94", ["region", *columns]].tolist() == [
        "Corse",
        334938,
        32823,
        2122,
    ]
    assert dataset.academies.loc["Corse", ["departements", "code_region"]].tolist() == [
        ("2A", "2B"),
        "94",
    ]
    assert (len(dataset.regions), len(dataset.academies)) == (18, 31)
    assert dataset.regions.crs == dataset.academies.crs == 4326
    assert dataset.regions.geometry.is_valid.all()
    assert dataset.academies.geometry.is_valid.all()


def test_no_campus_at_all_loads_with_the_same_types(folder):
    full = load_dataset(folder).campuses
    (folder / "campus.csv").write_text(CAMPUS.splitlines()[0] + "\n", "utf-8")
    none = load_dataset(seal(folder)).campuses
    assert len(none) == 0
    assert none.crs == 4326
    assert none.dtypes.to_dict() == full.dtypes.to_dict()
    assert none.index.name == "id"
