import { describe, expect, it } from 'vitest';
import type { Data, DataMonth, DataSource } from '../api/types';
import {
  accountPieces,
  accountsTitle,
  accountTitle,
  agreementWords,
  allMonths,
  behind,
  coverageTitle,
  gapWords,
  monthWords,
} from './data-words';

function month(name: string, state: DataMonth['state'] = 'complete'): DataMonth {
  const whole = state === 'complete';
  return {
    month: name,
    rows: state === 'absent' ? 0 : 100,
    located: state === 'absent' ? 0 : 90,
    state,
    reason: whole ? null : 'its file is missing',
  };
}

function source(change: Partial<DataSource> = {}): DataSource {
  return {
    id: 'offence',
    label: 'police',
    from: '2024-01-01',
    to: '2024-03-31',
    precision: 'instant',
    activity: false,
    rows: 300,
    located: 270,
    unlocated: 20,
    outside: 6,
    refused: 4,
    placed: [
      { of: 'located', how: 'by coordinates in the row', rows: 270 },
      { of: 'unlocated', how: 'nothing usable is given', rows: 20 },
      { of: 'outside', how: 'elsewhere', rows: 6 },
    ],
    months: [month('2024-01'), month('2024-02'), month('2024-03')],
    withheld: null,
    complete_to: null,
    agreement: null,
    quality: null,
    ...change,
  };
}

describe('the matrix', () => {
  it('says which months are not whole, and of which sources', () => {
    expect(coverageTitle([source()])).toBe('Every month of every source is there');
    const torn = source({
      months: [month('2024-01'), month('2024-02', 'absent'), month('2024-03', 'partial')],
    });
    expect(coverageTitle([torn, source({ id: 'x', label: 'x' })])).toBe(
      'Police: 2 of 3 months held, Mar 2024 in part; the months of 1 other source are all there',
    );
    expect(coverageTitle([source({ months: [] })])).toContain('not shown to this audience');
  });

  it('says of a month its rows, what is missing and what is withheld', () => {
    const one = source();
    expect(monthWords(one, month('2024-02'), '2024-02')).toBe(
      'police, Feb 2024: 100 rows, 90 located',
    );
    expect(monthWords(one, month('2024-02', 'absent'), '2024-02')).toBe(
      'police, Feb 2024: nothing is held; its file is missing',
    );
    expect(monthWords(one, undefined, '2025-01')).toContain('does not reach so far');
    const secret = source({ withheld: 'it is a health source' });
    expect(monthWords(secret, month('2024-02'), '2024-02')).toBe(
      'police, Feb 2024: rows not shown: it is a health source',
    );
    const small = { ...month('2024-02'), located: null };
    expect(monthWords(one, small, '2024-02')).toContain('* located');
  });

  it('has the months of all sources', () => {
    const later = source({ months: [month('2024-03'), month('2024-04')] });
    expect(allMonths([source(), later])).toEqual(['2024-01', '2024-02', '2024-03', '2024-04']);
  });

  it('says that a gap is no fall', () => {
    expect(gapWords(source())).toBeNull();
    const torn = source({ months: [month('2024-01'), month('2024-02', 'absent')] });
    expect(gapWords(torn)).toMatch(/^Police: 1 of 2 months are held\..*not a fall in crime\.$/);
  });
});

describe('the accounts', () => {
  it('add up in words and in the bar', () => {
    expect(accountTitle(source())).toBe(
      'Police: 300 rows read = 270 located + 20 no place + 6 outside + 4 refused',
    );
    const bar = accountPieces(source());
    expect(bar.map((piece) => piece.share)).toEqual([0.9, 20 / 300, 0.02, 4 / 300]);
    expect((bar.at(-1)?.from ?? 0) + (bar.at(-1)?.share ?? 0)).toBeCloseTo(1);
  });

  it('keep what is not shown out of the sum and say so', () => {
    const hidden = source({
      rows: null,
      located: null,
      unlocated: null,
      outside: null,
      refused: null,
    });
    expect(accountTitle(hidden)).toBe('Police: not shown to this audience');
    expect(accountPieces(hidden).every((piece) => piece.share === 0)).toBe(true);
    expect(accountsTitle([source(), hidden])).toBe(
      '270 of 300 rows of 1 of 2 sources have a place in the study area; 20 have no usable place, 6 lie outside, 4 were refused',
    );
  });

  it('open the list behind a number', () => {
    const files = [
      {
        file: 'a.csv',
        sha256: '',
        source: 'offence',
        rows: 1,
        located: 1,
        unlocated: 0,
        outside: 0,
        refused: 4,
      },
      {
        file: 'b.csv',
        sha256: '',
        source: 'offence',
        rows: 1,
        located: 1,
        unlocated: 0,
        outside: 0,
        refused: 0,
      },
    ];
    const data = { files } as unknown as Data;
    expect(behind(data, source(), 'located')).toEqual([
      { how: 'by coordinates in the row', rows: 270 },
    ]);
    expect(behind(data, source(), 'refused')).toEqual([{ how: 'a.csv', rows: 4 }]);
    expect(behind({ files: null } as unknown as Data, source(), 'refused')).toEqual([]);
  });
});

it('never rounds a disagreement away', () => {
  expect(agreementWords(99_999, 100_000)).toBe('99.9%');
  expect(agreementWords(10, 10)).toBe('100.0%');
  expect(agreementWords(0, 0)).toBe('–');
});
