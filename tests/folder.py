"""Folders of the form of `data/`: a small one, to be spoilt in one place by each test, and large ones."""

import csv
import io
import json
import shutil
from hashlib import sha256
from pathlib import Path

import geopandas as gpd
import numpy as np

from dashboard.breaches import Breach
from dashboard.data import BrokenData, check, load_dataset
from dashboard.location import locate
from dashboard.vocabulary import Filiere, Preuve, Vague

ROOT = Path(__file__).resolve().parent.parent
CAMPUS = """\
id,nom,filiere,vague,date_labellisation,academie,code_region,region,code_commune,commune,\
etablissement_support,latitude,longitude,source_url,preuve,champs_a_verifier,note
bois-epinal,Bois,batiment,1,2013-09-11,Nancy-Metz,44,Grand Est,88160,Épinal,\
lycée Lapie,48.17436,6.44962,https://exemple.fr/bois https://exemple.fr/epinal,source,,
mer-brest,Mer,mobilite,2,2015-01,Rennes,53,Bretagne,29019,Brest,\
,48.39029,-4.48628,,partiel,vague;label_mi_2017,« numerique » possible
aero-cayenne,Aéro,numerique,4,,Guyane,03,Guyane,97302,Cayenne,\
,4.93461,-52.33033,,mémoire,nom,
"""
PLACES = """\
id,nom,code_region,latitude,longitude,population
1,Brest,53,48.39029,-4.48628,144899
2,Cayenne,03,4.93461,-52.33033,61550
"""
EFFECTIFS = """\
perimetre,date,effectif,libelle,source_url
France,2013-09,1,premiers campus,https://exemple.fr/12
Bretagne,2016,2,campus bretons,https://exemple.fr/bretagne
France,2017-06,3,après la quatrième vague,https://exemple.fr/78
"""


def find_breaches(folder: Path | None = None) -> list[Breach]:
    """Return every breach of a folder, by default the project's own."""
    try:
        return check(folder).breaches
    except BrokenData as broken:
        return broken.breaches


def write_folder(folder: Path) -> Path:
    """Write three campuses, two places, three counts, and the project's regions and académies."""
    folder.mkdir()
    for name, text in (
        ("campus.csv", CAMPUS),
        ("places.csv", PLACES),
        ("effectifs_publies.csv", EFFECTIFS),
    ):
        (folder / name).write_text(text, "utf-8")
    for name in ("regions.csv", "academies.csv"):
        shutil.copy(ROOT / "data" / name, folder)
    return seal(folder)


def write_large_folder(folder: Path, sites: int, seed: int = 0) -> Path:
    """Write so many campuses in the project's own towns, drawn by population, the same for a seed.

    Nothing in it is true but the towns: it is made to measure, with every rule of the data kept. Large
    towns are drawn often, so that many campuses share a point, and small ones once.
    """
    known, random = load_dataset(), np.random.default_rng(seed)
    share = known.places["population"] / known.places["population"].sum()
    towns = known.places.iloc[random.choice(len(known.places), sites, p=share)].reset_index()
    points = gpd.points_from_xy(towns["longitude"], towns["latitude"])
    academie = locate(gpd.GeoDataFrame(towns, geometry=points, crs=4326), known.academies)
    regions = known.academies["code_region"]
    rows = [CAMPUS.split("\n", 1)[0].split(",")]
    for n, town in enumerate(towns.itertuples()):
        there = regions.index[regions == town.code_region]
        within = academie[n] if academie[n] in there else there[0]
        filiere, vague = random.choice(list(Filiere)), random.choice(list(Vague))
        preuve = random.choice(list(Preuve), p=(0.7, 0.2, 0.1))
        rows.append(
            [
                f"site-{n}",
                f"{Filiere(filiere).short}, {town.nom} {n}",
                filiere,
                vague,
                f"{2013 + int(vague)}-0{random.integers(1, 10)}",
                within,
                town.code_region,
                known.regions["region"][town.code_region],
                f"{known.academies['departements'][within][0]}001"[:5],
                town.nom,
                f"lycée {n}" if n % 3 else "",
                town.latitude,
                town.longitude,
                f"https://exemple.fr/{n}" if preuve == Preuve.source else "",
                preuve,
                "" if preuve == Preuve.source else "vague;etablissement_support",
                "",
            ]
        )
    folder.mkdir()
    for name in ("places.csv", "regions.csv", "academies.csv"):
        shutil.copy(ROOT / "data" / name, folder)
    header = EFFECTIFS.split("\n", 1)[0]
    counted = f"{header}\nFrance,2017-06,{sites},essai,https://exemple.fr/\n"
    (folder / "effectifs_publies.csv").write_text(counted, "utf-8")
    write_rows(folder / "campus.csv", rows)
    return folder


def seal(folder: Path) -> Path:
    """Describe the files of a folder as they are now."""
    resources = [
        {
            "path": file.name,
            "hash": f"sha256:{sha256(file.read_bytes()).hexdigest()}",
            "bytes": file.stat().st_size,
        }
        for file in sorted(folder.glob("*.csv"))
    ]
    package = json.dumps({"name": "essai", "resources": resources}, indent=2) + "\n"
    (folder / "datapackage.json").write_text(package, "utf-8")
    return folder


def spoil(folder: Path, file: str, line: int, column: str, value: str) -> None:
    """Put another value into one cell; the first line under the header is 2."""
    rows = list(csv.reader(io.StringIO((folder / file).read_bytes().decode(), newline="")))
    rows[line - 1][rows[0].index(column)] = value
    write_rows(folder / file, rows)


def write_rows(file: Path, rows: list[list[str]]) -> None:
    """Write a CSV file and seal its folder."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    seal(file.parent)
