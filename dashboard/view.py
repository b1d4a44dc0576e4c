"""A view as the page's script takes it: the text of every part, or how it differs from another view."""

import json
import re
import struct
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from itertools import product

from .data import Dataset, code_version
from .delta import encode
from .display import Display
from .drawing import under_marks
from .embedding import frame
from .figures import campus_map, zones
from .geography import COMPOSITIONS, Composition
from .hrefs import relative
from .layout import around, beneath, in_html, main_class, questions, rows
from .plate import plate
from .selection import Selection
from .summary import headline, sentence
from .vocabulary import Filiere, Indicator, Level, Vague, Vue


def bases(selection: Selection) -> tuple[Selection, ...]:
    """Return the views that a view is said from, each but the first from the one before.

    The page without filters, or the grid, which shares little with it; then the same at the level of the view.
    """
    first = Selection(vue=Vue.couverture if selection.vue is Vue.couverture else Vue.carte)
    return first, first.but(level=selection.level)


def texts(dataset: Dataset, selection: Selection, composition: Composition) -> dict[str, str]:
    """Write a view: HTML by the id of its place; title, sentence, class; the map.

    The map, in the view that shows it: `fond`, `liens`, `habitants` and `noms`: the territories, the lines from
    moved marks to their places, the people beyond the radius, the names and figures, as SVG; `zones`: what each
    territory says, and its region; `carte`: the figure that lies on them. The last two as JSON.
    """
    written = dict(of_any_width(dataset, selection))
    if selection.vue is Vue.carte:
        figure = campus_map(dataset, selection, composition)
        written |= under_marks(plate(dataset, selection, composition))
        written |= {
            "zones": in_json(zones(dataset, selection, composition)),
            "carte": in_json(figure | {"data": [by_mark(trace) for trace in figure["data"]]}),
        }
    return written


@lru_cache(maxsize=4)  # until the other composition is written
def of_any_width(dataset: Dataset, selection: Selection) -> dict[str, str]:
    """Write what a view says whatever the composition of its map."""
    return {
        "titre": headline(dataset, selection),
        "phrase": sentence(dataset, selection),
        "classe": main_class(selection),
        **in_html(around(dataset, selection) | rows(dataset, selection)),
    }


def by_mark(trace: dict) -> dict:
    """Write a trace mark after mark rather than attribute after attribute: two views differ by few marks.

    Returns
    -------
    What the trace has once, `colonnes`: the path of each of its lists, and `marques`: for each mark, a
    value for each path.
    """
    lists: dict[tuple[str, ...], list] = {}

    def part(value: dict, above: tuple[str, ...]) -> dict:
        kept = {}
        for key, each in value.items():
            if isinstance(each, list):
                lists[*above, key] = each
            else:
                kept[key] = part(each, (*above, key)) if isinstance(each, dict) else each
        return kept

    whole = part(trace, ())
    return whole | {"colonnes": list(lists), "marques": list(zip(*lists.values(), strict=True))}


def answers(dataset: Dataset, selection: Selection) -> dict[str, str]:
    """Write the answers to the questions that a view raises: HTML by the id of its place."""
    return in_html(beneath(dataset, selection))


HALVES = re.compile("[\ud800-\udfff]")
SHORT = 200  # characters of a text that is as quickly said whole
Write = Callable[..., dict[str, str]]  # texts by name of a dataset, a selection, and perhaps more


@lru_cache(maxsize=32)
def whole(write: Write, dataset: Dataset, base: Selection, *more) -> tuple[dict[str, str], str]:
    """Write the texts of a base once, their links relative; with them, the checksum that names it."""
    written = linked(write(dataset, base, *more), base)
    return written, sha256(in_json(written).encode()).hexdigest()[:16]


def linked(written: dict[str, str], selection: Selection) -> dict[str, str]:
    """Say the links of each text from the address of its view."""
    query = selection.to_query()
    return {name: in_units(relative(text, query)) for name, text in written.items()}


def in_units(text: str) -> str:
    """Count a text as a browser does, in units of UTF-16: an emoji is two, which a run may part."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units)))


def told(
    write: Write, dataset: Dataset, chain: tuple[Selection, ...], selection: Selection, *more
) -> str:
    """Write the texts of a selection as JSON, their links as `hrefs.relative` says them.

    Parameters
    ----------
    chain : the views that it is said from, as `bases` gives them; it may be one of them.

    Returns
    -------
    For the first of the chain: `empreinte`, `textes`. For any other: `base` (the `empreinte` that it needs) and
    `ecarts`, by part that differs, as `delta.decode` takes them; with its own `empreinte` in the chain.
    """
    named = selection in chain
    written, checksum = (
        whole(write, dataset, selection, *more)
        if named
        else (linked(write(dataset, selection, *more), selection), "")
    )
    said = {"empreinte": checksum} if named else {}
    if selection == chain[0]:
        return in_json(said | {"textes": written})
    known, base = whole(write, dataset, [one for one in chain if one != selection][-1], *more)
    changed = {
        name: encode(known[name] if len(text) > SHORT else "", text)
        for name, text in written.items()
        if text != known[name]
    }
    return in_json(said | {"base": base, "ecarts": changed})


@lru_cache(maxsize=256)  # those of `prepare`, until they are asked for: 10 to 30 kB each
def view(dataset: Dataset, selection: Selection, composition: Composition) -> str:
    """Write a view as JSON; see `told`."""
    return told(texts, dataset, bases(selection), selection, composition)


def answered(dataset: Dataset, selection: Selection) -> str:
    """Write the answers to a view's questions as JSON, said from those of the same view unfiltered."""
    return told(answers, dataset, (unfiltered(selection),), selection)


def unfiltered(selection: Selection) -> Selection:
    """Return the view that the answers are said from: the grid, or the map of an indicator, which chooses the questions."""
    on_map = selection.vue is Vue.carte
    indicator = selection.indicator if on_map else Indicator.effectif
    return Selection(vue=selection.vue, indicator=indicator)


def prepare(dataset: Dataset, give_way: Callable[[], None]) -> None:
    """Write before they are asked for the frame, the views that are one click away, and all those without a filter.

    `give_way`, called before each, waits while visitors are answered.
    """
    by_filter = {"filiere": Filiere, "vague": Vague, "region": dataset.regions.index}
    one_click = [
        Selection.from_query(f"{name}={value}")
        for name, values in by_filter.items()
        for value in values
    ]
    themes = [
        Selection(vue=vue, level=level, indicator=indicator, sourced_only=sourced)
        for sourced, vue, level, indicator in product((False, True), Vue, Level, Indicator)
    ]
    give_way()
    frame(dataset, Selection(), Display(), "/")
    for selection in themes[:1] + one_click + themes[1:]:
        for composition in COMPOSITIONS.values():
            give_way()
            view(dataset, selection, composition)
        if questions(selection) and selection == unfiltered(selection):
            give_way()
            answered(dataset, selection)


def release(dataset: Dataset) -> str:
    """Name what the views of a page are said from: another data, or another site, has another name."""
    return f"{dataset.version}-{code_version()}"


def in_json(value) -> str:
    """Write JSON in few characters; half an emoji by its code, which UTF-8 has not."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", written)
