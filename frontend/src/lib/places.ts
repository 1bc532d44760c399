/** Repeat locations in words, and the shape that says what each is. */
import type { Place } from '../api/types';
import { plural, shown } from './format';

/** Shapes of the map; "other" is what has none of its own, "aside" the same and no patrol target. */
export const SHAPES = [
  'venue',
  'ground',
  'retail',
  'station',
  'hospital',
  'custody',
  'other',
  'aside',
] as const;
export type PlaceShape = (typeof SHAPES)[number];

const WORDS: Record<string, string> = {
  venue: 'venue',
  retail: 'shop',
  station: 'station',
  ground: 'public ground',
  school: 'school',
  hospital: 'hospital',
  custody: 'custody',
  'police-station': 'police station',
  court: 'court',
  pin: 'default pin',
};

export function classWord(placeClass: string | null): string {
  return placeClass === null ? 'address' : (WORDS[placeClass] ?? placeClass.replaceAll('-', ' '));
}

export function shapeOf(place: Pick<Place, 'class' | 'target'>): PlaceShape {
  const own = SHAPES.find((shape) => shape === place.class);
  return own ?? (place.target ? 'other' : 'aside');
}

/** "19 offences, 15 incidents, 14 dates": all three, because they differ. */
export function countWords(place: Place, police: boolean): string {
  const many = (n: number | null, one: string) =>
    n === null ? `${shown(n)} ${one}s` : plural(n, one);
  return [
    many(place.events, police ? 'offence' : 'event'),
    place.incidents === null
      ? `${place.incidents_shown} incidents`
      : many(place.incidents, 'incident'),
    many(place.dates, 'date'),
  ].join(', ');
}

/** Class and street, or area where there is no street, without repeating the name. */
export function whereIs(place: Place): string {
  const street = place.street === place.name ? null : place.street;
  return [classWord(place.class), street ?? place.area]
    .filter((text) => text && text !== place.name)
    .join(', ');
}

/** "not a patrol target", or the server's reason when it has one. */
export function notTarget(place: Place): string | null {
  if (place.target) return null;
  const why = place.why_not ?? '';
  return why.includes('not a patrol target') ? 'not a patrol target' : why || 'not a patrol target';
}

/** "41% (30–52)": the share in the block of hours, with its interval. */
export function blockShare(block: NonNullable<Place['block']>): string {
  const whole = (share: number) => Math.round(share * 100);
  return `${whole(block.share)}% (${whole(block.low)}–${whole(block.high)})`;
}
