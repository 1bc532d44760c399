/** Short words about an answer as a whole: what is counted, what to keep in mind. */
import type { Answer, SourceInfo } from '../api/types';
import { upperFirst } from './format';

/** One word for one thing: what the rows, the sentence and the tables count. */
export function countNoun(answer: Answer | null): 'event' | 'incident' {
  return answer?.selection_parts.count === 'events' ? 'event' : 'incident';
}

/**
 * The one caveat for a room. Those that begin with a number say what the end of the sentence says
 * too, so another is taken first.
 */
export function chiefCaveat(caveats: readonly string[]): string | null {
  return caveats.find((text) => !/^\d/.test(text)) ?? caveats[0] ?? null;
}

/** Without those that only repeat what the end of the sentence, the list of what was left out and the words of a comparison say. */
export function notSaidElsewhere(caveats: readonly string[]): string[] {
  const said =
    /^[\d,*]+ of [\d,*]+ events? (has|have|lies?|is|are) (no usable place|outside|in homes|at custody)/;
  return caveats.filter((text) => !said.test(text) && !/^Days after .* are left out/.test(text));
}

/** A note that begins with the slug of a source names it as the rest of the page does. */
export function withSourceName(text: string, sources: readonly SourceInfo[]): string {
  const [slug] = text.split(' has a gap', 1);
  const source = sources.find(({ id }) => text !== slug && id === slug);
  return source ? `${upperFirst(source.label)}${text.slice(source.id.length)}` : text;
}
