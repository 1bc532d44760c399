/** Named places of published data, where a book has no streets: their anchors bear street names. */
import type { Places } from '../api/types';
import { byar } from './byar';
import { tiedFirst, type DotTable } from './dots';
import { rankInterval } from './format';

/** What a reader sees at once. */
const SHOWN = 40;

export function namedDots(answer: Places): DotTable {
  const places = answer.places.slice(0, SHOWN);
  const rows = places.map((place) => {
    const interval = place.incidents === null ? null : byar(place.incidents);
    return {
      id: place.id,
      rank: place.rank === null ? '–' : String(place.rank),
      interval: rankInterval(place.rank_low, place.rank_high),
      name: place.name,
      under: place.area ?? '',
      events: place.incidents_shown,
      value: place.incidents,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      told: false,
      lon: place.lon,
      lat: place.lat,
    };
  });
  return {
    rows,
    axis: 'incidents at one published point',
    line: null,
    filled: null,
    counted: 'Incidents',
    tied: tiedFirst(places),
  };
}
