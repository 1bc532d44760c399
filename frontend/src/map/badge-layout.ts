/**
 * Where each rank badge goes on the screen. Badges are set in rank order, so the first keep their
 * place; one that would touch an earlier badge moves to the nearest free spot and gets a leader line.
 */

export interface Spot {
  x: number;
  y: number;
  radius: number;
}

/** Room between the rims of two badges, px. */
const GAP = 3;
/** A badge that moved less than this needs no leader line. */
export const LEADER_FROM = 6;

/** Positions in the order given. The result never overlaps; centres are at least 26 px apart. */
export function layOut(wanted: readonly Spot[]): Spot[] {
  const placed: Spot[] = [];
  for (const spot of wanted) placed.push(nearestFree(spot, placed));
  return placed;
}

function nearestFree(spot: Spot, placed: readonly Spot[]): Spot {
  // An outward spiral: ever larger circles, finely enough divided to find the gaps. It ends because
  // a circle beyond every placed badge is free.
  for (let distance = 0; ; distance += 3) {
    const directions = Math.max(1, Math.ceil((2 * Math.PI * distance) / 6));
    for (let i = 0; i < directions; i += 1) {
      const angle = (2 * Math.PI * i) / directions - Math.PI / 2;
      const at = {
        x: spot.x + distance * Math.cos(angle),
        y: spot.y + distance * Math.sin(angle),
        radius: spot.radius,
      };
      if (placed.every((other) => apart(at, other))) return at;
    }
  }
}

function apart(a: Spot, b: Spot): boolean {
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  return distance >= Math.max(26, a.radius + b.radius + GAP);
}
