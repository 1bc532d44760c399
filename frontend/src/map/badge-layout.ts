/**
 * Where each rank badge goes on the screen. A badge stands on its place unless it would touch an
 * earlier badge or hide another place; then it is drawn small and moves the shortest way to a free
 * spot, and a leader line ties it to the dot at its true place. Set in rank order.
 */
import { cross, distance, distanceToBox, distanceToStretch, overlap } from './geometry';
import type { Box, Point } from './geometry';

export interface Wanted extends Point {
  radius: number;
  /** The true place, when the badge is wanted beside it. */
  place?: Point;
  /** Size of a name that must be readable beside the badge. */
  name?: { width: number; height: number };
  /** Stands already, with its name on this side, and stays. */
  fixed?: Spot['side'];
}

export interface Spot extends Point {
  radius: number;
  /** The side on which the name has room; null when neither was kept free. */
  side: 'left' | 'right' | null;
}

export interface Frame {
  width: number;
  height: number;
  /** Where panels stand over the map: nothing is set under them while there is room. */
  covered?: readonly Box[];
}

/** Room between the rims of two badges, px. */
const GAP = 2;
/** Least distance of two centres, px. */
const APART = 26;
/** A badge that moved less than this needs no leader line. */
export const LEADER_FROM = 6;
/** The dot at a true place, with its rim. */
export const DOT_RADIUS = 4;
/** Radius of a badge in a crowd: 26 px across. */
const SMALL = 13;
/** How far a badge may move, in radii of a small badge: about 60 px. */
const FARTHEST = 4.6;
/** Between the rim of a badge and its name. */
export const NAME_GAP = 7;

/** What a free spot has to respect; given up one after another when there is no such spot. */
interface Rules {
  /** Leader lines cross neither each other nor badges. */
  leaders: boolean;
  /** The badge's own name has room. */
  ownName: boolean;
  /** The names of earlier badges stay readable. */
  names: boolean;
  /** No other place is hidden. */
  places: boolean;
  /** No panel stands over the badge. */
  open: boolean;
  farthest: number;
}

interface Set extends Spot {
  from: Point;
  nameBox: Box | null;
}

/**
 * Positions in the order given. Badges never overlap; centres are at least 26 px apart. A badge that
 * belongs inside `frame` is kept inside it while there is room. `small` is the radius in a crowd.
 */
export function layOut(wanted: readonly Wanted[], frame?: Frame, small = SMALL): Spot[] {
  const places = wanted.map((w) => w.place ?? w);
  const farthest = FARTHEST * small;
  const strict: Rules = {
    leaders: true,
    ownName: true,
    names: true,
    places: true,
    open: true,
    farthest,
  };
  const tries: Rules[] = [
    strict,
    { ...strict, ownName: false },
    { ...strict, ownName: false, leaders: false },
    { ...strict, ownName: false, leaders: false, names: false },
    {
      leaders: false,
      ownName: false,
      names: false,
      places: false,
      open: false,
      farthest: Infinity,
    },
  ];
  const done: Set[] = [];
  const covered = frame?.covered ?? [];
  wanted.forEach((want, i) => {
    if (want.fixed !== undefined) {
      const nameBox = want.name && want.fixed ? boxOf(want, want.name, want.fixed) : null;
      done.push({ ...want, side: want.fixed, from: want.place ?? want, nameBox });
      return;
    }
    const others = places.filter((_, k) => k !== i);
    const crowded = wanted.some((w, k) => k !== i && !apart(w, want));
    const radius = crowded ? Math.min(want.radius, small) : want.radius;
    const keepIn = frame && inside({ ...want, radius: 0 }, frame) ? frame : undefined;
    for (const rules of tries) {
      const spot = nearest({ ...want, radius }, done, others, rules, covered, keepIn);
      if (!spot) continue;
      done.push(spot);
      return;
    }
  });
  return done.map(({ x, y, radius, side }) => ({ x, y, radius, side }));
}

/** An outward spiral: ever larger circles, divided finely enough to find the gaps. */
function nearest(
  want: Wanted,
  done: readonly Set[],
  others: readonly Point[],
  rules: Rules,
  covered: readonly Box[],
  keepIn?: Frame,
): Set | null {
  // A circle beyond every badge is free, so the last try always ends.
  for (let far = 0; far <= rules.farthest; far += 2) {
    const directions = Math.max(1, Math.ceil((2 * Math.PI * far) / 6));
    for (let i = 0; i < directions; i += 1) {
      const angle = (2 * Math.PI * i) / directions - Math.PI / 2;
      const at = {
        x: want.x + far * Math.cos(angle),
        y: want.y + far * Math.sin(angle),
        radius: want.radius,
      };
      // Where a map is too small for its badges they may leave it rather than overlap.
      if (keepIn && far <= 150 && !inside(at, keepIn)) continue;
      const from = far < LEADER_FROM ? at : (want.place ?? want);
      const spot = isFree(at, from, want.name, done, others, rules, covered, keepIn);
      if (spot) return spot;
    }
  }
  return null;
}

function isFree(
  at: Point & { radius: number },
  from: Point,
  name: Wanted['name'],
  done: readonly Set[],
  others: readonly Point[],
  rules: Rules,
  covered: readonly Box[],
  frame?: Frame,
): Set | null {
  if (!done.every((other) => apart(at, other))) return null;
  if (rules.open && covered.some((box) => distanceToBox(at, box) < at.radius + GAP)) return null;
  const clear = at.radius + DOT_RADIUS + 1;
  if (rules.places && others.some((place) => distance(at, place) < clear)) return null;
  if (rules.leaders) {
    for (const other of done) {
      if (cross(at, from, other, other.from)) return null;
      if (distanceToStretch(at, other, other.from) < at.radius + GAP) return null;
      if (distanceToStretch(other, at, from) < other.radius + GAP) return null;
    }
  }
  const bare: Set = { ...at, from, side: null, nameBox: null };
  const onName = (o: Set) => o.nameBox && distanceToBox(at, o.nameBox) < at.radius + GAP;
  if (rules.names && done.some(onName)) return null;
  if (!rules.ownName || !name) return bare;
  for (const side of ['right', 'left'] as const) {
    const nameBox = boxOf(at, name, side);
    const fits = !frame || (nameBox.left >= 0 && nameBox.right <= frame.width);
    const free =
      done.every((o) => distanceToBox(o, nameBox) >= o.radius + GAP) &&
      done.every((o) => !o.nameBox || !overlap(o.nameBox, nameBox)) &&
      !covered.some((box) => overlap(box, nameBox)) &&
      others.every((place) => distanceToBox(place, nameBox) > DOT_RADIUS);
    if (fits && free) return { ...bare, side, nameBox };
  }
  return null;
}

/** Can a name beside a badge, wherever it stands, come under a panel? */
export function nameMayBeCovered(
  at: Point & { radius: number },
  name: { width: number; height: number },
  covered: readonly Box[] = [],
): boolean {
  const [across, up] = [at.radius + NAME_GAP + name.width, at.radius + NAME_GAP + name.height];
  const around = {
    left: at.x - across,
    right: at.x + across,
    top: at.y - up,
    bottom: at.y + up,
  };
  return covered.some((box) => overlap(box, around));
}

function boxOf(
  { x, y, radius }: Point & { radius: number },
  { width, height }: { width: number; height: number },
  side: 'left' | 'right',
): Box {
  const near = radius + NAME_GAP;
  const left = side === 'right' ? x + near : x - near - width;
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
}

function inside({ x, y, radius }: Point & { radius: number }, frame: Frame): boolean {
  return x >= radius && y >= radius && x <= frame.width - radius && y <= frame.height - radius;
}

function apart(a: Point & { radius: number }, b: Point & { radius: number }): boolean {
  return distance(a, b) >= Math.max(APART, a.radius + b.radius + GAP);
}
