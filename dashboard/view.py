"""A view as the page's script takes it: the text of every part, or how it differs from another view."""

import json
from functools import lru_cache
from hashlib import sha256

from .data import Dataset
from .delta import encode
from .drawing import under_marks
from .figures import campus_map, zones
from .geography import LARGE, Composition
from .layout import around, in_html, main_class, rows
from .plate import plate
from .selection import Selection
from .summary import headline, sentence
from .vocabulary import Vue


def base_of(selection: Selection) -> Selection:
    """Return the view that a selection is said from: the grid without filters, or the page without."""
    return Selection(vue=Vue.couverture) if selection.vue is Vue.couverture else Selection()


def texts(dataset: Dataset, selection: Selection, composition: Composition) -> dict[str, str]:
    """Write a view: HTML by the id of its place; title, sentence, class; the map.

    The map, in the view that shows it: `fond`, `habitants` and `noms`: the territories, the people beyond
    the radius, the names and figures, as SVG; `zones`: what each territory says, and its region; `carte`: the figure that lies on them. The last two
    as JSON.
    """
    written = {
        "titre": headline(dataset, selection),
        "phrase": sentence(dataset, selection),
        "classe": main_class(selection),
        **in_html(around(dataset, selection) | rows(dataset, selection)),
    }
    if selection.vue is Vue.carte:
        figure = campus_map(dataset, selection, composition)
        written |= under_marks(plate(dataset, selection, composition))
        written |= {
            "zones": in_json(zones(dataset, selection, composition)),
            "carte": in_json(figure | {"data": [by_mark(trace) for trace in figure["data"]]}),
        }
    return written


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


@lru_cache(maxsize=16)
def base_texts(
    dataset: Dataset, base: Selection, composition: Composition
) -> tuple[dict[str, str], str]:
    """Write a base once; with it, the checksum that names it."""
    written = texts(dataset, base, composition)
    return written, sha256(in_json(written).encode("utf-8", "replace")).hexdigest()[:16]


def view(dataset: Dataset, selection: Selection, composition: Composition) -> str:
    """Write a view as JSON.

    Returns
    -------
    For a base: `empreinte`, `textes`. For any other: `base` (the `empreinte` that it needs) and `ecarts`, by
    part that differs, as `delta.decode` takes them.
    """
    base = base_of(selection)
    whole, checksum = base_texts(dataset, base, composition)
    if selection == base:
        return in_json({"empreinte": checksum, "textes": whole})
    changed = {
        name: encode(whole[name], text)
        for name, text in texts(dataset, selection, composition).items()
        if text != whole[name]
    }
    return in_json({"base": checksum, "ecarts": changed})


def release(dataset: Dataset) -> str:
    """Name what the views of a page are said from: another data, or another site, has another name."""
    _, checksum = base_texts(dataset, Selection(), LARGE)
    return checksum


def in_json(value) -> str:
    """Write JSON in few characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
