"""What is printed: a view, its format and its inks, and the address that leads back to it."""

from dataclasses import dataclass
from functools import cached_property

from .data import Dataset
from .formats import Format, Printout
from .inks import Inks
from .selection import Selection


@dataclass(frozen=True)
class Job:
    """A view to print; `url`: public address of the live view, without which no address nor QR code is set."""

    dataset: Dataset
    selection: Selection
    printout: Printout
    url: str = ""

    @property
    def view(self) -> tuple[Dataset, Selection]:
        """Return what is shown: one map, and the words of that map."""
        return self.dataset, self.selection.pictured

    @cached_property
    def form(self) -> Format:
        """Return the format of the page."""
        return self.printout.format

    @cached_property
    def inks(self) -> Inks:
        """Return how colours come out."""
        return Inks(self.printout.theme, self.printout.process, self.form.screen)

    def ink(self, name: str) -> str:
        """Return a colour of the theme as it comes out."""
        return self.inks.named(name)

    def least(self, size: float) -> float:
        """Return a smallest size of type or width of line, in points: none on a screen."""
        return 0.0 if self.form.screen else size
