/** The main answer: what the address asks of the server, as one value that is shown whole. */
import { getCompare, getHotspots, getPlaces, Refused } from '../api/client';
import type { Compare, Hotspots, Places } from '../api/types';
import { cutAs } from '../lib/compare';
import { canonical, type Selection, type View } from './url';

/** The answer on show; table, map and sentence are of this one, never of two. */
export type Shown =
  | { kind: 'hotspots'; hotspots: Hotspots }
  | { kind: 'compare'; hotspots: Hotspots; compare: Compare }
  | { kind: 'places'; places: Places };

/** The answer to what the address asks, and why a comparison is not in it. */
export async function answerTo(
  asked: Selection,
  view: View,
  signal: AbortSignal,
): Promise<[Shown, string | null]> {
  const selection = canonical(asked);
  if (view.question === 'places')
    return [{ kind: 'places', places: await getPlaces(selection, signal) }, null];
  const { compare: other } = view;
  const tested = getHotspots(selection, signal);
  if (!other) return [{ kind: 'hotspots', hotspots: await tested }, null];
  tested.catch(() => undefined); // Heard below, after the comparison.
  try {
    const compare = await getCompare(selection, other, signal);
    const cut = canonical(cutAs(asked, compare));
    const hotspots = cut === selection ? await tested : await getHotspots(cut, signal);
    return [{ kind: 'compare', hotspots, compare }, null];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [{ kind: 'hotspots', hotspots: await tested }, reasonOf(error.problem.detail)];
  }
}

/** The reason alone: which part of the selection it is about is clear where it is said. */
function reasonOf(detail: string): string {
  return detail.replace(/^selection part `[^`]*`: /, '').replace(/\.$/, '');
}
