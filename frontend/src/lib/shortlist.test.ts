import { expect, it } from 'vitest';
import type { Hotspots, Places } from '../api/types';
import { exportAddress } from '../api/client';
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
  const address = exportAddress('hotspots.gpx', 'flag=knife', {
    ids: 'A,B c',
    audience: 'analyst',
  });
  expect(address).toBe('api/v1/export/hotspots.gpx?flag=knife&ids=A%2CB+c&audience=analyst');
  expect(exportAddress('hotspots.csv', '', {})).toBe('api/v1/export/hotspots.csv');
});
