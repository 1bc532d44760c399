/** Boxes of longitude and latitude: west, south, east, north. */
import type { Bounds } from '../api/types';

/** About 120 m: what is shown round a point that has no shape of its own. */
const REACH = 0.0011;

export function aroundPoint(lon: number, lat: number): Bounds {
  return [lon - REACH * 1.7, lat - REACH, lon + REACH * 1.7, lat + REACH];
}

export function around(boxes: readonly Bounds[]): Bounds | null {
  const first = boxes[0];
  if (!first) return null;
  return boxes.reduce<Bounds>(
    ([w, s, e, n], b) => [
      Math.min(w, b[0]),
      Math.min(s, b[1]),
      Math.max(e, b[2]),
      Math.max(n, b[3]),
    ],
    first,
  );
}

/** The box of the ten highest groups; `otherwise` when there is none. */
export function topTen(groups: readonly { bbox: Bounds }[], otherwise: Bounds): Bounds {
  return around(groups.slice(0, 10).map((g) => g.bbox)) ?? otherwise;
}
