"""pandas reads CSV by its address, as Excel and Power BI do: types, units, and what is withheld."""

import pandas

from _client import get, layers, url


def main() -> None:
    for table in ("hotspots", "cells", "counts", "places", "streets", "week", "hours"):
        frame = pandas.read_csv(url(f"/api/v1/export/{table}.csv"), na_values="*")
        assert len(frame), table
        assert set(frame["audience"]) == {"partnership"}, table
        assert set(frame["SYNTHETIC"]) == {"SYNTHETIC"}, table
        for column in ("source", "from", "to", "setting", "selection", "book"):
            assert column in frame.columns, f"{table} has no {column}"
        print(f"{table}: {len(frame)} rows, {len(frame.columns)} columns")
    for layer in layers():
        query = {"layer": layer, "audience": "analyst"}
        exact = pandas.read_csv(url("/api/v1/export/areas.csv", **query))
        areas = get("/api/v1/areas", layer=layer).json()["areas"]
        assert exact["incidents"].sum() == sum(area["events"] for area in areas), layer
        assert list(exact["code"].astype(str)) == [area["code"] for area in areas], layer
        partners = pandas.read_csv(url("/api/v1/export/areas.csv", layer=layer), dtype=str)
        shown = partners["incidents"]
        for true, told in zip(exact["incidents"], shown):
            wanted = "0" if true == 0 else "*" if true <= 7 else str((true + 2) // 5 * 5)
            assert told == wanted, f"{layer}: {true} is told as {told}"
        print(f"areas of {layer}: {len(exact)} rows, counts as in the API")
    head = get("/api/v1/export/hotspots.csv").headers
    assert head["content-type"] == "text/csv; charset=utf-8; header=present", head
    assert "beatbook_hotspots_" in head["content-disposition"], head


main()
