/**
 * The state of the page. It flows one way: the address decides selection and view, they are asked
 * of the server, the answer is shown. Panels change the address and nothing else.
 */
import { tick } from 'svelte';
import { getMeta, isNewer, Lost, Newer, Refused } from '../api/client';
import type { Answer, Compare, Hotspots, Meta, Places, Problem, Suggestion } from '../api/types';
import type { Theme } from '../lib/colours';
import { otherSource, withYearBefore } from '../lib/compare';
import { foundKey, groundOf, rowAt } from '../lib/found';
import { wide } from '../lib/narrow.svelte';
import { aboutPeople } from '../lib/outreach';
import { refusedPeriod, withoutPart, type RefusedPeriod } from '../lib/refused-period';
import { changeRows, groupRow, placeRow, placeRows, type Row } from '../lib/rows';
import { whyNoHours } from '../lib/sentence';
import { sourceOf } from '../lib/source-of';
import { answerTo, type Shown } from './answer';
import { Details } from './details.svelte';
import { Ground } from './ground.svelte';
import { Looks } from './looks.svelte';
import { Night } from './night.svelte';
import { Sides } from './sides.svelte';
import { canonical, changed, FIRST_VIEW, parse, print } from './url';
import { SELECTION_KEYS, type Panel, type Question, type Selection } from './url';
import type { Room, SelectionKey, Sort, Tab, View } from './url';

/** Seconds between attempts to reach a lost server; the last one repeats. */
const RETRY = [1, 2, 5, 10];
/** How long what is told beside an answer waits for the map of that answer. */
const MAP_PATIENCE_MS = 700;
/** A book is built anew a few times a day. */
const LOOK_FOR_NEWER_MS = 60_000;

/** What a room asked: the account its answer gives of itself, and what puts it on show. */
export interface RoomAnswer {
  said: Answer;
  show: () => void;
}
export type RoomQuestion = (selection: string, signal: AbortSignal) => Promise<RoomAnswer>;

export class Store {
  meta = $state.raw<Meta | null>(null);
  shown = $state.raw<Shown | null>(null);
  selection = $state.raw<Selection>({});
  view = $state.raw<View>(FIRST_VIEW);
  hover = $state<string | null>(null);
  /** Words of the link that were left out, each with what would be accepted. */
  refused = $state.raw<Problem[]>([]);
  /** The period of the link, when it was refused because its months are not there. */
  refusedPeriod = $state.raw<RefusedPeriod | null>(null);
  /** Why the comparison asked for cannot be made, in words. */
  compareRefused = $state.raw<string | null>(null);
  lost = $state.raw<{ since: Date; showing: Date | null } | null>(null);
  /** The server has a newer book; the page goes on showing the one it has. */
  newer = $state(false);
  updating = $state(false);
  /** The sheet of the room is being made, or is on its way to the printer. */
  printing = $state(false);
  stale = $state(false);
  systemTheme = $state<Theme>('light');

  /** The account of the answer that a room other than tasking has on show. */
  #roomSaid = $state.raw<Answer | null>(null);
  #roomQuestion: RoomQuestion | null = null;

  /** What is told beside the answer on show. */
  readonly details = new Details(this);
  /** How many made-up selections were looked at today. */
  readonly looks = new Looks();
  readonly ground = new Ground();
  /** The other side of a comparison, while it has a map of its own. */
  readonly sides = new Sides(this);
  /** The same night as maps, one an hour. */
  readonly night = new Night(this);

  theme = $derived<Theme>(this.view.theme ?? this.systemTheme);
  kind = $derived<Shown['kind']>(this.shown?.kind ?? this.view.question);
  /** A selection about people has no map and no places: it leads to coverage by hour. */
  outreach = $derived(this.view.room === 'tasking' && aboutPeople(this.selection).length > 0);
  /** The tested answer, when there is one. */
  answer = $derived<Hotspots | null>(
    this.shown && this.shown.kind !== 'places' ? this.shown.hotspots : null,
  );
  places = $derived<Places | null>(this.shown?.kind === 'places' ? this.shown.places : null);
  compare = $derived<Compare | null>(this.shown?.kind === 'compare' ? this.shown.compare : null);
  /** Each side of the comparison has a map of its own; on a narrow page their difference is shown. */
  sideBySide = $derived(this.view.sideBySide && this.compare !== null && wide.now);
  /** What the answer on show says of itself. */
  said = $derived<Answer | null>(this.#roomSaid ?? this.compare ?? this.places ?? this.answer);
  /** The list over the table, as far as there is an answer for it. */
  tab = $derived<Tab>(this.view.tab === 'left-out' || this.compare ? this.view.tab : 'ranked');
  rows = $derived.by<Row[]>(() => {
    if (this.places) return placeRows(this.places);
    if (this.compare)
      return changeRows(this.compare, this.tab === 'left-out' ? 'ranked' : this.tab);
    return this.groups.map(groupRow);
  });
  /** The tested places in order; where nothing stands out, the strongest of them. */
  groups = $derived(
    this.answer
      ? this.answer.verdict === 'none'
        ? this.answer.strongest
        : this.answer.groups
      : [],
  );
  /** What the map shows: of a comparison everything, whatever list is open. */
  mapRows = $derived<Row[]>(this.compare ? changeRows(this.compare, 'all') : this.rows);
  /** Grey places beside the findings, while the list of what was left out is open. */
  asideRows = $derived<Row[]>(
    this.tab === 'left-out' && this.details.aside.value
      ? this.details.aside.value.places.filter((p) => !p.target).map(placeRow)
      : [],
  );
  picked = $derived<Row | null>(
    [...this.mapRows, ...this.asideRows].find((row) => row.id === this.view.pick) ?? null,
  );
  /** Why there are no hours to show; null when there are. */
  noHours = $derived(this.meta ? whyNoHours(sourceOf(this.meta, this.selection)) : null);

  /** Resolves when the map, where there is one, shows the answer on show. */
  mapDrawn: Promise<void> = Promise.resolve();
  /** The map, when there is one: looks at the ten highest places or at the whole study area. */
  showView: ((which: 'top-ten' | 'all') => void) | null = null;
  /** The map, when there is one: looks at one place from close by. */
  zoomTo: ((row: Pick<Row, 'bbox'>) => void) | null = null;

  /** What is told beside the answer is asked for after the map has what it needs. */
  readonly afterMap = async (): Promise<void> => {
    await tick(); // The map hears of the answer on show in the same round.
    await Promise.race([this.mapDrawn, wait(MAP_PATIENCE_MS)]);
  };

  /** The first day that a comparison with the year before moved, and whereto. */
  #cut = $state.raw<{ from: string | undefined; to: string | undefined } | null>(null);
  /** The selection before it was cut to its last year, while that is compared. */
  uncut = $derived<Selection | null>(
    this.#cut && this.view.compare === 'before' && this.selection.from === this.#cut.to
      ? changed(this.selection, { from: this.#cut.from ?? '' })
      : null,
  );

  #asking: AbortController | null = null;
  #answeredAt: Date | null = null;
  #retries = 0;
  #retryTimer = 0;

  /** Reads the address and asks for what it says; called once. */
  start(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.systemTheme = dark.matches ? 'dark' : 'light';
    dark.addEventListener('change', () => (this.systemTheme = dark.matches ? 'dark' : 'light'));
    addEventListener('popstate', () => this.#readAddress());
    const look = async () => (this.newer ||= await isNewer());
    setInterval(() => void look(), LOOK_FOR_NEWER_MS);
    document.addEventListener('visibilitychange', () => void look());
    this.#readAddress();
  }

  /** Changes the selection: one step of the history. */
  select(change: Selection): void {
    const next = changed(this.selection, change);
    if (canonical(next) === canonical(this.selection)) return;
    const was = this.outreach;
    this.selection = next;
    if (this.outreach !== was) this.#leaveRoom();
    this.refused = [];
    this.refusedPeriod = null;
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
    const panel = id === null && this.view.panel === 'why' ? null : this.view.panel;
    this.#change({ pick: id, panel }, 'push');
  }

  /** Puts a place on the shortlist, or takes it off: one step of the history. */
  shorten(id: string): void {
    const { short } = this.view;
    const rest = short.filter((other) => other !== id);
    this.#change({ short: rest.length < short.length ? rest : [...short, id] }, 'push');
  }

  clearShortlist(): void {
    if (this.view.short.length) this.#change({ short: [] }, 'push');
  }

  /** Goes to what a search found, and picks the place that stands there: one step of the history. */
  goTo(found: Suggestion): void {
    const { selection } = parse(found.selection ?? '');
    if (found.kind === 'preset') return this.selectExactly(selection);
    if (found.kind === 'category') {
      const usual = selection.source === this.meta?.sources[0]?.id;
      return this.select({ flag: '', ...selection, ...(usual ? { source: '' } : {}) });
    }
    if (!found.bbox) return;
    const room = this.view.room === 'tasking';
    const pick = (room && rowAt(found, this.rows)?.id) || this.view.pick;
    if (!room) this.enter('tasking');
    this.#change({ found: foundKey(found), pick }, 'push');
    const bbox = groundOf(found.bbox);
    // After the map has moved to what was picked.
    void tick().then(() => this.zoomTo?.({ bbox }));
  }

  letGoOfFound(): void {
    this.#change({ found: null }, 'push');
  }

  showWhy(open: boolean): void {
    const pick = this.view.pick ?? this.rows[0]?.id ?? null;
    if (open === (this.view.panel === 'why') || (open && (!pick || this.places))) return;
    this.#change({ panel: open ? 'why' : null, pick }, 'push');
  }

  /** Turns something of the room: one step of the history. */
  turn(
    change: Partial<Pick<View, 'sideBySide' | 'list' | 'names' | 'on' | 'place' | 'beside'>>,
  ): void {
    const same = Object.entries(change).every(([key, to]) => this.view[key as keyof View] === to);
    if (!same) this.#change(change, 'push');
  }

  /** Opens one of the panels under the table, or none. */
  showPanel(panel: Panel | null): void {
    if (panel === 'why') this.showWhy(true);
    else if (panel !== this.view.panel) this.#change({ panel }, 'push');
  }

  /** Goes to another room; what is looked at stays. */
  enter(room: Room): void {
    if (room === this.view.room) return;
    this.#leaveRoom();
    this.#change({ ...FIRST_VIEW, ...kept(this.view), room }, 'push');
    void this.#ask();
  }

  /** A room that has come to stand says how it asks; what is returned takes it back. */
  openRoom(question: RoomQuestion): () => void {
    this.#roomQuestion = question;
    void this.#ask();
    return () => {
      if (this.#roomQuestion === question) this.#roomQuestion = null;
    };
  }

  /** Shows the areas of a layer, none of them picked: one step of the history. */
  showLayer(layer: string): void {
    this.selection = changed(this.selection, { area: '' });
    this.#change({ layer }, 'push');
    void this.#ask();
  }

  #leaveRoom(): void {
    this.#asking?.abort();
    this.#roomQuestion = null;
    this.#roomSaid = null;
    this.shown = null;
  }

  /** Hotspots or repeat locations. */
  ask(question: Question): void {
    if (question === this.view.question) return;
    const panel = this.view.panel === 'why' ? null : this.view.panel;
    const none = { compare: null, sideBySide: false, pick: null };
    this.#change({ question, panel, ...none, tab: 'ranked' }, 'push');
    void this.#ask();
  }

  /** Sets another period or source beside the selection; null ends it. */
  compareWith(compare: string | null, tab: Tab = 'ranked'): void {
    if (compare === this.view.compare && tab === this.view.tab) return;
    const asked = compare !== this.view.compare;
    if (asked) this.selection = this.uncut ?? this.selection;
    // The whole of the data has no year before it; its last year has.
    if (compare === 'before' && asked && this.meta) {
      const { from } = this.selection;
      this.selection = withYearBefore(this.meta, this.selection) ?? this.selection;
      if (this.selection.from !== from) this.#cut = { from, to: this.selection.from };
    }
    const pick = this.view.question === 'places' ? null : this.view.pick;
    const sideBySide = compare !== null && this.view.sideBySide;
    this.#change({ question: 'hotspots', compare, sideBySide, tab, pick }, 'push');
    if (asked) void this.#ask();
  }

  /** Opens a list over the table, and makes the comparison it needs. */
  openTab(tab: Tab): void {
    const periods = this.view.compare !== null && !this.view.compare.startsWith('source:');
    const other = this.meta && otherSource(this.meta, this.selection);
    if ((tab === 'new' || tab === 'gone') && !periods) this.compareWith('before', tab);
    else if (tab === 'second-only' && other && !this.view.compare?.startsWith('source:'))
      this.compareWith(`source:${other.id}`, tab);
    else if (tab !== this.view.tab) this.#change({ tab }, 'push');
  }

  sortBy(sort: Sort): void {
    if (sort !== this.view.sort) this.#change({ sort }, 'push');
  }

  present(on: boolean): void {
    this.#change({ present: on }, 'push');
  }

  /** Shows one hour of the night, or all of them together again: one step of the history. */
  showHour(hour: number | null): void {
    if (hour !== this.view.hour) this.#change({ hour }, 'push');
  }

  /** Tells more or fewer of the last days: one step of the history. */
  showLast(last: number): void {
    if (last !== this.view.last) this.#change({ last }, 'push');
  }

  /** How the page is looked at; the map moving is not a step of the history. */
  look(change: Partial<Pick<View, 'at' | 'theme' | 'inset' | 'singleKeys' | 'hour'>>): void {
    this.#change(change, 'replace');
  }

  dismissRefusals(): void {
    this.refused = [];
    this.refusedPeriod = null;
    this.#write('replace');
  }

  retryNow(): void {
    clearTimeout(this.#retryTimer);
    void this.#ask();
  }

  #change(change: Partial<View>, how: 'push' | 'replace'): void {
    this.view = { ...this.view, ...change };
    this.#write(how);
    this.details.askWhy();
  }

  #write(how: 'push' | 'replace'): void {
    const address = location.pathname + print(this.selection, this.view);
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }

  #readAddress(): void {
    const { selection, view, unknown, wrong } = parse(location.search);
    const was = this.outreach;
    const moved = view.room !== this.view.room;
    this.selection = selection;
    this.view = view;
    if (moved || this.outreach !== was) this.#leaveRoom();
    this.refusedPeriod = null;
    this.refused = [
      ...unknown.map((key) =>
        unknownWord(key, `the link has the word “${key}”, which is not known`, SELECTION_KEYS),
      ),
      ...wrong.map(({ key, word, accepted }) =>
        unknownWord(key, `“${word}” is no ${key} of this page`, accepted),
      ),
    ];
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
      if (this.view.room !== 'tasking' || this.outreach) {
        this.meta = await meta;
        const answer = await this.#roomQuestion?.(canonical(this.selection), asking.signal);
        if (asking.signal.aborted || !answer) return;
        answer.show();
        this.#roomSaid = answer.said;
        this.#answered();
        return;
      }
      const answer = answerTo(this.selection, this.view, asking.signal);
      answer.catch(() => undefined); // Reported below; without this a failing meta would leave it unheard.
      this.meta = await meta;
      const [next, compareRefused] = await answer;
      if (asking.signal.aborted) return;
      this.shown = next;
      this.compareRefused = compareRefused;
      this.#answered();
      this.details.askWhy();
    } catch (error) {
      if (asking.signal.aborted) return;
      if (error instanceof Refused) this.#leaveOut(error.problem);
      else if (error instanceof Newer) this.newer = true;
      else if (error instanceof Lost) this.#tryAgain();
      else throw error;
    } finally {
      done();
    }
  }

  #answered(): void {
    // What the program cut for a comparison nobody made up.
    if (this.meta) this.looks.note(this.meta, this.uncut ?? this.selection, this.view.room);
    this.#answeredAt = new Date();
    this.lost = null;
    this.#retries = 0;
  }

  /** Takes the refused part out of the selection, says so, and asks for the rest. */
  #leaveOut(problem: Problem): void {
    const key = problem.parameter as SelectionKey;
    this.refused = [...this.refused, problem];
    const rest = withoutPart(this.selection, key);
    if (canonical(rest) !== canonical(this.selection)) {
      this.refusedPeriod ??= refusedPeriod(problem, this.selection);
      this.selection = rest;
    } else if (this.view.question !== 'hotspots') {
      this.view = { ...this.view, question: 'hotspots', pick: null };
    } else {
      if (!Object.keys(this.selection).length) return;
      this.selection = {};
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
}

/** How the page is looked at, whatever room it shows. */
function kept({ theme, present, singleKeys, short }: View): Partial<View> {
  return { theme, present, singleKeys, short };
}

function unknownWord(parameter: string, detail: string, accepted: readonly string[]): Problem {
  const about = { type: 'urn:beatbook:selection', title: 'unknown word', status: 400 };
  return { ...about, detail, parameter, accepted: [...accepted] };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
