import { expect, it } from 'vitest';
import { anywhere, beforeAfterAsked, byNight } from './night-selection';

it('looks at evenings unless hours are named, or none are known', () => {
  expect(byNight({}, true)).toMatch(/^window=fri18-sat07,.*&setting=public$/);
  expect(byNight({ window: 'fri22-sat07' }, true)).toBe('window=fri22-sat07&setting=public');
  expect(byNight({}, false)).toBe('setting=public');
});

it('keeps a setting that was chosen and drops what this room does not ask', () => {
  expect(byNight({ setting: 'licensed', unit: 'h3-9', against: 'city' }, false)).toBe(
    'setting=licensed',
  );
});

it('asks of an area or of a hotspot, never of nothing', () => {
  expect(beforeAfterAsked('2023-04-01', 'ward22:E1', null)).toBe('on=2023-04-01&area=ward22%3AE1');
  expect(beforeAfterAsked('2023-04-01', 'SJ8498SW', 'ward22:A,ward22:B')).toBe(
    'on=2023-04-01&cell=SJ8498SW&comparison=ward22%3AA%2Cward22%3AB',
  );
  expect(beforeAfterAsked(null, 'ward22:E1', null)).toBeNull();
});

it('leaves the area of the selection out for a place of its own', () => {
  expect(anywhere('category=robbery&area=ward22:E1&setting=public')).toBe(
    'category=robbery&setting=public',
  );
  expect(anywhere('area=ward22:E1&setting=public')).toBe('setting=public');
  expect(anywhere('setting=public')).toBe('setting=public');
});
