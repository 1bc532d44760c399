/** The symbols of repeat locations for one view, apart from each other, with their leader lines. */
import type { Feature } from 'geojson';
import type { Row } from '../lib/rows';
import { layOut, LEADER_FROM, type Wanted } from './badge-layout';
import { ROOM_OF_A_BADGE, type BadgeFeatures, type Screen } from './badges';
import { nameSize } from './name-size';
import { CELLS_FROM, STREETS_FROM } from '../layers/look';

/** Of the disc with the shape, px. */
export const REPEAT_RADIUS = 10;
/** Of the rim of the largest ring, px. */
const WIDEST = 15;
/** Height of the number under the ring, px. */
const NUMBER = 13;
const NAME_PX = 13;
const ALWAYS_NAMED = 3;
const PRESENT_PLACES = 10;
/** A place this far outside the view may still reach into it, px. */
const EDGE = 20;

export interface Repeat extends Row {
  target: boolean;
}

/** `taken`: badges that stand already and stay where they are. */
export function repeatFeatures(
  places: readonly Repeat[],
  picked: string | null,
  screen: Screen,
  taken: readonly Wanted[] = [],
): BadgeFeatures {
  const { zoom, scale, project } = screen;
  const most = Math.max(1, ...places.map((p) => p.events ?? 0));
  const shown = places
    .map((place, i) => ({ place, order: i + 1, ring: ringOf(place, most) * scale }))
    .filter(({ place }) => place.id === picked || isInView(place, screen))
    .filter(({ place }, i) => place.id === picked || i < roomFor(screen));
  const number = NUMBER * scale;
  const wanted = shown.map(({ place, order, ring }) => {
    const { x, y } = project([place.lon, place.lat]);
    const named = order <= ALWAYS_NAMED || place.id === picked || !place.mark;
    return {
      x,
      // The number hangs under the ring: both are kept free as one circle.
      y: place.mark ? y + number / 2 : y,
      place: { x, y },
      radius: place.mark ? ring + number / 2 : ring,
      ...(named ? { name: nameSize(place.name, NAME_PX * scale) } : {}),
    };
  });
  const made: BadgeFeatures = { badges: [], leaders: [] };
  const spots = layOut([...taken, ...wanted], screen, (WIDEST + NUMBER / 2) * scale);
  spots.slice(taken.length).forEach((spot, i) => {
    const { place, order, ring } = shown[i] ?? {};
    const from = wanted[i];
    if (!place || !order || !ring || !from) return;
    const at = screen.unproject([spot.x, spot.y - (from.y - from.place.y)]);
    const coordinates = [at.lng, at.lat];
    if (Math.hypot(spot.x - from.x, spot.y - from.y) >= LEADER_FROM)
      made.leaders.push(...leader(place, coordinates));
    made.badges.push({
      type: 'Feature',
      properties: {
        id: place.id,
        order,
        mark: place.mark,
        look: place.look,
        name: place.name,
        target: place.target,
        picked: place.id === picked,
        named: zoom >= CELLS_FROM || order <= PRESENT_PLACES,
        side: spot.side ?? (place.id === picked ? 'right' : 'any'),
        ring,
      },
      geometry: { type: 'Point', coordinates },
    });
  });
  return made;
}

/** The area outside the disc is proportional to the count. */
function ringOf(place: Repeat, most: number): number {
  const widest = WIDEST ** 2 - REPEAT_RADIUS ** 2;
  return Math.sqrt(REPEAT_RADIUS ** 2 + widest * ((place.events ?? 0) / most));
}

function leader({ id, lon, lat }: Row, badge: number[]): Feature[] {
  const properties = { group: id, class: 1 };
  return [
    {
      type: 'Feature',
      properties,
      geometry: { type: 'LineString', coordinates: [[lon, lat], badge] },
    },
    { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } },
  ];
}

/** Of those in view as many as have room, the highest first. */
function roomFor({ zoom, scale, width, height }: Screen): number {
  if (scale > 1) return PRESENT_PLACES;
  const room = zoom >= STREETS_FROM ? ROOM_OF_A_BADGE / 3 : ROOM_OF_A_BADGE * 1.5;
  return Math.max(5, (width * height) / room);
}

function isInView({ lon, lat }: Row, { width, height, project }: Screen): boolean {
  const { x, y } = project([lon, lat]);
  return x > -EDGE && y > -EDGE && x < width + EDGE && y < height + EDGE;
}
