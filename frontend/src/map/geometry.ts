/** The little plane geometry that setting badges needs; everything in px. */

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** From a point to the nearest point of the stretch from `a` to `b`. */
export function distanceToStretch(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return distance(p, { x: a.x + t * dx, y: a.y + t * dy });
}

/** Do the stretches a-b and c-d cross? Stretches that only touch do not. */
export function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** From a point to a box, 0 inside it. */
export function distanceToBox(p: Point, box: Box): number {
  const x = Math.max(box.left - p.x, 0, p.x - box.right);
  const y = Math.max(box.top - p.y, 0, p.y - box.bottom);
  return Math.hypot(x, y);
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
