"""What the reader asked to see, its one form in the URL and its sentence in French; touches no data.

Grammar of the query string: DESIGN.md, « The URL ». Lists are separated by commas; a full list
means the same as none and is written as none.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self, TypeVar
from urllib.parse import parse_qsl, urlencode

from .french import counted, listed, quoted
from .vocabulary import RAYONS_KM, REGIONS, Filiere, Indicator, Level, Preuve, Vague, Vue

PARAMETERS = (
    "filiere",
    "vague",
    "region",
    "preuve",
    "niveau",
    "indicateur",
    "rayon",
    "campus",
    "vue",
)
T = TypeVar("T")
LONGEST_ECHO = 80  # characters of a refused value that a message repeats


class InvalidSelection(ValueError):
    """A query string that is not a selection: names the parameter, the value and what is allowed."""

    def __init__(self, parameter: str, problem: str, allowed: Iterable[object] = ()):
        self.parameter = parameter
        self.allowed = tuple(str(value) for value in allowed)
        choices = f" Valeurs admises\u202f: {', '.join(self.allowed)}." if self.allowed else ""
        super().__init__(f"Paramètre {quoted(shown(parameter))}\u202f: {problem}.{choices}")


def shown(value: str) -> str:
    """Quote a foreign value for a message: shortened, control characters made visible."""
    readable = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[:LONGEST_ECHO])
    return readable + ("…" if len(value) > LONGEST_ECHO else "")


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
        raise InvalidSelection("…", "plus de 50 paramètres dans l’adresse", names) from error
    for name, value in pairs:
        if name not in names:
            raise InvalidSelection(name, "paramètre inconnu", names)
        if name in params:
            raise InvalidSelection(name, "donné plusieurs fois")
        if not value:
            raise InvalidSelection(name, "valeur vide", CHOICES.get(name, ()))
        params[name] = value
    return params


def read_choice(name: str, value: str, choices: dict[str, T]) -> T:
    """Return the choice that a parameter's text names, or refuse it in words."""
    if value not in choices:
        raise InvalidSelection(name, f"valeur {quoted(shown(value))} inconnue", choices)
    return choices[value]


def read_choices(name: str, text: str, choices: dict[str, T]) -> frozenset[T]:
    """Return the choices of a comma-separated parameter; each may be named once."""
    values = text.split(",")
    found = [read_choice(name, value, choices) for value in values]
    if len(set(found)) < len(found):
        raise InvalidSelection(name, f"valeur répétée dans {quoted(shown(text))}", choices)
    return frozenset(found)


def by_text(members: Iterable[T]) -> dict[str, T]:
    """Key the members of an enumeration by their text in the URL."""
    return {str(member): member for member in members}


CHOICES = {
    "filiere": by_text(Filiere),
    "vague": by_text(Vague),
    "region": by_text(REGIONS),
    "preuve": by_text([Preuve.source]),
    "niveau": by_text(Level),
    "indicateur": by_text(Indicator),
    "rayon": by_text(RAYONS_KM),
    "vue": by_text(Vue),
}


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
    def from_query(cls, query: str, campuses: Collection[str] | None = None) -> Self:
        """Read a query string such as `?filiere=tourisme&vague=4`.

        Parameters
        ----------
        campuses : the ids that exist; without it any text is taken as a campus.

        Raises
        ------
        InvalidSelection
            For an unknown or repeated parameter, an unknown, repeated or empty value.
        """
        return cls.from_params(read_params(query), campuses)

    @classmethod
    def from_params(cls, params: dict[str, str], campuses: Collection[str] | None = None) -> Self:
        """Read the selection's own parameters, already split; others are left to their route."""

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
        )

    def to_params(self) -> dict[str, str]:
        """Write what differs from the default, in canonical order, lists in the vocabulary's."""
        written = {
            "filiere": ",".join(f for f in Filiere if f in self.filieres),
            "vague": ",".join(str(v) for v in sorted(self.vagues)),
            "region": ",".join(sorted(self.regions)),
            "preuve": Preuve.source if self.sourced_only else "",
            "niveau": self.level,
            "indicateur": self.indicator,
            "rayon": str(self.rayon_km),
            "campus": self.campus or "",
            "vue": self.vue,
        }
        default = {
            "niveau": Selection.level,
            "indicateur": Selection.indicator,
            "rayon": str(Selection.rayon_km),
            "vue": Selection.vue,
        }
        return {
            name: str(value)
            for name, value in written.items()
            if value and value != default.get(name)
        }

    def to_query(self) -> str:
        """Write the canonical query string, without « ? »; the default selection is empty."""
        return urlencode(self.to_params(), safe=",")

    def to_search(self) -> str:
        """Write the query string with its « ? », or nothing for the default selection."""
        return f"?{self.to_query()}" if self.to_params() else ""

    def but(self, **changes) -> Self:
        """Return the selection with some fields changed."""
        return replace(self, **changes)

    def toggled(self, field: str, value) -> Self:
        """Return the selection with one value of a set added, or taken out when it is in."""
        return replace(self, **{field: getattr(self, field) ^ {value}})

    @property
    def narrowed(self) -> bool:
        """Whether a filter other than the region leaves campuses out of a territory."""
        return bool(self.filieres or self.vagues or self.sourced_only)

    @property
    def filtered(self) -> bool:
        """Whether some campuses may be left out."""
        return self.narrowed or bool(self.regions)


def say_vagues(vagues: Collection[Vague], plural: bool) -> str:
    """Say the labelling waves: « labellisés en vagues 1 à 4 », « labellisé en vague 2 »."""
    numbers = sorted(vagues or Vague)
    run = numbers == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 2
    said = f"{numbers[0]} à {numbers[-1]}" if run else listed([str(n) for n in numbers])
    label, vague = ("labellisés" if plural else "labellisé"), ("vagues" if numbers[1:] else "vague")
    return f"{label} en {vague} {said}"


def say(selection: Selection, count: int, region_names: Sequence[str]) -> str:
    """Say in one French sentence what a selection holds.

    Parameters
    ----------
    count : number of campuses in the selection.
    region_names : names of the regions where they are, or of the chosen regions when there are.
    """
    plural = count > 1
    words = [counted(count, "campus", "campus") if count else "Aucun campus connu"]
    if selection.sourced_only:
        words.append("sourcés" if plural else "sourcé")
    filieres = [f.label for f in Filiere if f in selection.filieres]
    if len(filieres) == 1:
        words.append(f"de la filière {filieres[0]}")
    elif filieres:
        several = len(filieres) > 3
        named = listed([quoted(label) for label in filieres])
        words.append(f"de {len(filieres)} filières" if several else f"des filières {named}")
    if selection.regions and len(region_names) <= 3:
        one = len(region_names) == 1
        where = f"{'région' if one else 'régions'} {listed(region_names)}"
    elif selection.regions:
        where = f"dans {len(region_names)} régions choisies"
    else:
        where = f"dans {len(region_names)} région{'s' if len(region_names) > 1 else ''}"
    parts = [" ".join(words), say_vagues(selection.vagues, plural)]
    return ", ".join(parts + ([where] if region_names else []))
