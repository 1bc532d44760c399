/** What is said of findings whose counts an audience may not see. */
import { count } from './format';

/** `shown` are those beside them that it may see. */
export function withheldWords(withheld: number, shown: number): string {
  const few = 'too small to be shown to this audience';
  if (shown)
    return `${count(withheld)} of them ${withheld === 1 ? 'is' : 'are'} not listed: ${few}.`;
  return withheld === 1
    ? `Which it is cannot be told: its count is ${few}.`
    : `Which they are cannot be told: their counts are ${few}.`;
}
