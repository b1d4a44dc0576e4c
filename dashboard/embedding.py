"""The page made for a frame on another site; opens no file.

Complete and readable without script, in one answer: style sheet and script are inside, and a
Content-Security-Policy lets in nothing else.
"""

import base64
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

from . import captions, french, theme
from .campus import MOST_ROWS, records
from .choropleth import together
from .clusters import notice
from .comparison import names, pair, shadings
from .coverage import coverage_grid, shown_filieres, territory_rows
from .data import Dataset
from .display import Display, address, view_query
from .drawing import reused
from .findings import none_listed
from .geography import LARGE, MEDIUM, NARROW
from .headers import NO_SINK
from .legend import key, of_both
from .matrix import SUMS, matrix, signs
from .picking import ids, in_reading_order
from .plate import Plate, plate
from .selection import Selection
from .sharing import view_card
from .sheet import crowded
from .summary import alternative, headline, minimums, sentence, situation, sources
from .templating import written
from .vocabulary import Filiere, Level, Theme, Vue

NOTE = (
    "Marque creuse\u202f: à vérifier. Un trait mène au lieu exact des marques écartées. Échelles "
    "différentes pour les cartons."
)
MINIMUM = "Là où la liste est incomplète, un chiffre est un minimum."
SCALES = "Échelles différentes pour les cartons."  # where there is no key
LEFT_OUT = "Les {} premiers sur {}\u202f: le fichier CSV les contient tous."
CSV = "Télécharger le fichier CSV"
DARK = {Theme.clair: "", Theme.sombre: "screen", Theme.auto: theme.DARK}  # media
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # of a style sheet


@dataclass(frozen=True)
class Frame:
    """A whole page for a frame, and its Content-Security-Policy."""

    html: str
    policy: str


@dataclass(frozen=True)
class Group:
    """The campuses of a region: its heading, then the number of each and its words, in lines."""

    heading: str
    campuses: tuple[tuple[int, list[str]], ...]


def listed(dataset: Dataset, selection: Selection) -> list[str]:
    """Return the ids of the campuses that a frame lists, in reading order: all, or the first ones."""
    found = in_reading_order(dataset, selection)
    if not crowded(dataset):
        return found
    return found[:MOST_ROWS] if selection.vue is Vue.liste else []


def groups(dataset: Dataset, selection: Selection) -> list[Group]:
    """List the campuses of a selection region by region, numbered from zero in reading order.

    Around the map of a crowd, each region says how many campuses of each filière it has instead.
    """
    rows = territory_rows(dataset, selection.but(level=Level.region))
    if crowded(dataset) and selection.vue is not Vue.liste:
        return summaries(dataset, selection)
    known = records(dataset)
    numbered: dict[str, list[tuple[int, list[str]]]] = {}
    for number, campus in enumerate(listed(dataset, selection)):
        row = known[campus]
        numbered.setdefault(row["code_region"], []).append((number, captions.campus(row)))
    return [
        Group(
            f"{rows[code]['nom']}\u202f: {french.counted(len(inside), 'campus', 'campus')}",
            tuple(inside),
        )
        for code, inside in numbered.items()
    ]


def summaries(dataset: Dataset, selection: Selection) -> list[Group]:
    """Say how many campuses of each filière each region has."""
    table = coverage_grid(dataset, selection.but(level=Level.region))
    found = []
    for number, (name, cells) in enumerate(table[table["effectif"] > 0].groupby("nom", sort=False)):
        words = [
            f"{Filiere(filiere).short}\u202f: {french.number(count)}"
            for filiere, count in zip(cells["filiere"], cells["effectif"], strict=True)
        ]
        total = french.counted(int(cells["effectif"].sum()), "campus", "campus")
        found.append(Group(f"{name}\u202f: {total}", ((number, words),)))
    return found


def note(dataset: Dataset) -> str:
    """Say how the marks and the figures of a map are read."""
    return NOTE + minimums(dataset, MINIMUM)


def left_out(dataset: Dataset, selection: Selection) -> str:
    """Say that a list is cut, or nothing."""
    count, shown = len(ids(dataset, selection)), len(listed(dataset, selection))
    if count == shown or selection.vue is not Vue.liste:
        return ""
    return LEFT_OUT.format(french.number(shown), french.number(count))


def frame(dataset: Dataset, selection: Selection, display: Display, root: str) -> Frame:
    """Write the page of a view for a frame; `root` is the site's public address, for absolute links."""
    numbers = {campus: n for n, campus in enumerate(listed(dataset, selection))}
    both = pair(selection) if selection.vue is not Vue.liste else None
    shown, known = key(dataset, both[0] if both else selection), records(dataset)
    drawn = selection.vue is Vue.carte and both is None
    compositions = (NARROW, MEDIUM, LARGE) if drawn else ()
    style = stylesheet(display.theme)
    script = inlined("embed.js", crowded(dataset))
    plates = [plate(dataset, selection, c) for c in compositions]
    grid = matrix(dataset, selection) if selection.vue is Vue.couverture and not both else []
    html = written(
        "embed.html",
        selection=selection,
        display=display,
        headline=headline(dataset, selection),
        sentence=sentence(dataset, selection),
        situation=situation(dataset),
        alternative=alternative(dataset, selection),
        card=view_card(dataset, selection, root),
        reused=reused(dataset, selection.level if drawn or both else None),
        plates=plates,
        opened=numbers.get(selection.campus),
        numbers=numbers,
        key=shown,
        entry_links={
            entry.filiere: address(
                "embed", view_query(narrowed(selection, entry.filiere), display.to_params())
            )
            for entry in shown.entries
        },
        other=next((slug for slug in theme.MARKS if slug not in selection.filieres), ""),
        crowd=crowded(dataset),
        said={
            dot.campus: captions.campus(known[dot.campus]) for each in plates for dot in each.dots
        },
        notices={c.name: notice(dataset, selection, c) for c in compositions},
        groups=groups(dataset, selection),
        csv_words=CSV,
        left_out=left_out(dataset, selection),
        csv=address("donnees/campus.csv", selection.of_files.to_query()),
        grid=grid,
        filieres=shown_filieres(selection),
        sums=tuple(SUMS.values()),
        signs=signs(grid),
        sides=compared(dataset, *both) if both else (),
        shared=together(*shadings(dataset, *both)) if both else (),
        compared=of_both(dataset, *both) if both else {},
        c=theme.variables(),
        note=note(dataset),
        empty=none_listed(dataset),
        last_lines=last_lines(dataset, selection, display),
        explore=f"./{selection.to_search()}",
        style=style,
        script=script,
    )
    return Frame(html, policy(style, script))


def compared(dataset: Dataset, one: Selection, other: Selection) -> list[tuple[str, Plate]]:
    """Draw both sides of a comparison on one scale, each under its name."""
    named = names(one, other)
    return [
        (f"{name[0].upper()}{name[1:]}", plate(dataset, side, NARROW, beside))
        for name, side, beside in ((named[0], one, other), (named[1], other, one))
    ]


def narrowed(selection: Selection, filiere: str) -> Selection:
    """Keep one filière of a view, or show all again when it is alone already."""
    one = frozenset({Filiere(filiere)})
    return selection.but(filieres=frozenset() if selection.filieres == one else one, campus=None)


def last_lines(dataset: Dataset, selection: Selection, display: Display) -> str:
    """Write the last lines of a frame: sources and licence, the scales of its insets where no key says them."""
    mapped = selection.vue is Vue.carte or (pair(selection) and selection.vue is not Vue.liste)
    drawn = mapped and not display.keyed
    return f"{SCALES if drawn else ''} {sources(dataset, selection)}".strip()


@lru_cache(maxsize=4)
def stylesheet(shown: Theme) -> Markup:
    """Write the style sheet of a frame in a theme."""
    files = map(written, ("socle.css", "embed.css"))
    marks = [f".{slug}{{--couleur:{mark.colour}}}" for slug, mark in theme.MARKS.items()]
    whole = COMMENT.sub("", "".join([theme.palette(DARK[shown]), *marks, *files]))
    return Markup("".join(line.strip() for line in whole.splitlines()))


@lru_cache(maxsize=4)
def inlined(name: str, crowd: bool = False) -> Markup:
    """Return a script of the templates, ready to stand in a page; `crowd`: for a map of rounds."""
    lines = map(str.strip, written(name, crowd=crowd).splitlines())
    return Markup("\n".join(line for line in lines if line))


def policy(style: str, script: str) -> str:
    """Let in this very style sheet and this very script, and let any site show the frame."""
    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
        f"img-src data:; base-uri 'none'; form-action 'none'; {NO_SINK}; frame-ancestors *"
    )


def digest(text: str) -> str:
    """Return the source expression of an inline element (CSP level 3, hash-source)."""
    found = base64.b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{found}'"
