/** The key of the map as data: for a picture, where there is no page to draw it. */
import { fillOf, inkOf } from '../layers/badge-looks';
import { arrow, sideName } from './compare';
import { CLASS_WORDS, palettes, type Theme } from './colours';
import type { Compare, Hotspots } from '../api/types';

export interface KeyPatch {
  fill: string;
  line: string;
  words: string;
  /** Stands in it: what tells it apart without its colour. */
  mark?: string;
  markInk?: string;
  hatch?: string;
  dashed?: boolean;
}

export interface MapKey {
  /** Before the patches, and after them. */
  head: string;
  patches: KeyPatch[];
  foot: string;
}

/** Findings: their classes. An audience that is not told how sure they are has one. */
export function hotspotKey(answer: Hotspots | null, theme: Theme): MapKey {
  const p = palettes[theme];
  const unsure = !!answer?.groups.length && answer.groups.every((group) => group.q === null);
  const words = unsure ? CLASS_WORDS.slice(0, 1) : CLASS_WORDS;
  return {
    head: `False alarms among all called ${unsure ? 'hot' : 'this strong'}:`,
    patches: words.map((text, i) => ({
      fill: p.hotspot[i] ?? p.ground,
      line: p.groupLine,
      words: text,
    })),
    foot: unsure
      ? 'Number = rank.'
      : `${theme === 'light' ? 'Darker' : 'Lighter'} = surer; number = rank.`,
  };
}

export const STEP_WORDS: readonly [number, string][] = [
  [-2, 'clear fall'],
  [-1, 'fall'],
  [0, 'no clear change'],
  [1, 'rise'],
  [2, 'clear rise or new'],
];

export function changeKey(compare: Compare, theme: Theme): MapKey {
  const p = palettes[theme];
  const line = p.groupLine;
  const foot = 'Number = rank in this selection.';
  if (compare.kind === 'periods') {
    const steps = STEP_WORDS.map(([step, words]) => {
      const look = `step${step}` as 'step0';
      return { fill: fillOf(p, look), line, words, mark: arrow(step), markInk: inkOf(p, look) };
    });
    const gone = { fill: p.panel, line: p.ink, words: 'gone', dashed: true };
    return { head: '', patches: [...steps, { ...gone, mark: 'G', markInk: p.ink }], foot };
  }
  const [first, second, both] = p.sources;
  return {
    head: '',
    patches: [
      { fill: first, line, words: `${sideName(compare.first)} only` },
      { fill: both, line, words: 'both' },
      { fill: second, line, words: `${sideName(compare.second)} only`, hatch: p.ground },
    ],
    foot,
  };
}

export function placesKey(): MapKey {
  return {
    head: '',
    patches: [],
    foot: 'Number = rank by incidents; ring = how many. Grey: not a patrol target. Counts, not findings.',
  };
}
