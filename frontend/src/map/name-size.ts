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

/** Of a size of 1 px the capitals of Noto Sans have so much; names on the map are set in 13 px. */
const CAPITALS = 0.714;
const NAME_PX = 13;
/** A room reads what has this much of the height of the picture. */
const READ_FROM = 0.02;

/** A page so low is a laptop at 200%: everything on it is large already. */
const LOW = 480;

/** How much larger names are set for a room: its back row reads them on any screen. */
export function presentScale(height: number): number {
  const least = height < LOW ? 1.15 : 1.5;
  return Math.min(3, Math.max(least, (READ_FROM * height) / (CAPITALS * NAME_PX)));
}
