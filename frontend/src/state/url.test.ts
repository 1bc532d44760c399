import { describe, expect, it } from 'vitest';
import { canonical, changed, FIRST_VIEW, parse, print, ROOMS } from './url';
import type { Selection, View } from './url';

describe('an address', () => {
  const selection: Selection = {
    category: 'robbery,violence',
    from: '2023-10-01',
    to: '2024-09-30',
    window: 'fri22-sat07,sat22-sun07',
    days: 'bank-holiday,match-day',
    area: 'lsoa11:E01033658',
    setting: 'licensed,street',
    flag: '-domestic,knife',
    located: 'recorded',
    unit: 'h3-9',
  };
  const view: View = {
    room: 'wards',
    at: { lat: 53.4794, lon: -2.24113, zoom: 13.25 },
    question: 'hotspots',
    compare: 'source:attendance',
    sideBySide: true,
    pick: '8a1951b75cc7fff',
    layer: 'beat24',
    found: 'street:-2.23690,53.47730 Canal Street',
    short: ['SJ8498SW', 'SD8601NW'],
    hour: 0,
    last: 28,
    panel: 'why',
    tab: 'second-only',
    list: 'areas',
    names: true,
    on: '2023-04-01',
    place: 'ward22:E05900002',
    beside: 'ward22:E05900001,ward22:E05900003',
    sort: 'change',
    present: true,
    theme: 'dark',
    inset: false,
    singleKeys: false,
  };

  it('comes back from its own text', () => {
    expect(parse(print(selection, view))).toEqual({ selection, view, unknown: [], wrong: [] });
  });

  it('is empty at the defaults', () => {
    expect(print({}, FIRST_VIEW)).toBe('');
    expect(parse('')).toEqual({ selection: {}, view: FIRST_VIEW, unknown: [], wrong: [] });
  });

  it('keeps commas and colons readable', () => {
    expect(print(selection, FIRST_VIEW)).toBe(
      '?category=robbery,violence&from=2023-10-01&to=2024-09-30' +
        '&window=fri22-sat07,sat22-sun07&days=bank-holiday,match-day&area=lsoa11:E01033658' +
        '&setting=licensed,street&flag=-domestic,knife&located=recorded&unit=h3-9',
    );
  });

  it('does not let a value leak into another part', () => {
    const odd = { category: 'a&unit=h3-8', area: 'x#y z' };
    expect(parse(print(odd, FIRST_VIEW)).selection).toEqual(odd);
  });

  it('does not compare places, and takes no word it does not know', () => {
    const read = parse('?view=places&compare=before&tab=old&panel=heat');
    expect(read.view).toEqual({ ...FIRST_VIEW, question: 'places' });
    expect(parse('?compare=2022-10-01..2023-09-30').view.compare).toBe('2022-10-01..2023-09-30');
  });

  it('keeps the shortlist in its order, each place once', () => {
    const { view } = parse('?short=SJ8498SW,SD8601NW,,SJ8498SW');
    expect(view.short).toEqual(['SJ8498SW', 'SD8601NW']);
    expect(print({}, view)).toBe('?short=SJ8498SW,SD8601NW');
  });

  it('takes no hour that is none', () => {
    expect(parse('?hour=23').view.hour).toBe(23);
    for (const wrong of ['24', '-1', 'x', '1.5', ''])
      expect(parse(`?hour=${wrong}`).view.hour).toBeNull();
  });

  it('names the keys it does not know and drops a broken map view', () => {
    const read = parse('?catgory=violence&at=53,abc,12&theme=pink&unit=h3-9');
    expect(read.unknown).toEqual(['catgory']);
    expect(read.view.at).toBeNull();
    expect(read.view.theme).toBeNull();
    expect(read.selection).toEqual({ unit: 'h3-9' });
  });
});

it('a selection has one text whatever the order it was made in', () => {
  expect(canonical({ unit: 'h3-9', category: 'violence,robbery,violence' })).toBe(
    'category=robbery,violence&unit=h3-9',
  );
  expect(canonical(parse('?unit=h3-9&category=violence,robbery').selection)).toBe(
    'category=robbery,violence&unit=h3-9',
  );
});

it('a part is taken out by giving it no value', () => {
  expect(changed({ window: 'fri22-sat07', unit: 'h3-9' }, { window: '' })).toEqual({
    unit: 'h3-9',
  });
});

it('names a word that its key does not know, and those it does', () => {
  const { view, wrong } = parse('room=nonsense&tab=gone');
  expect(view.room).toBe('tasking');
  expect(wrong).toEqual([{ key: 'room', word: 'nonsense', accepted: [...ROOMS] }]);
});
