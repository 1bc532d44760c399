/** A row of the table is a badge on the map: what both need, whatever the question was. */
import type { Bounds, ChangeGroup, Compare, Group, Place, Places } from '../api/types';
import type { Tab } from '../state/url';
import { aroundPoint } from './bounds';
import { arrow, listOf, lookOf, markOf, stepOf } from './compare';
import { rankWord } from './format';
import { shapeOf } from './places';

export interface Row {
  id: string;
  rank: number | null;
  name: string;
  /** Of a finding, 1 to 3; 0 is none. */
  class: number;
  events: number | null;
  expected: number | null;
  lon: number;
  lat: number;
  bbox: Bounds;
  /** What stands in the badge. */
  mark: string;
  /** Which picture the badge is. */
  look: string;
  /** Beside the mark on the map, where the colour alone would not say which way. */
  arrow?: string;
}

export function groupRow(group: Group): Row {
  return { ...group, mark: rankWord(group.rank), look: String(group.class) };
}

export function placeRow(place: Place): Row {
  const { lon, lat } = place;
  return {
    id: place.id,
    rank: place.rank,
    name: place.name,
    class: 1,
    events: place.incidents,
    expected: null,
    lon,
    lat,
    bbox: aroundPoint(lon, lat),
    mark: rankWord(place.rank),
    look: shapeOf(place),
  };
}

export function placeRows(answer: Places): Row[] {
  return answer.places.map(placeRow);
}

export function changeRow(group: ChangeGroup, all: readonly ChangeGroup[]): Row {
  return {
    ...group,
    class: 1,
    events: group.first ?? group.second,
    expected: 0,
    mark: markOf(group, all),
    look: lookOf(group),
    arrow: stepOf(group) === 0 ? '' : arrow(stepOf(group)),
  };
}

/** The rows of one list of a comparison; the map shows all of them. */
export function changeRows({ groups }: Compare, tab: Tab | 'all'): Row[] {
  const listed = tab === 'all' ? groups : listOf(groups, tab);
  return listed.map((group) => changeRow(group, groups));
}
