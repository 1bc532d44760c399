/** A point of the view that lies well outside the study area, to write "outside the data" on. */
import type { Map as MapLibre } from 'maplibre-gl';

const HALF_WIDTH = 64;
const HALF_HEIGHT = 14;

/** Longitude and latitude, or null when there is no such room in the view. */
export function outsidePoint(map: MapLibre): [number, number] | null {
  const { clientWidth: width, clientHeight: height } = map.getCanvas();
  const rows = [0.5, 0.35, 0.65, 0.2, 0.8];
  const columns = [0.15, 0.85, 0.3, 0.7, 0.5];
  for (const column of columns) {
    for (const row of rows) {
      const [x, y] = [width * column, height * row];
      if (x < HALF_WIDTH || x > width - HALF_WIDTH) continue;
      if (isOutside(map, x, y)) return map.unproject([x, y]).toArray();
    }
  }
  return null;
}

function isOutside(map: MapLibre, x: number, y: number): boolean {
  const box: [[number, number], [number, number]] = [
    [x - HALF_WIDTH, y - HALF_HEIGHT],
    [x + HALF_WIDTH, y + HALF_HEIGHT],
  ];
  return map.queryRenderedFeatures(box, { layers: ['land'] }).length === 0;
}
