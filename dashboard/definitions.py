"""What each figure of coverage counts, out of what, of when and from where; opens no file."""

from dataclasses import dataclass
from functools import lru_cache

from . import french
from .coverage import RATE_PER
from .data import Dataset
from .need import PUPILS_PER
from .scenario import GREEDY_BOUND, TOWN
from .vocabulary import RAYONS_KM, Filiere


@dataclass(frozen=True)
class Definition:
    """A figure: what is counted, out of what, of when, from which files, and with what limits."""

    key: str
    title: str
    numerator: str
    denominator: str
    date: str
    source: str
    limits: str


@lru_cache(maxsize=8)
def definitions(dataset: Dataset) -> dict[str, Definition]:
    """Define each figure of coverage from the data's own description, by key."""
    campuses, places = named(dataset, "campus"), named(dataset, "places")
    published, regions = named(dataset, "effectifs_publies"), named(dataset, "regions")
    when = as_of(dataset)
    people = f"{when} pour les campus, années diverses pour les habitants"
    youth, pupils = (year(dataset, name) for name in ("population_15_24", "eleves_voie_pro"))
    *some, widest = map(str, RAYONS_KM)
    bound = french.share(GREEDY_BOUND)
    minimum = "Minimum là où la liste des campus est incomplète."
    listed = [
        Definition(
            "effectif",
            "Nombre de campus",
            "campus de la sélection dont le siège est dans le territoire",
            "aucun : c’est un nombre",
            when,
            campuses,
            f"Un campus est un réseau, compté une fois, dans la commune de son siège. {minimum}",
        ),
        Definition(
            "diversite",
            "Filières présentes",
            "filières qui ont au moins un campus de la sélection dans le territoire",
            f"les {len(Filiere)} filières",
            when,
            campuses,
            minimum,
        ),
        Definition(
            "part",
            "Part de la population à portée d’un campus",
            f"habitants des lieux situés à {', '.join(some)} ou {widest} km au plus, à vol "
            "d’oiseau, du campus de la sélection le plus proche, fût-il dans une autre région",
            "habitants de tous les lieux du territoire",
            people,
            french.listed([campuses, places]),
            "Distance sur une sphère, sans route ni temps de trajet ; tous les habitants d’un lieu "
            "sont comptés en un point. Aucune distance ne relie la métropole à l’outre-mer, ni deux "
            f"départements d’outre-mer, sauf la Guadeloupe et la Martinique entre elles. {minimum}",
        ),
        Definition(
            "mediane",
            "Distance médiane au campus le plus proche",
            "la plus petite distance à laquelle vit, au plus loin, la moitié des habitants",
            "habitants de tous les lieux du territoire",
            people,
            french.listed([campuses, places]),
            "Sans campus dans le même ensemble (métropole, Antilles, Guyane, La Réunion, Mayotte), "
            "il n’y a pas de distance. Maximum là où la liste des campus est incomplète.",
        ),
        Definition(
            "gain",
            "Gain d’un campus de plus",
            "habitants qui vivent à portée du lieu à l’essai et d’aucun campus de la sélection",
            "habitants de tous les lieux de France, pour les points de pourcentage",
            people,
            french.listed([campuses, places]),
            f"Sont classées les villes de {french.number(TOWN)} habitants et plus. Une ville après "
            "l’autre, la meilleure à chaque pas : ce choix glouton apporte au moins "
            f"1 − 1/e (environ {bound}) de ce qu’apporterait le meilleur choix d’autant de villes "
            "(Nemhauser, Wolsey et Fisher, « An analysis of approximations for maximizing submodular "
            "set functions », Mathematical Programming 14, 1978, pour le problème posé par Church et "
            "ReVelle, « The maximal covering location problem », Papers of the Regional Science "
            "Association 32, 1974). Le modèle ignore le temps de trajet, la capacité d’accueil et les "
            "besoins de formation.",
        ),
        Definition(
            "taux",
            "Campus pour les habitants de 15 à 24 ans",
            f"campus de la sélection dans la région, multipliés par {french.number(RATE_PER)}",
            "habitants de 15 à 24 ans de la région",
            f"{when} pour les campus, 1er janvier {youth} pour les habitants",
            french.listed([campuses, regions]),
            f"Moyenne nationale : tous les campus rapportés à tous les habitants. {minimum}",
        ),
        Definition(
            "taux_eleves",
            "Campus pour les élèves de la voie professionnelle",
            f"campus de la sélection dans la région, multipliés par {french.number(PUPILS_PER)}",
            "élèves de la voie professionnelle en lycée, hors établissements du ministère chargé "
            "de l’agriculture",
            f"{when} pour les campus, rentrée {pupils} pour les élèves",
            french.listed([campuses, regions]),
            f"Moyenne nationale : tous les campus rapportés à tous les élèves. {minimum}",
        ),
        Definition(
            "lacunes",
            "Lacunes",
            "filières dont aucun campus n’est connu dans le territoire, quels que soient les "
            "autres filtres",
            "filières de la sélection",
            when,
            french.listed([campuses, published]),
            "Sûre quand au moins autant de campus sont connus que le dernier effectif publié "
            "pour la région en compte ; à confirmer partout ailleurs. Un campus connu qu’un filtre "
            "écarte n’est pas une lacune.",
        ),
        Definition(
            "difference",
            "Différence entre deux sélections",
            "chiffre de la première sélection moins chiffre de la seconde, territoire par "
            "territoire",
            "celui de l’indicateur comparé",
            when,
            campuses,
            "Inconnue dès qu’un des deux chiffres l’est.",
        ),
    ]
    return {each.key: each for each in listed}


def resource(dataset: Dataset, name: str) -> dict:
    """Return the description of a file of the data, empty when there is none."""
    found = (r for r in dataset.package.get("resources", ()) if r.get("name") == name)
    return next(found, {})


def named(dataset: Dataset, name: str) -> str:
    """Name a file and its sources: « places.csv (GeoNames) »."""
    sources = [str(each.get("title", "")) for each in resource(dataset, name).get("sources", ())]
    said = " ; ".join(title for title in sources if title)
    return f"{name}.csv ({said})" if said else f"{name}.csv"


def as_of(dataset: Dataset) -> str:
    """Say of when the campuses are: the last published national count."""
    dates = dataset.effectifs.loc[dataset.effectifs["perimetre"] == "France", "date"]
    return french.date(max(dates)) if len(dates) else "date inconnue"


def year(dataset: Dataset, name: str) -> str:
    """Return the year that the name of a column of the regions ends with."""
    return next(c.rsplit("_", 1)[1] for c in dataset.regions if c.startswith(f"{name}_"))
