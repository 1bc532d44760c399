/** The badge features for one view: where each rank stands, how large, and its leader line. */
import type { Feature } from 'geojson';
import type { Row } from '../lib/rows';
import { CELLS_FROM, SHAPES_FROM, STREETS_FROM } from '../layers/look';
import { layOut, LEADER_FROM, NAME_GAP, nameMayBeCovered, type Wanted } from './badge-layout';
import type { Box } from './geometry';
import { nameSize } from './name-size';

export interface Screen {
  zoom: number;
  scale: number;
  /** Of the map, px. */
  width: number;
  height: number;
  /** Where panels stand over the map. */
  covered?: readonly Box[];
  project(lonLat: [number, number]): { x: number; y: number };
  unproject(point: [number, number]): { lng: number; lat: number };
}

export interface BadgeFeatures {
  badges: Feature[];
  /** Lines to the true places of badges that moved, and the dots there. */
  leaders: Feature[];
  /** Where the badges stand, for what is set after them. */
  spots?: Wanted[];
}

/** How many groups carry a badge between the whole city and the street. */
const MIDDLE_BADGES = 20;
/** Degrees of latitude, about 40 m: leaves the middle of a peak cell free for its count. */
const UPPER_HALF_OF_A_CELL = 0.00036;
/** In a room ten are enough. */
const PRESENT_BADGES = 10;
/** Far out a badge needs about this much of the map, px², or the crowd says nothing any more. */
export const ROOM_OF_A_BADGE = 24_000;
/** The first places are named whatever else stands there. */
const ALWAYS_NAMED = 3;
/** A place that was tested and is no finding: a small dot, whatever its count. */
const CALM_RADIUS = 10;
const NAME_PX = 13;

/** By what the discs of a map are measured. */
export interface DiscMeasure {
  /** The excess of the largest. */
  most: number;
  /** How many there are, if all have room. */
  places: number;
}

/** So that a disc of one map and a disc of the other can be held against each other. */
export function sharedMeasure(...maps: (readonly Row[])[]): DiscMeasure {
  return {
    most: Math.max(1, ...maps.flat().map(excess)),
    places: Math.max(...maps.map((rows) => rows.length)),
  };
}

export function badgeFeatures(
  groups: readonly Row[],
  picked: string | null,
  screen: Screen,
  shared?: DiscMeasure,
): BadgeFeatures {
  const { zoom, scale, project } = screen;
  const { most, places } = shared ?? sharedMeasure(groups);
  // A number that one of two maps leaves out would be taken for a place that is not hot there.
  const badges = shared && scale === 1 ? Math.min(places, MIDDLE_BADGES) : badgesOf(places, screen);
  const shown = groups
    .map((group, i) => ({ group, order: i + 1 }))
    .filter(({ group, order }) => group.id === picked || order <= badges);
  // Half a map has no room for large names; the table beside it has them.
  const crowded = shared !== undefined && scale > 1;
  const wanted = shown.map(({ group, order }) => {
    const radius = radiusOf(group, most, badges, screen);
    const leads = order <= ALWAYS_NAMED;
    return {
      ...anchorOf(group, radius, screen),
      radius,
      place: project([group.lon, group.lat]),
      ...(leads && !crowded ? { name: nameSize(group.name, NAME_PX * scale) } : {}),
    };
  });
  const small = scale > 1 ? 20 : 13;
  const made: BadgeFeatures = { badges: [], leaders: [], spots: [] };
  layOut(wanted, screen, small).forEach((spot, i) => {
    const from = wanted[i];
    const { group, order } = shown[i] ?? {};
    if (!group || !order || !from) return;
    const { name, place } = from;
    const { x, y, radius, side } = spot;
    made.spots?.push({ x, y, radius, place, fixed: side, ...(name ? { name } : {}) });
    const at = screen.unproject([spot.x, spot.y]);
    const coordinates = [at.lng, at.lat];
    if (Math.hypot(spot.x - from.x, spot.y - from.y) >= LEADER_FROM)
      made.leaders.push(...leader(group, coordinates));
    const size = nameSize(group.name, NAME_PX * scale);
    const hidden = side === null && nameMayBeCovered(spot, size, screen.covered);
    const room = (spot.radius + NAME_GAP) / (NAME_PX * scale);
    made.badges.push({
      type: 'Feature',
      properties: {
        id: group.id,
        rank: order,
        shown: `${group.mark}${group.arrow ?? ''}`,
        look: group.look,
        class: group.class,
        name: group.name,
        picked: group.id === picked,
        named: (zoom >= CELLS_FROM || order <= 10) && !hidden && !crowded,
        side: spot.side ?? 'any',
        radius: spot.radius,
        offset: room,
      },
      geometry: { type: 'Point', coordinates },
    });
  });
  return made;
}

function leader({ id, lon, lat, class: c }: Row, badge: number[]): Feature[] {
  const properties = { group: id, class: c };
  const coordinates = [[lon, lat], badge];
  return [
    { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } },
    { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } },
  ];
}

/** Over the whole city as many as have room; between, the first twenty; near, every group. */
function badgesOf(places: number, { zoom, scale, width, height }: Screen): number {
  if (zoom >= CELLS_FROM) return places;
  if (scale > 1) return Math.min(places, PRESENT_BADGES);
  if (zoom >= SHAPES_FROM) return Math.min(places, MIDDLE_BADGES);
  return Math.min(places, Math.max(5, Math.floor((width * height) / ROOM_OF_A_BADGE)));
}

/**
 * Far out on the peak. Once the shape is drawn, above it, touching its upper edge, so that it hides
 * little of it. From the streets on, inside the peak cell again, where it cannot be taken for the
 * neighbour's.
 */
function anchorOf(group: Row, radius: number, screen: Screen): { x: number; y: number } {
  const { zoom, project } = screen;
  const { x, y } =
    zoom >= STREETS_FROM && group.class > 0
      ? project([group.lon, group.lat + UPPER_HALF_OF_A_CELL])
      : project([group.lon, group.lat]);
  if (zoom < SHAPES_FROM || zoom >= STREETS_FROM || group.class === 0) return { x, y };
  return { x, y: project([group.lon, group.bbox[3]]).y - radius * 0.6 };
}

/**
 * Far out the area of the disc grows with the excess over the expected count, 24 to 44 px across,
 * less where many share a small map: a badge that must move says less about where.
 */
function radiusOf(group: Row, most: number, badges: number, screen: Screen): number {
  const { zoom, scale, width, height } = screen;
  if (group.class === 0) return CALM_RADIUS * scale;
  if (scale > 1) return 20;
  if (zoom >= SHAPES_FROM) return 14;
  const largest = Math.min(22, Math.max(14, Math.sqrt((width * height) / badges) / 9));
  return Math.max(12, largest * Math.sqrt(excess(group) / most));
}

function excess(group: Row): number {
  return Math.max(0, (group.events ?? 0) - (group.expected ?? 0));
}
