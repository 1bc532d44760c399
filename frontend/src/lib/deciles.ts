/** Residents over the national deciles of deprivation, in words and as bars of ten pieces. */
import type { ResidentsDecile } from '../api/types';

/** A piece of a bar, in shares of it. */
export interface Piece {
  decile: number;
  share: number;
  from: number;
}

/** The pieces of one bar, the most deprived decile first; empty ones are left out. */
export function pieces(
  deciles: readonly ResidentsDecile[],
  of: 'residents_share' | 'city_share',
): Piece[] {
  let from = 0;
  return deciles.flatMap((one) => {
    const piece = { decile: one.decile, share: one[of], from };
    from += piece.share;
    return piece.share > 0 ? [piece] : [];
  });
}

/** "94%"; "<1%" of what is there but would round to nothing. */
export function percentWords(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  return `${Math.round(share * 100)}%`;
}

/** The title: "94% of residents live in the most deprived tenth of England, against 43% in the city". */
export function decilesTitle(deciles: readonly ResidentsDecile[]): string {
  const first = deciles.find((one) => one.decile === 1);
  const [here, city] = [first?.residents_share ?? 0, first?.city_share ?? 0];
  const who = here === 0 ? 'No resident lives' : `${percentWords(here)} of residents live`;
  return `${who} in the most deprived tenth of England, against ${percentWords(city)} in the city`;
}
