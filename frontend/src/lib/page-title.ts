/** The title of the page: the selection as a sentence, then the name of the book. */
import type { Hotspots, Meta } from '../api/types';
import type { Selection } from '../state/url';
import { plainSentence, sentenceParts } from './sentence';

export function pageTitle(
  meta: Meta | null,
  selection: Selection,
  answer: Hotspots | null,
): string {
  if (!meta) return 'beatbook';
  const area = answer?.selection_parts.area?.name;
  const synthetic = meta.synthetic ? 'SYNTHETIC – ' : '';
  return `${synthetic}${plainSentence(sentenceParts(meta, selection, area))} – beatbook`;
}
