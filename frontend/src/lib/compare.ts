/** Two periods or two sources side by side: words, marks and steps of each place. */
import type { ChangeGroup, ChangeState, Compare, Meta, Side } from '../api/types';
import { changed, type Selection, type Tab } from '../state/url';
import { count, day, period, upperFirst } from './format';
import { quickPeriods } from './periods';
import { sourceOf } from './source-of';

const STATES: Record<Exclude<Tab, 'left-out'>, readonly ChangeState[]> = {
  ranked: ['new', 'persisting', 'first-only', 'both'],
  new: ['new'],
  gone: ['gone'],
  'second-only': ['second-only'],
};

/** The places of one list, in the order of the answer. */
export function listOf(groups: readonly ChangeGroup[], tab: Tab): ChangeGroup[] {
  if (tab === 'left-out') return [];
  return groups.filter((g) => STATES[tab].includes(g.state));
}

/**
 * What stands in the badge. A place that is hot in the selection bears its rank; one that is hot
 * only in the other bears a letter too, so that "two" is one place: G2 is gone, A2 another source's.
 * A place that lies in one of this selection but was hot by itself in the other has the rank it had
 * there: that number is another place's here.
 */
export function markOf(group: ChangeGroup, groups: readonly ChangeGroup[]): string {
  if (group.state !== 'gone' && group.state !== 'second-only')
    return group.rank === null || isTaken(group, groups) ? '–' : String(group.rank);
  const alike = groups.filter((g) => g.state === group.state);
  return `${group.state === 'gone' ? 'G' : 'A'}${alike.indexOf(group) + 1}`;
}

function isTaken({ id, rank }: ChangeGroup, groups: readonly ChangeGroup[]): boolean {
  const first = groups.find(
    (g) => g.rank === rank && g.state !== 'gone' && g.state !== 'second-only',
  );
  return first?.id !== id;
}

/** Which colour a place has: its change between periods, or which source sees it. */
export function lookOf(group: ChangeGroup): string {
  if (group.state === 'gone') return 'gone';
  if (group.state === 'new' || group.state === 'persisting') return `step${stepOf(group)}`;
  return group.state;
}

/** -2 (clear fall) to 2 (clear rise). */
export function stepOf(group: ChangeGroup): number {
  if (group.state === 'gone') return 0;
  if (group.change) return group.change.step;
  return group.state === 'new' ? 2 : 0;
}

/** Arrows: the colours of a clear rise and a clear fall are the same grey. */
export function arrow(step: number): string {
  return ['↓↓', '↓', '=', '↑', '↑↑'][Math.round(step) + 2] ?? '=';
}

/** "+35%", "−12%", "0%"; from four times on as a factor, "×29", which is easier to grasp. */
export function percentChange(percent: number): string {
  const whole = Math.round(percent);
  if (whole === 0) return '0%';
  if (whole >= 300) return `×${count(1 + percent / 100)}`;
  return `${whole > 0 ? '+' : '−'}${Math.abs(whole)}%`;
}

/** "−31 to −3", "+12 or more". */
export function intervalWords(change: { low: number | null; high: number | null }): string {
  const signed = (n: number) => percentChange(n).replace('%', '');
  if (change.low === null) return change.high === null ? '' : `${signed(change.high)} or less`;
  if (change.high === null) return `${signed(change.low)} or more`;
  return `${signed(change.low)} to ${signed(change.high)}`;
}

const STATE_WORDS: Record<ChangeState, string> = {
  new: 'new',
  persisting: 'persisting',
  gone: 'gone',
  'first-only': 'only',
  both: 'both',
  'second-only': 'only',
};

/** One word or two for the state: "new", "police only". */
export function stateWords(state: ChangeState, compare: Compare): string {
  if (state === 'first-only') return `${sideName(compare.first)} only`;
  if (state === 'second-only') return `${sideName(compare.second)} only`;
  return STATE_WORDS[state];
}

/** A side by its source when sources are compared, without the period both share. */
export function sideName(side: Side): string {
  return side.label.split(',')[0] ?? side.label;
}

/** The period of a side, or its label when sources are compared. */
export function sideHead(side: Side, kind: Compare['kind']): string {
  return kind === 'periods' ? period(side.from, side.to) : upperFirst(sideName(side));
}

/** Else "14, police only" beside "13, both" reads as a mistake. */
const OWN_SPREAD =
  'Each source is tested against its own spread: so many events may stand out in one and not in the other.';

/** Sentences that must stand beside any comparison: why there is none, what was left out, notes. */
export function conditions(compare: Compare): string[] {
  const said: string[] = [];
  if (compare.kind === 'sources') said.push(OWN_SPREAD);
  if (compare.refused) said.push(`${upperFirst(compare.refused).replace(/\.$/, '')}.`);
  if (compare.complete_to)
    said.push(`Complete to ${day(compare.complete_to)}; later days are left out.`);
  for (const { date, text } of compare.annotations) said.push(`${day(date)}: ${text}`);
  return said;
}

export interface Other {
  id: string;
  label: string;
  note: string;
}

/** What a selection can be compared with. */
export function comparisons(meta: Meta, selection: Selection): Other[] {
  const own = sourceOf(meta, selection);
  const bounds = own ?? meta.period;
  const from = selection.from ?? bounds.from;
  const to = selection.to ?? bounds.to;
  const just = justBefore(from, to);
  const whole = !yearIsBefore(meta, selection);
  return [
    {
      id: 'before',
      label: 'The year before',
      note: whole ? 'of the last 12 months' : 'the same days, a year earlier',
    },
    ...(just.from >= bounds.from
      ? [
          {
            id: `${just.from}..${just.to}`,
            label: 'As many days just before',
            note: period(just.from, just.to),
          },
        ]
      : []),
    ...meta.sources
      .filter((s) => s.id !== own?.id && !s.activity)
      .map((s) => ({
        id: `source:${s.id}`,
        label: upperFirst(s.label),
        note: s.agreement ? `under “${s.agreement.name}”` : 'the same period and hours',
      })),
  ];
}

/** Whether a year earlier lies in the data and does not overlap the selection. */
export function yearIsBefore(meta: Meta, selection: Selection): boolean {
  const bounds = sourceOf(meta, selection) ?? meta.period;
  const from = selection.from ?? bounds.from;
  const to = selection.to ?? bounds.to;
  return yearEarlier(from) >= bounds.from && yearEarlier(to) < from;
}

/** A selection that has a year before it: itself, else its last 12 months; null when neither has. */
export function withYearBefore(meta: Meta, selection: Selection): Selection | null {
  if (yearIsBefore(meta, selection)) return selection;
  const bounds = sourceOf(meta, selection) ?? meta.period;
  const year = quickPeriods(bounds.from, selection.to ?? bounds.to)[1];
  const recent = year && changed(selection, { from: year.from });
  return recent && yearIsBefore(meta, recent) ? recent : null;
}

/** Why less is compared than was looked at; null where nothing was cut. */
export function cutWords(meta: Meta, uncut: Selection | null): string | null {
  if (!uncut) return null;
  const bounds = sourceOf(meta, uncut) ?? meta.period;
  const all = period(uncut.from ?? bounds.from, uncut.to ?? bounds.to);
  return `Only the last year of ${all} is compared: the whole has no year before it.`;
}

/** The words of the sentence: "the year before", "A&E", "Oct 2022–Sep 2023". */
export function otherWords(meta: Meta, other: string): string {
  if (other === 'before') return 'the year before';
  const source = /^source:(.+)$/.exec(other)?.[1];
  if (source) return meta.sources.find((s) => s.id === source)?.label ?? source;
  const [from, to] = other.split('..');
  return from && to ? period(from, to) : other;
}

/** The source whose view is set beside this one: a health source, or beside one the first other. */
export function otherSource(meta: Meta, selection: Selection) {
  const own = sourceOf(meta, selection);
  const others = meta.sources.filter((s) => s.id !== own?.id && !s.activity);
  return (own?.agreement ? undefined : others.find((s) => s.agreement)) ?? others[0];
}

function yearEarlier(iso: string): string {
  return `${Number(iso.slice(0, 4)) - 1}${iso.slice(4)}`.replace('-02-29', '-02-28');
}

function justBefore(from: string, to: string): { from: string; to: string } {
  const DAY = 86_400_000;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
  return { from: iso(start - (end - start) - DAY), to: iso(start - DAY) };
}

/** The selection that stands on the other side; kinds of event and flags belong to a source. */
export function otherSide(selection: Selection, { kind, second }: Compare): Selection {
  const { source, from, to } = second;
  if (kind === 'periods') return changed(selection, { from, to });
  return changed(selection, { source, from, to, category: '', flag: '' });
}

/** A selection with the days a comparison of periods really looks at: what is not yet recorded is cut. */
export function cutAs(selection: Selection, compare: Compare): Selection {
  if (compare.kind !== 'periods' || !compare.complete_to) return selection;
  return changed(selection, { from: compare.first.from, to: compare.first.to });
}
