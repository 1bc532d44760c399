/** The outer edge of the study area as one SVG path, read from the area tiles. */
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

/** Reads the few tiles that hold `bounds` at a zoom where they are about two tiles across. */
export async function studyOutline(layer: string, bounds: Bounds, plane: Plane): Promise<string> {
  const [west, south, east, north] = bounds;
  const across = Math.max(east - west, (north - south) * 1.7) / 360;
  const z = Math.max(0, Math.min(12, Math.floor(Math.log2(1.5 / across))));
  const tiles: Promise<string>[] = [];
  for (let x = Math.floor(tileX(west, z)); x <= Math.floor(tileX(east, z)); x += 1) {
    for (let y = Math.floor(tileY(north, z)); y <= Math.floor(tileY(south, z)); y += 1) {
      tiles.push(tileOutline(layer, z, x, y, plane));
    }
  }
  return (await Promise.all(tiles)).join('');
}

async function tileOutline(layer: string, z: number, x: number, y: number, plane: Plane) {
  const bytes = await getTile(layer, z, x, y);
  const study = bytes && new VectorTile(new PbfReader(bytes)).layers['study'];
  if (!study) return '';
  let path = '';
  for (let i = 0; i < study.length; i += 1) {
    const geometry = study.feature(i).toGeoJSON(x, y, z).geometry;
    const lines =
      geometry.type === 'LineString'
        ? [geometry.coordinates]
        : geometry.type === 'MultiLineString'
          ? geometry.coordinates
          : [];
    for (const line of lines) {
      const points = line.map((p) =>
        plane([p[0] ?? 0, p[1] ?? 0])
          .map((v) => v.toFixed(1))
          .join(' '),
      );
      path += `M${points.join('L')}`;
    }
  }
  return path;
}

function tileX(lon: number, z: number): number {
  return ((lon + 180) / 360) * 2 ** z;
}

function tileY(lat: number, z: number): number {
  const phi = (lat * Math.PI) / 180;
  return ((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** z;
}
