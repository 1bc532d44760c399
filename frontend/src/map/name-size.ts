/** About how much room a name takes on the map, px: enough to keep badges out of it. */

/** Lines are broken as the map breaks them, in units of the letter height. */
export const NAME_MAX_EM = 9;
const LINE_EM = 1.15;
/** Noto Sans SemiBold, mean letter of English place names, rounded up. */
const LETTER_EM = 0.6;

export function nameSize(name: string, px: number): { width: number; height: number } {
  const most = NAME_MAX_EM / LETTER_EM;
  const lines: number[] = [0];
  for (const word of name.split(' ')) {
    const last = lines.at(-1) ?? 0;
    if (last > 0 && last + 1 + word.length > most) lines.push(word.length);
    else lines[lines.length - 1] = last + (last > 0 ? 1 : 0) + word.length;
  }
  return { width: Math.max(...lines) * LETTER_EM * px, height: lines.length * LINE_EM * px + 2 };
}
