"""What a single cell may hold: its form, and what is said of one that has another."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from .breaches import CAMPUS, EFFECTIFS, NUMBERS, PLACES, REGIONS, VERIFIABLE
from .french import date as french_date
from .french import quoted
from .query import shown
from .vocabulary import Filiere, Preuve, Vague

FIRST_YEAR = 2013  # the first labels
URL = re.compile(r"""https?://[^\s"'<>`\\]+""", re.IGNORECASE)
PAGE = "adresse de page (http ou https) attendue"
JOINED = re.compile(r"[,;](https?:|$)", re.IGNORECASE)  # to another, as in `champs_a_verifier`
HOST = re.compile(r"\w([\w-]*\w)?(\.\w([\w-]*\w)?)*\.?")


def choices(values: Iterable[object]) -> str:
    """List the values that a column admits."""
    return f"valeurs admises\u202f: {', '.join(map(str, values))}"


def either(values: Iterable[object]) -> str:
    """Return the regular expression of a list of values."""
    return "|".join(re.escape(str(value)) for value in values)


VAGUES = [vague.value for vague in Vague]
DEPARTEMENT = r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[12346]"
# `u`: a no-break space, which comes with a pasted text, is a space too.
FILLED, TIGHT = r"(?su:\s*\S.*)", r"(?su:\s*|\S(.*\S)?)"
COUNT, SOME = r"\d{1,12}", r"0*[1-9]\d{,11}"
NOT_COUNT = "nombre entier positif ou nul attendu, sans espace ni virgule"
NONE = "nombre entier d’au moins 1 attendu, sans espace ni virgule"
LONGEST_ID = 80
FORMS = (  # of a single cell: file, column, regular expression, what is said otherwise
    (
        CAMPUS,
        "id",
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "identifiant mal formé\u202f; minuscules et chiffres attendus, séparés par des tirets",
    ),
    (
        CAMPUS,
        "id",
        rf"(?s).{{,{LONGEST_ID}}}",
        f"identifiant trop long\u202f; {LONGEST_ID} caractères au plus",
    ),
    (CAMPUS, "nom", FILLED, "nom manquant"),
    (CAMPUS, "filiere", either(Filiere), f"filière inconnue\u202f; {choices(Filiere)}"),
    (CAMPUS, "vague", either(VAGUES), f"vague inconnue\u202f; {choices(VAGUES)}"),
    (
        CAMPUS,
        "code_commune",
        r"(\d\d|2[AB])\d{3}",
        "code de commune mal formé\u202f; code INSEE de cinq caractères attendu, zéro du début compris",
    ),
    (CAMPUS, "commune", FILLED, "commune manquante"),
    (CAMPUS, "preuve", either(Preuve), f"preuve inconnue\u202f; {choices(Preuve)}"),
    (REGIONS, "region", FILLED, "nom manquant"),
    *((REGIONS, column, SOME, NONE) for column in NUMBERS[:2]),  # of people
    (REGIONS, NUMBERS[2], COUNT, NOT_COUNT),
    (EFFECTIFS, "effectif", COUNT, NOT_COUNT),
    (EFFECTIFS, "libelle", FILLED, "libellé manquant"),
    (PLACES, "id", r"\d+", "identifiant de GeoNames attendu (nombre entier)"),
    (PLACES, "nom", FILLED, "nom manquant"),
    (PLACES, "population", SOME, NONE),
    *(
        (file, column, TIGHT, "espace en trop, au début ou à la fin")
        for file, column in (
            (CAMPUS, "nom"),
            (CAMPUS, "commune"),
            (CAMPUS, "etablissement_support"),
            (REGIONS, "region"),
            (EFFECTIFS, "libelle"),
            (PLACES, "nom"),
        )
    ),
)


def number(cells: pd.Series, bound: int) -> pd.Series:
    """Read decimal numbers within ± bound; NaN for the others, « nan », « 1e1 » and « 1,5 » too."""
    plain = cells.str.fullmatch(r"-?\d{1,3}(\.\d+)?", flags=re.ASCII)
    values = pd.to_numeric(cells.where(plain)).astype(float)
    return values.where(values.abs() <= bound)


def date_fault(text: str, today: date) -> str | None:
    """Say why a text is no year, month or day from the first labels to today."""
    form = re.fullmatch(r"(\d{4})(-\d\d)?(-\d\d)?", text, re.ASCII)
    try:
        day = date.fromisoformat("".join(form.groups("-01"))) if form else None
    except ValueError:
        day = None
    if day is None:
        return "date impossible\u202f; AAAA, AAAA-MM ou AAAA-MM-JJ attendu"
    if day.year < FIRST_YEAR:
        return f"date impossible\u202f; les premiers labels sont de {FIRST_YEAR}"
    clock = "d’après l’horloge de cette machine"
    latest = f"le {french_date(today.isoformat())} au plus tard, {clock}"
    return f"date impossible\u202f; {latest}" if day > today else None


def doubts(text: str) -> list[str]:
    """Read `champs_a_verifier`: names of columns separated by semicolons."""
    return [name.strip() for name in text.split(";") if name.strip()]


def doubts_fault(text: str) -> str | None:
    """Say which names of `champs_a_verifier` are no column's."""
    unknown = [quoted(shown(name)) for name in doubts(text) if name not in VERIFIABLE]
    return (
        f"colonne inconnue\u202f: {', '.join(unknown)}\u202f; {choices(VERIFIABLE)}"
        if unknown
        else None
    )


def urls(text: str) -> list[str]:
    """Read `source_url`: addresses separated by spaces."""
    return [address for address in text.split(" ") if address]


def urls_fault(text: str) -> str | None:
    """Say which parts of `source_url` are no address of a page."""
    wrong = [address for address in urls(text) if not is_url(address) or JOINED.search(address)]
    which = f", et non {', '.join(quoted(shown(address)) for address in wrong)}"
    joined = any(map(JOINED.search, wrong))
    rule = f"{PAGE}, une espace seule entre deux" if joined else PAGE
    return rule + (which if wrong != [text] else "") if wrong else None


def url_fault(text: str) -> str | None:
    """Say that a text is no address of one page."""
    return None if is_url(text) else PAGE


def is_url(text: str) -> bool:
    """Whether a text is a page's address, with a host and no character that could end it."""
    try:
        address = urlsplit(text)
        host, _ = address.hostname or "", address.port  # `port` raises on one that is no number
    except ValueError:
        return False
    return bool(URL.fullmatch(text) and text.isprintable() and HOST.fullmatch(host))
