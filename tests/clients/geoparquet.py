"""GeoPandas reads GeoParquet: reference system, shapes, and the same numbers as CSV and GeoJSON."""

import io
import json

import geopandas
import pandas
import pyarrow.parquet

from _client import get, layers


def main() -> None:
    tables = [("hotspots", {}), ("cells", {}), ("counts", {}), ("places", {}), ("streets", {})]
    tables += [("areas", {"layer": layer}) for layer in layers()]
    for audience in ("partnership", "analyst"):
        for table, query in tables:
            check(table, {**query, "audience": audience})


def check(table: str, query: dict[str, str]) -> None:
    name = f"{table} for {query['audience']}"
    raw = get(f"/api/v1/export/{table}.parquet", **query).content
    assert raw == get(f"/api/v1/export/{table}.parquet", **query).content, f"{name}: other bytes"
    frame = geopandas.read_parquet(io.BytesIO(raw))
    # GeoPandas knows OGC:CRS84 by that name, longitude first.
    assert frame.crs is not None and frame.crs.to_authority() == ("OGC", "CRS84"), frame.crs
    shapes = frame.geometry.dropna()
    assert shapes.is_valid.all(), f"{name}: {shapes[~shapes.is_valid]}"
    metadata = pyarrow.parquet.read_metadata(io.BytesIO(raw)).metadata
    geo = json.loads(metadata[b"geo"])["columns"]["geometry"]
    assert set(geo["geometry_types"]) == set(shapes.geom_type), f"{name}: {geo}"
    if len(shapes):
        assert list(shapes.total_bounds) == geo["bbox"], f"{name}: {geo['bbox']}"
    about = json.loads(metadata[b"beatbook"])["provenance"]
    assert about["audience"] == query["audience"], about
    text = get(f"/api/v1/export/{table}.csv", **query).text
    csv = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert len(csv) == len(frame), f"{name}: {len(frame)} rows, CSV has {len(csv)}"
    compared = [column for column in frame.columns if column in csv.columns]
    assert len(compared) > 3, compared
    for column in compared:
        shown = f"{column}_shown"
        values = frame[shown] if shown in frame.columns else frame[column]
        for ours, theirs in zip(values, csv[column]):
            same(ours, theirs, f"{name}, {column}")
    features = get(f"/api/v1/export/{table}.geojson", **query).json()["features"]
    assert len(features) == len(frame), f"{name}: {len(features)} features"
    print(f"{name}: {len(frame)} rows, {len(compared)} columns as in CSV")


def same(ours: object, theirs: str, where: str) -> None:
    if pandas.isna(ours):
        assert theirs == "", f"{where}: nothing, {theirs!r} in CSV"
    elif isinstance(ours, str):
        # CSV has an apostrophe before what a spreadsheet would compute.
        assert theirs in (ours, f"'{ours}"), f"{where}: {ours!r}, {theirs!r} in CSV"
    else:
        assert float(ours) == float(theirs), f"{where}: {ours!r}, {theirs!r} in CSV"


main()
