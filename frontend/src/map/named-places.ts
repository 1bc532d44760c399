/** Which places bear the name of a group whose badge says it close by. */
import type { Map as MapLibre } from 'maplibre-gl';
import type { Row } from '../lib/rows';
import { LANDMARK_NAMES_FROM } from '../layers/look';

/** Two texts nearer than this are read as one thing said twice, px. */
const CLOSE = 80;

export function placesNamedAsGroups(map: MapLibre, groups: readonly Row[]): Set<string> {
  const said = new Set<string>();
  if (map.getZoom() < LANDMARK_NAMES_FROM) return said;
  const places = map.queryRenderedFeatures({ layers: ['place'] });
  for (const { name, lon, lat } of groups) {
    const at = map.project([lon, lat]);
    const found = places.some(({ properties, geometry }) => {
      if (properties['name'] !== name || geometry.type !== 'Point') return false;
      const [x, y] = geometry.coordinates;
      const place = map.project([x ?? 0, y ?? 0]);
      return Math.hypot(place.x - at.x, place.y - at.y) <= CLOSE;
    });
    if (found) said.add(name);
  }
  return said;
}
