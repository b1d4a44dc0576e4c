"""A view set on a page: what stands where in each format, in points; opens no file."""

from collections.abc import Callable
from itertools import product

from . import theme
from .blocks import box, filieres, foot, heading, shades
from .cartography import draw
from .folio import HAIR_PT, Block, Folio, Shape
from .formats import MM
from .geography import MAINLAND, Composition
from .job import Job
from .roll import by_region, listing, numbered
from .sheet import crowded, sheet
from .summary import SITE, alternative, sentence

SMALLEST_LIST = 6.1
LIST_SHARE, MOST_LIST_SHARE = 0.38, 0.6  # of the space under a map, that its list takes or may take
STEP = 0.5  # between two sizes of type that a list tries
SHORT_LIST = 20  # campuses that stand in one column
MAP_SHARES = (0.6, 0.55, 0.5, 0.45, 0.4, 0.35)  # of the width, that a map beside its key takes
TYPE_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)  # of the size of its key
TWO_COLUMNS_MM = 70
MARKS_MM = (5.5, 4.0)  # crop marks: how far from the trim, how long


def impose(job: Job) -> Folio:
    """Set a view on a page."""
    form = job.form
    title = f"{SITE} — {sentence(*job.view)}"
    size = form.width, form.height, 2 * form.bleed
    made = Folio(*size, job.ink("papier"), title, alternative(*job.view), job.url)
    LAYOUTS[form.layout](made, job)
    made.height = round(made.height, 2)
    if form.bleed:
        add_bleed(made, job)
    return made


def best(job: Job, width: float, height: float) -> tuple[Composition, float]:
    """Choose the composition that draws the mainland largest in a room, and return it with its scale."""

    def scale(composition: Composition) -> float:
        wide = width / composition.width_px
        high = composition.width_px / composition.ratio
        return min(wide, height / high) if height else wide

    def of_a_km(composition: Composition) -> float:
        return scale(composition) / sheet(job.dataset, composition)[MAINLAND.key].km_per_px

    chosen = max(job.form.compositions, key=of_a_km)
    return chosen, scale(chosen)


def place_map(
    made: Folio, job: Job, room: tuple[float, float, float, float], number: dict[str, int]
) -> tuple[float, Composition]:
    """Draw the map in a room (left, top, width, height; 0: as high as it is).

    Parameters
    ----------
    number : the number of each campus of the list; empty without one, or on the map of a crowd.

    Returns
    -------
    Its height, and the composition that it is drawn in.
    """
    left, top, width, height = room
    composition, scale = best(job, width, height)
    scale = int(scale * 1e4) / 1e4
    drawn = draw(job, composition, scale, number)
    across = composition.width_px * scale
    down = max(height - drawn.height, 0) / 2 if height else 0
    made.map.put(drawn, left + (width - across) / 2, top + down)
    return max(height, drawn.height), composition


def feet_height(job: Job, room: float, listed: bool) -> float:
    """Return the room of the notes and sources, whichever composition of the map they are about."""
    return max(foot(job, room, each, listed).height for each in job.form.compositions)


def keys(job: Job, size: float, room: float, columns: int) -> list[Block]:
    """Set the filières and the shades."""
    return [filieres(job, size, room, columns), shades(job, size * 0.95, room)]


def stacked(made: Folio, job: Job) -> None:
    """Set everything under the title: map, key, shades, list, sources."""
    form = job.form
    left, room = form.margin, form.width - 2 * form.margin
    y, gap = form.margin, form.body * 0.8
    listed, below = False, []
    wide = form.compositions[0].named
    if job.printout.titled:
        head = heading(job, room)
        made.rest.put(head, left, y)
        y += head.height + form.body * 0.9
    if job.printout.keyed:
        columns = 4 if form.listed else 3 if wide else 2 if form.width > 300 and form.screen else 1
        below = keys(job, form.body, room, columns)
    end_height = feet_height(job, room, form.listed)
    used = sum(part.height + gap for part in below) + end_height + gap
    if not form.height:
        drawn, shown = place_map(made, job, (left, y, room, 0), {})
        y += drawn + gap
    else:
        bottom = form.height - form.margin
        number: dict[str, int] = {}
        if form.listed:
            heights = [share * (bottom - y - used) for share in (LIST_SHARE, MOST_LIST_SHARE)]
            items, number, listed = rolled(
                job, form.body, room, lambda size: 3 if size > SMALLEST_LIST + STEP else 4, *heights
            )
            below.append(items)
            used += items.height + gap
        _, shown = place_map(made, job, (left, y, room, bottom - y - used), number)
        y = bottom - used + gap
    for part in below:
        made.rest.put(part, left, y)
        y += part.height + gap
    made.rest.put(foot(job, room, shown, listed), left, y)
    if not form.height:
        made.height = y + end_height + form.margin


def rolled(
    job: Job, size: float, room: float, columns: Callable[[float], int], wanted: float, most: float
) -> tuple[Block, dict[str, int], bool]:
    """Set the list of the campuses, or their number by region when it is too long for its page.

    Parameters
    ----------
    columns : how many columns a size of type is set in.
    wanted, most : heights that the list takes if its type can be made small enough, and may take at most.

    Returns
    -------
    The list, in type of at most `size`, the number of each of its campuses on the map, and whether it
    is a list.
    """
    number = numbered(*job.view)
    one_line = SMALLEST_LIST / columns(SMALLEST_LIST)
    while len(number) * one_line <= most:
        made = listing(job, size, room, columns(size))
        if made.height <= wanted or (size <= SMALLEST_LIST and made.height <= most):
            return made, {} if crowded(job.dataset) else number, True
        if size <= SMALLEST_LIST:
            break
        size = max(size - STEP, SMALLEST_LIST)
    return by_region(job, max(size, SMALLEST_LIST), room, columns(size)), {}, False


def beside(made: Folio, job: Job) -> None:
    """Set the map and its key on the left, the list on the right; a spread leaves its fold empty."""
    form = job.form
    left, right = form.margin, form.width - form.margin
    bottom, y = form.height - form.margin, form.margin
    inner = 14 * MM if form.fold else 4 * MM
    short = len(numbered(*job.view)) <= SHORT_LIST
    share = 0.5 if form.fold else 0.7 if short else 0.58
    columns = 1 if short else 2
    middle = form.width * share
    left_room, right_room = middle - inner - left, right - middle - inner
    if job.printout.titled:
        head = heading(job, left_room if form.fold else right - left)
        made.rest.put(head, left, y)
        y += head.height + form.body
    list_top = form.margin if form.fold else y
    end_room = right_room if form.fold else right - left
    end_height = feet_height(job, end_room, True)
    list_bottom = bottom - end_height - form.body
    map_bottom = bottom if form.fold else list_bottom
    if job.printout.keyed:
        parts = keys(job, form.body, left_room, 3 if form.fold else 4)
        at = map_bottom - sum(part.height + form.body * 0.6 for part in parts)
        map_bottom = at
        for part in parts:
            made.rest.put(part, left, at + form.body * 0.6)
            at += part.height + form.body * 0.6
    size = form.body * (1.25 if form.fold else 1.1 if short else 1)
    height = list_bottom - list_top
    items, number, listed = rolled(job, size, right_room, lambda _: columns, height, height)
    _, shown = place_map(made, job, (left, y, left_room, map_bottom - y), number)
    made.rest.put(items, middle + inner, list_top)
    end = foot(job, end_room, shown, listed)
    made.rest.put(end, middle + inner if form.fold else left, bottom - end_height)


def flanked(made: Folio, job: Job) -> None:
    """Set the map on the left over the whole height; on the right title, key, shades, sources."""
    form = job.form
    high = form.height - 2 * form.margin
    composition = form.compositions[0]
    gap, left, bottom = form.margin * 0.7, form.margin, form.height - form.margin
    for across, share in product(MAP_SHARES, TYPE_SHARES):  # smaller type, then a smaller map
        across = min(high * composition.ratio, form.width * across)
        room = form.width - 2 * form.margin - across - gap
        end, parts = foot(job, room, composition, False), flank(job, room, share)
        needed = sum(part.height + 0.7 * form.body for part in parts)
        if needed + form.body * 0.6 + end.height <= high:
            break
    place_map(made, job, (left, form.margin, across, high), {})
    left, y = left + across + gap, form.margin
    made.rest.put(end, left, bottom - end.height)
    for part in parts:
        made.rest.put(part, left, y)
        y += part.height + 0.7 * form.body


def flank(job: Job, room: float, share: float) -> list[Block]:
    """Set the title and the keys beside a map, at a share of their size."""
    size = max(job.form.body * share, job.least(SMALLEST_LIST / 0.95))
    made = [heading(job, room, share)] if job.printout.titled else []
    if job.printout.keyed:
        made += keys(job, size, room, 2 if job.form.screen or room > TWO_COLUMNS_MM * MM else 1)
    return made


LAYOUTS: dict[str, Callable[[Folio, Job], None]] = {
    "pile": stacked,
    "cote": beside,
    "volet": flanked,
}


def add_bleed(made: Folio, job: Job) -> None:
    """Run a tinted ground under the title into the bleed, and draw the crop marks outside it."""
    form = job.form
    title = [words.y for words in made.rest.words if words.role == "titre"]
    if title:
        band = max(title) + form.title * 1.35
        tint = theme.at_night(theme.TINTS[0]) if job.inks.night else theme.TINTS[0]
        over = form.bleed
        made.under.append(Shape((box(-over, -over, form.width + 2 * over, band + over),), tint))
    away, long = (part * MM for part in MARKS_MM)
    lines = []
    for x, way in ((0.0, -1), (form.width, 1)):
        for y, down in ((0.0, -1), (form.height, 1)):
            lines.append([(x + way * away, y), (x + way * (away + long), y)])
            lines.append([(x, y + down * away), (x, y + down * (away + long))])
    made.under.append(Shape(tuple(lines), "", job.ink("encre"), HAIR_PT, closed=False))
