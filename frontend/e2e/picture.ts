/**
 * Pictures for `frontend/docs`. Only `npm run shots` takes them: it names the folder in `SHOTS`.
 * Each is reduced to a palette, in which the page's own colours are exact: a fifth of the size.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

const FOLDER = process.env['SHOTS'] ?? '';
export const TAKES_PICTURES = FOLDER !== '';

/** What is on the page, as `NAME.png`, if pictures are wanted. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!TAKES_PICTURES) return;
  await keep(page, name, await page.screenshot());
}

/** A picture made elsewhere; the page only reads its pixels. */
export async function keep(page: Page, name: string, png: Buffer): Promise<void> {
  // Pictures of real data stay where the data are.
  const file = join(FOLDER, name.includes('liverpool') ? 'real' : '', `${name}.png`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, withPalette(await decoded(page, png)));
}

interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** A browser reads PNG; its canvas gives the pixels back. */
async function decoded(page: Page, png: Buffer): Promise<Pixels> {
  const reader = await page.context().newPage();
  try {
    const { width, height, text } = await reader.evaluate(async (png) => {
      const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const { width, height } = bitmap;
      const g = new OffscreenCanvas(width, height).getContext('2d');
      g?.drawImage(bitmap, 0, 0);
      const data = g?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      let text = '';
      for (let at = 0; at < data.length; at += 8192) {
        text += String.fromCharCode(...data.subarray(at, at + 8192));
      }
      return { width, height, text: btoa(text) };
    }, png.toString('base64'));
    const rgba = Buffer.from(text, 'base64');
    const rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height; i += 1) rgb.set(rgba.subarray(i * 4, i * 4 + 3), i * 3);
    return { width, height, rgb };
  } finally {
    await reader.close();
  }
}

/** Most colours of a PNG with a palette. */
const PALETTE = 256;

/** An indexed PNG: the commonest colours exactly, every other as the nearest of them. */
export function withPalette({ width, height, rgb }: Pixels): Buffer {
  const counts = new Map<number, number>();
  const colourAt = (i: number) =>
    ((rgb[i] ?? 0) << 16) | ((rgb[i + 1] ?? 0) << 8) | (rgb[i + 2] ?? 0);
  for (let i = 0; i < rgb.length; i += 3) {
    const colour = colourAt(i);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choose(counts);
  const index = new Map<number, number>();
  for (const colour of counts.keys()) index.set(colour, nearest(colour, palette));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = index.get(colourAt((y * width + x) * 3)) ?? 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // 8 bits, palette.
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The commonest colours, but none hardly different from one already taken. */
function choose(counts: Map<number, number>): number[] {
  const common = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  for (const apart of [36, 12, 3, 0]) {
    const taken: number[] = [];
    for (const colour of common) {
      if (taken.length === PALETTE) break;
      if (taken.every((other) => distance(colour, other) > apart)) taken.push(colour);
    }
    if (taken.length === PALETTE || apart === 0) return taken;
  }
  return common.slice(0, PALETTE);
}

function nearest(colour: number, palette: readonly number[]): number {
  let best = 0;
  let least = Infinity;
  palette.forEach((other, i) => {
    const far = distance(colour, other);
    if (far < least) [best, least] = [i, far];
  });
  return best;
}

const parts = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(a: number, b: number): number {
  return parts(a).reduce((sum, part, i) => sum + (part - (parts(b)[i] ?? 0)) ** 2, 0);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, check]);
}
