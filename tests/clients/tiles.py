"""Walks all tiles of a server and holds them against the specification and the API.

    python tests/clients/tiles.py http://127.0.0.1:8080

Decodes with mapbox-vector-tile and shapely, which share no code with beatbook. Of every layer and zoom:
rings are wound as the specification wants and polygons are valid; every layer and value is described in the
TileJSON and drawn at the zooms it names; a feature says the same in every tile; counts add up to those of
/api/v1/counts, unit by unit where the units themselves are drawn. Ends with 1 if anything is amiss.
"""

import gzip
import json
import math
import sys
import urllib.error
import urllib.request

import mapbox_vector_tile
from mapbox_vector_tile.Mapbox import vector_tile_pb2
from shapely.geometry import MultiPolygon, Polygon
from shapely.validation import explain_validity

LAST_ZOOM = 14
EXTENT, MARGIN = 4096, 128
POLYGON = 3

faults = []


def fault(text):
    faults.append(text)
    if len(faults) <= 40:
        print("  FAULT", text)


def get(url):
    """Status and body."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            body = response.read()
            if response.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            return response.status, body
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def get_json(url):
    status, body = get(url)
    return json.loads(body) if status == 200 else None


def tiles_over(bounds, zoom):
    """Columns and rows of the tiles that hold a part of some bounds in degrees."""
    west, south, east, north = bounds
    steps = 2**zoom

    def column(lon):
        return min(int((lon + 180) / 360 * steps), steps - 1)

    def row(lat):
        return min(int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * steps), steps - 1)

    for x in range(column(west), column(east) + 1):
        for y in range(row(north), row(south) + 1):
            yield x, y


def paths(feature):
    """Rings or lines of a feature, by section 4.3 of the specification."""
    cursor, found, at = [0, 0], [], 0
    commands = feature.geometry
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            continue
        for _ in range(count):
            for axis in (0, 1):
                step = commands[at + axis]
                cursor[axis] += (step >> 1) ^ -(step & 1)
            at += 2
            if command == 1 and feature.type != 1:
                found.append([])
            elif command == 1 and not found:
                found.append([])
            found[-1].append(tuple(cursor))
    return found


def doubled_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))


def check_polygon(feature, where):
    polygons = []
    for ring in paths(feature):
        area = doubled_area(ring)
        if len(ring) < 3 or area == 0:
            fault(f"{where}: a ring without ground: {ring}")
        elif area > 0:
            polygons.append((ring, []))
        elif not polygons:
            fault(f"{where}: a hole before any outer ring")
        else:
            polygons[-1][1].append(ring)
    shapes = [Polygon(outer, holes) for outer, holes in polygons]
    for shape in shapes:
        if not shape.is_valid:
            fault(f"{where}: {explain_validity(shape)}")
    together = MultiPolygon(shapes)
    if all(shape.is_valid for shape in shapes) and not together.is_valid:
        fault(f"{where}: {explain_validity(together)}")


def check_tile(body, about, zoom, where):
    """Checks one tile; gives its features that have a number."""
    described = {layer["id"]: layer for layer in about["vector_layers"]}
    for layer in mapbox_vector_tile.decode(body).values():
        if layer["extent"] != EXTENT:
            fault(f"{where}: extent {layer['extent']}")
    tile = vector_tile_pb2.tile()
    tile.ParseFromString(body)
    found = []
    for layer in tile.layers:
        of = described.get(layer.name)
        here = f"{where} {layer.name}"
        if of is None:
            fault(f"{here}: is not described")
            continue
        if not of["minzoom"] <= zoom <= of["maxzoom"]:
            fault(f"{here}: described for {of['minzoom']} to {of['maxzoom']}")
        for key in set(layer.keys) - set(of["fields"]):
            fault(f"{here}: value {key} is not described")
        if layer.version != 2 or not layer.features:
            fault(f"{here}: version {layer.version}, {len(layer.features)} features")
        for feature in layer.features:
            if feature.type == POLYGON:
                check_polygon(feature, here)
            corners = [v for path in paths(feature) for at in path for v in at]
            if not corners or min(corners) < -MARGIN or max(corners) > EXTENT + MARGIN:
                fault(f"{here}: a feature out of reach")
            pairs = zip(feature.tags[::2], feature.tags[1::2])
            values = {layer.keys[key]: value_of(layer.values[value]) for key, value in pairs}
            if feature.HasField("id"):
                found.append((layer.name, feature.id, values))
    return found


def value_of(value):
    return next(getattr(value, field.name) for field, _ in value.ListFields())


def walk(server, layer, query):
    """All tiles of a layer; of each zoom its features by layer and number."""
    address = f"{server}/tiles/{layer}"
    mark = f"?{query}" if query else ""
    about = get_json(f"{address}.json{mark}")
    if about is None:
        fault(f"{layer}{mark}: no TileJSON")
        return {}, 0
    for key in ("description", "attribution", "scheme", "bounds", "center", "minzoom", "maxzoom"):
        if key not in about:
            fault(f"{layer}{mark}: the TileJSON has no {key}")
    zooms, tiles = {}, 0
    for zoom in range(about["minzoom"], min(about["maxzoom"], LAST_ZOOM) + 1):
        features = zooms.setdefault(zoom, {})
        for x, y in tiles_over(about["bounds"], zoom):
            where = f"{layer} {zoom}/{x}/{y}{mark}"
            url = about["tiles"][0].format(z=zoom, x=x, y=y)
            status, body = get(url)
            if status == 204:
                continue
            if status != 200:
                fault(f"{where}: {status} {body[:200]!r}")
                return zooms, tiles
            tiles += 1
            for name, number, values in check_tile(body, about, zoom, where):
                if number >= 2**53:
                    fault(f"{where}: the number {number} loses digits in JSON")
                known = features.setdefault((name, number), values)
                if known != values:
                    fault(f"{where}: {name} {number} says {values}, elsewhere {known}")
    return zooms, tiles


def check_counts(server, unit, zooms, audience):
    """Tiles against /api/v1/counts."""
    answer = get_json(f"{server}/api/v1/counts?unit={unit}")
    told = {unit["id"]: unit["count"] for unit in answer["units"]}
    held = {own: count for own, count in told.items() if count != 0}
    for zoom, features in zooms.items():
        own = {of["id"]: of.get("count") for (name, _), of in features.items() if name == "counts"}
        parents = [of for (name, _), of in features.items() if name == "parents"]
        if own and parents:
            fault(f"counts {unit} at {zoom}: both units and their parents")
        if own and own != held:
            missing, extra = held.keys() - own.keys(), own.keys() - held.keys()
            other = [key for key in own.keys() & held.keys() if own[key] != held[key]]
            fault(f"counts {unit} at {zoom}: missing {len(missing)}, too many {len(extra)}, other {other[:3]}")
        if audience == "analyst":
            all_of = sum(of.get("count", 0) for of in features.values())
            if all_of != sum(told.values()):
                fault(f"counts {unit} at {zoom}: {all_of} instead of {sum(told.values())}")
            if parents and sum(of["units"] for of in parents) != len(held):
                fault(f"counts {unit} at {zoom}: parents of {sum(of['units'] for of in parents)} units")
        elif any(of.get("count", 0) % 5 for of in features.values()):
            fault(f"counts {unit} at {zoom}: a count that is not rounded")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    server = sys.argv[1].rstrip("/")
    audience = get_json(f"{server}/api/v1/counts")["audience"]
    meta = get_json(f"{server}/api/v1/meta")
    areas = [layer["id"] for layer in meta["layers"]]
    asked = [("base", ""), ("places", ""), ("streets", ""), ("streets", "of=segments&by=count")]
    asked += [("hotspots", query) for query in ("", "unit=bng-150", "unit=h3-8")]
    asked += [(f"areas-{layer}", "") for layer in areas]
    if audience == "analyst":
        asked.append(("near-repeat", "setting=any"))
    for layer, query in asked:
        zooms, tiles = walk(server, layer, query)
        last = len(zooms[max(zooms)]) if zooms else 0
        print(f"{layer} {query}: {tiles} tiles, {last} numbered features at the last zoom")
    for unit in ["h3-8", "h3-9", "h3-10", "bng-150", "street", *areas]:
        if get_json(f"{server}/api/v1/counts?unit={unit}") is None:
            print(f"counts {unit}: the book cannot answer it")
            continue
        zooms, tiles = walk(server, "counts", f"unit={unit}")
        check_counts(server, unit, zooms, audience)
        sizes = {zoom: len(features) for zoom, features in zooms.items()}
        print(f"counts {unit}: {tiles} tiles, features by zoom {sizes}")
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
