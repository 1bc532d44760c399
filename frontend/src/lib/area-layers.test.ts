import { describe, expect, it } from 'vitest';
import type { LayerInfo, Meta } from '../api/types';
import { areaNoun, layerOf, matching } from './area-layers';

const layer = (id: string, kind: string): LayerInfo => ({
  id,
  kind,
  vintage: 2022,
  areas: 32,
  label: `${kind} 2022`,
});
const meta = (...layers: LayerInfo[]) => ({ layers }) as unknown as Meta;
const ALL = meta(layer('lsoa11', 'lsoa'), layer('beat24', 'beat'), layer('ward22', 'ward'));

describe('the layer on show', () => {
  it('is that of the picked area, else the named one, else the best known', () => {
    expect(layerOf(ALL, { area: 'beat24:A2H1' }, 'lsoa11')?.id).toBe('beat24');
    expect(layerOf(ALL, {}, 'lsoa11')?.id).toBe('lsoa11');
    expect(layerOf(ALL, {}, 'zone99')?.id).toBe('ward22');
    expect(layerOf(meta(layer('lsoa11', 'lsoa')), {}, null)?.id).toBe('lsoa11');
    expect(layerOf(meta(), {}, null)).toBeUndefined();
  });

  it('has a noun for one of its areas', () => {
    expect(areaNoun(layer('lsoa11', 'lsoa'))).toBe('LSOA');
    expect(areaNoun(layer('patrol-zone24', 'patrol-zone'))).toBe('patrol zone');
  });
});

it('finds areas by a part of their name or code', () => {
  const areas = [
    { name: 'Moss Side', code: 'E05000023' },
    { name: 'Mosston', code: 'E05000024' },
  ];
  expect(matching(areas, ' moss s').map((area) => area.code)).toEqual(['E05000023']);
  expect(matching(areas, '24')).toHaveLength(1);
  expect(matching(areas, '')).toHaveLength(2);
});
