/** Too few events to test: one point for each area that has any, with its count. */
import type { Areas } from '../api/types';
import type { Repeat } from '../map/repeat';
import { aroundPoint } from './bounds';

/** Most areas that are told; the fullest come first. */
const MOST = 10;

export function fewAreas(found: Areas): Areas['areas'] {
  return found.areas
    .filter((area) => area.events !== 0)
    .sort((a, b) => (b.events ?? 0) - (a.events ?? 0))
    .slice(0, MOST);
}

/** A count that may not be shown has its star and no size. */
export function fewPoints(found: Areas): Repeat[] {
  return fewAreas(found).map((area) => ({
    id: area.code,
    rank: null,
    name: area.name,
    class: 0,
    events: area.events,
    expected: null,
    lon: area.lon,
    lat: area.lat,
    bbox: aroundPoint(area.lon, area.lat),
    mark: area.events_shown,
    look: 'other',
    target: true,
  }));
}
