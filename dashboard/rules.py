"""The rules of the data: tables of text in, breaches in French out; opens no file."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import geopandas as gpd
import pandas as pd

from . import cells
from .breaches import ACADEMIES, CAMPUS, EFFECTIFS, PLACES, REGIONS, Breach, Submission
from .french import quoted
from .location import TOLERANCE_M, misplaced
from .query import shown
from .vocabulary import FRANCE, Preuve

UNIQUE = (
    (CAMPUS, "id"),
    (REGIONS, "code_region"),
    (REGIONS, "region"),
    (ACADEMIES, "academie"),
    (PLACES, "id"),
)

Rule = Callable[[Submission], Iterator[Breach]]
RULES: list[tuple[Rule, tuple[tuple[str, ...], ...]]] = []


def needs(*columns: tuple[str, ...]) -> Callable[[Rule], Rule]:
    """Make a function a rule, applied when its `(file, column, ...)` are all there."""

    def register(rule: Rule) -> Rule:
        RULES.append((rule, columns))
        return rule

    return register


def broken_rules(submission: Submission) -> Iterator[Breach]:
    """Yield every breach of every rule, in no special order."""
    for rule, columns in RULES:
        if all(submission.has(*needed) for needed in columns):
            yield from rule(submission)


@needs()
def forms(submission: Submission) -> Iterator[Breach]:
    """Each cell has the form of its column, and none holds the NUL character."""
    for file, column, pattern, rule in cells.FORMS:
        if submission.has(file, column):
            wrong = ~submission.tables[file][column].str.fullmatch(pattern, flags=re.ASCII)
            yield from submission.say(file, column, wrong, rule)
    for file, table in submission.tables.items():
        for column in table:
            wrong = table[column].str.contains("\0", regex=False)
            yield from submission.say(file, column, wrong, "caractère NUL interdit")


@needs()
def meanings(submission: Submission) -> Iterator[Breach]:
    """Dates exist, addresses are addresses, doubts are about columns."""

    def date_fault(text: str) -> str | None:
        return cells.date_fault(text, submission.today)

    for file, column, fault in (
        (CAMPUS, "date_labellisation", lambda text: date_fault(text) if text else None),
        (EFFECTIFS, "date", date_fault),
        (CAMPUS, "champs_a_verifier", cells.doubts_fault),
        (CAMPUS, "source_url", cells.urls_fault),
        (EFFECTIFS, "source_url", cells.url_fault),
    ):
        if submission.has(file, column):
            for line, value in submission.tables[file][column].items():
                if rule := fault(value):
                    yield Breach(file, line, column, value, rule)


@needs((CAMPUS, "source_url", "preuve"))
def sourced(submission: Submission) -> Iterator[Breach]:
    """What is called sourced has an address."""
    campuses = submission.tables[CAMPUS]
    bare = (campuses["preuve"] == Preuve.source) & (campuses["source_url"].str.strip() == "")
    rule = f"adresse de page attendue quand la preuve est {quoted(Preuve.source)}"
    yield from submission.say(CAMPUS, "source_url", bare, rule)


@needs()
def duplicates(submission: Submission) -> Iterator[Breach]:
    """An identifier appears once."""
    for file, column in UNIQUE:
        if submission.has(file, column):
            lines: dict[str, int] = {}
            for line, value in submission.tables[file][column].items():
                if lines.setdefault(value, line) != line:
                    yield Breach(file, line, column, value, f"déjà à la ligne {lines[value]}")


@needs((EFFECTIFS, "perimetre", "date"))
def counted_once(submission: Submission) -> Iterator[Breach]:
    """A perimeter has one published count at a date."""
    lines: dict[tuple[str, str], int] = {}
    for row in submission.tables[EFFECTIFS].itertuples():
        if (first := lines.setdefault((row.perimetre, row.date), row.Index)) != row.Index:
            rule = f"ce périmètre et cette date sont déjà à la ligne {first}"
            yield Breach(
                EFFECTIFS, row.Index, "perimetre date", f"{row.perimetre} {row.date}", rule
            )


@needs()
def territories(submission: Submission) -> Iterator[Breach]:
    """Regions and académies are those of the outlines, and their own files leave none out."""
    regions, academies = submission.regions.index, submission.academies.index
    for file, column, known, noun in (
        (CAMPUS, "code_region", regions, "région"),
        (CAMPUS, "academie", academies, "académie"),
        (REGIONS, "code_region", regions, "région"),
        (ACADEMIES, "academie", academies, "académie"),
        (PLACES, "code_region", regions, "région"),
    ):
        if submission.has(file, column):
            codes = submission.tables[file][column]
            unknown = f"{noun} inconnue\u202f; {cells.choices(known)}"
            yield from submission.say(file, column, ~codes.isin(known), unknown)
            if file in (REGIONS, ACADEMIES):
                for code in known.difference(codes, sort=False):
                    yield Breach(file, None, column, code, f"{noun} absente du fichier")


@needs((CAMPUS, "code_region", "region"), (REGIONS, "code_region", "region"))
def region_names(submission: Submission) -> Iterator[Breach]:
    """A campus names its region as regions.csv does."""
    campuses = submission.tables[CAMPUS]
    names = dict(submission.tables[REGIONS][["code_region", "region"]].itertuples(index=False))
    name = campuses["code_region"].map(names)
    yield from submission.say(
        CAMPUS,
        "region",
        name.notna() & (name != campuses["region"]),
        lambda line: (
            f"la région {shown(campuses.at[line, 'code_region'])} s’appelle "
            f"{quoted(shown(name[line]))} dans {REGIONS}"
        ),
    )


@needs((CAMPUS, "academie", "code_region"))
def academie_of_region(submission: Submission) -> Iterator[Breach]:
    """The académie of a campus is in its region."""
    campuses = submission.tables[CAMPUS]
    declared = campuses["code_region"]
    true = campuses["academie"].map(submission.academies["code_region"])
    yield from submission.say(
        CAMPUS,
        "academie",
        true.notna() & declared.isin(submission.regions.index) & (true != declared),
        lambda line: (
            f"académie de la région {submission.named(true[line])}, "
            f"et non {submission.named(declared[line])}"
        ),
    )


@needs((ACADEMIES, "academie", "departements"))
def departements(submission: Submission) -> Iterator[Breach]:
    """An académie lists codes of départements, each of them in one académie only."""
    owners: dict[str, str] = {}
    for row in submission.tables[ACADEMIES].itertuples():
        codes = row.departements.split()
        if row.departements != " ".join(codes) or not codes:
            rule = "codes attendus, séparés par une seule espace, sans espace en trop"
            yield Breach(ACADEMIES, row.Index, "departements", row.departements, rule)
        for code in codes:
            rule = None
            if not re.fullmatch(cells.DEPARTEMENT, code, re.ASCII):
                rule = f"{quoted(shown(code))} n’est pas un code de département"
            elif code in owners:
                rule = f"le département {code} est déjà dans l’académie {quoted(owners[code])}"
            if rule:
                yield Breach(ACADEMIES, row.Index, "departements", row.departements, rule)
            owners.setdefault(code, shown(row.academie))


@needs((CAMPUS, "academie", "code_commune"), (ACADEMIES, "academie", "departements"))
def commune_of_academie(submission: Submission) -> Iterator[Breach]:
    """The commune of a campus is in a département of its académie."""
    campuses = submission.tables[CAMPUS]
    known = dict(submission.tables[ACADEMIES][["academie", "departements"]].itertuples(index=False))
    for row in campuses[campuses["academie"].isin(known)].itertuples():
        code, codes = row.code_commune, known[row.academie]
        departement = code[:3] if code.startswith("97") else code[:2]
        if re.fullmatch(r"(\d\d|2[AB])\d{3}", code, re.ASCII) and departement not in codes.split():
            rule = (
                f"commune du département {departement}, hors de l’académie "
                f"{quoted(shown(row.academie))} ({shown(codes)})"
            )
            yield Breach(CAMPUS, row.Index, "code_commune", code, rule)


@needs()
def coordinates(submission: Submission) -> Iterator[Breach]:
    """A latitude and a longitude are decimal numbers in their range."""
    for file in (CAMPUS, PLACES):
        for column, bound in (("latitude", 90), ("longitude", 180)):
            if submission.has(file, column):
                wrong = cells.number(submission.tables[file][column], bound).isna()
                rule = f"nombre décimal (avec un point) attendu, entre -{bound} et {bound}"
                yield from submission.say(file, column, wrong, rule)


@needs((CAMPUS, "code_region", "latitude", "longitude"))
def points(submission: Submission) -> Iterator[Breach]:
    """A campus lies in its region: within its outline, beside it, or off its coast."""
    campuses = submission.tables[CAMPUS]
    y, x = cells.number(campuses["latitude"], 90), cells.number(campuses["longitude"], 180)
    declared = campuses["code_region"]

    def outside(x: pd.Series, y: pd.Series) -> pd.Series:
        spots = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), index=x.index, crs=4326)
        return misplaced(spots, declared[spots.index], submission.regions)

    whole = y.notna() & x.notna() & declared.isin(submission.regions.index)
    wrong = outside(x[whole], y[whole])
    swapped = wrong.index.difference(outside(y[wrong.index], x[wrong.index]).index)
    far = f"à plus de {TOLERANCE_M // 1000}\u00a0km de toute région"
    for line, code in wrong.items():
        place = f"en {submission.named(code)}" if pd.notna(code) else far
        said = submission.named(declared[line])
        rule = f"hors de la région déclarée, {said}\u202f; ce point est {place}"
        rule += "\u202f; latitude et longitude semblent interverties" if line in swapped else ""
        value = f"{campuses.at[line, 'latitude']} {campuses.at[line, 'longitude']}"
        yield Breach(CAMPUS, line, "latitude longitude", value, rule)


@needs((EFFECTIFS, "perimetre"), (REGIONS, "region"))
def perimeters(submission: Submission) -> Iterator[Breach]:
    """A published count is the country's or a region's."""
    known = [FRANCE, *submission.tables[REGIONS]["region"]]
    wrong = ~submission.tables[EFFECTIFS]["perimetre"].isin(known)
    rule = f"périmètre inconnu\u202f; {cells.choices(map(shown, known))}"
    yield from submission.say(EFFECTIFS, "perimetre", wrong, rule)


@needs(
    (CAMPUS, "code_region"),
    (REGIONS, "code_region", "region"),
    (EFFECTIFS, "perimetre", "date", "effectif"),
)
def published_counts(submission: Submission) -> Iterator[Breach]:
    """No more campuses than the last published count, in the country or in a region."""
    effectifs, regions = submission.tables[EFFECTIFS], submission.tables[REGIONS]
    campuses = submission.tables[CAMPUS]["code_region"]
    names = dict(regions[["code_region", "region"]].itertuples(index=False))
    counts = Counter(names.get(code) for code in campuses)
    counts[FRANCE] = len(campuses)
    numbered = effectifs["effectif"].str.fullmatch(cells.COUNT, flags=re.ASCII)
    faults = [cells.date_fault(text, submission.today) for text in effectifs["date"]]
    sound = effectifs[numbered & pd.isna(faults)]
    last = sound.sort_values("date", kind="stable").drop_duplicates("perimetre", keep="last")
    for row in last.itertuples():
        if counts[row.perimetre] > int(row.effectif):
            rule = (
                f"{CAMPUS} en compte {counts[row.perimetre]}, plus que ce dernier effectif publié "
                f"({shown(row.perimetre)}, {shown(row.date)})\u202f; celui d’une date plus récente s’ajoute "
                f"sur une ligne de plus"
            )
            yield Breach(EFFECTIFS, row.Index, "effectif", row.effectif, rule)
