import type { LayerSpecification } from 'maplibre-gl';
import { expect, it } from 'vitest';
import { basemapLayers } from '../layers/basemap';
import { foundAreaLayers } from '../layers/found';
import { unitLayers } from '../layers/unit';
import { schemaOf } from '../lib/basemap-schema';
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
  const town = schemaOf([
    'transportation',
    'transportation_name',
    'water',
    'waterway',
    'park',
    'place',
  ]);
  const own = [...allLayers({ ...look, study: 'lsoa11' }), ...forAWhile].map((l) => l.id);
  const ids = [...own, ...basemapLayers(town, look).map((l) => l.id.replace(/:\d+$/, ''))];
  expect([...new Set(ids)].sort()).toEqual([...LAYER_ORDER].sort());
});

it('a basemap is filled under the findings, and its streets and names are drawn over them', () => {
  const layers = [
    ...allLayers({ ...look, study: 'lsoa11' }),
    ...basemapLayers(schemaOf(['earth', 'roads', 'water', 'landuse', 'places']), look),
  ];
  const order = inOrder(layers).map((l) => l.id);
  const at = (id: string) => order.indexOf(id);
  expect(at('land')).toBeLessThan(at('basemap-park:0'));
  expect(at('basemap-water:0')).toBeLessThan(at('group-fill'));
  expect(at('cell-fill')).toBeLessThan(at('basemap-street-minor:0'));
  expect(at('basemap-street-main:0')).toBeLessThan(at('group-line'));
  expect(at('basemap-label-street:0')).toBeLessThan(at('badge'));
});

it('of an unknown basemap only shapes are drawn, and none of them is orange', () => {
  const layers = basemapLayers(schemaOf(['ground', 'water_areas']), look);
  expect(layers.map((l) => l.type)).toEqual(['fill', 'line', 'fill', 'line']);
  const text = JSON.stringify(layers);
  for (const orange of palettes.light.hotspot) expect(text).not.toContain(orange);
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
