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

export interface Frame {
  width: number;
  height: number;
}

/** Beyond this way a badge may leave the frame: a map too small for its badges. */
const FRAME_GIVES_WAY = 150;

/**
 * Positions in the order given. The result never overlaps; centres are at least 26 px apart. A badge
 * that belongs inside `frame` is kept inside it while there is room.
 */
export function layOut(wanted: readonly Spot[], frame?: Frame): Spot[] {
  const placed: Spot[] = [];
  for (const spot of wanted) {
    const keepIn = frame && inside({ ...spot, radius: 0 }, frame) ? frame : undefined;
    placed.push(nearestFree(spot, placed, keepIn));
  }
  return placed;
}

function nearestFree(spot: Spot, placed: readonly Spot[], keepIn?: Frame): Spot {
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
      const allowed = !keepIn || distance > FRAME_GIVES_WAY || inside(at, keepIn);
      if (allowed && placed.every((other) => apart(at, other))) return at;
    }
  }
}

function inside({ x, y, radius }: Spot, { width, height }: Frame): boolean {
  return x >= radius && y >= radius && x <= width - radius && y <= height - radius;
}

function apart(a: Spot, b: Spot): boolean {
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  return distance >= Math.max(26, a.radius + b.radius + GAP);
}
