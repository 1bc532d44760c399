/** Symbols drawn in code: no sprite file, and both themes from one description. */
import { palettes, type Theme } from '../lib/colours';

export const PLACE_CLASSES = [
  'venue',
  'ground',
  'retail',
  'station',
  'hospital',
  'custody',
] as const;
export type PlaceClass = (typeof PLACE_CLASSES)[number];

export const BADGE_IMAGE_RADIUS = 22;
const RATIO = 2;

export const placeImage = (theme: Theme, place: PlaceClass) => `place-${place}-${theme}`;
export const badgeImage = (theme: Theme, hotspotClass: number) => `badge-${hotspotClass}-${theme}`;

export interface MapImage {
  id: string;
  data: ImageData;
  pixelRatio: number;
}

/** Every image of one theme. */
export function images(theme: Theme): MapImage[] {
  return [
    ...[0, 1, 2, 3].map((c) => image(badgeImage(theme, c), 48, (g) => drawBadge(g, theme, c))),
    ...PLACE_CLASSES.map((c) => image(placeImage(theme, c), 22, (g) => drawPlace(g, theme, c))),
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
function drawBadge(g: CanvasRenderingContext2D, theme: Theme, hotspotClass: number): void {
  const p = palettes[theme];
  const rim = theme === 'light' ? p.groupLine : p.ground;
  disc(g, BADGE_IMAGE_RADIUS + 1.5, hotspotClass > 0 ? rim : p.edge);
  disc(g, BADGE_IMAGE_RADIUS, p.panel);
  disc(g, BADGE_IMAGE_RADIUS - 3, p.hotspot[hotspotClass - 1] ?? p.outside);
}

function drawPlace(g: CanvasRenderingContext2D, theme: Theme, place: PlaceClass): void {
  const p = palettes[theme];
  const muted = place === 'hospital' || place === 'custody';
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
