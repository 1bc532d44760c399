/** What the room for the night-time economy asks: the selection, by night, in public settings. */
import { canonical, changed, type Selection } from '../state/url';

/** Every evening from 18:00 to 07:00: the operational night of a selection that names no hours. */
const EVENINGS =
  'mon18-tue07,tue18-wed07,wed18-thu07,thu18-fri07,fri18-sat07,sat18-sun07,sun18-mon07';

/** `hours`: whether the source knows any. */
export function byNight(selection: Selection, hours: boolean): string {
  const setting = selection.setting ?? 'public';
  const window = selection.window ?? (hours ? EVENINGS : '');
  return canonical(changed(selection, { setting, window, unit: '', against: '' }));
}

/** The same without the area, for a question that names its place by itself. */
export function anywhere(selection: string): string {
  return new URLSearchParams(selection).has('area')
    ? selection.replace(/(^|&)area=[^&]*/, '').replace(/^&/, '')
    : selection;
}

/** What is asked of a day, in the words of the server; null where a part is missing. */
export function beforeAfterAsked(
  on: string | null,
  place: string | null,
  beside: string | null,
): string | null {
  if (!on || !place) return null;
  const where = place.includes(':')
    ? `area=${encodeURIComponent(place)}`
    : `cell=${encodeURIComponent(place)}`;
  const comparison = beside ? `&comparison=${encodeURIComponent(beside)}` : '';
  return `on=${encodeURIComponent(on)}&${where}${comparison}`;
}
