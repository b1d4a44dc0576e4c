"""What the data hold, how each campus is known, what is missing and where it all comes from."""

import re
from collections.abc import Iterator

import pandas as pd

from .. import french
from ..captions import incomplete
from ..coverage import national_count, territories
from ..data import Dataset
from ..markup import html
from ..vocabulary import COLUMNS, Level, Preuve, Vague
from .prose import items, link_out, paragraph, table, with_code

EVIDENCE = {
    Preuve.source: "Une page publique nomme le campus comme labellisé.",
    Preuve.partiel: "Une page publique nomme le campus, mais le label ou un champ essentiel est "
    "déduit.",
    Preuve.memoire: "Le campus est connu, sans qu’aucune page publique ait été retrouvée.",
}
FOLDERS = ("data", "geodata")
SHOWN_HASH = 12  # hexadecimal digits: enough to tell two versions of a file apart


def holdings(dataset: Dataset) -> Iterator:
    """Count what the data hold: in all, by wave, by region, and what was published."""
    campuses, regions = dataset.campuses, territories(dataset, Level.region)
    known, published = len(campuses), national_count(dataset)
    present = int((regions["effectif_connu"] > 0).sum())
    national = (
        [("Campus labellisés, dernier effectif national", "inconnu")]
        if published is None
        else [
            ("Campus labellisés, dernier effectif national", published),
            ("Campus manquants dans les données", max(published - known, 0)),
        ]
    )
    yield table(
        "Les campus en bref",
        ("Ce qui est compté", "Nombre"),
        [
            ("Campus identifiés", known),
            *national,
            ("Régions avec au moins un campus connu", f"{present} sur {len(regions)}"),
            ("Lieux habités, pour mesurer la couverture", len(dataset.places)),
        ],
    )
    yield table(
        "Campus connus par vague de labellisation",
        ("Vague", "Connus", "Dont sourcés", "Vague à vérifier"),
        [wave_row(campuses[campuses["vague"] == vague], vague) for vague in Vague],
    )
    yield table(
        "Campus connus et effectifs publiés, par région",
        ("Région", "Connus", "Publiés"),
        [region_row(row) for _, row in regions.iterrows()],
    )
    yield paragraph(
        "Une liste est dite complète quand au moins autant de campus sont connus que le dernier "
        "effectif publié pour la région en compte. Partout ailleurs, le nombre de campus connus "
        "est un minimum."
    )
    yield table(
        "Effectifs publiés qui servent de repère",
        ("Périmètre et date", "Effectif", "Ce que la page compte"),
        [
            (
                f"{row['perimetre']}, {french.date(row['date'])}",
                int(row["effectif"]),
                link_out(row["libelle"] or "page", row["source_url"]),
            )
            for _, row in dataset.effectifs.sort_values("date", kind="stable").iterrows()
        ],
    )


def wave_row(campuses: pd.DataFrame, vague: Vague) -> tuple:
    """Count the campuses of a wave, those that are sourced and those whose wave is in doubt."""
    sourced = int((campuses["preuve"] == Preuve.source).sum())
    return f"Vague {vague}", len(campuses), sourced, in_doubt(campuses, "vague")


def region_row(row: pd.Series) -> tuple:
    """Say how many campuses of a region are known, of how many published."""
    known = int(row["effectif_connu"])
    if pd.isna(row["effectif_publie"]):
        return row["nom"], known, "inconnu"
    state = "incomplète" if incomplete(row) else "complète"
    return row["nom"], known, f"{french.number(row['effectif_publie'])}, liste {state}"


def in_doubt(campuses: pd.DataFrame, column: str) -> int:
    """Count the campuses of which a column is not proven."""
    return sum(column in names for names in campuses["a_verifier"])


def evidence(dataset: Dataset) -> Iterator:
    """Count the campuses by level of evidence, and by field that remains to be checked."""
    campuses = dataset.campuses
    yield paragraph(
        "Chaque ligne dit comment elle est connue. Ce qui n’est pas sourcé se voit : marque creuse "
        "sur la carte, mention « à vérifier » dans la fiche, la liste et les fichiers. Le filtre "
        "« campus sourcés seulement » l’écarte."
    )
    yield table(
        "Campus par niveau de preuve",
        ("Niveau", "Campus", "Ce qu’il veut dire"),
        [
            (level.label.capitalize(), int((campuses["preuve"] == level).sum()), said)
            for level, said in EVIDENCE.items()
        ],
    )
    counted = {column: in_doubt(campuses, column) for column in COLUMNS}
    yield table(
        "Champs à vérifier",
        ("Champ", "Campus concernés"),
        [(COLUMNS[name].capitalize(), count) for name, count in counted.items() if count],
    )


def gaps(dataset: Dataset) -> Iterator:
    """Say what is known to be missing."""
    campuses, regions = dataset.campuses, territories(dataset, Level.region)
    short = regions[[incomplete(row) for _, row in regions.iterrows()]]
    published = national_count(dataset)
    said = [
        f"{row['nom']} : {french.number(row['effectif_connu'])} connus sur "
        f"{french.number(row['effectif_publie'])}."
        for _, row in short.iterrows()
    ]
    if published is not None:
        missing = max(published - len(campuses), 0)
        located = int((short["effectif_publie"] - short["effectif_connu"]).sum())
        said.insert(
            0,
            f"Campus labellisés absents des données : {french.number(missing)}, dont "
            f"{french.number(located)} de région connue.",
        )
    unpublished = int(regions["effectif_publie"].isna().sum())
    undated = int((campuses["date_labellisation"] == "").sum())
    yield items(
        [
            *said,
            f"Régions sans effectif publié connu : {french.number(unpublished)} sur "
            f"{french.number(len(regions))}. Un campus peut y manquer sans qu’on le sache.",
            "Label à la mi-2017 à vérifier : "
            f"{french.counted(in_doubt(campuses, 'label_mi_2017'), 'campus', 'campus')}. Certains "
            "ont pu être labellisés plus tard.",
            f"Date de label inconnue : {french.counted(undated, 'campus', 'campus')}.",
            "Filière à vérifier : "
            f"{french.counted(in_doubt(campuses, 'filiere'), 'campus', 'campus')}. Faute de la "
            "liste officielle par filière, elle est lue dans le nom du campus.",
            "Le point est celui de la commune du siège, non d’un bâtiment ; ses coordonnées sont "
            "celles de la commune.",
            people(dataset),
        ]
    )
    yield paragraph(
        "Un blanc sur la carte peut donc être une ligne qui manque dans les données. La grille de "
        "couverture distingue les deux cas : elle ne dit « absent » que là où la liste de la "
        "région est complète, et « à confirmer » ailleurs."
    )


def people(dataset: Dataset) -> str:
    """Say which share of the population the populated places hold, and where it is out of line."""
    population = dataset.regions["population_2017"].astype(float)
    held = dataset.places.groupby("code_region")["population"].sum().reindex(population.index)
    shares = (held.fillna(0) / population.where(population > 0)).dropna()
    places = french.number(len(dataset.places))
    if shares.empty or dataset.places.empty:
        return (
            f"Lieux habités : {places} ; la part de la population qu’ils réunissent est inconnue."
        )
    total = held[shares.index].sum() / population[shares.index].sum()
    names = dataset.regions["region"]
    return (
        f"Lieux habités : {places}, qui réunissent {french.number(held.sum())} personnes, soit "
        f"{french.share(total)} de la population de 2017 ; de {french.share(shares.min())} "
        f"({names[shares.idxmin()]}) à {french.share(shares.max())} ({names[shares.idxmax()]}) "
        "selon la région. Ces populations sont d’années diverses, et les plus petites communes "
        "n’y figurent pas."
    )


def sources(dataset: Dataset) -> Iterator:
    """List the files with their origin, their licence and how they were made."""
    yield paragraph(
        "Chaque fichier garde sa licence. L’empreinte permet de vérifier que deux copies sont "
        "identiques ; celles des données figurent entières dans ",
        html.A("leur description", href="donnees/datapackage.json"),
        ".",
    )
    packages = (dataset.package, dataset.outlines_package)
    for folder, package in zip(FOLDERS, packages, strict=True):
        yield table(
            f"{named(package)} (dossier {folder})",
            ("Fichier", "Origine, fabrication, licence"),
            [
                (str(file.get("path", "")), origin(file, package))
                for file in package.get("resources", ())
            ],
        )


def origin(file: dict, package: dict):
    """List what a file is, its sources, how it was made, its licences, its size and checksum."""
    digest = str(file.get("hash", "")).removeprefix("sha256:")[:SHOWN_HASH]
    licences = file.get("licenses") or package.get("licenses", ())
    return items(
        [
            *([file["title"]] if file.get("title") else []),
            *(
                ["Source : ", link_out(named(source), source.get("path"))]
                for source in file.get("sources", ())
            ),
            *([with_code(f"Fabrication : {file['made']}")] if file.get("made") else []),
            *(
                ["Licence : ", link_out(named(licence), licence.get("path"))]
                for licence in licences
            ),
            *([f"{french.number(file['bytes'])} octets"] if "bytes" in file else []),
            *([["sha256 : ", html.Code(f"{digest}…")]] if digest else []),
        ]
    )


def named(thing: dict) -> str:
    """Return the name of a source or a licence."""
    return str(thing.get("title") or thing.get("name") or thing.get("path") or "sans nom")


def created(package: dict) -> str:
    """Return the day a package was made, in words; nothing when it does not say."""
    day = re.match(r"\d{4}-(0[1-9]|1[0-2])-\d{2}", str(package.get("created", "")))
    return french.date(day[0]) if day else ""
