/**
 * How far apart two colours look, as seen normally and with a colour deficiency.
 *
 * - CIEDE2000: Sharma, Wu & Dalal (2005), Color Research & Application 30(1),
 *   <https://doi.org/10.1002/col.20070>; its table of pairs is the test.
 * - Deficiency: Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6),
 *   <https://doi.org/10.1109/TVCG.2009.113>, matrices at severity 1, applied to linear light.
 */
import { linear, rgb } from './colours';

export type Lab = readonly [number, number, number];
export type Sight = 'normal' | 'protan' | 'deutan' | 'tritan';
type Matrix = readonly (readonly [number, number, number])[];

const MACHADO: Record<Exclude<Sight, 'normal'>, Matrix> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const SRGB_TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const D65 = [0.95047, 1, 1.08883] as const;

/** CIELAB (D65) of a colour as the given eye sees it. */
export function lab(hex: string, sight: Sight = 'normal'): Lab {
  let light = rgb(hex).map(linear);
  if (sight !== 'normal') {
    light = times(MACHADO[sight], light).map((c) => Math.min(1, Math.max(0, c)));
  }
  const [fx, fy, fz] = times(SRGB_TO_XYZ, light).map((v, i) => {
    const t = v / (D65[i] ?? 1);
    return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
  }) as [number, number, number];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function times(matrix: Matrix, v: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, m, i) => sum + m * (v[i] ?? 0), 0));
}

/** The CIEDE2000 difference of two CIELAB colours, all weights 1. */
export function ciede2000(one: Lab, two: Lab): number {
  const degrees = (radians: number) => (radians * 180) / Math.PI;
  const radians = (d: number) => (d * Math.PI) / 180;
  const pow7 = (c: number) => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));

  const chroma = (c: Lab) => Math.hypot(c[1], c[2]);
  const g = 0.5 * (1 - pow7((chroma(one) + chroma(two)) / 2));
  const a1 = one[1] * (1 + g);
  const a2 = two[1] * (1 + g);
  const c1 = Math.hypot(a1, one[2]);
  const c2 = Math.hypot(a2, two[2]);
  const hue = (a: number, b: number) =>
    a === 0 && b === 0 ? 0 : (degrees(Math.atan2(b, a)) + 360) % 360;
  const h1 = hue(a1, one[2]);
  const h2 = hue(a2, two[2]);

  let dh = h2 - h1;
  if (c1 * c2 === 0) dh = 0;
  else if (dh > 180) dh -= 360;
  else if (dh < -180) dh += 360;
  const dL = two[0] - one[0];
  const dC = c2 - c1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(dh / 2));

  const meanL = (one[0] + two[0]) / 2;
  const meanC = (c1 + c2) / 2;
  let meanH = h1 + h2;
  if (c1 * c2 !== 0) {
    if (Math.abs(h1 - h2) <= 180) meanH = (h1 + h2) / 2;
    else meanH = h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
  }
  const t =
    1 -
    0.17 * Math.cos(radians(meanH - 30)) +
    0.24 * Math.cos(radians(2 * meanH)) +
    0.32 * Math.cos(radians(3 * meanH + 6)) -
    0.2 * Math.cos(radians(4 * meanH - 63));
  const offset = (meanL - 50) ** 2;
  const sL = 1 + (0.015 * offset) / Math.sqrt(20 + offset);
  const sC = 1 + 0.045 * meanC;
  const sH = 1 + 0.015 * meanC * t;
  const turn = -Math.sin(radians(60 * Math.exp(-(((meanH - 275) / 25) ** 2)))) * 2 * pow7(meanC);
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + turn * (dC / sC) * (dH / sH));
}
