"""What the reader asked to see, and its one form in the URL; touches no data.

Grammar of the query string: README.md, « Paramètres ». A full list means the same as none, and is written so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Self
from urllib.parse import parse_qsl, quote_plus

from .french import quoted
from .query import InvalidSelection, by_text, read_choice, read_choices, shown
from .vocabulary import RAYONS_KM, REGIONS, Filiere, Indicator, Level, Preuve, Tri, Vague, Vue

PARAMETERS = tuple(
    "filiere vague region preuve niveau indicateur rayon campus vue tri essai contre".split()
)
LISTS = ("filiere", "vague", "region", "essai", "contre")  # that take several values
MOST_ESSAIS = 10  # towns of one scenario
NAMED = "Paramètres admis"
ALL = "toutes"  # every filière, as a side of a comparison


def read_params(query: str, options: Collection[str] = ()) -> dict[str, str]:
    """Split a query string into parameters, once each and none of them unknown or empty.

    Parameters
    ----------
    query : the part of an address after « ? », with or without it.
    options : names accepted besides the selection's own, such as `excel` for a CSV file.

    Raises
    ------
    InvalidSelection
    """
    names = (*PARAMETERS, *options)
    params: dict[str, str] = {}
    try:
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=50)
    except ValueError as error:
        raise InvalidSelection("…", "plus de 50 paramètres dans l’adresse", names, NAMED) from error
    for name, value in pairs:
        if name not in names:
            raise InvalidSelection(name, "paramètre inconnu", names, NAMED)
        if name in params:
            twice = f"donné deux fois, {quoted(shown(params[name]))} puis {quoted(shown(value))}"
            once = "\u202f; une seule suffit, ses valeurs séparées par des virgules"
            problem = twice + (once if name in LISTS else "")
            raise InvalidSelection(name, problem, CHOICES.get(name, ()))
        if not value:
            raise InvalidSelection(name, "valeur vide", CHOICES.get(name, ()))
        params[name] = value
    return params


def read_essai(text: str, places: Collection[str] | None) -> frozenset[str]:
    """Return the ids of places of a scenario; any text is one where the places are not given."""
    values = text.split(",")
    for value in values:
        if not value or (places is not None and value not in places):
            problem = f"aucun lieu {quoted(shown(value))} dans ces données"
            raise InvalidSelection(
                "essai", f"{problem} (identifiants\u202f: colonne «\u202fid\u202f» de villes.csv)"
            )
    if len(set(values)) < len(values):
        raise InvalidSelection("essai", f"lieu répété dans {quoted(shown(text))}")
    if len(values) > MOST_ESSAIS:
        raise InvalidSelection("essai", f"plus de {MOST_ESSAIS} lieux")
    return frozenset(values)


def read_contre(text: str) -> frozenset[str]:
    """Return the filières and waves of the other side of a comparison, as their text."""
    values = read_choices("contre", text, CHOICES["contre"])
    if ALL in values and values & set(Filiere):
        problem = f"{quoted(ALL)} les filières et une seule dans {quoted(shown(text))}"
        raise InvalidSelection("contre", problem, CHOICES["contre"])
    return values - set(Filiere) | {ALL} if values >= set(Filiere) else values


CHOICES = {
    "filiere": by_text(Filiere),
    "vague": by_text(Vague),
    "region": by_text(REGIONS),
    "preuve": by_text([Preuve.source]),
    "niveau": by_text(Level),
    "indicateur": by_text(Indicator),
    "rayon": by_text(RAYONS_KM),
    "vue": by_text(Vue),
    "tri": by_text(Tri),
    "contre": by_text([ALL, *(f.value for f in Filiere), *(str(v.value) for v in Vague)]),
}

FILIERES, SIDES = list(Filiere), list(CHOICES["contre"])  # in the order in which they are written


@dataclass(frozen=True)
class Selection:
    """Filters and view chosen by the reader; an empty set means « all »."""

    filieres: frozenset[Filiere] = frozenset()
    vagues: frozenset[Vague] = frozenset()
    regions: frozenset[str] = frozenset()
    sourced_only: bool = False
    level: Level = Level.region
    indicator: Indicator = Indicator.effectif
    rayon_km: int = 50
    campus: str | None = None
    vue: Vue = Vue.carte
    tri: Tri = Tri.nom
    essai: frozenset[str] = frozenset()
    contre: frozenset[str] = frozenset()

    NO_FILTER: ClassVar[dict] = {
        "filieres": frozenset(),
        "vagues": frozenset(),
        "regions": frozenset(),
        "sourced_only": False,
        "campus": None,
    }

    def __post_init__(self) -> None:
        for name, everything in (("filieres", Filiere), ("vagues", Vague), ("regions", REGIONS)):
            if len(getattr(self, name)) == len(everything):
                object.__setattr__(self, name, frozenset())

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Read a query string such as `?filiere=tourisme&vague=4`; any text is taken as the id of a campus or place.

        Raises
        ------
        InvalidSelection
            For an unknown or repeated parameter, an unknown, repeated or empty value.
        """
        return cls.from_params(read_params(query))

    @classmethod
    def from_params(
        cls,
        params: dict[str, str],
        campuses: Collection[str] | None = None,
        places: Collection[str] | None = None,
    ) -> Self:
        """Read the selection's own parameters, already split; others are left to their route.

        Parameters
        ----------
        campuses, places : the ids that exist; without them any text is taken as one.
        """

        def several(name: str) -> frozenset:
            return (
                read_choices(name, params[name], CHOICES[name]) if name in params else frozenset()
            )

        def one(name: str, default):
            return read_choice(name, params[name], CHOICES[name]) if name in params else default

        campus = params.get("campus")
        if campus is not None and campuses is not None and campus not in campuses:
            raise InvalidSelection(
                "campus", f"aucun campus {quoted(shown(campus))} dans ces données"
            )
        return cls(
            filieres=several("filiere"),
            vagues=several("vague"),
            regions=several("region"),
            sourced_only="preuve" in params and bool(one("preuve", None)),
            level=one("niveau", cls.level),
            indicator=one("indicateur", cls.indicator),
            rayon_km=one("rayon", cls.rayon_km),
            campus=campus,
            vue=one("vue", cls.vue),
            tri=one("tri", cls.tri),
            essai=read_essai(params["essai"], places) if "essai" in params else frozenset(),
            contre=read_contre(params["contre"]) if "contre" in params else frozenset(),
        )

    def written(self) -> dict[str, str]:
        """Write every parameter, in canonical order, lists in the vocabulary's; empty for none."""
        return {
            "filiere": ",".join(sorted(self.filieres, key=FILIERES.index)),
            "vague": ",".join(str(v) for v in sorted(self.vagues)),
            "region": ",".join(sorted(self.regions)),
            "preuve": Preuve.source if self.sourced_only else "",
            "niveau": self.level,
            "indicateur": self.indicator,
            "rayon": str(self.rayon_km),
            "campus": self.campus or "",
            "vue": self.vue,
            "tri": self.tri,
            "essai": ",".join(sorted(self.essai)),
            "contre": ",".join(sorted(self.contre, key=SIDES.index)),
        }

    def to_params(self) -> dict[str, str]:
        """Write what differs from the default, in canonical order."""
        return {name: str(value) for name, value in self.written().items() if value != USUAL[name]}

    def to_query(self) -> str:
        """Write the canonical query string, without « ? »; the default selection is empty."""
        params = self.to_params()
        for free in {"campus", "essai"} & params.keys():  # the others take our own words only
            params[free] = quote_plus(params[free], safe=",")
        return "&".join(map("=".join, params.items()))

    def to_search(self) -> str:
        """Write the query string with its « ? », or nothing for the default selection."""
        query = self.to_query()
        return f"?{query}" if query else ""

    def but(self, **changes) -> Self:
        """Return the selection with some fields changed."""
        return Selection(**(vars(self) | changes))

    def toggled(self, field: str, value) -> Self:
        """Return the selection with one value of a set added, or taken out when it is in."""
        return self.but(**{field: getattr(self, field) ^ {value}})

    @property
    def of_files(self) -> Self:
        """The selection whose data are the same, without what only shows it otherwise."""
        return self.pictured.but(campus=None)

    @property
    def pictured(self) -> Self:
        """The selection as one still map shows it, without what the page sets beside or instead of the map."""
        return self.but(vue=Vue.carte, tri=Tri.nom, contre=frozenset())

    @property
    def opposed(self) -> Self | None:
        """The other side of a comparison: what `contre` names replaces the filter of its kind."""
        if not self.contre:
            return None
        filieres = frozenset(f for f in Filiere if f in self.contre)
        vagues = frozenset(v for v in Vague if str(v.value) in self.contre)
        return self.but(
            filieres=filieres if filieres or ALL in self.contre else self.filieres,
            vagues=vagues or self.vagues,
            contre=frozenset(),
        )

    def concerns(self, region: str) -> bool:
        """Whether a region, by its code, is among those chosen: all are when none is."""
        return not self.regions or region in self.regions

    @property
    def narrowed(self) -> bool:
        """Whether a filter other than the region leaves campuses out of a territory."""
        return bool(self.filieres or self.vagues or self.sourced_only)

    @property
    def filtered(self) -> bool:
        """Whether some campuses may be left out."""
        return self.narrowed or bool(self.regions)


USUAL = Selection().written()
