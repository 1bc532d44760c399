/** Symbols drawn in code: no sprite file, and both themes from one description. */
import { BADGE_LOOKS, fillOf, type BadgeLook } from '../layers/badge-looks';
import { palettes, type Theme } from '../lib/colours';
import { SHAPES, type PlaceShape } from '../lib/places';

export const BADGE_IMAGE_RADIUS = 22;
const RATIO = 2;
/** Side of the tile that is repeated, px. */
const HATCH = 8;

export const placeImage = (theme: Theme, place: PlaceShape) => `place-${place}-${theme}`;
export const badgeImage = (theme: Theme, look: BadgeLook) => `badge-${look}-${theme}`;
export const hatchImage = (theme: Theme) => `hatch-second-only-${theme}`;

export interface MapImage {
  id: string;
  data: ImageData;
  pixelRatio: number;
}

/** Every image of one theme. */
export function images(theme: Theme): MapImage[] {
  return [
    ...BADGE_LOOKS.map((b) => image(badgeImage(theme, b), 48, (g) => drawBadge(g, theme, b))),
    ...SHAPES.map((c) => image(placeImage(theme, c), 22, (g) => drawPlace(g, theme, c))),
    image(hatchImage(theme), HATCH, (g) => drawHatch(g, theme)),
  ];
}

function image(id: string, size: number, draw: (g: CanvasRenderingContext2D) => void): MapImage {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * RATIO;
  const g = canvas.getContext('2d');
  if (!g) throw new Error('this browser cannot draw on a canvas');
  g.scale(RATIO, RATIO);
  g.translate(size / 2, size / 2);
  draw(g);
  return { id, data: g.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: RATIO };
}

/** A disc in the colour of its class with a light and a dark ring: it stands out on any ground. */
function drawBadge(g: CanvasRenderingContext2D, theme: Theme, look: BadgeLook): void {
  const p = palettes[theme];
  const rim = theme === 'light' ? p.groupLine : p.ground;
  disc(g, BADGE_IMAGE_RADIUS + 1.5, look === '0' ? p.edge : look === 'gone' ? p.panel : rim);
  disc(g, BADGE_IMAGE_RADIUS, p.panel);
  const inner = BADGE_IMAGE_RADIUS - 3;
  disc(g, inner, fillOf(p, look));
  if (look === 'gone') {
    g.strokeStyle = p.ink;
    g.lineWidth = 2.5;
    g.setLineDash([7, 5]);
    g.beginPath();
    g.arc(0, 0, inner + 1, 0, 7);
    g.stroke();
  }
  if (look === 'second-only') {
    g.save();
    g.beginPath();
    g.arc(0, 0, inner, 0, 7);
    g.clip();
    g.strokeStyle = p.panel;
    g.lineWidth = 2;
    // The rim of the badge only: the letters stand on the plain middle.
    for (let at = -60; at < 60; at += 8) line(g, at, -30, at + 60, 30);
    disc(g, inner - 6, fillOf(p, look));
    g.restore();
  }
}

/** 45 degrees, in the ground colour on the colour of the second source. */
function drawHatch(g: CanvasRenderingContext2D, theme: Theme): void {
  const p = palettes[theme];
  g.fillStyle = p.sources[1];
  g.fillRect(-HATCH, -HATCH, 2 * HATCH, 2 * HATCH);
  g.strokeStyle = p.ground;
  g.lineWidth = 1.25;
  // One line and its two neighbours, so that the tiles meet without a seam.
  for (const at of [-HATCH, 0, HATCH]) line(g, at - HATCH, HATCH, at + HATCH, -HATCH);
}

function line(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
}

function drawPlace(g: CanvasRenderingContext2D, theme: Theme, place: PlaceShape): void {
  const p = palettes[theme];
  const muted = place === 'hospital' || place === 'custody' || place === 'aside';
  disc(g, 10, muted ? p.quiet : p.ink);
  disc(g, 8.5, p.panel);
  g.fillStyle = g.strokeStyle = muted ? p.quiet : p.ink;
  g.lineWidth = 1.5;
  g.beginPath();
  switch (place) {
    case 'venue':
      g.arc(0, 0, 4, 0, 7);
      g.fill();
      break;
    case 'ground':
      polygon(g, [0, -5.5, 5.5, 0, 0, 5.5, -5.5, 0]);
      break;
    case 'retail':
      g.fillRect(-4, -4, 8, 8);
      break;
    case 'station':
      polygon(g, [0, -5, 5, 3.8, -5, 3.8]);
      break;
    case 'hospital':
      g.strokeRect(-4.5, -4.5, 9, 9);
      g.fillRect(-0.75, -3, 1.5, 6);
      g.fillRect(-3, -0.75, 6, 1.5);
      break;
    case 'custody':
      g.strokeRect(-4.5, -4.5, 9, 9);
      for (const x of [-2.2, 0, 2.2]) g.fillRect(x - 0.5, -4.5, 1, 9);
      break;
    case 'other':
    case 'aside':
      g.arc(0, 0, 2, 0, 7);
      g.fill();
      break;
  }
}

function disc(g: CanvasRenderingContext2D, radius: number, colour: string): void {
  g.fillStyle = colour;
  g.beginPath();
  g.arc(0, 0, radius, 0, 7);
  g.fill();
}

function polygon(g: CanvasRenderingContext2D, xy: number[]): void {
  for (let i = 0; i < xy.length; i += 2) g.lineTo(xy[i] ?? 0, xy[i + 1] ?? 0);
  g.fill();
}
