/** The title of the page: the selection as a sentence, then the name of the book. */
import type { Answer, Meta } from '../api/types';
import type { Selection, View } from '../state/url';
import { plainSentence, sentenceParts } from './sentence';

export function pageTitle(
  meta: Meta | null,
  selection: Selection,
  view: Pick<View, 'room' | 'question' | 'compare'>,
  answer: Answer | null,
): string {
  if (!meta) return 'beatbook';
  const { room, question, compare } = view;
  const told = { room, question, compare, areaName: answer?.selection_parts.area?.name };
  const synthetic = meta.synthetic ? 'SYNTHETIC – ' : '';
  return `${synthetic}${plainSentence(sentenceParts(meta, selection, told))} – beatbook`;
}
