"""The list of the campuses on a printed page, numbered as the map is, or their number by region; in points."""

from . import french, theme
from .campus import proven, records
from .data import Dataset
from .folio import HAIR_PT, Block
from .job import Job
from .marks import haloed, mark, reach
from .picking import in_reading_order
from .selection import Selection
from .sheet import crowded
from .typesetting import width, wrap

UNSURE = "*"  # after the name of a campus that is to be checked
TOO_LONG = "{} campus, trop nombreux pour une liste sur cette page\u202f: leur nombre par région."


def numbered(dataset: Dataset, selection: Selection) -> dict[str, int]:
    """Number the campuses of a view in reading order: by region, then by name."""
    return {campus: n for n, campus in enumerate(in_reading_order(dataset, selection), 1)}


def entries(dataset: Dataset, selection: Selection) -> list[tuple[str, list[str]]]:
    """Group the numbered campuses by region: its name and how many, their ids."""
    known = records(dataset)
    groups: dict[str, list[str]] = {}
    for campus in numbered(dataset, selection):
        groups.setdefault(known[campus]["region"], []).append(campus)
    return list(groups.items())


def listing(job: Job, size: float, room: float, columns: int) -> Block:
    """List the campuses by region in even columns: number, mark, name, town, doubt."""
    known, number, ink = records(job.dataset), numbered(*job.view), job.ink("encre")
    gutter, indent = size * 1.6, size * 2.7
    across = (room - gutter * (columns - 1)) / columns
    rows: list[Block] = []
    for region, campuses in entries(*job.view):
        head = Block(size * 0.35)
        said = wrap(f"{region}\u00a0\u00a0{len(campuses)}", size, across, 700)
        head.write(said, size, weight=700, lead=1.2, colour=ink)
        for campus in campuses:
            row = known[campus]
            sure = proven(row)
            made = Block()
            star = "" if sure else UNSURE
            said = wrap(f"{row['nom']}, {row['commune']}{star}", size, across - indent)
            made.write(said, size, x=indent, lead=1.16, colour=ink)
            if not crowded(job.dataset):  # whose map numbers its rounds
                figure, digits = Block(), str(number[campus])
                figure.write([digits], size, weight=600, lead=1.16, colour=ink)
                made.put(figure, size * 1.15 - width(digits, size, 600), 0)
            slug = row["filiere"]
            colour = job.inks.mark(theme.MARKS[slug].colour)
            look = (colour, theme.PAPER, HAIR_PT) if sure else (theme.PAPER, colour, 0.6)
            drawn = mark(slug, size * 1.9, size * 0.7, size * min(0.38, 0.5 / reach(slug)), *look)
            made.shapes += haloed(drawn, not sure, job.inks)
            if campus == campuses[0]:  # a heading never ends a column
                made_head = Block(head.height + made.height, list(head.shapes), list(head.words))
                made_head.put(made, 0, head.height)
                made = made_head
            rows.append(made)
    return in_columns(rows, across + gutter, columns)


def in_columns(rows: list[Block], step: float, columns: int) -> Block:
    """Set rows in columns of the least height that holds them all."""
    low, high = max((row.height for row in rows), default=0.0), sum(row.height for row in rows)
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if filled(rows, middle) <= columns else (middle, high)
    made = Block(high if rows else 0.0)
    x, y = 0.0, 0.0
    for row in rows:
        if y and y + row.height > high + 0.01:
            x, y = x + step, 0.0
        made.put(row, x, y)
        y += row.height
    return made


def filled(rows: list[Block], height: float) -> int:
    """Count the columns of a height that rows fill."""
    columns, y = 1, 0.0
    for row in rows:
        if y and y + row.height > height + 0.01:
            columns, y = columns + 1, 0.0
        y += row.height
    return columns


def by_region(job: Job, size: float, room: float, columns: int) -> Block:
    """Say how many campuses each region has, when they are too many to be listed."""
    found, ink = entries(*job.view), job.ink("encre")
    count = french.number(sum(len(campuses) for _, campuses in found))
    made = Block()
    made.write(wrap(TOO_LONG.format(count), size, room, 600), size, weight=600, colour=ink)
    gutter = size * 1.6
    across = (room - gutter * (columns - 1)) / columns
    rows = []
    for region, campuses in found:
        row = Block()
        said = f"{region}\u00a0\u00a0{french.number(len(campuses))}"
        row.write(wrap(said, size, across), size, lead=1.2, colour=ink)
        rows.append(row)
    made.put(set_rows := in_columns(rows, across + gutter, columns), 0, made.height + size * 0.3)
    made.height += size * 0.3 + set_rows.height
    return made
