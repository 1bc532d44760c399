import type { SourceInfo } from '../api/types';
import { labelWords } from './sentence';

/** How a row belongs to premises, in words. */
type Link = 'inside' | 'at-door' | 'vicinity' | 'default-address' | null;

const WORDS: Record<Exclude<Link, null>, string> = {
  inside: 'inside',
  'at-door': 'at the door',
  vicinity: 'near them',
  'default-address': 'address only',
};

/** "at the door, called in by them" */
export function linkWords(link: Link, called: boolean): string {
  return `${link ? WORDS[link] : 'not said'}${called ? ', called in by them' : ''}`;
}

/** A category in the words of its source; "violence-with-injury" is read as words. */
export function kindWords(source: SourceInfo | undefined, id: string): string {
  return labelWords(source?.categories.find((c) => c.id === id) ?? { id, label: id });
}
