/** A map that stands alone: what is looked at above it, its key, source and marks below it. */
import type { Palette } from './colours';
import type { KeyPatch, MapKey } from './map-key';

export interface PictureParts {
  map: HTMLCanvasElement;
  /** Dots of the picture for each pixel of the screen. */
  ratio: number;
  title: string;
  marks: readonly string[];
  key: MapKey;
  /** Where it comes from. */
  from: readonly string[];
  scale: { words: string; width: number };
  /** Said on the map itself too, where the head may be cut off; empty when there is nothing to say. */
  stamp: string;
  palette: Palette;
}

const FONT = '"Noto Sans", system-ui, sans-serif';
const EDGE = 12;
const TITLE = { font: `600 16px ${FONT}`, line: 23 };
const BODY = { font: `400 13px ${FONT}`, line: 18 };
const STRONG = `600 13px ${FONT}`;
const PATCH = { width: 26, height: 16 };

type Pen = CanvasRenderingContext2D;

/** Words into lines no wider than `room`; a word that is wider stands alone. */
export function wrapped(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function compose(parts: PictureParts): HTMLCanvasElement {
  const { map, ratio, palette } = parts;
  const canvas = document.createElement('canvas');
  const g = canvas.getContext('2d');
  if (!g) throw new Error('this browser cannot draw on a canvas');
  const width = map.width / ratio;
  const high = map.height / ratio;
  const measure = (font: string) => (text: string) => {
    g.font = font;
    return g.measureText(text).width;
  };
  const marked = parts.marks.reduce((sum, mark) => sum + measure(STRONG)(mark) + 24, 0);
  const title = wrapped(parts.title, width - 2 * EDGE - marked, measure(TITLE.font));
  const from = wrapped(parts.from.join(' · '), width - 2 * EDGE, measure(BODY.font));
  const key = keyLines(parts.key, width - 2 * EDGE, measure(BODY.font));
  const top = title.length * TITLE.line + EDGE * 1.5;
  const under = key.length * 24 + from.length * BODY.line + EDGE * 2;

  canvas.width = map.width;
  canvas.height = Math.round((top + high + under) * ratio);
  g.scale(ratio, ratio);
  g.fillStyle = palette.panel;
  g.fillRect(0, 0, width, top + high + under);
  g.textBaseline = 'middle';
  lines(g, title, EDGE, EDGE * 0.75, TITLE, palette.ink);
  marks(g, parts.marks, width - EDGE, EDGE * 0.75 + TITLE.line / 2, palette);
  g.drawImage(map, 0, top, width, high);
  scale(g, parts, EDGE, top + high - EDGE);
  const below = top + high + EDGE * 0.75;
  key.forEach((items, i) => keyLine(g, items, EDGE, below + i * 24 + 12, palette));
  lines(g, from, EDGE, below + key.length * 24 + EDGE * 0.5, BODY, palette.quiet);
  return canvas;
}

type Item = { x: number; patch: KeyPatch } | { x: number; text: string; strong: boolean };

/** The key broken into lines of what belongs together. */
function keyLines(key: MapKey, room: number, widthOf: (text: string) => number): Item[][] {
  const made: Item[][] = [[]];
  let x = 0;
  const put = (wide: number, item: (x: number) => Item) => {
    if (x > 0 && x + wide > room) {
      made.push([]);
      x = 0;
    }
    made.at(-1)?.push(item(x));
    x += wide + 14;
  };
  if (key.head) put(widthOf(key.head) * 1.06, (at) => ({ x: at, text: key.head, strong: true }));
  for (const patch of key.patches)
    put(PATCH.width + 6 + widthOf(patch.words), (at) => ({ x: at, patch }));
  if (key.foot) put(widthOf(key.foot), (at) => ({ x: at, text: key.foot, strong: false }));
  return made;
}

function keyLine(g: Pen, items: readonly Item[], left: number, middle: number, p: Palette): void {
  for (const item of items) {
    const x = left + item.x;
    if ('patch' in item) {
      patch(g, item.patch, x, middle - PATCH.height / 2);
      write(g, item.patch.words, x + PATCH.width + 6, middle, BODY.font, p.ink);
    } else
      write(
        g,
        item.text,
        x,
        middle,
        item.strong ? STRONG : BODY.font,
        item.strong ? p.ink : p.quiet,
      );
  }
}

function patch(
  g: Pen,
  { fill, line, mark, markInk, hatch, dashed }: KeyPatch,
  x: number,
  y: number,
) {
  const { width, height } = PATCH;
  g.fillStyle = fill;
  g.fillRect(x, y, width, height);
  if (hatch) {
    g.save();
    g.beginPath();
    g.rect(x, y, width, height);
    g.clip();
    g.strokeStyle = hatch;
    g.lineWidth = 1.25;
    for (let at = -height; at < width; at += 5.6) {
      g.beginPath();
      g.moveTo(x + at, y + height);
      g.lineTo(x + at + height, y);
      g.stroke();
    }
    g.restore();
  }
  g.strokeStyle = line;
  g.lineWidth = 1.6;
  g.setLineDash(dashed ? [4, 3] : []);
  g.strokeRect(x + 0.8, y + 0.8, width - 1.6, height - 1.6);
  g.setLineDash([]);
  if (mark && markInk) {
    g.textAlign = 'center';
    write(g, mark, x + width / 2, y + height / 2, STRONG, markInk);
    g.textAlign = 'left';
  }
}

function marks(g: Pen, words: readonly string[], right: number, middle: number, p: Palette): void {
  let x = right;
  for (const word of [...words].reverse()) {
    g.font = STRONG;
    const wide = g.measureText(word).width + 16;
    x -= wide;
    g.strokeStyle = p.ink;
    g.lineWidth = 2;
    g.strokeRect(x + 1, middle - 11, wide - 2, 22);
    write(g, word, x + 8, middle, STRONG, p.ink);
    x -= 8;
  }
}

/** Bar, north and stamp on the map itself, bottom left. */
function scale(g: Pen, parts: PictureParts, left: number, bottom: number): void {
  const { scale: bar, stamp, palette: p } = parts;
  const words = `${bar.words}   N ↑${stamp ? `   ${stamp}` : ''}`;
  g.font = STRONG;
  g.fillStyle = p.panel;
  g.fillRect(left, bottom - 24, bar.width + g.measureText(words).width + 28, 24);
  g.strokeStyle = p.ink;
  g.lineWidth = 2;
  g.beginPath();
  g.moveTo(left + 9, bottom - 15);
  g.lineTo(left + 9, bottom - 9);
  g.lineTo(left + 7 + bar.width, bottom - 9);
  g.lineTo(left + 7 + bar.width, bottom - 15);
  g.stroke();
  write(g, words, left + bar.width + 18, bottom - 12, STRONG, p.ink);
}

function lines(
  g: Pen,
  texts: readonly string[],
  x: number,
  top: number,
  { font, line }: { font: string; line: number },
  colour: string,
): void {
  texts.forEach((text, i) => write(g, text, x, top + (i + 0.5) * line, font, colour));
}

function write(g: Pen, text: string, x: number, y: number, font: string, colour: string): void {
  g.font = font;
  g.fillStyle = colour;
  g.fillText(text, x, y);
}

/** A name for the file, from the title. */
export function fileName(title: string): string {
  const words = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${words.slice(0, 120).replace(/^-|-$/g, '')}.png`;
}
