import type { LayerSpecification } from 'maplibre-gl';
import { expect, it } from 'vitest';
import { foundAreaLayers } from '../layers/found';
import { unitLayers } from '../layers/unit';
import { palettes } from '../lib/colours';
import { allLayers } from './style';
import { inOrder, LAYER_ORDER, layerAbove } from './layer-order';

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

it('finds the place of a layer that comes later', () => {
  expect(layerAbove('unit-area-line', ['land', 'study-line', 'badge'])).toBe('study-line');
  expect(layerAbove('badge', ['land', 'study-line'])).toBeUndefined();
});

it('lists exactly the layers that exist', () => {
  const forAWhile = [...unitLayers(look), ...foundAreaLayers(look, ['has', 'code'])];
  const ids = [...allLayers({ ...look, study: 'lsoa11' }), ...forAWhile].map((l) => l.id);
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
