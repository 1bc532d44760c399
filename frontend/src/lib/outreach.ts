/** Selections by the ages or standing of people: they lead to coverage by hour, never to a map. */
import type { LayerInfo, Outreach } from '../api/types';
import { list } from './format';
import type { Selection } from '../state/url';
import { rampStep } from './week';

/** Flags about people, with what they are called where help is meant. */
const ABOUT_PEOPLE: Record<string, string> = {
  'under-18': 'children',
  '18-25': 'young adults',
  'street-community': 'the street community',
};

/** Whom a selection is about; nobody where it is about events alone. */
export function aboutPeople(selection: Selection): string[] {
  const flags = (selection.flag ?? '').split(',').map((f) => f.replace(/^-/, ''));
  return flags.flatMap((f) => ABOUT_PEOPLE[f] ?? []);
}

/** "Outreach coverage by hour: children and young adults" */
export function outreachTitle(selection: Selection): string {
  return `Outreach coverage by hour: ${list(aboutPeople(selection))}`;
}

/** Layers coarse enough: nothing finer is ever shown. Wards first, for in a beat most counts are under ten. */
export function coarseLayers(layers: readonly LayerInfo[]): LayerInfo[] {
  const kinds = ['ward', 'beat', 'district', 'lad', 'msoa', 'csp'];
  return layers
    .filter((l) => kinds.includes(l.kind))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

/** Step of the ramp of each count of an area, against the highest of all areas; hidden ones have none. */
export function outreachSteps(found: Outreach): (number | null)[][] {
  const counts = found.areas.map((a) => a.counts);
  const most = Math.max(1, ...counts.flat().map((n) => n ?? 0));
  return counts.map((row) => row.map((n) => (n === null ? null : rampStep(n, most))));
}

/** Per hour of each part of the day: parts are of unequal length, so counts do not compare. */
export function perHour(found: Outreach): (number | null)[] {
  return found.total.map((n, i) => {
    const block = found.blocks[i];
    return n === null || !block ? null : n / (block.to - block.from);
  });
}
