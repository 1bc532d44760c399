import { expect, it } from 'vitest';
import type { Hours } from '../api/types';
import type { Row } from './rows';
import {
  classAt,
  clockWords,
  frameWords,
  hotHours,
  nightRows,
  nightTitle,
  playOrder,
  stepHour,
  type Frame,
} from './night';

const frames = (hours: number[], groups: number[] = []) =>
  hours.map((hour, i) => ({ hour, groups: groups[i] ?? 1 }) as Frame);
const NIGHT = [22, 23, 0, 1, 2];
const day = Array.from({ length: 24 }, (_, h) => h);

const hours = (over: Partial<Hours>) =>
  ({
    frames: frames(NIGHT, [2, 3, 3, 1, 0]),
    groups: [{}, {}, {}, {}],
    cells: [],
    ...over,
  }) as Hours;

it('plays a window as its night goes, and a whole day from morning to morning', () => {
  expect(playOrder(frames(NIGHT))).toEqual([0, 1, 2, 3, 4]);
  expect(playOrder(frames(day)).map((i) => day[i])).toEqual([...day.slice(6), ...day.slice(0, 6)]);
});

it('steps over midnight and round the end of the night', () => {
  const night = frames(NIGHT);
  expect(stepHour(night, 23, 1)).toBe(0);
  expect(stepHour(night, 2, 1)).toBe(22);
  expect(stepHour(night, 22, -1)).toBe(2);
  expect(stepHour(night, null, 1)).toBe(22);
  expect(stepHour(night, null, -1)).toBe(2);
  expect(stepHour(night, 12, 1)).toBe(22);
  expect(stepHour([], 1, 1)).toBeNull();
});

it('the clock says which days its hour is looked at', () => {
  const window = 'fri22-sat07,sat22-sun07';
  expect(clockWords(window, 23)).toBe('Fri + Sat 23:00');
  expect(clockWords(window, 1)).toBe('Sat + Sun 01:00');
  expect(clockWords(null, 1)).toBe('01:00');
});

it('a frame says its hotspots, and the cells that are hot then only', () => {
  const cells = [
    { group: null, classes: '00010' },
    { group: 0, classes: '33330' },
  ] as unknown as Hours['cells'];
  expect(frameWords(hours({ cells }), 3)).toEqual({
    hot: '1 hotspot',
    other: ' and 1 other cell',
  });
  expect(frameWords(hours({ cells }), 0)).toEqual({ hot: '2 hotspots', other: '' });
  expect(frameWords(hours({ cells }), 4).hot).toBe('no hotspot');
  expect(classAt('0123', 3)).toBe(3);
});

it('the title names the hours with most and fewest', () => {
  expect(nightTitle(hours({}))).toBe(
    'Most from 23:00 to 00:00, 3 of 4 hotspots; fewest at 02:00, none',
  );
  expect(nightTitle(hours({ frames: frames(NIGHT, [1, 3, 2, 3, 3]) }))).toBe(
    'Most at 23:00 and from 01:00 to 02:00, 3 of 4 hotspots; fewest at 22:00, 1',
  );
  expect(nightTitle(hours({ frames: frames(NIGHT, [2, 2, 2, 2, 2]) }))).toBe(
    'At every hour 2 of 4 hotspots are hot',
  );
  expect(nightTitle(hours({ groups: [] }))).toContain('No hotspot');
});

it('says the hours of a place as spans of the night', () => {
  expect(hotHours(hours({}), '03310')).toBe('23–02');
  expect(hotHours(hours({}), '10011')).toBe('22–23, 01–03');
  expect(hotHours(hours({}), '00000')).toBe('none');
});

it('a badge has the colour of its hour, and its own again outside the night', () => {
  const rows = [{ id: 'a', look: '3' } as Row, { id: 'b', look: '1' } as Row];
  const night = hours({ groups: [{ id: 'a', classes: '02' }] as Hours['groups'] });
  expect(nightRows(rows, night, 1).map((r) => r.look)).toEqual(['2', '0']);
  expect(nightRows(rows, night, null)).toBe(rows);
});
