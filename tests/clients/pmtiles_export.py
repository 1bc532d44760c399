"""The reader of the PMTiles project opens an export; a tile of it is the tile of the server."""

import gzip

import mapbox_vector_tile
import requests
from pmtiles.reader import MemorySource, Reader, all_tiles

from _client import get, layers, url


def main() -> None:
    # The tiles of a server on this machine are the analyst's.
    words = ("hotspots", "counts", "places", "streets", "near-repeat", "base")
    exports = [(word, word, {}) for word in words]
    exports += [(f"areas-{layer}", "areas", {"layer": layer}) for layer in layers()]
    for layer, table, query in exports:
        raw = get(f"/api/v1/export/{table}.pmtiles", audience="analyst", **query).content
        reader = Reader(MemorySource(raw))
        header, metadata = reader.header(), reader.metadata()
        described = get(f"/tiles/{layer}.json").json()
        assert metadata["vector_layers"] == described["vector_layers"], layer
        assert metadata["audience"] == "analyst", metadata
        assert metadata["SYNTHETIC"] is True, metadata
        bounds = [header[f"{end}_e7"] / 1e7 for end in ("min_lon", "min_lat", "max_lon", "max_lat")]
        assert all(abs(a - b) < 1e-6 for a, b in zip(bounds, described["bounds"])), bounds
        tiles = list(all_tiles(MemorySource(raw)))
        # A small city may have no link of near repeats, hence no tile with anything in it.
        assert tiles or layer == "near-repeat", layer
        names = {one["id"] for one in described["vector_layers"]}
        for (z, x, y), packed in tiles[:: max(1, len(tiles) // 40)]:
            served = requests.get(url(f"/tiles/{layer}/{z}/{x}/{y}.mvt"), timeout=60)
            assert gzip.decompress(packed) == served.content, f"{layer} {z}/{x}/{y}"
            decoded = mapbox_vector_tile.decode(served.content)
            assert decoded and set(decoded) <= names, f"{layer} {z}/{x}/{y}: {set(decoded)}"
        print(f"{layer}: {len(tiles)} tiles, zoom {header['min_zoom']} to {header['max_zoom']}")


main()
