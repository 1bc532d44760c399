/** What a plain map shows: a box with room round it, and the zoom that the full map would have. */
import type { Bounds } from '../api/types';
import { unmercator } from './outline';

/** Room for badges and names on the rim, as a share of the frame. */
const RIM = 0.15;

/** The whole frame when `bounds` stands in its middle with room round it. */
export function wider(bounds: Bounds, width: number, height: number): Bounds {
  if (!width || !height) return bounds;
  const inner = [width * (1 - RIM), height * (1 - RIM)] as const;
  const [left, top] = [(width - inner[0]) / 2, (height - inner[1]) / 2];
  const back = unmercator(bounds, ...inner);
  const [west, north] = back([-left, -top]);
  const [east, south] = back([width - left, height - top]);
  return [west, south, east, north];
}

/** The zoom of 512-pixel tiles at which `bounds` is `width` pixels wide. */
export function zoomOf([west, , east]: Bounds, width: number): number {
  return Math.log2((Math.max(1, width) * 360) / (Math.max(1e-9, east - west) * 512));
}
