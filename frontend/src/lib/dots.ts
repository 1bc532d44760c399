/** Rows of a ranking as dots with their intervals on one axis. */
import type { Areas, Group, PremisesList, Streets } from '../api/types';
import { byar } from './byar';
import { count, rankInterval } from './format';

export interface DotRow {
  id: string | null;
  /** Rank with its interval, or what stands in its place. */
  rank: string;
  interval: string;
  name: string;
  under: string;
  /** The count as it may be shown. */
  events: string;
  /** Where the dot stands, and the ends of its line; null where none can be drawn. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** Whether it can be told from the line of the axis. */
  told: boolean;
  lon: number | null;
  lat: number | null;
}

export interface DotTable {
  rows: DotRow[];
  /** What the axis measures. */
  axis: string;
  /** Where the ordinary one, or the whole, stands on it. */
  line: { value: number; words: string } | null;
  /** What a filled dot means; null where none is filled. */
  filled: string | null;
  /** Head of the column of counts. */
  counted: string;
  /** How many of the first rows cannot be told apart from the first. */
  tied: number;
}

export function premisesDots(answer: PremisesList): DotTable {
  const rows = answer.premises.map((p) => ({
    id: p.id,
    rank: p.rank === null ? '–' : String(p.rank),
    interval: rankInterval(p.rank_low, p.rank_high),
    name: p.named ? p.label : `Premises ${p.number}`,
    under: [p.street, p.area, callWords(p.called, p.called_shown)].filter(Boolean).join(', '),
    events: p.incidents_shown,
    value: p.mean,
    low: p.low,
    high: p.high,
    told: p.distinguishable,
    lon: p.lon,
    lat: p.lat,
  }));
  return {
    rows,
    axis: answer.nights
      ? `incidents expected in ${count(answer.nights)} nights`
      : 'incidents expected',
    line: { value: answer.median, words: `the ordinary premises, ${decimal(answer.median)}` },
    filled: 'can be told from it',
    counted: 'Incidents',
    tied: tiedFirst(answer.premises.filter((p) => p.distinguishable)),
  };
}

export function streetDots(answer: Streets): DotTable {
  const rows = answer.streets.map((street) => ({
    id: street.id,
    rank: street.rank === null ? '–' : String(street.rank),
    interval: rankInterval(street.rank_low, street.rank_high),
    name: street.name,
    under: [`${count(street.metres)} m`, street.area].filter(Boolean).join(', '),
    events: street.incidents_shown,
    value: street.per_km,
    low: street.per_km_low,
    high: street.per_km_high,
    told: street.stands_out === true,
    lon: street.lon,
    lat: street.lat,
  }));
  const mean = answer.incidents === null || !answer.km ? null : answer.incidents / answer.km;
  return {
    rows,
    axis: 'incidents for each kilometre',
    line: mean === null ? null : { value: mean, words: `all streets together, ${decimal(mean)}` },
    filled: 'more than its length explains, tested',
    counted: 'Incidents',
    tied: tiedFirst(answer.streets),
  };
}

/** Hotspots as clusters of the night: counts with the interval of a Poisson count. */
export function clusterDots(groups: readonly Group[], tested: boolean): DotTable {
  const rows = groups.map((group) => {
    const interval = group.events === null ? null : byar(group.events);
    return {
      id: group.id,
      rank: group.rank === null ? '–' : String(group.rank),
      interval: rankInterval(group.rank_low, group.rank_high),
      name: group.name,
      under: [group.street, group.area].filter(Boolean).join(', '),
      events: group.events_shown,
      value: group.events,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      told: tested,
      lon: group.lon,
      lat: group.lat,
    };
  });
  return {
    rows: rows.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)),
    axis: 'incidents in the peak cell and the cells round it',
    line: null,
    filled: tested ? 'passed the test' : null,
    counted: 'Incidents',
    tied: tiedFirst(groups),
  };
}

/** Areas for a question of cumulative impact: never a league of venues. */
export function areaDots({ areas, layer }: Areas): DotTable {
  const rows = areas.map((area) => {
    const interval = area.events === null ? null : byar(area.events);
    return {
      id: `${layer.id}:${area.code}`,
      rank: '',
      interval: '',
      name: area.name,
      under: area.rate === null ? '' : `${decimal(area.rate)} a year per 1,000 residents`,
      events: area.events_shown,
      value: area.events,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      told: false,
      lon: area.lon,
      lat: area.lat,
    };
  });
  rows.sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.name.localeCompare(b.name));
  const known = areas.flatMap((area) => (area.events === null ? [] : [area.events]));
  const mean = known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
  return {
    rows,
    axis: `incidents in each area of ${layer.label}`,
    line: mean === null ? null : { value: mean, words: `the mean of the areas, ${decimal(mean)}` },
    filled: null,
    counted: 'Incidents',
    tied: 0,
  };
}

interface Ranked {
  rank: number | null;
  rank_low: number | null;
  rank_high?: number | null;
}

/** How many could be the first, if more than one. */
export function tiedFirst(rows: readonly Ranked[]): number {
  const tied = rows.filter((row) => row.rank !== null && row.rank_low === 1).length;
  return tied > 1 ? tied : 0;
}

/** "The first four cannot be told apart." */
export function tiedWords(tied: number): string {
  const words = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  return tied > 1 ? `The first ${words[tied - 2] ?? tied} cannot be told apart.` : '';
}

/** Why a list has no rows. */
export function noneWords(audience: string): string {
  return audience === 'partnership'
    ? 'None may be shown to this audience: the counts are too small.'
    : 'None in this selection.';
}

/** "17.2 (10.6–25.1)": where a dot stands and how sure that is. */
export function dotWords({ value, low, high }: DotRow): string {
  if (value === null) return '*';
  if (low === null || high === null) return decimal(value);
  return `${decimal(value)} (${decimal(low)}–${decimal(high)})`;
}

/** The end of an axis that holds all dots: the next 1, 2, 2.5 or 5 of a power of ten. */
export function axisEnd(rows: readonly DotRow[]): number {
  const most = Math.max(1, ...rows.map((row) => row.high ?? row.value ?? 0));
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 2.5, 5, 10].find((s) => s * power >= most) ?? 10;
  return step * power;
}

/** How far along its axis a value stands; one beyond the end stands at it. */
export function onAxis(value: number, end: number): string {
  return `${Math.min(100, (value / end) * 100)}%`;
}

/** Five marks of an axis, 0 and its end among them. */
export function axisTicks(end: number): number[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => share * end);
}

/** One decimal under ten, none above. */
export function decimal(n: number): string {
  return n < 9.95 && !Number.isInteger(n) ? n.toFixed(1) : count(n);
}

function callWords(called: number | null, shown: string): string | null {
  return called === 0 ? null : `${shown} called in by them`;
}
