"""Printed files without a server: one view, or every filière and every region; the progress is told."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from .data import Dataset, write
from .display import PICTURE, Display, address
from .drawing import carte_svg
from .formats import Printout, paged
from .french import number, quoted
from .printing import TYPES, file_name, printed
from .query import InvalidSelection, shown
from .selection import Selection
from .vocabulary import Filiere

BAR = 24  # characters


def read(dataset: Dataset, query: str, kind: str) -> tuple[Selection, Printout | Display]:
    """Read a view and how it is printed, or drawn, as the routes do.

    Raises
    ------
    InvalidSelection
    """
    query = query.split("?")[-1]
    if kind == "svg" and not paged(query):
        selection, params = dataset.read(query, Display.NAMES)
        return selection, Display.from_params(params, PICTURE)
    selection, params = dataset.read(query, Printout.NAMES)
    return selection, Printout.from_params(kind, params)


def content(dataset: Dataset, selection: Selection, how: Printout | Display, root: str) -> bytes:
    """Print a view, or draw it, as the routes do."""
    if isinstance(how, Display):
        return carte_svg(dataset, selection, how).encode()
    return printed(dataset, selection, how, address(root, selection.to_query()) if root else "")


def kind_of(path: Path) -> str:
    """Return the kind of file that a name asks for."""
    kind = path.suffix.removeprefix(".").lower()
    if kind not in TYPES:
        raise InvalidSelection("FICHIER", f"nom {quoted(shown(path.name))} sans type connu", TYPES)
    return kind


def views(dataset: Dataset, query: str) -> Iterator[str]:
    """Yield the query of each filière, then of each region, with the options of a query."""
    options = {
        name: value
        for name, value in parse_qsl(query.split("?")[-1])
        if name not in ("filiere", "region")
    }
    for filiere in Filiere:
        yield urlencode({"filiere": filiere.value} | options, safe=",")
    for region in dataset.regions.index:
        yield urlencode({"region": region} | options, safe=",")


def print_one(dataset: Dataset, query: str, path: Path, root: str) -> Path:
    """Print a view in a file whose name says its kind; return its path."""
    write(path, content(dataset, *read(dataset, query, kind_of(path)), root))
    return path


def print_all(
    dataset: Dataset, query: str, folder: Path, kind: str, root: str, tell: Callable[[str], None]
) -> int:
    """Print every filière and every region in a folder; return how many files.

    Parameters
    ----------
    query : the options of every page, such as `format=a4&theme=gris`.
    tell : is given the progress after each file.
    """
    if kind not in TYPES:
        raise InvalidSelection("--type", f"valeur {quoted(shown(kind))} inconnue", TYPES)
    read(dataset, query, kind)
    wanted = list(views(dataset, query))
    for done, each in enumerate(wanted, 1):
        selection, how = read(dataset, each, kind)
        sized = Printout(kind, width=how.width_px) if isinstance(how, Display) else how
        name = file_name(dataset, selection, sized)
        write(folder / name, content(dataset, selection, how, root))
        tell(progress(done, len(wanted), name))
    return len(wanted)


def progress(done: int, whole: int, name: str) -> str:
    """Draw a bar: how many files of how many, and the last one."""
    full = BAR * done // whole
    return f"[{'#' * full}{'.' * (BAR - full)}] {number(done)} sur {number(whole)}  {name}"
