"""Campuses against the young people and the pupils they are for: two ranked dot plots."""

import pandas as pd
from markupsafe import Markup

from ..coverage import whole
from ..data import Dataset
from ..french import number, plain, rate
from ..need import PUPILS_PER, national_need, need
from ..selection import Selection
from ..templating import prose
from ..vocabulary import PER_YOUNG
from .definition import definition

PLOTS = {
    "taux": f"Campus {PER_YOUNG}",
    "taux_eleves": f"Campus pour {number(PUPILS_PER)} élèves de la voie professionnelle",
}


def needs(dataset: Dataset, selection: Selection) -> Markup:
    """Write both plots, the regions ranked, the mean of the country among them."""
    table, means = need(dataset, selection), national_need(dataset, selection)
    return prose(
        "besoin.html",
        found=table["effectif"].sum(),
        plots=[
            plot(table, name, title, means[name], whole(dataset), selection)
            for name, title in PLOTS.items()
        ],
        definition=definition(dataset, "taux", "taux_eleves"),
    )


def plot(
    table: pd.DataFrame, name: str, title: str, mean: float, complete: bool, selection: Selection
) -> dict:
    """Place a measure of each region on a common scale, the mean of the country among them.

    Parameters
    ----------
    complete : whether the list of the country is.

    Returns
    -------
    `title`; `line`, where the mean is; `rows`, the highest first: the `selection` of the region (None for the
    country), its `name`, whether its list is `complete`, the `share` of the scale that its figure takes, the figure
    as it is `said`. Where a figure is unknown, the share is None.
    """
    known = [value for value in (*table[name], mean) if not pd.isna(value)]
    widest = max(known, default=0) or 1

    def row(value: float, **region) -> dict:
        unknown = pd.isna(value)
        share = None if unknown else f"{value / widest:.2%}"
        rank = (unknown, 0 if unknown else -value, plain(region["name"]))
        return region | {"rank": rank, "share": share, "said": rate(value)}

    regions = [
        row(
            region[name],
            selection=selection.but(regions=frozenset({code}), campus=None),
            name=region["nom"],
            complete=region["complet"],
        )
        for code, region in table.to_dict("index").items()
    ]
    country = row(mean, name="Moyenne nationale", complete=complete)
    ranked = sorted([*regions, country], key=lambda row: row["rank"])
    return {"title": title, "line": country["share"], "rows": ranked}
