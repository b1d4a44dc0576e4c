"""The plain map in Dash as it comes, as a baseline of the bench: `python tests/bench/stock.py PORT`."""

import sys

from dash import Dash, Input, Output, dcc, html
from plain import CONFIG, filieres, plain_figure

app = Dash("stock")
app.layout = html.Div(
    [dcc.Checklist(filieres, id="filieres"), dcc.Graph(id="carte", config=CONFIG)]
)


@app.callback(Output("carte", "figure"), Input("filieres", "value"))
def draw(chosen):
    """Draw everything again."""
    return plain_figure(chosen)


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
