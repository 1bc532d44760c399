import { expect, it } from 'vitest';
import type { Hotspots, Places } from '../api/types';
import { exportOf } from '../api/client';
import { shortlistOf } from './shortlist';

const hotspots = {
  groups: [{ id: 'A' }, { id: 'B' }, { id: 'C' }],
  selection: 'window=fri22-sat07',
} as Hotspots;

it('comes in the order of the table, and says what is not in it', () => {
  expect(shortlistOf(['C', 'gone', 'A'], null, hotspots)).toEqual({
    ids: ['A', 'C'],
    absent: 1,
    table: 'hotspots',
    selection: 'window=fri22-sat07',
  });
});

it('is of the repeat locations while these are on show', () => {
  const places = { places: [{ id: '397000,390000' }], selection: '' } as Places;
  expect(shortlistOf(['397000,390000', 'A'], places, hotspots)).toMatchObject({
    ids: ['397000,390000'],
    absent: 1,
    table: 'places',
  });
});

it('has an address that keeps ids whole', () => {
  const address = exportOf('hotspots', 'gpx', 'flag=knife', 'analyst', ['397000,390000', 'B c']);
  expect(address).toBe(
    'api/v1/export/hotspots.gpx?audience=analyst&ids=397000%2C390000%2CB%20c&flag=knife',
  );
  expect(exportOf('hotspots', 'csv', '', 'analyst')).toBe(
    'api/v1/export/hotspots.csv?audience=analyst',
  );
});
