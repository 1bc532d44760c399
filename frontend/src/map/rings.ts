/** Circles of a true radius round a point, as lines of the map. */
import type { Feature, Position } from 'geojson';

/** Metres: what is at a place, and what a short walk reaches. */
const RADII = [150, 500];
const METRES_PER_DEGREE = 111_320;
const CORNERS = 72;

/** The point, its rings and the words on them. */
export function rings([lon, lat]: readonly [number, number]): Feature[] {
  const across = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  const at = (metres: number, turn: number): Position => [
    lon + (metres / across) * Math.sin(turn),
    lat + (metres / METRES_PER_DEGREE) * Math.cos(turn),
  ];
  const point = (coordinates: Position, label?: string): Feature => ({
    type: 'Feature',
    properties: label ? { label } : {},
    geometry: { type: 'Point', coordinates },
  });
  return [
    point([lon, lat]),
    ...RADII.flatMap((metres): Feature[] => [
      {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'LineString',
          coordinates: Array.from({ length: CORNERS + 1 }, (_, i) =>
            at(metres, (i / CORNERS) * 2 * Math.PI),
          ),
        },
      },
      point(at(metres, 0), `${metres} m`),
    ]),
  ];
}
