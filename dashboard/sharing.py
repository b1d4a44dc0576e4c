"""A view as others show or quote it: the card of a link, its picture, the citation."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from .campus import brief, records
from .data import Dataset
from .display import address, view_query
from .formats import FORMATS, Printout
from .french import signs
from .selection import Selection
from .summary import SITE, alternative, headline, licence, sentence, situation, subtitle

CARD = "social"  # format of the picture of a link


@dataclass(frozen=True)
class Card:
    """What other sites show of a link: Open Graph, Twitter cards, oEmbed discovery."""

    title: str
    description: str
    url: str
    image: str
    alternative: str
    oembed: str = ""

    site: ClassVar = SITE
    image_type: ClassVar = "image/png"
    image_size: ClassVar = (FORMATS[CARD].width, FORMATS[CARD].height)


def view_card(dataset: Dataset, selection: Selection, root: str) -> Card:
    """Describe the link to a view; `root` is the site's public address, with its last slash."""
    url = address(root, selection.to_query())
    return Card(
        headline(dataset, selection),
        f"{sentence(dataset, selection)}. {subtitle(dataset)}",
        url,
        image(selection, root),
        alternative(dataset, selection.pictured),
        oembed=address(f"{root}oembed", urlencode({"url": url})),
    )


def campus_card(dataset: Dataset, campus: str, root: str) -> Card:
    """Describe the link to the page of a campus; its picture is the map where it is ringed."""
    row = records(dataset)[campus]
    selection = Selection(campus=campus)
    return Card(
        signs(f"{row['nom']} — {SITE}"),
        signs(f"{brief(row)}."),
        f"{root}campus/{campus}",
        image(selection, root),
        signs(f"Carte de France où le campus {row['nom']} est entouré."),
    )


def image(selection: Selection, root: str) -> str:
    """Return the address of the picture of a view."""
    shown = Printout("png", CARD).to_params()
    return address(f"{root}carte.png", view_query(selection.pictured, shown))


def citation(dataset: Dataset, selection: Selection, root: str) -> str:
    """Write how to quote a view: title, state of the data, version, address, licence."""
    quoted = f"{sentence(dataset, selection)}. Carte des {SITE.lower()}"
    when = f", {situation(dataset).lower()}" if situation(dataset) else ""
    under = licence(dataset, selection)
    url = address(root, selection.to_query())
    return f"{quoted}{when}, données {dataset.version}{under and f', {under}'}. {url}"
