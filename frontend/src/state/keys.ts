/** Single keys. They can be switched off, and never fire while something is being typed. */
import { wide } from '../lib/narrow.svelte';
import type { Store } from './store.svelte';

export const KEYS = [
  ['/', 'go to a street, place, ward or kind of event'],
  ['1 – 9', 'pick the place of that rank'],
  ['E', 'why is this hot'],
  ['S', 'the picked place on the shortlist, or off it'],
  ['C', 'compare with the year before, or end it'],
  ['B', 'both sides of the comparison as maps side by side, on a wide page'],
  ['[ ]', 'the hour before, the hour after'],
  ['Space', 'play the night, or stop it'],
  ['H', 'hours of the selection'],
  ['L', 'hotspots or places'],
  ['N', 'hours of the night by place'],
  ['T', 'look at the top ten'],
  ['A', 'look at the whole city'],
  ['O', 'overview on or off'],
  ['P', 'present: large type for a room'],
  ['↑ ↓', 'move in the list'],
  ['Esc', 'close, then let go of the place'],
  ['?', 'this list'],
] as const;

const PRESSED = 'button, a, summary, label';

export function onKey(event: KeyboardEvent, store: Store, toggleKeys: () => void): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing =
    event.target instanceof Element &&
    event.target.closest('input:not([type="checkbox"]), select, dialog, [data-popover]');
  if (event.key === 'Escape') {
    if (store.view.hour !== null) store.night.leave();
    else if (store.view.panel) store.showPanel(null);
    else if (store.view.pick) store.pick(null);
    else if (store.view.found) store.letGoOfFound();
    else if (store.view.present) store.present(false);
    return;
  }
  if (typing || !store.view.singleKeys) return;
  // A button that has the focus takes the space bar itself.
  if (event.key === ' ' && event.target instanceof Element && event.target.closest(PRESSED)) return;
  const act = action(event.key, store, toggleKeys);
  if (!act) return;
  event.preventDefault();
  act();
}

function action(key: string, store: Store, toggleKeys: () => void): (() => void) | undefined {
  if (/^[1-9]$/.test(key)) {
    const group = store.rows[Number(key) - 1];
    return group && (() => store.pick(group.id));
  }
  const actions: Record<string, () => void> = {
    e: () => store.showWhy(store.view.panel !== 'why'),
    s: () => store.view.pick && store.shorten(store.view.pick),
    c: () => store.compareWith(store.view.compare ? null : 'before'),
    b: () => store.compare && wide.now && store.turn({ sideBySide: !store.view.sideBySide }),
    '[': () => store.night.step(-1),
    ']': () => store.night.step(1),
    h: () => document.querySelector<HTMLElement>('[data-part="window"]')?.click(),
    l: () => store.ask(store.view.question === 'places' ? 'hotspots' : 'places'),
    n: () => store.showPanel(store.view.panel === 'nights' ? null : 'nights'),
    ' ': () => store.night.toggle(),
    t: () => store.showView?.('top-ten'),
    a: () => store.showView?.('all'),
    o: () => store.look({ inset: !store.view.inset }),
    p: () => store.present(!store.view.present),
    '/': () => document.querySelector<HTMLInputElement>('#go-to')?.focus(),
    '?': toggleKeys,
  };
  return actions[key.toLowerCase()];
}
