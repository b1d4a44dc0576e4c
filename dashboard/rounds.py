"""The rounds of a crowd as drawn, in pixels of a composition: shape, colour, number, words."""

from dataclasses import dataclass
from functools import lru_cache

from . import captions, french, theme
from .campus import records
from .clusters import Cluster, clusters, holding
from .data import Dataset
from .geography import Composition
from .selection import Selection
from .sheet import crowded, sheet
from .spots import on_plate

RING_PX, RING_GAP_PX = 13, 4  # radius of the ring of the opened campus, and its gap around a round


@dataclass(frozen=True)
class Round:
    """Campuses gathered, as drawn in pixels; `filiere` is empty when they have several.

    `words` say the round in lines; `repeated`: drawn again in the enlarged region.
    """

    x: float
    y: float
    r: float
    count: int
    filiere: str
    hollow: bool
    region: str
    words: tuple[str, ...]
    repeated: bool

    @property
    def number(self) -> str:
        """Write how many campuses there are."""
        return french.number(self.count)

    @property
    def colour(self) -> str:
        """Return the colour of its filière, or the one of several."""
        return theme.MARKS.get(self.filiere, theme.SEVERAL).colour

    @property
    def type_colour(self) -> str:
        """Return the colour of its number."""
        return theme.INK if self.hollow else theme.over(self.colour)


@dataclass(frozen=True)
class Ring:
    """What shows the opened campus, in pixels."""

    x: float
    y: float
    r: float


def words(dataset: Dataset, cluster: Cluster) -> tuple[str, ...]:
    """Say a cluster in lines."""
    known = records(dataset)
    if cluster.count == 1:
        return tuple(captions.campus(known[cluster.first[0]]))
    return tuple(
        captions.cluster(
            cluster.count,
            known[cluster.first[0]]["region"],
            cluster.filieres,
            cluster.unproven,
            [known[campus]["nom"] for campus in cluster.first],
        )
    )


@lru_cache(maxsize=256)
def rounds(
    dataset: Dataset, selection: Selection, composition: Composition, others: bool = False
) -> tuple[Round, ...]:
    """Draw the rounds of two campuses or more, frame by frame, the largest first.

    Parameters
    ----------
    others : those of the other filières, which stand in grey.
    """
    panels = sheet(dataset, composition)
    return tuple(
        Round(
            *on_plate(panels[key], cluster.x, cluster.y),
            cluster.radius_px,
            cluster.count,
            cluster.filiere,
            cluster.unproven == cluster.count,
            cluster.region,
            () if others else words(dataset, cluster),
            panels[key].frame.enlarges,
        )
        for key, found in clusters(dataset, selection, composition, others).items()
        for cluster in found
        if cluster.count > 1
    )


def alone(
    dataset: Dataset, selection: Selection, composition: Composition, others: bool = False
) -> set[tuple[str, bool]]:
    """Return the campuses that are alone in their cell, and whether there in the enlarged region."""
    panels = sheet(dataset, composition)
    return {
        (cluster.first[0], panels[key].frame.enlarges)
        for key, found in clusters(dataset, selection, composition, others).items()
        for cluster in found
        if cluster.count == 1
    }


def ring_px(
    dataset: Dataset, selection: Selection, composition: Composition, *, repeated: bool
) -> float:
    """Return the radius of the ring around the opened campus, or around the round that holds it."""
    if not crowded(dataset):
        return RING_PX
    panels = sheet(dataset, composition)
    around = [
        cluster.radius_px
        for key, cell in holding(dataset, composition, selection.campus).items()
        for cluster in clusters(dataset, selection, composition)[key]
        if cluster.cell == cell and panels[key].frame.enlarges == repeated
    ]
    return max([RING_PX, *(radius + RING_GAP_PX for radius in around)])
