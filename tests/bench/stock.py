"""The same map written the obvious way, as the baseline of the bench: stock Dash, Plotly Express.

`python tests/bench/stock.py PORT`
"""

import json
import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

ROOT = Path(__file__).parents[2]
campuses = pd.read_csv(ROOT / "data" / "campus.csv", dtype=str)
campuses[["latitude", "longitude"]] = campuses[["latitude", "longitude"]].astype(float)
regions = json.loads((ROOT / "geodata" / "regions.geojson").read_text(encoding="utf-8"))
codes = [feature["properties"]["code_region"] for feature in regions["features"]]
app = Dash("stock")
app.layout = html.Div(
    [
        dcc.Checklist(sorted(campuses["filiere"].unique()), id="filieres"),
        dcc.Graph(id="carte", config={"topojsonURL": "/topologie/"}),
    ]
)
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY = {"type": "GeometryCollection", "geometries": []}


@app.server.get("/topologie/<path:name>")
def topology(name):
    """Serve an empty world: without one, Plotly's maps stay blank where its CDN is out of reach."""
    return {"type": "Topology", "arcs": [], "objects": dict.fromkeys(LAYERS, EMPTY)}


@app.callback(Output("carte", "figure"), Input("filieres", "value"))
def draw(filieres):
    """Draw everything again."""
    return stock_figure(filieres)


def stock_figure(filieres=None):
    """Draw the campuses of some filières, or all."""
    shown = campuses[campuses["filiere"].isin(filieres)] if filieres else campuses
    counts = shown.groupby("code_region").size().reindex(codes, fill_value=0).reset_index(name="n")
    figure = px.choropleth(
        counts,
        geojson=regions,
        featureidkey="properties.code_region",
        locations="code_region",
        color="n",
    )
    figure.add_traces(
        px.scatter_geo(
            shown, lat="latitude", lon="longitude", color="filiere", hover_name="nom"
        ).data
    )
    return figure


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
