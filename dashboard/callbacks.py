"""Wire the interactive map and the list to the page's script, which reads the URL, the only state.

Views are asked of the server by their address (`routes.views`), so that any cache can keep them; only
what no address says is a callback of the server.
"""

from dash import ClientsideFunction, Dash, Input, Output

from . import ids
from .data import Dataset
from .hrefs import absolute
from .layout import listing


def register_callbacks(app: Dash, dataset: Dataset) -> None:
    """Register every callback of the page."""

    @app.callback(Output(ids.ROWS, "data"), Input(ids.SEARCH, "data"), prevent_initial_call=True)
    def search(asked):
        """List the campuses of a view that hold some words, in the order of a column."""
        selection, _ = dataset.read(asked["vue"])
        table = listing(dataset, selection, asked.get("mots", ""), asked)
        return {ids.LIST: absolute(table, selection.to_query())}

    def script(name: str, *wires) -> None:
        app.clientside_callback(ClientsideFunction("page", name), *wires)

    script("draw", Output(ids.GRAPH, "figure"), Input(ids.COMPOSITION, "data"))
    script("follow", Input(ids.GRAPH, "hoverData"))
    script("receive", Input(ids.ROWS, "data"))
