/** The words of "Why is this hot", worded so that a q-value is never taken for a probability. */
import type { Emerging, Hotspots, Stability, Why } from '../api/types';
import { percent } from './accounting';
import { unitNouns } from './sentence';
import { count, day, expected, falseAlarms, plural, qValue, shown } from './format';

/** The claim, its expectation, the number of tests, the error rate among claims like it. */
export function whySentence(why: Why, answer: Hotspots): string {
  const { cell, group } = why;
  const [one, many] = unitNouns(answer.selection_parts.unit);
  const noun = answer.selection_parts.count === 'events' ? 'event' : 'incident';
  const observed = cell.observed === null ? `* ${noun}s` : plural(cell.observed, noun);
  const around = `the peak ${one} and the ${numberWord(cell.neighbours)} around it`;
  const parts = [`${observed} in ${around}`];
  if (cell.expected !== null) parts.push(`; spread evenly it would be ${expected(cell.expected)}`);
  parts.push('. ');
  if (answer.method) parts.push(`${count(answer.method.units)} ${many} were tested; `);
  const q = cell.q ?? group.q;
  if (q === null) return `${parts.join('')}the strength is not shown to this audience.`;
  if (group.class > 0) {
    parts.push(`among all called this strong, ${falseAlarms(q)} are expected to be false alarms.`);
  } else {
    const limit = percent(answer.method?.alpha ?? 0.05);
    parts.push(
      `were all this strong called hot, ${falseAlarms(q)} would be expected to be false alarms, ` +
        `more than the ${limit} allowed. So it is not called a hotspot.`,
    );
  }
  return parts.join('');
}

/** The title of the month bars: the highest month and how many had none. */
export function monthsSentence(months: Why['months']): string {
  const known = months.filter((m) => m.count !== null) as { month: string; count: number }[];
  if (!known.length) return 'The months are not shown to this audience';
  const top = known.reduce((a, b) => (b.count > a.count ? b : a));
  if (top.count === 0) return `None in ${plural(known.length, 'month')}`;
  const none = known.filter((m) => m.count === 0).length;
  const rest = none ? `none in ${none} of ${known.length}` : `some in each of ${known.length}`;
  const hidden = months.length - known.length;
  const withheld = hidden ? ` shown; ${plural(hidden, 'month')} too small to show` : '';
  return `Most in ${day(top.month)} (${count(top.count)}); ${rest} months${withheld}`;
}

/** What a place has been over time: new, growing, persistent, gone. */
export function overTimeSentence(at: { id: string; cell: string }, found: Emerging): string {
  const placed = found.cells.find((cell) => cell.cell === at.cell)?.place;
  const place = found.places.find((place) => place.id === (placed ?? at.id));
  // Of cells that this audience may not see nothing is said: "no pattern" might not be true.
  if (!place && !found.cells.length && (found.places.length || found.withheld)) return '';
  const steps = found.steps.length;
  const length = { month: 'month', quarter: 'quarter' }[found.step] ?? `${found.step} step`;
  const over = `Over ${plural(steps, length)} to ${day(found.steps.at(-1)?.to ?? '')}`;
  if (!place) return `${over}: no clear pattern, ${length} by ${length}.`;
  const trend =
    place.trend === 1 ? ', its share rising' : place.trend === -1 ? ', its share falling' : '';
  return `${over}: ${place.state}; hot in ${count(place.hot_steps)} of ${count(steps)}${trend}.`;
}

/** Is it one address? Null when that is not known. */
export function addressSentence(why: Why): string | null {
  const { one_address: most, events } = why.group;
  if (most === null) return null;
  return `${count(most)} of ${events === null ? '*' : count(events)} at one coordinate`;
}

/** The arithmetic behind the claim. */
export function workingSentence(why: Why, answer: Hotspots): string {
  const { cell, group } = why;
  const { method } = answer;
  if (!method) return 'Nothing was tested.';
  const orStar = (value: number | null, write: (n: number) => string) =>
    value === null ? '*' : write(value);
  return (
    `${method.statistic}: ${shown(cell.observed)} observed over ${cell.neighbours + 1} units, ` +
    `${orStar(cell.expected, expected)} expected from a mean of ` +
    `${orStar(method.mean, (n) => n.toFixed(3))} against the ${method.against.replace(/^the /, '')}; ` +
    `z = ${orStar(cell.z, (n) => n.toFixed(1))} for reference. ` +
    `p = ${orStar(cell.p, (n) => n.toExponential(1))} (${method.p_value}); ` +
    `q = ${orStar(cell.q, qValue)} after ${method.correction} over ${count(method.units)} units. ` +
    `The place has ${plural(group.cells, 'unit')}, ${group.km2.toFixed(2)} km².`
  );
}

function numberWord(n: number): string {
  return (
    ['no others', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][n] ?? count(n)
  );
}

/** How z spreads over all tested units, and where this one is: positions and heights from 0 to 1. */
export interface Strip {
  bars: { from: number; to: number; tall: number }[];
  own: number;
  title: string;
}

/** Null where z is not for this audience. One far out is seen beside thousands: heights are logarithms. */
export function strengthStrip(why: Why, answer: Hotspots): Strip | null {
  const { z_spread: spread, cell } = why;
  if (!spread || cell.z === null) return null;
  const { lowest, step, units } = spread;
  const most = Math.log1p(Math.max(...units));
  const all = units.reduce((sum, n) => sum + n, 0);
  const [, many] = unitNouns(answer.selection_parts.unit);
  const top = lowest + step * units.length;
  return {
    bars: units.flatMap((n, i) =>
      n ? [{ from: i / units.length, to: (i + 1) / units.length, tall: Math.log1p(n) / most }] : [],
    ),
    own: (cell.z - lowest) / (top - lowest),
    title: `z ${signed(cell.z)} among ${count(all)} ${many} from ${signed(lowest)} to ${signed(top)}`,
  };
}

function signed(z: number): string {
  return z.toFixed(1).replace('-', '−');
}

/** Where this place stands among all that were tested. */
export function rankSentence(why: Why, answer: Hotspots): string | null {
  const { rank, passed } = why.cell;
  if (rank === null || passed === null || !answer.method) return null;
  const [one, many] = unitNouns(answer.selection_parts.unit);
  const strong = rank === 1 ? `no other ${one} is as strong` : `${count(rank)} are as strong`;
  return `Of ${count(answer.method.units)} ${many} ${strong}; ${count(passed)} pass the test`;
}

/** Is it the grid? "stays hot in 19 of 19 grids" when the grid is moved by parts of a cell. */
export function gridSentence(id: string, found: Stability | null): string | null {
  const group = found?.groups.find((g) => g.id === id);
  return group ? `${group.said} moved by parts of a cell` : null;
}
