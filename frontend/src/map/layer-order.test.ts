import type { LayerSpecification } from 'maplibre-gl';
import { expect, it } from 'vitest';
import { palettes } from '../lib/colours';
import { allLayers } from './style';
import { inOrder, LAYER_ORDER } from './layer-order';

const layer = (id: string): LayerSpecification => ({ id, type: 'background' });
const look = { theme: 'light', palette: palettes.light, scale: 1 } as const;

it('sorts bottom to top', () => {
  const sorted = inOrder([layer('badge'), layer('land'), layer('cell-fill')]);
  expect(sorted.map((l) => l.id)).toEqual(['land', 'cell-fill', 'badge']);
});

it('refuses a layer that is not listed, and one given twice', () => {
  expect(() => inOrder([layer('heat')])).toThrow('"heat" is not in LAYER_ORDER');
  expect(() => inOrder([layer('land'), layer('land')])).toThrow('given twice');
});

it('lists exactly the layers that exist', () => {
  const ids = allLayers({ ...look, study: 'lsoa11' }).map((l) => l.id);
  expect([...ids].sort()).toEqual([...LAYER_ORDER].sort());
});

it('draws findings under streets and labels, and opaque', () => {
  const layers = inOrder(allLayers({ ...look, study: 'lsoa11' }));
  const position = (id: string) => layers.findIndex((l) => l.id === id);
  expect(position('cell-fill')).toBeLessThan(position('street-casing-minor'));
  for (const fill of layers.filter((l) => l.type === 'fill')) {
    // An hour of the night passes into the next: at rest it is seen or not.
    if (fill.id.startsWith('night-')) continue;
    expect(fill.paint?.['fill-opacity'], fill.id).toBeUndefined();
  }
  expect(layers.at(-1)?.id).toBe('badge');
});
