/** A small PMTiles archive of invented streets, made in the test: no data of anybody's. */
import { PbfWriter } from 'pbf';
import { zxyToTileId } from 'pmtiles';

const EXTENT = 4096;
type Xy = [number, number];

interface Drawn {
  kind: 'point' | 'line' | 'polygon';
  points: Xy[];
  tags: Record<string, string>;
}
/** Features by layer; points are shares of a tile. */
export type Town = Record<string, Drawn[]>;

/** The same tile everywhere in a box, at one zoom; the map draws it larger from closer in. */
export function archive(town: Town, [w, s, e, n]: number[], zoom = 10): Buffer {
  const tile = Buffer.from(tileOf(town));
  const ids: number[] = [];
  for (let x = tileX(w ?? 0, zoom); x <= tileX(e ?? 0, zoom); x += 1)
    for (let y = tileY(n ?? 0, zoom); y <= tileY(s ?? 0, zoom); y += 1)
      ids.push(zxyToTileId(zoom, x, y));
  ids.sort((a, b) => a - b);
  const directory = new PbfWriter();
  directory.writeVarint(ids.length);
  ids.forEach((id, i) => directory.writeVarint(id - (ids[i - 1] ?? 0)));
  ids.forEach(() => directory.writeVarint(1)); // one tile each
  ids.forEach(() => directory.writeVarint(tile.length));
  ids.forEach(() => directory.writeVarint(1)); // all at the start of the data
  const root = Buffer.from(directory.finish());
  const layers = Object.keys(town).map((id) => ({ id, fields: {} }));
  const metadata = Buffer.from(JSON.stringify({ vector_layers: layers, attribution: '© Nobody' }));

  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'ascii');
  header.writeUInt8(3, 7);
  const parts = [root.length, metadata.length, 0, tile.length];
  let at = header.length;
  parts.forEach((length, i) => {
    header.writeBigUInt64LE(BigInt(at), 8 + i * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + i * 16);
    at += length;
  });
  [ids.length, ids.length, 1].forEach((n, i) => header.writeBigUInt64LE(BigInt(n), 72 + i * 8));
  [1, 1, 1, 1, zoom, zoom].forEach((n, i) => header.writeUInt8(n, 96 + i));
  [w, s, e, n].forEach((degree, i) =>
    header.writeInt32LE(Math.round((degree ?? 0) * 1e7), 102 + i * 4),
  );
  return Buffer.concat([header, root, metadata, tile]);
}

function tileOf(town: Town): Uint8Array {
  const pbf = new PbfWriter();
  for (const [name, features] of Object.entries(town)) {
    const tags = features.map((f) => Object.entries(f.tags));
    const keys = [...new Set(tags.flat().map(([key]) => key))];
    const values = [...new Set(tags.flat().map(([, value]) => value))];
    pbf.writeMessage(
      3,
      (_: unknown, layer: PbfWriter) => {
        layer.writeVarintField(15, 2);
        layer.writeStringField(1, name);
        features.forEach((feature, i) =>
          layer.writeMessage(
            2,
            (_: unknown, f: PbfWriter) => {
              const pairs = (tags[i] ?? []).flatMap(([k, v]) => [
                keys.indexOf(k),
                values.indexOf(v),
              ]);
              f.writePackedVarint(2, pairs);
              f.writeVarintField(3, { point: 1, line: 2, polygon: 3 }[feature.kind]);
              f.writePackedVarint(4, geometry(feature));
            },
            null,
          ),
        );
        keys.forEach((key) => layer.writeStringField(3, key));
        values.forEach((value) =>
          layer.writeMessage(4, (_: unknown, v: PbfWriter) => v.writeStringField(1, value), null),
        );
        layer.writeVarintField(5, EXTENT);
      },
      null,
    );
  }
  return pbf.finish();
}

/** Commands and steps, as the specification of vector tiles 2.1 writes them (section 4.3). */
function geometry({ kind, points }: Drawn): number[] {
  const zigzag = (n: number) => (n << 1) ^ (n >> 31);
  let [x, y] = [0, 0];
  const steps = points.map(([px, py]) => {
    const [nx, ny] = [Math.round(px * EXTENT), Math.round(py * EXTENT)];
    const step = [zigzag(nx - x), zigzag(ny - y)];
    [x, y] = [nx, ny];
    return step;
  });
  const move = [9, ...(steps[0] ?? [])];
  if (kind === 'point') return move;
  const rest = steps.slice(1);
  return [...move, (rest.length << 3) | 2, ...rest.flat(), ...(kind === 'polygon' ? [15] : [])];
}

function tileX(lon: number, zoom: number): number {
  return Math.floor(((lon + 180) / 360) * 2 ** zoom);
}

function tileY(lat: number, zoom: number): number {
  const phi = (lat * Math.PI) / 180;
  return Math.floor(((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** zoom);
}
