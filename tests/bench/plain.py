"""The same map written the obvious way, with Plotly Express: the figure of every baseline."""

import json
from pathlib import Path

import pandas as pd
import plotly.express as px

DATA = Path(__file__).parents[2]
campuses = pd.read_csv(DATA / "data" / "campus.csv", dtype=str)
campuses[["latitude", "longitude"]] = campuses[["latitude", "longitude"]].astype(float)
regions = json.loads((DATA / "geodata" / "regions.geojson").read_text(encoding="utf-8"))
codes = [feature["properties"]["code_region"] for feature in regions["features"]]
filieres = sorted(campuses["filiere"].unique())
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY = {"type": "GeometryCollection", "geometries": []}
WORLD = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(LAYERS, EMPTY)}
# An empty world in the address itself, whose « # » hides the name of the file that Plotly adds: where
# its CDN is out of reach, a map without a world stays blank.
CONFIG = {"topojsonURL": f"data:application/json,{json.dumps(WORLD)}#"}


def plain_figure(chosen=None):
    """Draw the campuses of some filières, or all."""
    shown = campuses[campuses["filiere"].isin(chosen)] if chosen else campuses
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
