"""Codes of the domain and their French labels: no data, no drawing, nothing of ours imported."""

from enum import IntEnum, StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code that carries its French label: `Filiere("tourisme").label`."""

    label: str
    short: str

    def __new__(cls, code: str, label: str, short: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.short = short or label
        return member


class Filiere(Labelled):
    """The twelve official sectors, in the order of the ministry's map of June 2017."""

    mobilite = (
        "mobilite",
        "Mobilité, aéronautique, transports terrestres et maritimes",
        "Mobilité, aéronautique, transports",
    )
    materiaux = "materiaux", "Matériaux, matériaux innovants", "Matériaux innovants"
    services_personne = "services-personne", "Services à la personne, bien-être"
    tourisme = "tourisme", "Tourisme, gastronomie"
    batiment = (
        "batiment",
        "Infrastructures, bâtiment, éco-construction",
        "Bâtiment, éco-construction",
    )
    services_entreprises = "services-entreprises", "Services aux entreprises, logistique"
    creation = "creation", "Création, design, audiovisuel"
    energie = "energie", "Transition énergétique, éco-industrie", "Transition énergétique"
    alimentaire = "alimentaire", "Alimentaire, agroalimentaire"
    chimie = "chimie", "Chimie et biotechnologies"
    mecatronique = "mecatronique", "Systèmes innovants, mécatronique"
    numerique = "numerique", "Numérique, télécommunications"


class Vague(IntEnum):
    """A numbered call for projects: not a date."""

    une = 1
    deux = 2
    trois = 3
    quatre = 4


class Preuve(Labelled):
    """How a row of the data is known."""

    source = "source", "sourcé", "sourcé"
    partiel = "partiel", "en partie déduit", "à vérifier"
    memoire = "mémoire", "sans page retrouvée", "à vérifier"


class Level(Labelled):
    """The territories that are shaded."""

    region = "region", "région"
    academie = "academie", "académie"


RATE_PER = 100_000
PER_YOUNG = f"pour {RATE_PER:,}\u00a0habitants de 15 à 24\u00a0ans".replace(",", "\u202f")


class Indicator(Labelled):
    """What the shade of a territory says; the label is the title of the legend, `{}` the radius.

    A whole number, but for `RATES`, and for `population`, a share.
    """

    effectif = "effectif", "Nombre de campus connus", "Nombre de campus"
    taux = "taux", f"Campus connus {PER_YOUNG}", "Campus pour 100\u202f000 jeunes"
    diversite = "diversite", "Nombre de filières présentes, sur douze", "Filières présentes"
    dominante = "dominante", "Filière la plus représentée", "Filière dominante"
    population = (
        "population",
        "Part de la population vivant à moins de {}\u00a0km d’un campus, à vol d’oiseau",
        "Population à proximité",
    )


# Indicators that are rates, written with decimals, and what each is counted for.
RATES = {Indicator.taux: PER_YOUNG}


class Vue(Labelled):
    """The page's ways to look at one selection."""

    carte = "carte", "Carte"
    couverture = "couverture", "Couverture"
    liste = "liste", "Liste"


class State(Labelled):
    """Whether a territory has a campus, in the order in which one state outweighs the next."""

    present = "present", "au moins un campus"
    hors_filtre = "hors-filtre", "un campus est connu, hors du filtre"
    absent = "absent", "aucun campus, la liste du territoire est complète"
    a_confirmer = (
        "a-confirmer",
        "aucun campus connu, liste incomplète ou non publiée\u202f: à confirmer",
    )


class Tri(Labelled):
    """The order of the rows of the grid of coverage."""

    nom = "nom", "nom"
    total = "total", "nombre de campus"
    lacunes = "lacunes", "nombre de lacunes"


class Theme(Labelled):
    """The colours of a view shown away from the dashboard."""

    auto = "auto", "comme l’appareil du lecteur"
    clair = "clair", "clair"
    sombre = "sombre", "sombre"


class Tirage(Labelled):
    """The colours of a printed view."""

    clair = "clair", "clair"
    sombre = "sombre", "sombre"
    gris = "gris", "niveaux de gris"


RAYONS_KM = (25, 50, 100)
# INSEE codes of the 18 regions of 2016 (Code officiel géographique); their names are data.
REGIONS = tuple("01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94".split())
DROM = REGIONS[:5]
FRANCE = "France"  # the whole country, among its territories

# Columns of campus.csv as a reader knows them; the last one exists only in `champs_a_verifier`.
COLUMNS = {
    "id": "identifiant",
    "nom": "nom",
    "filiere": "filière",
    "vague": "vague de labellisation",
    "date_labellisation": "date de labellisation",
    "academie": "académie",
    "code_region": "code de la région",
    "region": "région",
    "code_commune": "code de la commune",
    "commune": "commune du siège",
    "etablissement_support": "établissement support",
    "latitude": "latitude",
    "longitude": "longitude",
    "source_url": "sources",
    "preuve": "preuve",
    "champs_a_verifier": "champs à vérifier",
    "note": "note",
    "label_mi_2017": "label acquis à la mi-2017",
}

# What abbreviations that a reader meets stand for.
ABBREVIATIONS = {
    "AEF": "Agence éducation formation",
    "BFC": "Bourgogne-Franche-Comté",
    "BTP": "bâtiment et travaux publics",
    "CAPTCHA": "test qui distingue un humain d’un robot",
    "CEDEX": "courrier d’entreprise à distribution exceptionnelle",
    "CIEDE2000": "écart de couleur de la Commission internationale de l’éclairage, formule de 2000",
    "CSS": "feuilles de style en cascade (Cascading Style Sheets)",
    "CSV": "valeurs séparées par des virgules (Comma-Separated Values)",
    "DEPP": "direction de l’évaluation, de la prospective et de la performance",
    "DMI": "Design, matériaux, innovation",
    "ENSMM": "École nationale supérieure de mécanique et des microtechniques",
    "ENSTIB": "École nationale supérieure des technologies et industries du bois",
    "EPSG": "registre de systèmes de coordonnées (European Petroleum Survey Group)",
    "ESTP": "École spéciale des travaux publics",
    "HEREC": "habitat, énergies renouvelables et éco-construction",
    "HTML": "langage de balisage des pages (HyperText Markup Language)",
    "IUT": "institut universitaire de technologie",
    "Insee": "Institut national de la statistique et des études économiques",
    "JAWS": "lecteur d’écran (Job Access With Speech)",
    "LMB": "lycée des métiers du bâtiment",
    "LP": "lycée professionnel",
    "MIT": "Massachusetts Institute of Technology",
    "NVDA": "lecteur d’écran (NonVisual Desktop Access)",
    "PDF": "format de page (Portable Document Format)",
    "PNG": "image en pixels (Portable Network Graphics)",
    "RGAA": "référentiel général d’amélioration de l’accessibilité",
    "RGAF09": "réseau géodésique des Antilles françaises, 2009",
    "RGF93": "réseau géodésique français, 1993",
    "RGFG95": "réseau géodésique français de Guyane, 1995",
    "RGM04": "réseau géodésique de Mayotte, 2004",
    "RGR92": "réseau géodésique de La Réunion, 1992",
    "RVB": "rouge, vert, bleu",
    "SVG": "image vectorielle (Scalable Vector Graphics)",
    "UTBM": "université de technologie de Belfort-Montbéliard",
    "UTF-8": "codage universel des caractères (Unicode Transformation Format)",
    "UTM": "projection transverse universelle de Mercator (Universal Transverse Mercator)",
    "WAI-ARIA": "applications riches accessibles (Accessible Rich Internet Applications)",
    "WCAG": "règles pour l’accessibilité des contenus Web (Web Content Accessibility Guidelines)",
}
