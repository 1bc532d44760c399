import { expect, it } from 'vitest';
import { parseWindow, simpleWindow, windowOf, windowWords } from './window';

it('reads and writes nights that cross midnight and the end of the week', () => {
  expect(windowOf(['sat', 'fri'], 22, 7)).toBe('fri22-sat07,sat22-sun07');
  expect(windowOf(['sun'], 22, 3)).toBe('sun22-mon03');
  expect(windowOf(['tue'], 4, 5)).toBe('tue04-tue05');
  expect(simpleWindow(parseWindow('fri22-sat07,sat22-sun07') ?? [])).toEqual({
    days: ['fri', 'sat'],
    start: 22,
    end: 7,
  });
});

it('says a window in words', () => {
  expect(windowWords(null)).toBe('any hour');
  expect(windowWords('fri22-sat07,sat22-sun07')).toBe('Fri + Sat nights 22:00–07:00');
  expect(windowWords('fri22-sat07')).toBe('Fri night 22:00–07:00');
  expect(windowWords('tue04-tue05')).toBe('Tue 04:00–05:00');
  expect(windowWords('fri18-mon06')).toBe('Fri 18:00–Mon 06:00');
  expect(windowWords(windowOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 22, 4))).toBe(
    'every night 22:00–04:00',
  );
});

it('leaves words it does not know to the server', () => {
  expect(parseWindow('friday')).toBeNull();
  expect(parseWindow('fri25-sat07')).toBeNull();
  expect(windowWords('friday')).toBe('friday');
});
