/** Shapes as SVG paths: the outer edge of the study area and main streets from tiles, others as they are. */
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { getTile } from '../api/client';
import type { Bounds } from '../api/types';

/** Longitude and latitude to the pixels of a small picture. */
export type Plane = (lonLat: [number, number]) => [number, number];

/** The largest size of a picture of `bounds` within `width` by `height`, no side under a third of it. */
export function sizeWithin(bounds: Bounds, width: number, height: number): [number, number] {
  const [west, south, east, north] = bounds;
  const across = tileX(east, 0) - tileX(west, 0);
  const down = tileY(south, 0) - tileY(north, 0);
  if (!(across > 0 && down > 0)) return [width, height];
  const scale = Math.min(width / across, height / down);
  return [
    Math.round(Math.max(width / 3, across * scale)),
    Math.round(Math.max(height / 3, down * scale)),
  ];
}

/** The plane in which `bounds` fits `width` by `height`, in the projection of the map. */
export function mercator(bounds: Bounds, width: number, height: number): Plane {
  const [west, south, east, north] = bounds;
  const [x0, x1, y0, y1] = [tileX(west, 0), tileX(east, 0), tileY(north, 0), tileY(south, 0)];
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  const left = (width - (x1 - x0) * scale) / 2;
  const top = (height - (y1 - y0) * scale) / 2;
  return ([lon, lat]) => [left + (tileX(lon, 0) - x0) * scale, top + (tileY(lat, 0) - y0) * scale];
}

export function studyOutline(layer: string, bounds: Bounds, plane: Plane): Promise<string> {
  return linesOver(layer, 'study', bounds, plane);
}

/** Lines of one layer of the few tiles that hold `bounds`, at a zoom where they are about two tiles across. */
export async function linesOver(
  tiles: string,
  layer: string,
  bounds: Bounds,
  plane: Plane,
  wanted: (properties: Record<string, unknown>) => boolean = () => true,
): Promise<string> {
  const [west, south, east, north] = bounds;
  const across = Math.max(east - west, (north - south) * 1.7) / 360;
  const z = Math.max(0, Math.min(12, Math.floor(Math.log2(1.5 / across))));
  const paths: Promise<string>[] = [];
  for (let x = Math.floor(tileX(west, z)); x <= Math.floor(tileX(east, z)); x += 1) {
    for (let y = Math.floor(tileY(north, z)); y <= Math.floor(tileY(south, z)); y += 1) {
      paths.push(tileLines(tiles, layer, [z, x, y], plane, wanted));
    }
  }
  return (await Promise.all(paths)).join('');
}

async function tileLines(
  tiles: string,
  name: string,
  [z, x, y]: [number, number, number],
  plane: Plane,
  wanted: (properties: Record<string, unknown>) => boolean,
) {
  const bytes = await getTile(tiles, z, x, y);
  const layer = bytes && new VectorTile(new PbfReader(bytes)).layers[name];
  if (!layer) return '';
  let path = '';
  for (let i = 0; i < layer.length; i += 1) {
    const feature = layer.feature(i);
    if (wanted(feature.properties)) path += pathOf(feature.toGeoJSON(x, y, z).geometry, plane);
  }
  return path;
}

/** Lines and rings of a shape; points have none. */
export function pathOf(geometry: GeoJSON.Geometry, plane: Plane): string {
  const line = (points: GeoJSON.Position[], end: string) => {
    const at = points.map((p) => {
      const [x, y] = plane([p[0] ?? 0, p[1] ?? 0]);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    return `M${at.join('L')}${end}`;
  };
  switch (geometry.type) {
    case 'LineString':
      return line(geometry.coordinates, '');
    case 'MultiLineString':
      return geometry.coordinates.map((part) => line(part, '')).join('');
    case 'Polygon':
      return geometry.coordinates.map((ring) => line(ring, 'Z')).join('');
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((part) => part.map((ring) => line(ring, 'Z'))).join('');
    default:
      return '';
  }
}

/** Back from the pixels of [`mercator`] to longitude and latitude. */
export function unmercator(bounds: Bounds, width: number, height: number): Plane {
  const [west, south, east, north] = bounds;
  const [x0, x1, y0, y1] = [tileX(west, 0), tileX(east, 0), tileY(north, 0), tileY(south, 0)];
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  const left = (width - (x1 - x0) * scale) / 2;
  const top = (height - (y1 - y0) * scale) / 2;
  return ([x, y]) => {
    const down = Math.PI * (1 - 2 * (y0 + (y - top) / scale));
    return [(x0 + (x - left) / scale) * 360 - 180, (Math.atan(Math.sinh(down)) * 180) / Math.PI];
  };
}

function tileX(lon: number, z: number): number {
  return ((lon + 180) / 360) * 2 ** z;
}

function tileY(lat: number, z: number): number {
  const phi = (lat * Math.PI) / 180;
  return ((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** z;
}
