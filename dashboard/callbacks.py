"""Wire the page to the URL, its only state: read it, select, call, return."""

from dash import Dash, Input, Output, Patch, State, ctx, no_update

from . import ids
from .changes import redraw, reframe, slots
from .crowd import REGION
from .data import Dataset
from .geography import COMPOSITIONS
from .layout import around, in_html, main_class, rows
from .selection import Selection
from .summary import sentence


def register_callbacks(app: Dash, dataset: Dataset) -> None:
    """Register every callback of the page."""

    def read(search: str | None) -> Selection:
        return Selection.from_query(search or "", dataset.campuses.index, dataset.places.index)

    @app.callback(
        Output(ids.MAP, "figure"),
        Input(ids.URL, "search"),
        Input(ids.COMPOSITION, "data"),
        prevent_initial_call=True,
    )
    def draw(search, composition):
        """Draw the selection on the map; the outlines are there already."""
        sheet = COMPOSITIONS[composition]
        changes = redraw(dataset, read(search), sheet)
        return patched(changes | reframed(sheet))

    def reframed(sheet):
        moved = ctx.triggered_id != ids.URL or len(ctx.triggered_prop_ids) > 1
        return reframe(dataset, sheet) if moved else {}

    @app.callback(
        Output(ids.PARTS, "data"),
        Output(ids.ANNOUNCEMENT, "children"),
        Input(ids.URL, "search"),
    )
    def tell(search):
        """Say the selection and offer the next ones."""
        selection = read(search)
        return in_html(around(dataset, selection)), sentence(dataset, selection)

    @app.callback(
        Output(ids.ROWS, "data"),
        Output(ids.MAIN, "className"),
        Input(ids.URL, "search"),
        Input(ids.SEARCH, "value"),
        Input(ids.SORT, "data"),
    )
    def enumerate_campuses(search, words, sort):
        """List the campuses and describe the opened one."""
        selection = read(search)
        return in_html(rows(dataset, selection, words, sort)), main_class(selection)

    @app.callback(
        Output(ids.URL, "search"),
        Output(ids.MAP, "clickData"),
        Input(ids.MAP, "clickData"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def follow(click, search):
        """Open the campus, or filter the region, that was clicked on the map."""
        return pointed(click, read(search)).to_search() if click else no_update, None

    def pointed(click, selection: Selection) -> Selection:
        point = click["points"][0]
        slot = dict(enumerate(slots(dataset))).get(point["curveNumber"])
        if slot is None:
            return selection
        led = point.get("customdata") or ""
        if not slot.territory and not led.startswith(REGION):
            return selection.but(campus=led or None)
        table = dataset.academies["code_region"]
        region = table.get(slot.territory, slot.territory or led.removeprefix(REGION))
        return selection.toggled("regions", region).but(campus=None)


def patched(changes: dict) -> Patch:
    """Write changes, keyed by their path in the figure, as a partial update."""
    patch = Patch()
    for path, value in changes.items():
        place = patch
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return patch
