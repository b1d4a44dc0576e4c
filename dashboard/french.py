"""Write numbers, dates and lists as French readers expect; nothing of ours imported."""

import errno
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import isnan

NNBSP = "\u202f"  # before ; : ! ? % and between thousands
NBSP = "\u00a0"  # between a number and its unit
RATE_DECIMALS = 2
BARELY = 0.005  # a share below which a whole percentage says nobody
# What a share that only rounds to nobody, or to everybody, is said to be under, or over.
IN_WORDS, IN_SIGNS = ("moins de ", "plus de "), ("<\u202f", ">\u202f")
UNITS = (
    "km|m|mm|cm|px|pt|ppp|ms|s|[kKMG]i?o|ans|octets?|pixels?|points?|secondes?|minutes?|habitants?"
    "|personnes|élèves"
)
APOSTROPHE, DASH = re.compile(r"(?<=\w)'(?=[\w«])"), re.compile(r"(?<=\w) - (?=\w)")
YEARS = re.compile(r"(?<![\w/=-])((?:19|20)\d\d)-((?:19|20)\d\d)(?![\w./-])")
THOUSANDS = re.compile(r"(?<![\d,.\u202f])\d{1,3}(?: \d{3})+(?![\d,])")
NARROW = re.compile(r" (?=[;:!?»%])|(?<=«) ")
TIED = re.compile(rf"(?<=\d) (?=(?:{UNITS})\b)|(?<=n°) (?=\d)|(?<=niveau) (?=\d)")
LONG = re.compile("élécommu(?=nic)|bio(?=tech)|agro(?=alim)")
MONTHS = tuple(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
# What stops a file from being read or written; by the system's own number.
FAILURES = {
    errno.ENOENT: "introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EEXIST: "un fichier porte ce nom",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota de disque atteint",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENFILE: "trop de fichiers ouverts",
}


@lru_cache(maxsize=16384)
def typeset(text: str) -> str:
    """Set a text typed with plain spaces and straight apostrophes as French is printed.

    Narrow no-break spaces before « ; : ! ? % », inside quotation marks and between thousands; no-break
    spaces between a number and its unit, « niveau » and its number; an en dash between years.
    """
    text = THOUSANDS.sub(lambda found: found[0].replace(" ", NNBSP), signs(text))
    return TIED.sub(NBSP, NARROW.sub(NNBSP, text))


def signs(text: str) -> str:
    """Write the apostrophes and dashes of names as they are printed: « Paris – Val d’Europe »."""
    text = APOSTROPHE.sub("’", text) if "'" in text else text
    return YEARS.sub(r"\1–\2", DASH.sub(" – ", text)) if "-" in text else text


def number(value: float, decimals: int = 0) -> str:
    """Write a number with a decimal comma and narrow spaces between thousands."""
    return f"{value:,.{decimals}f}".replace(",", NNBSP).replace(".", ",")


def rate(value: float) -> str:
    """Write a rate, as many decimals wherever it is printed, a plain zero, or less than can be printed: « < 0,01 »."""
    if value and not round(value, RATE_DECIMALS):
        return f"<{NNBSP}{number(10**-RATE_DECIMALS, RATE_DECIMALS)}"
    return number(value, RATE_DECIMALS if value else 0)


def share(value: float, beyond: tuple[str, str] | None = None, decimals: int = 0) -> str:
    """Write a share from 0 to 1 as a percentage, « inconnu » when it is not known.

    Parameters
    ----------
    beyond : how to say that it is under the least percentage, or over the greatest below 100, rather than
        let a few people round to nobody, or all but a few to everybody: `IN_WORDS` or `IN_SIGNS`.
    """
    if isnan(value):
        return "inconnu"
    percentage, before = round(100 * value, decimals), ""
    if beyond and 0 < value < 1 and percentage in (0, 100):
        step = 10**-decimals
        before, percentage = (beyond[1], 100 - step) if percentage else (beyond[0], step)
    return f"{before}{number(percentage, decimals)}{NNBSP}%"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Write a count and its noun: « 1 région », « 8 régions », « 0 région »."""
    return f"{number(count)} {(plural or singular + 's') if count > 1 else singular}"


def listed(words: Sequence[str], last: str = "et") -> str:
    """Join words with commas, « et » (or « ou ») before the last."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def enumerated(names: Sequence[str], last: str = "et") -> str:
    """Join names that may hold commas: several are quoted."""
    return listed([quoted(name) for name in names] if len(names) > 1 else names, last)


def quoted(words: str) -> str:
    """Put words between French quotation marks."""
    return f"«{NNBSP}{words}{NNBSP}»"


def breakable(words: str) -> str:
    """Say where the longest words of the filières may be broken: « télécommu-nications », « agro-alimentaire »."""
    return LONG.sub("\\g<0>\u00ad", words)


def of(words: str) -> str:
    """Put « de » before words: « d’octobre 2016 », « du 13 février 2017 », « de mai 2016 »."""
    if words[0].isdigit() and " " in words:
        return f"du {words}"
    return f"d’{words}" if words[0] in "aeiouhâéèêîôù" else f"de {words}"


def at(town: str) -> str:
    """Put « à » before a town: « à Pau », « au Havre », « aux Abymes », « à La Baule »."""
    for article, merged in (("Le ", "au "), ("Les ", "aux ")):
        if town.startswith(article):
            return merged + town.removeprefix(article)
    return f"à {town}"


def date(iso: str) -> str:
    """Write an ISO year, month or day in words: « 2017 », « février 2017 », « 13 février 2017 »."""
    year, *rest = iso.split("-")
    words = [MONTHS[int(rest[0]) - 1], year] if rest else [year]
    if len(rest) == 2:
        day = int(rest[1])
        words.insert(0, "1er" if day == 1 else str(day))
    return " ".join(words)


def failure(error: OSError) -> str:
    """Say why the system could not read or write: « disque plein », else the name that it gives the error."""
    return FAILURES.get(error.errno) or errno.errorcode.get(error.errno, "erreur du système")


def plain(text: str) -> str:
    """Fold a text for searching and sorting: lower case, no accents, one apostrophe."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
