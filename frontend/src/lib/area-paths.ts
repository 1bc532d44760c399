/** Outlines of areas as SVG paths. */
import type { LayerOutlines } from '../api/types';
import { mercator, type Plane } from '../map/outline';

export interface AreaPath {
  code: string;
  name: string;
  d: string;
}

/** One path for each area, in a plane in which all of them fit `width` by `height`. */
export function areaPaths(outlines: LayerOutlines, width: number, height: number): AreaPath[] {
  const bounds = boundsOf(outlines);
  if (!bounds) return [];
  const plane = mercator(bounds, width, height);
  return outlines.features.map(({ properties, geometry }) => ({
    ...properties,
    d: polygonsOf(geometry)
      .flat()
      .map((ring) => ringPath(ring, plane))
      .join(''),
  }));
}

/** West, south, east, north of all of them; null of none. */
export function boundsOf(outlines: LayerOutlines): [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of outlines.features) {
    for (const [lon, lat] of polygonsOf(geometry).flat(2)) {
      if (lon === undefined || lat === undefined) continue;
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  }
  return Number.isFinite(box[0]) ? box : null;
}

function polygonsOf(geometry: GeoJSON.Geometry): number[][][][] {
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

function ringPath(ring: readonly number[][], plane: Plane): string {
  const points = ring.map(([lon = 0, lat = 0]) =>
    plane([lon, lat])
      .map((v) => v.toFixed(1))
      .join(' '),
  );
  return points.length ? `M${points.join('L')}Z` : '';
}
