"""The filters of a selection in French: its filières, its waves, its regions; touches no data."""

from collections.abc import Collection, Sequence

from .french import counted, enumerated, listed
from .selection import Selection
from .vocabulary import Filiere, Vague


def say_vagues(vagues: Collection[Vague], plural: bool) -> str:
    """Say the labelling waves: « labellisés en vagues 1 à 4 », « labellisé en vague 1 ou 2 »."""
    numbers = sorted(vagues or Vague)
    each = [str(number) for number in numbers]
    if not plural:  # one campus has one wave
        return f"labellisé en vague {listed(each, 'ou')}"
    run = numbers == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 2
    said = f"{numbers[0]} à {numbers[-1]}" if run else listed(each)
    return f"labellisés en {'vagues' if numbers[1:] else 'vague'} {said}"


def say_filieres(selection: Selection, one: bool) -> str:
    """Say the chosen filières, of several campuses or of one: « de la filière « … » ou « … » »."""
    labels = [f.label for f in Filiere if f in selection.filieres]
    if len(labels) == 1:
        return f"de la filière {labels[0]}"
    if len(labels) > 3:
        return f"{'de l’une des' if one else 'des'} {len(labels)} filières choisies"
    return (
        f"de la filière {enumerated(labels, 'ou')}" if one else f"des filières {enumerated(labels)}"
    )


def say(selection: Selection, count: int, region_names: Sequence[str]) -> str:
    """Say in one French sentence what a selection holds.

    Parameters
    ----------
    count : number of campuses in the selection.
    region_names : names of the regions where they are, or of the chosen regions when there are.
    """
    plural = count > 1
    words = [counted(count, "campus", "campus") if count else "Aucun campus"]
    if selection.sourced_only:
        words.append("sourcés" if plural else "sourcé")
    elif not count:
        words.append("connu")
    if selection.filieres:
        words.append(say_filieres(selection, one=not plural))
    if selection.regions and len(region_names) <= 3:
        several = len(region_names) > 1 and count != 1
        where = f"{'régions' if several else 'région'} {listed(region_names, 'et' if several else 'ou')}"
    elif selection.regions:
        where = f"dans {'l’une des ' if count == 1 else ''}{len(region_names)} régions choisies"
    else:
        where = f"dans {len(region_names)} région{'s' if len(region_names) > 1 else ''}"
    parts = [" ".join(words), say_vagues(selection.vagues, plural)]
    return ", ".join(parts + ([where] if region_names else []))
