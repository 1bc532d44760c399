/** The badge features for one view: where each rank stands, how large, and its leader line. */
import type { Feature, FeatureCollection } from 'geojson';
import type { Group } from '../api/types';
import { CELLS_FROM, SHAPES_FROM } from '../layers/look';
import { layOut, LEADER_FROM } from './badge-layout';

export interface Screen {
  zoom: number;
  scale: number;
  /** Of the map, px. */
  width: number;
  height: number;
  project(lonLat: [number, number]): { x: number; y: number };
  unproject(point: [number, number]): { lng: number; lat: number };
}

/** How many groups carry a badge between the whole city and the street. */
const MIDDLE_BADGES = 20;
/** In a room ten are enough. */
const PRESENT_BADGES = 10;
/** Far out a badge needs about this much of the map, px², or the crowd says nothing any more. */
const ROOM_OF_A_BADGE = 11_000;

export function badgeFeatures(
  groups: readonly Group[],
  picked: string | null,
  screen: Screen,
): FeatureCollection {
  const shown = groups.filter((g) => g.id === picked || isShown(g, screen));
  const most = Math.max(1, ...groups.map(excess));
  const wanted = shown.map((g) => {
    const anchor = screen.project(anchorOf(g, screen.zoom));
    return { x: anchor.x, y: anchor.y, radius: radiusOf(g, most, screen) };
  });
  const features: Feature[] = [];
  layOut(wanted).forEach((spot, i) => {
    const group = shown[i];
    const from = wanted[i];
    if (!group || !from) return;
    const { lng, lat } = screen.unproject([spot.x, spot.y]);
    if (Math.hypot(spot.x - from.x, spot.y - from.y) >= LEADER_FROM) {
      const root = screen.unproject([from.x, from.y]);
      features.push({
        type: 'Feature',
        properties: { id: group.id },
        geometry: {
          type: 'LineString',
          coordinates: [
            [root.lng, root.lat],
            [lng, lat],
          ],
        },
      });
    }
    features.push({
      type: 'Feature',
      properties: {
        id: group.id,
        rank: group.rank,
        class: group.class,
        name: group.name,
        picked: group.id === picked,
        named: screen.zoom >= CELLS_FROM || group.rank <= 10,
        radius: spot.radius,
        offset: (spot.radius + 5) / (13 * screen.scale),
      },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    });
  });
  return { type: 'FeatureCollection', features };
}

/** Over the whole city as many as have room; between, the first twenty; near, every group. */
function isShown(group: Group, { zoom, scale, width, height }: Screen): boolean {
  if (zoom >= CELLS_FROM) return true;
  if (scale > 1) return group.rank <= PRESENT_BADGES;
  if (zoom >= SHAPES_FROM) return group.rank <= MIDDLE_BADGES;
  return group.rank <= Math.max(5, (width * height) / ROOM_OF_A_BADGE);
}

/** Far out on the peak; once the shape is drawn, above the peak on its upper edge, covering little of it. */
function anchorOf(group: Group, zoom: number): [number, number] {
  if (zoom < SHAPES_FROM) return [group.lon, group.lat];
  return [group.lon, group.bbox[3]];
}

/** Far out the area of the disc grows with the excess over the expected count, 24 to 44 px across. */
function radiusOf(group: Group, most: number, { zoom, scale }: Screen): number {
  if (scale > 1) return 20;
  if (zoom >= SHAPES_FROM) return 14;
  return Math.max(12, 22 * Math.sqrt(excess(group) / most));
}

function excess(group: Group): number {
  return Math.max(0, (group.events ?? 0) - (group.expected ?? 0));
}
