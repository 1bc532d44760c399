/**
 * Every colour of the page, one table per theme. Orange is a finding, blue a measurement, grey is
 * context. The separations that make the ramps readable with a colour deficiency and on a grey
 * printer are recomputed in `colours.test.ts`.
 */

export type Theme = 'light' | 'dark';

export interface Palette {
  ground: string;
  /** Class 1, 2, 3: q <= 0.05, 0.01, 0.001. */
  hotspot: readonly [string, string, string];
  groupLine: string;
  /** Five steps, low to high. */
  measure: readonly [string, string, string, string, string];
  /** National deciles of deprivation, 1 (most deprived) to 10; for bars with their numbers. */
  deciles: readonly string[];
  /** Six steps of events per hour, low to high. */
  week: readonly [string, string, string, string, string, string];
  /** Seen by the first source alone, by the second alone (hatched), by both. */
  sources: readonly [string, string, string];
  /** Clear fall, fall, none, rise, clear rise; always with an arrow. */
  change: readonly [string, string, string, string, string];
  outside: string;
  water: string;
  park: string;
  street: string;
  casing: string;
  areaLine: string;
  panel: string;
  ink: string;
  quiet: string;
  edge: string;
  focus: string;
  /** Label colours of water and parks: their hue at reading contrast. */
  waterLabel: string;
  parkLabel: string;
}

export const palettes: Record<Theme, Palette> = {
  light: {
    ground: '#F3F2EE',
    hotspot: ['#FBBE7C', '#E06A1B', '#8C1D18'],
    groupLine: '#6B1E12',
    measure: ['#DCEBEF', '#89BECF', '#478EB4', '#295A98', '#192E61'],
    deciles:
      '#192E61 #204179 #275592 #336BA4 #4182AF #4D9ABA #6FAFC6 #91C3D3 #B4D8E0 #DCEBEF'.split(' '),
    week: ['#EBF2F4', '#AED5DE', '#7CB6CB', '#4B97B8', '#3873A8', '#26538F'],
    sources: ['#E06A1B', '#17707B', '#3B2357'],
    change: ['#17707B', '#6FB0B8', '#E6E6E3', '#EFA860', '#B4480F'],
    outside: '#E3E5E8',
    water: '#C9D8E2',
    park: '#DDE6D3',
    street: '#FFFFFF',
    casing: '#B9BDC3',
    areaLine: '#7E858E',
    panel: '#FFFFFF',
    ink: '#1B1F24',
    quiet: '#565D66',
    edge: '#868E98',
    focus: '#0B57D0',
    waterLabel: '#3F6078',
    parkLabel: '#4B6140',
  },
  dark: {
    ground: '#14181D',
    hotspot: ['#A05A1C', '#EC962F', '#FFEDB8'],
    groupLine: '#FFF1CC',
    measure: ['#23395D', '#2E6598', '#4697BA', '#8AC6D2', '#DEF2EF'],
    deciles:
      '#DEF2EF #B1E1E1 #91CCD5 #75B6CA #57A1C0 #3C8CB3 #3576A4 #2C6094 #264B7D #23395D'.split(' '),
    week: ['#1F2C46', '#264877', '#30699B', '#3C8CB4', '#6AAEC6', '#97D0D7'],
    sources: ['#EC962F', '#2B818E', '#F1E9F7'],
    change: ['#7FD3DA', '#2F7681', '#3A424C', '#A8601C', '#FFC36B'],
    outside: '#0C0F12',
    water: '#1A2B38',
    park: '#18231B',
    street: '#39424D',
    casing: '#14181D',
    areaLine: '#76808B',
    panel: '#1B2027',
    ink: '#E8EAED',
    quiet: '#A7AFB8',
    edge: '#6F7985',
    focus: '#8AB4F8',
    waterLabel: '#8FB0C8',
    parkLabel: '#98B495',
  },
};

/** The words of the legend for one hotspot class. */
export const CLASS_WORDS = ['up to 5%', 'up to 1%', 'up to 0.1%'] as const;

/** Black or white, whichever reads better on `fill`. */
export function inkOn(fill: string): string {
  return contrast(fill, '#FFFFFF') >= contrast(fill, '#14181D') ? '#FFFFFF' : '#14181D';
}

/** White, or true black where white reads too badly: no middle step of ten is left without either. */
export function numberOn(fill: string): string {
  return contrast(fill, '#FFFFFF') >= 4.5 ? '#FFFFFF' : '#000000';
}

/** `#RRGGBB` as three numbers of 0..255. */
export function rgb(hex: string): [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** One sRGB channel, 0..255, as linear light 0..1. */
export function linear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}
