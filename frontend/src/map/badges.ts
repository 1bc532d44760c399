/** The badge features for one view: where each rank stands, how large, and its leader line. */
import type { Feature, FeatureCollection } from 'geojson';
import type { Group } from '../api/types';
import { CELLS_FROM, SHAPES_FROM, STREETS_FROM } from '../layers/look';
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
/** Degrees of latitude, about 40 m: leaves the middle of a peak cell free for its count. */
const UPPER_HALF_OF_A_CELL = 0.00036;
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
    const radius = radiusOf(g, most, shown.length, screen);
    return { ...anchorOf(g, radius, screen), radius };
  });
  const features: Feature[] = [];
  layOut(wanted, screen).forEach((spot, i) => {
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
        offset: (spot.radius + 7) / (13 * screen.scale),
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

/**
 * Far out on the peak. Once the shape is drawn, above it, touching its upper edge, so that it hides
 * little of it. From the streets on, inside the peak cell again, where it cannot be taken for the
 * neighbour's.
 */
function anchorOf(group: Group, radius: number, screen: Screen): { x: number; y: number } {
  const { zoom, project } = screen;
  if (zoom < SHAPES_FROM) return project([group.lon, group.lat]);
  if (zoom >= STREETS_FROM) return project([group.lon, group.lat + UPPER_HALF_OF_A_CELL]);
  const edge = project([group.lon, group.bbox[3]]);
  return { x: edge.x, y: edge.y - radius * 0.6 };
}

/**
 * Far out the area of the disc grows with the excess over the expected count, 24 to 44 px across,
 * less where many share a small map: a badge that must move says less about where.
 */
function radiusOf(group: Group, most: number, badges: number, screen: Screen): number {
  const { zoom, scale, width, height } = screen;
  if (scale > 1) return 20;
  if (zoom >= SHAPES_FROM) return 14;
  const largest = Math.min(22, Math.max(14, Math.sqrt((width * height) / badges) / 9));
  return Math.max(12, largest * Math.sqrt(excess(group) / most));
}

function excess(group: Group): number {
  return Math.max(0, (group.events ?? 0) - (group.expected ?? 0));
}
