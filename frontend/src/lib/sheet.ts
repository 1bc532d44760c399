/** The table of the Tasking sheet: which places, and what each column says of them. */
import type { ChangeGroup, Compare, Group, Hours, Place, Places } from '../api/types';
import {
  arrow,
  intervalWords,
  listOf,
  percentChange,
  sideHead,
  sideName,
  stateWords,
  stepOf,
} from './compare';
import { expected, hours, plural, qValue, rankInterval, shown, upperFirst } from './format';
import { blockShare, notTarget, whereIs } from './places';
import { changeRow, groupRow, placeRow, type Row } from './rows';
import { whereWords } from './where';

/** What one sheet has room for. */
const SHEET_ROWS = 10;
/** Of a page without a map. */
const FULL_PAGE = 20;

export interface SheetRow {
  row: Row;
  /** Of the rank, or nothing. */
  interval: string;
  where: string;
  cells: SheetCell[];
}

export interface SheetCell {
  text: string;
  /** After it, quietly. */
  more?: string;
}

export interface SheetTable {
  heads: string[];
  rows: SheetRow[];
  /** They were chosen, not taken from the top. */
  shortlist: boolean;
  /** Places that the answer has and the sheet has not. */
  unlisted: number;
}

/** The chosen places in their rank order; nothing chosen is the first of the list. */
function chosen<T extends { id: string }>(places: readonly T[], short: readonly string[]) {
  const picked = places.filter(({ id }) => short.includes(id));
  const shortlist = picked.length > 0;
  const listed = shortlist ? picked : places.slice(0, SHEET_ROWS);
  return { shortlist, listed, unlisted: places.length - listed.length };
}

/** Tested places. `before` is the comparison with the year before, where there is one. */
export function groupTable(
  groups: readonly Group[],
  short: readonly string[],
  noun: string,
  before: Compare | null,
): SheetTable {
  const { listed, ...rest } = chosen(groups, short);
  const change = (id: string) => before?.groups.find((group) => group.id === id);
  return {
    heads: [
      `${upperFirst(noun)}s / expected`,
      'Hours',
      ...(before ? [`Change on ${sideHead(before.second, before.kind)}`] : []),
      'q',
    ],
    rows: listed.map((group) => ({
      row: groupRow(group),
      interval: rankInterval(group.rank_low, group.rank_high),
      where: whereWords(group),
      cells: [
        {
          text: group.events_shown,
          ...(group.expected === null ? {} : { more: `/ ${expected(group.expected)}` }),
        },
        group.hours
          ? {
              text: hours(group.hours.label),
              more: `hold ${Math.round(group.hours.share * 100)}%`,
            }
          : { text: '–' },
        ...(before ? [changeCell(change(group.id))] : []),
        { text: group.q === null ? '–' : qValue(group.q) },
      ],
    })),
    ...rest,
  };
}

/** One list of a comparison, both counts beside each other. */
export function changeTable(
  compare: Compare,
  short: readonly string[],
  tab: Parameters<typeof listOf>[1],
): SheetTable {
  const all = listOf(compare.groups, tab);
  const { listed, ...rest } = chosen(all, short);
  const periods = compare.kind === 'periods';
  return {
    heads: [
      periods ? sideHead(compare.first, compare.kind) : upperFirst(sideName(compare.first)),
      periods ? sideHead(compare.second, compare.kind) : upperFirst(sideName(compare.second)),
      periods ? 'Change' : 'Stands out in',
    ],
    rows: listed.map((group) => ({
      row: changeRow(group, compare.groups),
      interval: '',
      where: whereWords(group),
      cells: [
        { text: shown(group.first) },
        { text: shown(group.second) },
        periods ? changeCell(group) : { text: stateWords(group.state, compare) },
      ],
    })),
    ...rest,
  };
}

/** Repeat locations. */
export function placeTable({ places }: Places, short: readonly string[]): SheetTable {
  const { listed, ...rest } = chosen(places, short);
  return {
    heads: ['Incidents', 'Dates', 'Hours'],
    rows: listed.map((place) => ({
      row: placeRow(place),
      interval: rankInterval(place.rank_low, place.rank_high),
      where: whereIs(place),
      cells: [{ text: place.incidents_shown }, { text: shown(place.dates) }, blockCell(place)],
    })),
    ...rest,
  };
}

/** On the first page stands the map too. */
export function inPages(rows: readonly SheetRow[]): SheetRow[][] {
  const pages = [rows.slice(0, SHEET_ROWS)];
  for (let at = SHEET_ROWS; at < rows.length; at += FULL_PAGE)
    pages.push(rows.slice(at, at + FULL_PAGE));
  return pages;
}

/** "The first 10 are on this sheet.": what the reader must know is missing. */
export function listedWords({ rows, unlisted, shortlist }: SheetTable): string {
  if (shortlist) return `This sheet: ${plural(rows.length, 'place')} of a shortlist.`;
  return unlisted > 0 ? `This sheet: the first ${rows.length}.` : '';
}

function changeCell(group: ChangeGroup | undefined): SheetCell {
  if (!group) return { text: '–' };
  if (group.state !== 'persisting') return { text: group.state };
  const { change } = group;
  if (!change) return { text: '–' };
  const interval = intervalWords(change);
  return {
    text: `${arrow(stepOf(group))} ${percentChange(change.percent)}`,
    ...(interval ? { more: `(${interval})` } : {}),
  };
}

function blockCell(place: Place): SheetCell {
  const out = notTarget(place);
  if (out) return { text: out };
  if (!place.block) return { text: '–' };
  return { text: hours(place.block.label), more: blockShare(place.block) };
}

/** One row of the twin of the night: class 0 to 3 of each frame, and its count. */
export interface HourRow {
  row: Row;
  frames: { class: number; count: string }[];
}

/** The order of the columns: a whole day begins in the morning, so that its night is in one piece. */
export function frameOrder({ frames }: Pick<Hours, 'frames'>): number[] {
  const order = frames.map((_, i) => i);
  const morning = frames.findIndex((frame) => frame.hour === 6);
  if (frames.length < 24 || morning < 0) return order;
  return [...order.slice(morning), ...order.slice(0, morning)];
}

/** The rows of the sheet by hour; one that is hot at no hour is a row of nothing. */
export function hourRows(answer: Hours, rows: readonly Row[]): HourRow[] {
  const order = frameOrder(answer);
  return rows.map((row) => {
    const group = answer.groups.find(({ id }) => id === row.id);
    return {
      row,
      frames: order.map((i) => ({
        class: Number(group?.classes[i] ?? 0),
        count: group ? shown(group.counts[i] ?? null) : '',
      })),
    };
  });
}

/** "Most of these places stand out between 22 and 02": the title of the twin, computed. */
export function hoursTitle(answer: Hours, rows: readonly HourRow[]): string {
  const order = frameOrder(answer);
  const many = order.map((_, k) => rows.filter(({ frames }) => frames[k]?.class).length);
  const most = Math.max(0, ...many);
  if (most === 0) return 'None of these places stands out at any single hour';
  const start = many.indexOf(most);
  let end = start;
  while (many[end + 1] === most) end += 1;
  const hour = (k: number) => String(answer.frames[order[k] ?? 0]?.hour ?? 0).padStart(2, '0');
  const until = String(((answer.frames[order[end] ?? 0]?.hour ?? 0) + 1) % 24).padStart(2, '0');
  return `${most} of these ${rows.length} places ${most === 1 ? 'stands' : 'stand'} out at ${hour(start)}–${until}`;
}
