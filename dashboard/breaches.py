"""What a folder of data submits to the rules, and how a broken rule is said; opens no file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from .french import quoted
from .query import shown
from .vocabulary import COLUMNS

CAMPUS, REGIONS, ACADEMIES = "campus.csv", "regions.csv", "academies.csv"
EFFECTIFS, PLACES = "effectifs_publies.csv", "places.csv"
VERIFIABLE = tuple(COLUMNS)  # what `champs_a_verifier` may name
NUMBERS = ("population_2017", "population_15_24_2017", "eleves_voie_pro_2020")
FILES = {
    CAMPUS: VERIFIABLE[: VERIFIABLE.index("label_mi_2017")],
    REGIONS: ("code_region", "region", *NUMBERS),
    ACADEMIES: ("academie", "departements"),
    EFFECTIFS: ("perimetre", "date", "effectif", "libelle", "source_url"),
    PLACES: ("id", "nom", "code_region", "latitude", "longitude", "population"),
}


@dataclass(frozen=True)
class Breach:
    """A rule that a file breaks, where and with what; `str()` says it in one French line."""

    file: str
    line: int | None  # from 1, the header's; None for the whole file
    column: str | None
    value: str | None
    rule: str

    def __str__(self) -> str:
        line = f", ligne {self.line}" if self.line else ""
        kind = "colonne" if self.line else "champ"
        column = f", {kind} {shown(self.column)}" if self.column else ""
        value = quoted(shown(self.value)) if self.value else "vide"
        found = "" if self.value is None else f"{value} — "
        return f"{shown(self.file)}{line}{column}\u202f: {found}{self.rule}"


@dataclass(frozen=True)
class Submission:
    """Tables of text whose index is the line in the file, and what they are held against."""

    tables: dict[str, pd.DataFrame]
    regions: gpd.GeoDataFrame  # the outlines: index code_region; region
    academies: gpd.GeoDataFrame  # the outlines: index academie; code_region
    today: date

    def has(self, file: str, *columns: str) -> bool:
        """Whether a file was read and has the columns that a rule needs."""
        return file in self.tables and set(columns) <= set(self.tables[file].columns)

    def say(
        self, file: str, column: str, wrong: pd.Series, rule: str | Callable[[int], str]
    ) -> Iterator[Breach]:
        """Yield a breach for each row that is wrong; the words may depend on the line."""
        for line, value in self.tables[file].loc[wrong, column].items():
            yield Breach(file, line, column, value, rule if isinstance(rule, str) else rule(line))

    def named(self, code: str) -> str:
        """Name a region of the outlines: « Bretagne (53) »."""
        return f"{self.regions.at[code, 'region']} ({code})"
