/**
 * The state of the page. It flows one way: the address decides the selection, the selection is
 * asked of the server, the answer is shown. Panels change the address and nothing else.
 */
import { getHotspots, getMeta, getWhy, Lost, Refused } from '../api/client';
import type { Group, Hotspots, Meta, Problem, Why } from '../api/types';
import type { Theme } from '../lib/colours';
import { canonical, changed, FIRST_VIEW, parse, print } from './url';
import { SELECTION_KEYS, type Selection, type SelectionKey, type View } from './url';

/** Seconds between attempts to reach a lost server; the last one repeats. */
const RETRY = [1, 2, 5, 10];
/** How long the picture may lag behind a new answer before the table stops waiting for it. */
const MAP_PATIENCE_MS = 700;

export class Store {
  meta = $state.raw<Meta | null>(null);
  answer = $state.raw<Hotspots | null>(null);
  selection = $state.raw<Selection>({});
  view = $state.raw<View>(FIRST_VIEW);
  why = $state.raw<Why | null>(null);
  whyRefused = $state.raw<string | null>(null);
  hover = $state<string | null>(null);
  /** Words of the link that were left out, each with what would be accepted. */
  refused = $state.raw<Problem[]>([]);
  lost = $state.raw<{ since: Date; showing: Date | null } | null>(null);
  updating = $state(false);
  stale = $state(false);
  systemTheme = $state<Theme>('light');

  theme = $derived<Theme>(this.view.theme ?? this.systemTheme);
  rows = $derived<Group[]>(
    this.answer
      ? this.answer.verdict === 'none'
        ? this.answer.strongest
        : this.answer.groups
      : [],
  );
  picked = $derived<Group | null>(this.rows.find((g) => g.id === this.view.pick) ?? null);

  /** The map, when there is one: resolves when it shows what the answer says. */
  prepareMap: ((answer: Hotspots) => Promise<void>) | null = null;

  /** The map, when there is one: looks at the ten highest places or at the whole study area. */
  showView: ((which: 'top-ten' | 'all') => void) | null = null;
  /** The map, when there is one: looks at one place from close by. */
  zoomTo: ((group: Group) => void) | null = null;

  #asking: AbortController | null = null;
  #askingWhy: AbortController | null = null;
  #whyAsked = '';
  #answeredAt: Date | null = null;
  #retries = 0;
  #retryTimer = 0;

  /** Reads the address and asks for what it says; called once. */
  start(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.systemTheme = dark.matches ? 'dark' : 'light';
    dark.addEventListener('change', () => (this.systemTheme = dark.matches ? 'dark' : 'light'));
    addEventListener('popstate', () => this.#readAddress());
    this.#readAddress();
  }

  /** Changes the selection: one step of the history. */
  select(change: Selection): void {
    const next = changed(this.selection, change);
    if (canonical(next) === canonical(this.selection)) return;
    this.selection = next;
    this.refused = [];
    this.#write('push');
    void this.#ask();
  }

  /** Replaces the whole selection, as a preset does. */
  selectExactly(selection: Selection): void {
    const empty = Object.fromEntries(SELECTION_KEYS.map((key) => [key, ''])) as Selection;
    this.select({ ...empty, ...selection });
  }

  /** Picks a place, or none: one step of the history. */
  pick(id: string | null): void {
    if (id === this.view.pick) return;
    this.#change({ pick: id, why: id === null ? false : this.view.why }, 'push');
  }

  showWhy(open: boolean): void {
    const pick = this.view.pick ?? this.rows[0]?.id ?? null;
    if (open === this.view.why || (open && !pick)) return;
    this.#change({ why: open, pick, tab: open ? 'why' : 'table' }, 'push');
  }

  present(on: boolean): void {
    this.#change({ present: on }, 'push');
  }

  /** How the page is looked at; the map moving is not a step of the history. */
  look(change: Partial<Pick<View, 'at' | 'theme' | 'inset' | 'singleKeys' | 'tab'>>): void {
    this.#change(change, 'replace');
  }

  dismissRefusals(): void {
    this.refused = [];
    this.#write('replace');
  }

  retryNow(): void {
    clearTimeout(this.#retryTimer);
    void this.#ask();
  }

  #change(change: Partial<View>, how: 'push' | 'replace'): void {
    this.view = { ...this.view, ...change };
    this.#write(how);
    void this.#askWhy();
  }

  #write(how: 'push' | 'replace'): void {
    const address = location.pathname + print(this.selection, this.view);
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }

  #readAddress(): void {
    const { selection, view, unknown } = parse(location.search);
    this.selection = selection;
    this.view = view;
    this.refused = unknown.map((key) => ({
      title: 'unknown word',
      status: 400,
      detail: `the link has the word “${key}”, which is not known`,
      parameter: key,
      accepted: [...SELECTION_KEYS],
    }));
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const soon = setTimeout(() => (this.updating = true), 150);
    const late = setTimeout(() => (this.stale = true), 2000);
    const done = () => {
      clearTimeout(soon);
      clearTimeout(late);
      if (this.#asking === asking) this.updating = this.stale = false;
    };
    try {
      const meta = this.meta ? Promise.resolve(this.meta) : getMeta();
      const answer = getHotspots(canonical(this.selection), asking.signal);
      answer.catch(() => undefined); // Reported below; without this a failing meta would leave it unheard.
      this.meta = await meta;
      const next = await answer;
      if (asking.signal.aborted) return;
      if (this.answer && this.prepareMap && next.key !== this.answer.key) {
        await Promise.race([this.prepareMap(next), wait(MAP_PATIENCE_MS)]);
        if (asking.signal.aborted) return;
      }
      this.answer = next;
      this.#answeredAt = new Date();
      this.lost = null;
      this.#retries = 0;
      void this.#askWhy();
    } catch (error) {
      if (asking.signal.aborted) return;
      if (error instanceof Refused) this.#leaveOut(error.problem);
      else if (error instanceof Lost) this.#tryAgain();
      else throw error;
    } finally {
      done();
    }
  }

  /** Takes the refused part out of the selection, says so, and asks for the rest. */
  #leaveOut(problem: Problem): void {
    this.refused = [...this.refused, problem];
    const key = problem.parameter as SelectionKey;
    if (!this.selection[key]) {
      if (!Object.keys(this.selection).length) return;
      this.selection = {};
    } else {
      this.selection = changed(this.selection, { [key]: '' });
    }
    void this.#ask();
  }

  #tryAgain(): void {
    this.lost ??= { since: new Date(), showing: this.#answeredAt };
    const seconds = RETRY[Math.min(this.#retries, RETRY.length - 1)] ?? 10;
    this.#retries += 1;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = window.setTimeout(() => void this.#ask(), seconds * 1000);
  }

  async #askWhy(): Promise<void> {
    const { pick, why } = this.view;
    if (!pick || !why || !this.answer) {
      this.#askingWhy?.abort();
      this.#askingWhy = null;
      this.#whyAsked = '';
      if (!pick || !why) this.why = this.whyRefused = null;
      return;
    }
    const question = `${pick} ${this.answer.key}`;
    if (question === this.#whyAsked) return;
    this.#whyAsked = question;
    this.#askingWhy?.abort();
    const asking = new AbortController();
    this.#askingWhy = asking;
    try {
      const why = await getWhy(pick, this.answer.selection, asking.signal);
      if (asking.signal.aborted) return;
      this.why = why;
      this.whyRefused = null;
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#whyAsked = '';
      this.why = null;
      this.whyRefused =
        error instanceof Refused ? error.problem.detail : 'The server cannot be reached.';
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
