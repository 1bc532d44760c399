import { describe, expect, it } from 'vitest';
import { contrast, inkOn, numberOn, palettes, type Theme } from './colours';
import { ciede2000, lab, type Lab, type Sight } from './difference';

const SIGHTS: Sight[] = ['normal', 'protan', 'deutan', 'tritan'];
const THEMES: Theme[] = ['light', 'dark'];

function nearestNeighbours(ramp: readonly string[], sight: Sight): number {
  const steps = ramp.slice(1).map((c, i) => ciede2000(lab(ramp[i] ?? '', sight), lab(c, sight)));
  return Math.min(...steps);
}

function leastLightnessStep(ramp: readonly string[]): number {
  return Math.min(...ramp.slice(1).map((c, i) => Math.abs(lab(c)[0] - lab(ramp[i] ?? '')[0])));
}

describe('the difference formula', () => {
  // Rows of table 1 of Sharma, Wu & Dalal (2005), chosen for the branches they reach.
  const PAIRS: [Lab, Lab, number][] = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1, 2], [50, 0, 0], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
    [[50, 2.5, 0], [61, -5, 29], 22.8977],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ];
  it.each(PAIRS)('agrees with the published pair %j %j', (one, two, published) => {
    expect(ciede2000(one, two)).toBeCloseTo(published, 4);
    expect(ciede2000(two, one)).toBeCloseTo(published, 4);
  });
});

describe.each(THEMES)('the %s theme', (theme) => {
  const p = palettes[theme];

  it.each(SIGHTS)('keeps hotspot classes and the ground apart: %s', (sight) => {
    expect(nearestNeighbours([p.ground, ...p.hotspot], sight)).toBeGreaterThanOrEqual(15);
  });

  it.each(SIGHTS)('keeps the five steps of a measure apart: %s', (sight) => {
    expect(nearestNeighbours(p.measure, sight)).toBeGreaterThanOrEqual(8);
  });

  it.each(SIGHTS)('keeps the ten deciles apart as neighbours in a bar: %s', (sight) => {
    expect(p.deciles).toHaveLength(10);
    expect(nearestNeighbours(p.deciles, sight)).toBeGreaterThanOrEqual(5);
  });

  it.each(SIGHTS)('keeps the six steps of the week apart: %s', (sight) => {
    expect(nearestNeighbours(p.week, sight)).toBeGreaterThanOrEqual(8);
  });

  it.each(SIGHTS)('keeps each source apart from each other: %s', (sight) => {
    const [first, second, both] = p.sources;
    for (const pair of [
      [first, second],
      [first, both],
      [second, both],
    ]) {
      expect(nearestNeighbours(pair, sight)).toBeGreaterThanOrEqual(15);
    }
  });

  it.each(SIGHTS)('keeps the steps of a change apart: %s', (sight) => {
    expect(nearestNeighbours(p.change, sight)).toBeGreaterThanOrEqual(8);
  });

  it('keeps the classes apart on a grey printer', () => {
    expect(leastLightnessStep([p.ground, ...p.hotspot])).toBeGreaterThanOrEqual(12);
    expect(leastLightnessStep(p.measure)).toBeGreaterThanOrEqual(12);
    // The table of the guide rounds the last step of the light ramp to 12.
    expect(leastLightnessStep(p.week)).toBeGreaterThanOrEqual(11.5);
  });

  it('draws findings with lines and edges of at least 3 : 1', () => {
    expect(contrast(p.groupLine, p.ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(p.edge, p.panel)).toBeGreaterThanOrEqual(3);
    expect(contrast(p.focus, p.panel)).toBeGreaterThanOrEqual(3);
    expect(contrast(p.areaLine, p.ground)).toBeGreaterThanOrEqual(3);
  });

  it('writes text with at least 4.5 : 1', () => {
    for (const text of [p.ink, p.quiet]) {
      expect(contrast(text, p.panel)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, p.ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(p.waterLabel, p.water)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.parkLabel, p.park)).toBeGreaterThanOrEqual(4.5);
    for (const fill of [...p.hotspot, ...p.week, ...p.sources, ...p.change])
      expect(contrast(inkOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
    for (const fill of p.deciles)
      expect(contrast(numberOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
  });
});

it('the light ramp darkens with strength and the dark one lightens', () => {
  const lightness = (theme: Theme) => palettes[theme].hotspot.map((c) => lab(c)[0]);
  const light = lightness('light');
  const dark = lightness('dark');
  expect([...light].sort((a, b) => b - a)).toEqual(light);
  expect([...dark].sort((a, b) => a - b)).toEqual(dark);
});
