"""The method, the sources and the limits, in words and in figures computed from the data."""

from .. import french
from ..choropleth import MOST_CLASSES, NONE_FOUND, SHARES
from ..coverage import RATE_PER, territories
from ..data import Dataset
from ..definitions import definitions
from ..distance import EARTH_RADIUS_KM
from ..geography import LAMBERT_93, PROJECTIONS
from ..markup import html
from ..vocabulary import RAYONS_KM, Filiere, Indicator, Level
from .definition import terms
from .inventory import created, evidence, gaps, holdings, sources
from .prose import contents, items, link_out, paragraph, section, table
from .style import style

DESCRIPTION = (
    "D’où viennent les données de la carte, comment ses chiffres sont calculés, ce qui manque."
)
TEXTS = (
    (
        "Notice du décret n° 2014-1100 du 29 septembre 2014 (Lexbase)",
        "https://www.lexbase.fr/index/source/20530845-decret-n-20141100-du-29-septembre-2014-"
        "portant-creation-du-label-campus-des-metiers-et-des-qualifica",
    ),
    (
        "Le même décret, présenté par la Banque des territoires",
        "https://banquedesterritoires.fr/le-decret-sur-le-label-des-campus-des-metiers-et-des-"
        "qualifications-est-paru",
    ),
    (
        "L’appel à projets de février 2014, présenté par Weka",
        "https://www.weka.fr/actualite/education/article/appel-a-projets-pour-les-campus-des-"
        "metiers-et-des-qualifications-10332/",
    ),
    (
        "Le décret du 16 septembre 2019, présenté par la Banque des territoires",
        "https://banquedesterritoires.fr/la-labellisation-campus-des-metiers-evolue",
    ),
)
GOALS = (
    "Mettre la formation au service du développement économique et social des territoires.",
    "Préparer aux métiers des filières d’avenir.",
    "Élever le niveau de qualification de ceux qui s’y forment.",
    "Faciliter leur entrée dans l’emploi.",
    "Faire coopérer l’école, l’enseignement supérieur et le monde économique.",
    "Ouvrir à la mobilité internationale élèves, apprentis et étudiants.",
)
SYSTEMS = {
    LAMBERT_93: "Lambert-93 (RGF93)",
    5490: "UTM 20 nord (RGAF09)",
    2972: "UTM 22 nord (RGFG95)",
    2975: "UTM 40 sud (RGR92)",
    4471: "UTM 38 sud (RGM04)",
}


def methode(dataset: Dataset) -> list:
    """Write the page of sources, method and limits."""
    sections = [
        section("campus", "Ce qu’est un campus", *network()),
        section("label", "Comment le label est attribué", *labelling()),
        section("objectifs", "Six objectifs", *goals()),
        section("donnees", "Ce que contiennent les données", *holdings(dataset)),
        section("preuve", "Comment chaque campus est connu", *evidence(dataset)),
        section("lacunes", "Ce qui manque", *gaps(dataset)),
        section("vagues", "Vagues, dates et territoires", *frame(dataset)),
        section("indicateurs", "Comment chaque indicateur est calculé", *indicators(dataset)),
        section("definitions", "Définition des chiffres de couverture", *figures(dataset)),
        section("carte", "Comment la carte est dessinée", *drawing(dataset)),
        section("style", "Couleurs, formes et lettres, mesurées", *style()),
        section("sources", "Sources et licences", *sources(dataset)),
        section("corrections", "Version, code et corrections", *state(dataset)),
    ]
    return [html.H1("Méthode et sources"), paragraph(DESCRIPTION), contents(sections), *sections]


def network() -> list:
    """Say what a campus is."""
    return [
        paragraph(
            "Un campus des métiers et des qualifications est un réseau, non un bâtiment. Sur un "
            "territoire et pour une filière, il réunit des lycées, des centres de formation "
            "d’apprentis, des organismes de formation continue, des établissements d’enseignement "
            "supérieur, des laboratoires et des entreprises. Élèves, apprentis, étudiants et "
            "stagiaires y trouvent des formations générales, technologiques et professionnelles, "
            "ainsi qu’un hébergement et une vie associative, culturelle et sportive."
        ),
        paragraph(
            "La carte le montre par un seul point, dans la commune de son siège. Les autres "
            "membres du réseau n’y figurent pas."
        ),
    ]


def labelling() -> list:
    """Say how labels are given, under the rules of the first four waves."""
    return [
        paragraph(
            "La loi du 8 juillet 2013 pour la refondation de l’École prévoit les campus dans son "
            "rapport annexé. Des appels à projets suivent ; le décret du 29 septembre 2014 crée le "
            "label et en fixe les règles. Le recteur et le président du conseil régional proposent "
            "ensemble un projet, un groupe d’experts l’examine, puis les ministres chargés de "
            "l’éducation nationale, de l’enseignement supérieur, de la formation professionnelle "
            "et de l’économie attribuent le label par arrêté conjoint."
        ),
        paragraph(
            "Le label vaut alors pour quatre ans et peut être renouvelé. La fin que donne "
            "la fiche d’un campus est calculée ainsi, sans tenir compte d’un renouvellement. Un "
            "décret du 16 septembre 2019 a changé ces règles : durée de cinq ans au plus, cahier "
            "des charges national, mention « excellence »."
        ),
        items(link_out(title, url) for title, url in TEXTS),
    ]


def goals() -> list:
    """Say the six objectives of the campuses."""
    return [
        paragraph(
            "L’appel à projets de février 2014 donne aux campus six objectifs ; les voici, tels "
            "que nous les comprenons."
        ),
        items(GOALS, ordered=True),
    ]


def frame(dataset: Dataset) -> list:
    """Say what a wave is, and of when the territories are."""
    return [
        paragraph(
            "Une vague est le numéro d’un appel à projets, non une date : les labels d’une même "
            "vague ont pu être attribués à des mois d’intervalle. La date de chaque label est "
            "donnée à part, aussi précise qu’elle est connue : jour, mois ou année. La vague d’un "
            "campus est parfois déduite : le compte d’une vague peut s’écarter, dans un sens ou "
            "dans l’autre, du nombre publié."
        ),
        paragraph(
            f"Les {len(dataset.regions)} régions sont celles de 2016, désignées par leur code "
            f"Insee ; les {len(dataset.academies)} académies, vice-rectorat de Mayotte compris, "
            "celles de 2017. Chaque académie tient dans une seule région."
        ),
    ]


def indicators(dataset: Dataset) -> list:
    """Give the method of each indicator."""
    academies = territories(dataset, Level.academie)["population_15_24"].notna().sum()
    *radii, widest = map(str, RAYONS_KM)
    return [
        paragraph(
            "Tous portent sur les campus de la sélection. Des campus manquent : un nombre, un "
            "taux, une diversité ou une part se lit comme un minimum, sauf là où la liste est "
            "complète, et une filière dominante peut changer. À l’inverse, les campus dont le "
            "label est à vérifier sont comptés, sauf avec le filtre « campus sourcés seulement »."
        ),
        items(
            [
                [
                    html.B("Nombre de campus"),
                    " : campus connus dont le siège est dans le territoire.",
                ],
                [
                    html.B("Taux"),
                    f" : nombre de campus, multiplié par {french.number(RATE_PER)} et divisé par "
                    "les habitants de 15 à 24 ans au 1er janvier 2017 (Insee). Pour les "
                    "académies, cette population n’est connue que pour celles qui couvrent "
                    f"toute une région : {academies} sur {len(dataset.academies)} ; les autres "
                    "sont hachurées.",
                ],
                [
                    html.B("Diversité"),
                    " : nombre de filières qui ont au moins un campus connu dans le territoire, "
                    f"de 0 à {len(Filiere)}.",
                ],
                [
                    html.B("Filière dominante"),
                    " : celle qui compte le plus de campus connus. Quand plusieurs sont à "
                    "égalité, le territoire est hachuré et toutes sont nommées.",
                ],
                [
                    html.B("Population à proximité"),
                    " : pour chaque lieu habité, on mesure la distance à vol d’oiseau jusqu’au "
                    "campus le plus proche, fût-il dans une autre région mais jamais au-delà d’un océan, "
                    "le long d’un grand "
                    "cercle d’une sphère de "
                    f"{french.number(EARTH_RADIUS_KM)} km de rayon. La part est la somme des "
                    f"habitants des lieux situés à {', '.join(radii)} ou {widest} km au plus, au "
                    "choix, divisée par la somme des habitants de tous les lieux du territoire. "
                    "Tous les habitants d’un lieu sont comptés en un point, et le trajet réel est "
                    "plus long.",
                ],
            ]
        ),
    ]


def figures(dataset: Dataset) -> list:
    """Define each figure of coverage: the same words as beside it."""
    return [
        part
        for defined in definitions(dataset).values()
        for part in (html.H3(defined.title, id=f"definition-{defined.key}"), terms(defined))
    ]


def drawing(dataset: Dataset) -> list:
    """Say how territories are shaded, marks moved apart, and frames projected."""
    step = french.share(SHARES[0])
    grouped: dict[int, list[str]] = {LAMBERT_93: ["Métropole, Île-de-France agrandie"]}
    for code, name in dataset.regions["region"].items():
        if code in PROJECTIONS:
            grouped.setdefault(PROJECTIONS[code], []).append(name)
    return [
        paragraph(
            "Zéro et l’inconnu ont chacun leur teinte, hors des classes. Le nombre de campus et "
            f"la diversité sont rangés en {MOST_CLASSES} classes au plus, de nombres entiers et "
            "d’étendues voisines ; le taux, par quartiles des taux positifs ; la part de la "
            f"population, par tranches fixes de {step}, {NONE_FOUND[Indicator.population]} "
            "comptant pour zéro. Les bornes sont calculées toutes vagues réunies : "
            "les quatre vagues, vues l’une après l’autre, ont la même échelle."
        ),
        paragraph(
            "Les marques qui se toucheraient sont écartées dans le plan de la carte, d’abord en "
            "anneau autour de leur commune, puis de proche en proche ; un trait y ramène. "
            "Une marque creuse signale un campus qui n’est pas sourcé."
        ),
        paragraph(
            "Les cartons n’ont pas la même échelle que la métropole. Chacun a sa projection "
            "officielle, qui sert aussi à rattacher un point à un territoire."
        ),
        table(
            "Projections",
            ("Territoire", "Projection", "Code EPSG"),
            [(french.listed(names), SYSTEMS[epsg], str(epsg)) for epsg, names in grouped.items()],
        ),
    ]


def state(dataset: Dataset) -> list:
    """Say which version of the data is shown, the licence of the code, and where to report."""
    day = created(dataset.package)
    version = dataset.package.get("version")
    edition = [", édition ", html.Code(version)] if version else []
    made = f", description établie le {day}" if day else ""
    return [
        paragraph(
            "Version des données : ",
            html.Code(dataset.version),
            ", empreinte de tous les fichiers",
            *edition,
            f"{made}.",
        ),
        paragraph("Le code de ce site est libre, sous licence MIT."),
        paragraph(
            "Une erreur, une source qui manque ? Elle peut être signalée dans le dépôt du projet, "
            "en citant l’identifiant du campus et, si possible, l’adresse d’une page publique. Une "
            "correction de données est vérifiée, puis publiée avec une nouvelle empreinte."
        ),
    ]
