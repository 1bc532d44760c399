"""GDAL reads every collection of the OGC API, page by page, and finds as many features as there are."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from _client import address, get, not_run

# Few, so that there are several pages.
PAGE = 50


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    assert "ERROR" not in done.stderr, done.stderr
    return done.stdout


def main() -> None:
    if shutil.which("ogrinfo") is None:
        not_run("there is no ogrinfo; install gdal-bin")
    source = f"OAPIF:{address()}/ogc"
    listed = run("ogrinfo", "-q", source)
    collections = get("/ogc/collections").json()["collections"]
    assert collections
    for collection in (one["id"] for one in collections):
        assert collection in listed, f"{collection} is not among\n{listed}"
        wanted = get(f"/ogc/collections/{collection}/items", limit="1").json()["numberMatched"]
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "read.geojson"
            options = ["-oo", f"PAGE_SIZE={PAGE}"]
            run("ogr2ogr", "-f", "GeoJSON", str(out), *options, source, collection)
            read = json.loads(out.read_text())["features"]
        assert len(read) == wanted, f"{collection}: {len(read)} of {wanted}"
        # GDAL gives the id of a feature, a text, as a property.
        ids = [feature["properties"]["id"] for feature in read]
        assert len(set(ids)) == len(ids), f"{collection}: an id comes twice"
        west, south, east, north = collection_bounds(collection)
        middle = [str(west), str(south), str((west + east) / 2), str(north)]
        inside = run(
            "ogrinfo", "-ro", "-so", *options, "-spat", *middle, source, collection
        )
        count = int(inside.split("Feature Count: ")[1].split()[0])
        by_api = get(f"/ogc/collections/{collection}/items", limit="1", bbox=",".join(middle))
        assert count == by_api.json()["numberMatched"], f"{collection}: {count} in the box"
        print(f"{collection}: {wanted} features, {count} in the western half")


def collection_bounds(collection: str) -> list[float]:
    return get(f"/ogc/collections/{collection}").json()["extent"]["spatial"]["bbox"][0]


main()
