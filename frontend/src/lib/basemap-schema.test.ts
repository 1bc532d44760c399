import { expect, it } from 'vitest';
import { schemaOf } from './basemap-schema';

it('two schemas are known by their layers', () => {
  const omt = schemaOf(['water', 'transportation', 'transportation_name', 'poi']);
  expect(omt.label).toBe('OpenMapTiles');
  expect(omt.roles.main?.[0]?.layer).toBe('transportation');
  const protomaps = schemaOf(['earth', 'roads', 'buildings']);
  expect(protomaps.label).toBe('Protomaps');
  expect(protomaps.roles.rail).toEqual([{ layer: 'roads', key: 'kind', values: ['rail'] }]);
});

it('an unknown one keeps its layers and plays no part', () => {
  expect(schemaOf(['streets', 'ground'])).toEqual({
    label: null,
    roles: {},
    layers: ['streets', 'ground'],
  });
});
