"""A view set on a page: what stands where in each format, in points; opens no file."""

from collections.abc import Callable
from dataclasses import replace

from . import theme
from .blocks import box, filieres, foot, heading, shades
from .cartography import draw
from .data import Dataset
from .folio import HAIR_PT, Block, Folio, Shape
from .formats import MM, Format, Printout
from .geography import MAINLAND, Composition
from .inks import Inks
from .roll import by_region, listing, numbered
from .selection import Selection
from .sheet import crowded, sheet
from .summary import SITE, alternative, sentence

SMALLEST_LIST = 6.1
LIST_SHARE, MOST_LIST_SHARE = 0.38, 0.6  # of the space under a map, that its list takes or may take
STEP = 0.5  # between two sizes of type that a list tries
SHORT_LIST = 20  # campuses that stand in one column
MARKS_MM = (5.5, 4.0)  # crop marks: how far from the trim, how long


def impose(dataset: Dataset, selection: Selection, printout: Printout, url: str = "") -> Folio:
    """Set a view on a page.

    Parameters
    ----------
    url : public address of the live view; without one the page has neither address nor QR code.
    """
    form = printout.format
    inks = Inks(printout.theme, printout.process, form.screen)
    made = Folio(
        form.width,
        form.height,
        2 * form.bleed,
        inks.named("papier"),
        f"{SITE} — {sentence(dataset, selection)}",
        alternative(dataset, selection),
        url,
    )
    LAYOUTS[form.layout](made, dataset, selection, printout, inks)
    made.height = round(made.height, 2)
    if form.bleed:
        add_bleed(made, form, inks)
    return made


def best(
    dataset: Dataset, form: Format, width: float, height: float
) -> tuple[Composition, float, float]:
    """Choose the composition that draws the mainland largest in a room: with its scale, that scale a km."""
    found = []
    for composition in form.compositions:
        high = composition.width_px / composition.ratio
        scale = (
            min(width / composition.width_px, height / high)
            if height
            else width / composition.width_px
        )
        panels = sheet(dataset, composition)
        found.append((composition, scale, scale / panels[MAINLAND.key].km_per_px))
    return max(found, key=lambda each: each[2])


def place_map(
    made: Folio,
    dataset: Dataset,
    selection: Selection,
    form: Format,
    inks: Inks,
    room: tuple[float, float, float, float],
    number: dict[str, int],
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
    composition, scale, _ = best(dataset, form, width, height)
    scale = int(scale * 1e4) / 1e4
    drawn = draw(dataset, selection, form, composition, scale, inks, number)
    across = composition.width_px * scale
    down = max(height - drawn.height, 0) / 2 if height else 0
    made.map.put(drawn, left + (width - across) / 2, top + down)
    return max(height, drawn.height), composition


def feet(dataset, selection, form: Format, room: float, inks: Inks, url: str, listed: bool) -> dict:
    """Set the notes and sources of a page, by the composition of the map that they may be about."""
    return {
        composition.name: foot(dataset, selection, form, room, inks, url, composition, listed)
        for composition in form.compositions
    }


def stacked(made: Folio, dataset, selection, printout: Printout, inks: Inks) -> None:
    """Set everything under the title: map, key, shades, list, sources."""
    form = printout.format
    left, room = form.margin, form.width - 2 * form.margin
    y = form.margin
    listed = False
    wide = form.compositions[0].named
    if printout.titled:
        head = heading(dataset, selection, form, room, inks)
        made.rest.put(head, left, y)
        y += head.height + form.body * 0.9
    below = []
    if printout.keyed:
        columns = 4 if form.listed else 3 if wide else 2 if form.width > 300 and form.screen else 1
        below += [
            filieres(dataset, selection, form.body, room, columns, inks),
            shades(dataset, selection, form.body * 0.95, room, inks),
        ]
    about = dataset, selection, form, room, inks, made.url
    gap = form.body * 0.8
    end_height = max(each.height for each in feet(*about, form.listed).values())
    used = sum(part.height + gap for part in below) + end_height + gap
    if not form.height:
        drawn, shown = place_map(made, dataset, selection, form, inks, (left, y, room, 0), {})
        y += drawn + gap
    else:
        bottom = form.height - form.margin
        number: dict[str, int] = {}
        if form.listed:
            items, number, listed = rolled(
                dataset,
                selection,
                form.body,
                room,
                lambda size: 3 if size > SMALLEST_LIST + STEP else 4,
                tuple(share * (bottom - y - used) for share in (LIST_SHARE, MOST_LIST_SHARE)),
                inks,
            )
            below.append(items)
            used += items.height + gap
        space = bottom - y - used
        _, shown = place_map(made, dataset, selection, form, inks, (left, y, room, space), number)
        y = bottom - used + gap
    for part in below:
        made.rest.put(part, left, y)
        y += part.height + gap
    made.rest.put(feet(*about, listed)[shown.name], left, y)
    if not form.height:
        made.height = y + end_height + form.margin


def rolled(
    dataset: Dataset,
    selection: Selection,
    size: float,
    room: float,
    columns: Callable[[float], int],
    heights: tuple[float, float],
    inks: Inks,
) -> tuple[Block, dict[str, int], bool]:
    """Set the list of the campuses, or their number by region when it is too long for its page.

    Parameters
    ----------
    columns : how many columns a size of type is set in.
    heights : that the list takes if its type can be made small enough, and that it may take at most.

    Returns
    -------
    The list, in type of at most `size`, the number of each of its campuses on the map, and whether it
    is a list.
    """
    wanted, most = heights
    number = numbered(dataset, selection)
    one_line = SMALLEST_LIST / columns(SMALLEST_LIST)
    while len(number) * one_line <= most:
        made = listing(dataset, selection, size, room, columns(size), inks)
        if made.height <= wanted or (size <= SMALLEST_LIST and made.height <= most):
            return made, {} if crowded(dataset) else number, True
        if size <= SMALLEST_LIST:
            break
        size = max(size - STEP, SMALLEST_LIST)
    made = by_region(dataset, selection, max(size, SMALLEST_LIST), room, columns(size), inks)
    return made, {}, False


def beside(made: Folio, dataset, selection, printout: Printout, inks: Inks) -> None:
    """Set the map and its key on the left, the list on the right; a spread leaves its fold empty."""
    form = printout.format
    left, right = form.margin, form.width - form.margin
    bottom, y = form.height - form.margin, form.margin
    inner = 14 * MM if form.fold else 4 * MM
    short = len(numbered(dataset, selection)) <= SHORT_LIST
    share = 0.5 if form.fold else 0.7 if short else 0.58
    columns = 1 if short else 2
    middle = form.width * share
    left_room, right_room = middle - inner - left, right - middle - inner
    if printout.titled:
        room = left_room if form.fold else right - left
        head = heading(dataset, selection, form, room, inks)
        made.rest.put(head, left, y)
        y += head.height + form.body
    list_top = form.margin if form.fold else y
    end_room = right_room if form.fold else right - left
    about = dataset, selection, form, end_room, inks, made.url
    end_height = max(each.height for each in feet(*about, True).values())
    list_bottom = bottom - end_height - form.body
    map_bottom = bottom if form.fold else list_bottom
    if printout.keyed:
        keys = [
            filieres(dataset, selection, form.body, left_room, 3 if form.fold else 4, inks),
            shades(dataset, selection, form.body * 0.95, left_room, inks),
        ]
        at = map_bottom - sum(part.height + form.body * 0.6 for part in keys)
        map_bottom = at
        for part in keys:
            made.rest.put(part, left, at + form.body * 0.6)
            at += part.height + form.body * 0.6
    size = form.body * (1.25 if form.fold else 1.1 if short else 1)
    height = list_bottom - list_top
    items, number, listed = rolled(
        dataset, selection, size, right_room, lambda _: columns, (height, height), inks
    )
    space = left, y, left_room, map_bottom - y
    _, shown = place_map(made, dataset, selection, form, inks, space, number)
    made.rest.put(items, middle + inner, list_top)
    end = feet(*about, listed)[shown.name]
    made.rest.put(end, middle + inner if form.fold else left, bottom - end_height)


def flanked(made: Folio, dataset, selection, printout: Printout, inks: Inks) -> None:
    """Set the map on the left over the whole height; on the right title, key, shades, sources."""
    form = printout.format
    high = form.height - 2 * form.margin
    composition = form.compositions[0]
    across = min(high * composition.ratio, form.width * 0.6)
    gap = form.margin * 0.7
    place_map(made, dataset, selection, form, inks, (form.margin, form.margin, across, high), {})
    left = form.margin + across + gap
    room = form.width - form.margin - left
    y, bottom = form.margin, form.height - form.margin
    end = foot(dataset, selection, form, room, inks, made.url, composition, False)
    made.rest.put(end, left, bottom - end.height)
    bottom -= end.height + form.body * 0.6
    parts: list[Block] = []
    for share in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75):
        parts = flank(dataset, selection, printout, room, inks, share)
        needed = sum(part.height for part in parts) + 0.7 * form.body * len(parts)
        if needed <= bottom - y:
            break
    for part in parts:
        made.rest.put(part, left, y)
        y += part.height + 0.7 * form.body


def flank(dataset, selection, printout: Printout, room: float, inks: Inks, share: float) -> list:
    """Set the title and the keys beside a map, at a share of their size."""
    form = printout.format
    size = form.body * share if form.screen else max(form.body * share, SMALLEST_LIST / 0.95)
    made = []
    if printout.titled:
        smaller = replace(form, title=form.title * share)
        made.append(heading(dataset, selection, smaller, room, inks))
    if printout.keyed:
        made.append(filieres(dataset, selection, size, room, 2 if form.screen else 1, inks))
        made.append(shades(dataset, selection, size * 0.95, room, inks))
    return made


LAYOUTS: dict[str, Callable[..., None]] = {"pile": stacked, "cote": beside, "volet": flanked}


def add_bleed(made: Folio, form: Format, inks: Inks) -> None:
    """Run a tinted ground under the title into the bleed, and draw the crop marks outside it."""
    title = [words.y for words in made.rest.words if words.role == "titre"]
    if title:
        band = max(title) + form.title * 1.35
        tint = theme.at_night(theme.TINTS[0]) if inks.night else theme.TINTS[0]
        over = form.bleed
        made.under.append(Shape((box(-over, -over, form.width + 2 * over, band + over),), tint))
    away, long = (part * MM for part in MARKS_MM)
    lines = []
    for x, way in ((0.0, -1), (form.width, 1)):
        for y, down in ((0.0, -1), (form.height, 1)):
            lines.append([(x + way * away, y), (x + way * (away + long), y)])
            lines.append([(x, y + down * away), (x, y + down * (away + long))])
    made.under.append(Shape(tuple(lines), "", inks.named("encre"), HAIR_PT, closed=False))
