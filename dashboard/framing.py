"""How tall a frame must be, and the lines of code that put a view in an article; opens no file.

The height is computed from the measures of `templates/socle.css` and `templates/embed.css`: a frame
that is too short hides its credit, one that is too tall leaves a hole in the article. `tests/test_embed_browser.py`
and `tests/test_crowd_browser.py` hold it to the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from math import ceil

from .choropleth import together
from .clusters import notice
from .comparison import names, pair, shadings
from .coverage import shown_filieres
from .data import Dataset
from .display import NARROWEST_PX, WIDEST_PX, Display, address, view_query
from .embedding import CSV, groups, last_lines, left_out, note
from .findings import none_listed
from .formats import Printout
from .geography import LARGE, MEDIUM, NARROW, Composition
from .imposition import impose
from .job import Job
from .legend import OTHERS, key, of_both
from .matrix import matrix, signs
from .selection import Selection
from .summary import alternative, sentence, situation
from .vocabulary import Tirage, Vue

# Widths of the frame from which the style sheet changes the composition or sets the key beside the map.
MEDIUM_FROM, LARGE_FROM, BESIDE_FROM = 600, 800, 1080
NARROW_PLAN_PX, KEY_PX, GAP_PX, ENTRY_PX, MARK_PX = 440, 262, 24, 200, 22
TEXT, SMALL, TITLE = 14, 12.18, 18.62  # sizes of type
NOTE_PX = 62 * SMALL  # widest of a note
NAMED_FROM = BESIDE_FROM  # from there on, the heads of the grid name their filières
HALF_PX = 260  # least that each of two maps takes side by side
CHARACTER = 0.52  # mean width of a character, in sizes, of the widest of the fonts


def lines(words: str, size: float, width: float) -> int:
    """Count the lines that words take at a size, in a width: a line ends at a plain space or after a hyphen."""
    pieces = words.replace("-", "- ").split(" ")
    return rows_of(map(len, pieces), width / (size * CHARACTER), 1) if words else 0


def text_px(words: str, size: float, width: float, leading: float = 1.4) -> float:
    """Return the height of words set at a size in a width."""
    return lines(words, size, width) * size * leading


@lru_cache(maxsize=4096)
def frame_height(dataset: Dataset, selection: Selection, display: Display, width: int) -> int:
    """Return the height that a frame of a width needs, in pixels, so that nothing scrolls in it."""
    wide = width >= MEDIUM_FROM
    pad = 16 if wide else 12
    inner = width - 2 * pad
    height = 2.0 * pad
    if display.titled:
        height += text_px(f"{sentence(dataset, selection)}.", TITLE, inner, 1.2)
        height += 8 + text_px(situation(dataset), SMALL, inner)
    height += 8
    beside = width >= BESIDE_FROM and display.keyed and selection.vue is Vue.carte
    side = KEY_PX if beside else inner
    legend = key_px(dataset, selection, side) if display.keyed else 0
    both = pair(selection)
    if both and selection.vue is not Vue.liste:
        height += pair_px(dataset, both, inner, display.keyed)
    elif selection.vue is Vue.couverture:
        height += grid_px(dataset, selection, inner, width)
    elif selection.vue is Vue.carte:
        room = inner - KEY_PX - GAP_PX if beside else inner
        plan = plan_px(room, width)
        if said := notice(dataset, selection, composition_at(width)):
            plan += 8 + text_px(
                said, SMALL, min(room, NARROW_PLAN_PX if width < MEDIUM_FROM else NOTE_PX)
            )
        height += max(plan, legend) if beside else plan + legend
    else:
        height += legend + list_px(dataset, selection, inner)
    height += 16 + 9 + 28 + 8 + text_px(last_lines(dataset, selection, display), SMALL, inner)
    return ceil(height)


def plan_px(inner: float, width: int) -> float:
    """Return the height of the map in a frame."""
    if width < MEDIUM_FROM:
        return min(inner, NARROW_PLAN_PX) / NARROW.ratio
    return inner / composition_at(width).ratio


def composition_at(width: int) -> Composition:
    """Return the composition that a frame of a width shows."""
    return NARROW if width < MEDIUM_FROM else MEDIUM if width < LARGE_FROM else LARGE


def key_px(dataset: Dataset, selection: Selection, width: float) -> float:
    """Return the height of the key in a column."""
    shown = key(dataset, selection)
    entries = [f"{entry.label} {entry.count}" for entry in shown.entries]
    if shown.others:
        entries.append(f"{OTHERS} {shown.others}")
    height = 16 + entries_px(entries, width)
    if selection.vue is not Vue.carte:
        return height
    height += 16 + text_px(shown.title, TEXT, width, 1.2)
    boxes = [48 + 14 * CHARACTER * (len(c.label) + 4) for c in shown.classes]
    boxes += [36 + 14 * CHARACTER * len(words) for words in shown.spots.values()]
    height += 8 + 24 * rows_of(boxes, width)
    said = f"Entre parenthèses, {shown.sizes}. {note(dataset)}"
    return height + 8 + text_px(said, SMALL, min(width, NOTE_PX))


def entries_px(entries: list[str], width: float) -> float:
    """Return the height of the filières of a key, in as many columns as fit."""
    column = min(width, ENTRY_PX)
    columns = max(1, int((width + 16 + GAP_PX) // (column + GAP_PX)))
    room = (width + 16 - GAP_PX * (columns - 1)) / columns - 46
    heights = [8 + max(MARK_PX, text_px(words, TEXT, room, 1.2)) for words in entries]
    return sum(max(heights[n : n + columns]) for n in range(0, len(heights), columns))


def rows_of(widths: Iterable[float], room: float, gap: float = 16) -> int:
    """Count the rows that boxes, or words, take when they are set side by side."""
    rows, used = 1, 0.0
    for width in widths:
        if used and used + gap + width > room:
            rows, used = rows + 1, 0.0
        used += width + (gap if used else 0)
    return rows


def grid_px(dataset: Dataset, selection: Selection, width: float, outer: int) -> float:
    """Return the height of the grid of coverage and of its keys."""
    found, columns = matrix(dataset, selection), len(shown_filieres(selection))
    height = 8.0 + (72 if outer >= NAMED_FROM else 36)
    if outer < NAMED_FROM:
        height += 8 + 30 * ceil(columns / max(1, (width + GAP_PX) // (118 + GAP_PX)))
    if outer >= MEDIUM_FROM:
        height += 26.1 * len(found)
    else:
        height += sum(max(26.1, 9 + text_px(row.name, 11.2, 0.32 * width - 12)) for row in found)
    keyed = signs(found)
    boxes = [min(width, 36 + 14 * CHARACTER * len(state.label)) for state in keyed]
    wrapped = sum(max(24.0, 4 + text_px(state.label, TEXT, width - 36)) for state in keyed)
    return height + 8 + max(24 * rows_of(boxes, width), wrapped if outer < MEDIUM_FROM else 0)


def pair_px(
    dataset: Dataset, both: tuple[Selection, Selection], width: float, keyed: bool
) -> float:
    """Return the height of two maps, side by side or one under the other, and of their key."""
    across = 2 if width >= 2 * HALF_PX + GAP_PX else 1
    column = (width - GAP_PX * (across - 1)) / across
    heads = [19 * lines(name, TEXT, column) for name in names(*both)]
    drawn = max(heads) if across == 2 else sum(heads) + column / NARROW.ratio + 8
    drawn += column / NARROW.ratio
    if not keyed:
        return 18 + drawn
    shown = key(dataset, both[0])  # what tints both
    classes = together(*shadings(dataset, *both))
    labels = [*(c.label for c in classes), *shown.spots.values()]
    boxes = (36 + 14 * CHARACTER * len(words) for words in labels)
    marks = 16 + entries_px(list(of_both(dataset, *both).values()), width)
    shades = 16 + text_px(shown.title, TEXT, width, 1.2) + 8 + 24 * rows_of(boxes, width)
    return 18 + drawn + marks + shades + 8 + text_px(note(dataset), SMALL, min(width, NOTE_PX))


def list_px(dataset: Dataset, selection: Selection, width: float) -> float:
    """Return the height of the list of the campuses."""
    height = 16.0
    for group in groups(dataset, selection):
        height += 26 + text_px(group.heading, TEXT, width, 1.2)
        height += sum(9 + text_px(" · ".join(words), TEXT, width) for _, words in group.campuses)
    cut = left_out(dataset, selection)
    if cut:
        height += 8 + text_px(f"{cut} {CSV}", SMALL, min(width, NOTE_PX))
    return height + (0 if height > 16 else text_px(none_listed(dataset), TEXT, width))


@dataclass(frozen=True)
class Code:
    """The frame of a view for an article, as HTML to paste, alone or with its script."""

    frame: str
    fitted: str
    width: int
    height: int


def code(
    dataset: Dataset, selection: Selection, display: Display, root: str, tallest: int | None = None
) -> Code:
    """Write the code of the frame of a view; that of its picture, set as a page, costs more (`picture_code`).

    Parameters
    ----------
    display : its `width_px` is the widest that the frame becomes; it shrinks with its column.
    root : the site's public address, with its last slash.
    tallest : height that the frame may not exceed, in pixels; its content then scrolls.
    """
    width = display.width_px
    tall = frame_height(dataset, selection, display, width)
    height = min(tall, tallest or tall)
    rule, least = least_height(dataset, selection, display, height, tallest)
    height = max(height, least)
    shown = replace(display, width_px=Display.width_px)  # the article decides the width
    source = address(f"{root}embed", view_query(selection, shown.to_params()))
    style = f"width:100%;max-width:{width}px;height:auto;aspect-ratio:{width}/{height};border:0"
    style += rule
    said = escape(f"Carte\u202f: {sentence(dataset, selection)}")
    frame = (
        f'<iframe src="{escape(source)}" title="{said}" loading="lazy" width="100%" '
        f'height="{height}" style="{style}"></iframe>'
    )
    return Code(
        frame,
        f'{frame}\n<script async src="{escape(root)}embed.js"></script>',
        width,
        height,
    )


def least_height(
    dataset: Dataset, selection: Selection, display: Display, height: int, tallest: int | None
) -> tuple[str, int]:
    """Write the least height of a frame whose box keeps its shape as its column narrows; then that of a wide screen.

    On a phone the text needs more than the shape gives; on a wider screen, where a frame made for a
    wide column is wide, that much would leave a hole: the screen's width decides between the two.
    """
    width = display.width_px
    columns = (*range(NARROWEST_PX, width, 20), width)
    needs = {at: frame_height(dataset, selection, display, at) for at in columns}
    beyond = {at: need for at, need in needs.items() if need > at * height / width}
    phone = max((need for at, need in beyond.items() if at < MEDIUM_FROM), default=0)
    wide = max((need for at, need in beyond.items() if at >= MEDIUM_FROM), default=0)
    phone, wide = (min(need, tallest or need) for need in (phone, wide))
    if width < MEDIUM_FROM or wide >= phone:
        least = max(phone, wide)
        return (f";min-height:{least}px" if least else ""), least
    return f";min-height:clamp({wide}px,({MEDIUM_FROM}px - 100vw)*999,{phone}px)", wide


def picture_code(dataset: Dataset, selection: Selection, display: Display, root: str) -> str:
    """Write the code of a view as a picture, twice as fine as shown where it is wide, that leads to the map."""
    width = display.width_px
    pixels = min(2 * width, WIDEST_PX) if width >= MEDIUM_FROM else width
    drawn = Printout(
        "png",
        width=pixels,
        theme=Tirage.sombre if display.night else Tirage.clair,
        titled=display.titled,
        keyed=display.keyed,
    )
    target = address(root, selection.to_query())
    height = round(impose(Job(dataset, selection, drawn, target)).height * width / pixels)
    source = address(f"{root}carte.png", view_query(selection.pictured, drawn.to_params()))
    return (
        f'<a href="{escape(target)}"><img src="{escape(source)}" '
        f'alt="{escape(alternative(dataset, selection.pictured))}" loading="lazy" width="{width}" '
        f'height="{height}" style="max-width:100%;height:auto"></a>'
    )
