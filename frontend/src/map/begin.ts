/** Loads what a map is made of, and makes it. */
import { getTileJson } from '../api/client';
import type { Meta } from '../api/types';
import type { CityMap, MapStart } from './create';

export async function beginMap(
  meta: Meta,
  start: Omit<MapStart, 'study' | 'ranges' | 'bounds'>,
): Promise<CityMap> {
  const study = meta.layers[0]?.id ?? null;
  const [{ CityMap }, base, hotspots, areas] = await Promise.all([
    import('./create'),
    getTileJson('base'),
    getTileJson('hotspots'),
    study ? getTileJson(`areas-${study}`) : {},
  ]);
  return new CityMap({ ...start, study, ranges: { base, hotspots, areas }, bounds: meta.bounds });
}
