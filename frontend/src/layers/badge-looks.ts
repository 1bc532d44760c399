/** What a badge can be: a class of hotspot, a step of change, a source, or gone. */
import { inkOn, type Palette } from '../lib/colours';

export const BADGE_LOOKS = [
  '0',
  '1',
  '2',
  '3',
  'step-2',
  'step-1',
  'step0',
  'step1',
  'step2',
  'gone',
  'first-only',
  'second-only',
  'both',
] as const;
export type BadgeLook = (typeof BADGE_LOOKS)[number];

export function fillOf(palette: Palette, look: BadgeLook): string {
  const step = /^step(-?\d)$/.exec(look)?.[1];
  if (step !== undefined) return palette.change[Number(step) + 2] ?? palette.panel;
  if (look === 'gone') return palette.panel;
  if (look === 'first-only') return palette.sources[0];
  if (look === 'second-only') return palette.sources[1];
  if (look === 'both') return palette.sources[2];
  return palette.hotspot[Number(look) - 1] ?? palette.outside;
}

export function inkOf(palette: Palette, look: BadgeLook): string {
  return look === '0' ? palette.ink : inkOn(fillOf(palette, look));
}
