import { expect, it } from 'vitest';
import { rings } from './rings';

it('draws rings of their true radius on the ground, closed, each with its words', () => {
  const made = rings([-2.24, 53.48]);
  const lines = made.flatMap((f) =>
    f.geometry.type === 'LineString' ? [f.geometry.coordinates] : [],
  );
  const metres = ([lon, lat]: number[]) =>
    Math.hypot(
      ((lon ?? 0) + 2.24) * 111_320 * Math.cos((53.48 * Math.PI) / 180),
      ((lat ?? 0) - 53.48) * 111_320,
    );
  expect(lines.map((line) => Math.round(metres(line[18] ?? [])))).toEqual([150, 500]);
  for (const line of lines) {
    const [first, last] = [line[0], line.at(-1)];
    expect(last?.[0]).toBeCloseTo(first?.[0] ?? NaN, 9);
    expect(last?.[1]).toBeCloseTo(first?.[1] ?? NaN, 9);
  }
  expect(made.flatMap((f) => (f.properties?.['label'] as string) ?? [])).toEqual([
    '150 m',
    '500 m',
  ]);
});
