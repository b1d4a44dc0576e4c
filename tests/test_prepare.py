"""The files of data/ and geodata/: made again byte for byte, documented, and true."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import frictionless
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.vocabulary import REGIONS, Filiere, Preuve, Vague

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = [
    ROOT / folder / "datapackage.json" for folder in ("data", "geodata", "data/accessibilite")
]
MADE = {
    "data": ["places.csv", "source/lieux_ecartes.csv", "datapackage.json"],
    "geodata": ["academies.geojson", "regions.geojson", "datapackage.json"],
}
LAMBERT_93, EUROPE_M2 = 2154, 3035


@pytest.fixture(scope="module")
def regions() -> gpd.GeoDataFrame:
    return gpd.read_file(ROOT / "geodata" / "regions.geojson").set_index("code_region")


@pytest.fixture(scope="module")
def academies() -> gpd.GeoDataFrame:
    return gpd.read_file(ROOT / "geodata" / "academies.geojson").set_index("academie")


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "places.csv", dtype={"code_region": str})


@pytest.fixture(scope="module")
def inhabitants() -> pd.Series:
    table = pd.read_csv(ROOT / "data" / "regions.csv", dtype={"code_region": str})
    return table.set_index("code_region")["population_2017"]


@pytest.mark.parametrize("folder", MADE)
def test_preparing_again_gives_the_committed_bytes(folder, tmp_path):
    """The target folder starts with what the script does not make, and with stale checksums."""
    for path in (ROOT / folder).iterdir():
        if path.is_file() and path.suffix in (".csv", ".json"):
            shutil.copy(path, tmp_path)
    stale = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in stale["resources"]:
        resource["hash"], resource["bytes"] = "sha256:0", 0
    (tmp_path / "datapackage.json").write_text(json.dumps(stale), "utf-8")
    (tmp_path / "places.csv").unlink(missing_ok=True)

    script = ROOT / folder / "prepare.py"
    subprocess.run([sys.executable, script, "--to", tmp_path], check=True, cwd=tmp_path)

    for name in MADE[folder]:
        assert (tmp_path / name).read_bytes() == (ROOT / folder / name).read_bytes(), name


@pytest.mark.parametrize("package", PACKAGES, ids=["data", "geodata", "audit"])
def test_frictionless_finds_nothing_wrong(package):
    report = frictionless.validate(str(package))
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []
    assert report.valid


def test_frictionless_sees_a_changed_byte(tmp_path):
    """The checksums are really compared."""
    shutil.copytree(ROOT / "geodata", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "regions.geojson"
    path.write_bytes(path.read_bytes().replace(b"Bretagne", b"Bretagnf"))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("package", PACKAGES, ids=["data", "geodata", "audit"])
def test_each_resource_says_what_it_is_and_where_it_comes_from(package):
    content = json.loads(package.read_text("utf-8"))
    assert package.read_text("utf-8") == json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    files = {p.name for p in package.parent.iterdir() if p.suffix in (".csv", ".geojson")}
    assert {resource["path"] for resource in content["resources"]} == files
    for resource in content["resources"]:
        for key in ("title", "description", "made", "schema", "encoding", "mediatype"):
            assert resource[key], (resource["name"], key)
        assert all(source["title"] for source in resource["sources"]) and resource["sources"]
        assert all(licence["name"] and licence["title"] for licence in resource["licenses"])
        assert resource["licenses"]
        assert resource["hash"].startswith("sha256:") and resource["bytes"] > 0


def test_the_schema_of_campus_describes_each_column_in_order():
    schema = json.loads((ROOT / "data" / "campus.schema.json").read_text("utf-8"))
    header = (ROOT / "data" / "campus.csv").read_text("utf-8").splitlines()[0].split(",")
    assert [field["name"] for field in schema["fields"]] == header
    assert all(
        field["title"] and field["description"] and "example" in field for field in schema["fields"]
    )


def test_the_schema_of_campus_takes_the_codes_of_the_vocabulary_and_no_other():
    schema = json.loads((ROOT / "data" / "campus.schema.json").read_text("utf-8"))
    rules = {field["name"]: field.get("constraints", {}) for field in schema["fields"]}
    taken = {name: rule["enum"] for name, rule in rules.items() if "enum" in rule}
    assert taken == {"filiere": list(Filiere), "vague": list(Vague), "preuve": list(Preuve)}
    codes = [f"{n:02}" for n in range(100)]
    assert [c for c in codes if re.fullmatch(rules["code_region"]["pattern"], c)] == list(REGIONS)


def test_the_outlines_are_valid_coverages(regions, academies):
    assert (len(regions), len(academies)) == (18, 31)
    for territories in (regions, academies):
        assert territories.is_valid.all()
        assert shapely.coverage_is_valid(territories.geometry.values)


def test_academies_dissolve_exactly_to_regions(regions, academies):
    dissolved = academies.dissolve("code_region", method="coverage").geometry
    assert list(dissolved.index) == list(regions.index)
    assert shapely.equals_exact(
        shapely.normalize(dissolved.values), shapely.normalize(regions.geometry.values), 0
    ).all()


def test_the_territories_are_those_of_the_tables(regions, academies):
    table = pd.read_csv(ROOT / "data" / "regions.csv", dtype=str).set_index("code_region")
    assert regions["region"].to_dict() == table["region"].to_dict()
    assert set(academies.index) == set(pd.read_csv(ROOT / "data" / "academies.csv")["academie"])


def test_the_only_holes_are_true_enclaves(regions):
    """Llívia, two exclaves of Hautes-Pyrénées, the Enclave des papes: no hair-thin gap."""
    projected = regions.to_crs(EUROPE_M2)
    holes = [
        (code, round(shapely.Polygon(ring).area / 1e6))
        for code, outline in projected.geometry.items()
        for part in shapely.get_parts(outline)
        for ring in part.interiors
    ]
    assert sorted(holes) == [("75", 20), ("75", 21), ("76", 13), ("84", 114)]


def test_no_part_is_a_speck_and_known_islands_are_there(regions):
    parts = regions.geometry.explode()
    assert parts.to_crs(EUROPE_M2).area.min() > 3e6
    islands = {
        "Oléron": (-1.25, 45.9),
        "Ré": (-1.4, 46.2),
        "Belle-Île": (-3.19, 47.33),
        "Corse": (9.1, 42.2),
        "Marie-Galante": (-61.27, 15.93),
        "La Désirade": (-61.05, 16.315),
        "Petite-Terre": (45.275, -12.785),
    }
    for island, point in islands.items():
        assert parts.contains(shapely.Point(point)).sum() == 1, island


@pytest.mark.parametrize("name", ["regions", "academies"])
def test_the_files_follow_rfc_7946(name):
    text = (ROOT / "geodata" / f"{name}.geojson").read_text("utf-8")
    content = json.loads(text)
    assert list(content) == ["type", "features"]
    assert len(text.splitlines()) == len(content["features"]) + 2
    keys = [next(iter(feature["properties"].values())) for feature in content["features"]]
    assert keys == sorted(keys)
    for feature in content["features"]:
        for part in shapely.get_parts(shapely.geometry.shape(feature["geometry"])):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
            points = shapely.get_coordinates(part)
            assert np.array_equal(points, points.round(4))


def test_the_regions_are_light_enough_for_a_phone():
    size = len(gzip.compress((ROOT / "geodata" / "regions.geojson").read_bytes(), 9))
    assert 25_000 < size < 45_000


def test_each_campus_lies_in_its_territories_or_just_off_their_coast(regions, academies):
    """Two seats stand on a coast that is generalised away, less than 1 km out."""
    campuses = pd.read_csv(ROOT / "data" / "campus.csv", dtype={"code_region": str})
    zones = {"01": 5490, "02": 5490, "03": 2972, "04": 2975, "06": 4471}
    outside = {}
    for campus in campuses.itertuples():
        outlines = [regions.geometry[campus.code_region], academies.geometry[campus.academie]]
        point = shapely.Point(campus.longitude, campus.latitude)
        projected = gpd.GeoSeries([point, *outlines], crs=4326).to_crs(
            zones.get(campus.code_region, LAMBERT_93)
        )
        distance = projected.iloc[1:].distance(projected.iloc[0]).max()
        if distance > 0:
            outside[campus.id] = round(distance, -2)
    assert outside == {
        "tourisme-integre-et-valorisation-le-gosier": 300,
        "economie-de-la-mer-toulon": 700,
    }


def test_no_region_holds_more_people_than_insee_counts(places, inhabitants):
    share = places.groupby("code_region")["population"].sum() / inhabitants
    content = json.loads(PACKAGES[0].read_text("utf-8"))
    documented = next(r for r in content["resources"] if r["name"] == "places")
    assert share.round(3).to_dict() == documented["part_de_la_population"]
    assert share.max() < 1.03
    assert share.min() > 0.70


def test_a_city_is_there_once_and_its_parts_are_not(places):
    assert places["id"].is_unique
    for city, region in {"Paris": "11", "Lyon": "84", "Marseille": "93"}.items():
        assert list(places.loc[places["nom"] == city, "code_region"]) == [region]
    assert (
        not places["nom"]
        .str.contains(r"arrondissement|(?:Paris|Lyon|Marseille) ?\d", case=False)
        .any()
    )
    parts = [
        "Cergy-Pontoise",
        "Saint-Quentin-en-Yvelines",
        "Marne La Vallée",
        "Juan-les-Pins",
        "Kaouéni",
    ]
    assert not places["nom"].isin([*parts, "L'Estaque", "Lomme", "Piton Saint-Leu"]).any()


def test_names_are_french_and_places_sorted(places):
    named = places.set_index("id")["nom"]
    assert named[3020686] == "Dunkerque"
    assert named[3037875] == "Amélie-les-Bains-Palalda"
    assert list(places.columns) == [
        "id",
        "nom",
        "code_region",
        "latitude",
        "longitude",
        "population",
    ]
    order = list(places[["code_region", "nom", "id"]].itertuples(index=False, name=None))
    assert order == sorted(order)


def test_every_place_left_out_has_a_reason(places):
    left_out = pd.read_csv(
        ROOT / "data" / "source" / "lieux_ecartes.csv", dtype={"code_region": str}
    )
    assert len(places) + len(left_out) == 15_522
    assert left_out["motif"].notna().all()
    assert not set(left_out["id"]) & set(places["id"])
