/** What is told beside the answer on show; the panel that shows it asks for it. */
import {
  getCompare,
  getEmerging,
  getNights,
  getPlaces,
  getStability,
  getSuggestions,
  getWeek,
  getWhy,
  type WeekAt,
} from '../api/client';
import type {
  Areas,
  Compare,
  Emerging,
  Nights,
  Places,
  Stability,
  Suggestion,
  Week,
  Why,
} from '../api/types';
import { cutAs, otherSide, otherSource, withYearBefore } from '../lib/compare';
import { askedOf, foundKey } from '../lib/found';
import { mostlyMissing } from '../lib/months-held';
import { hasSteps, usualSetting } from '../lib/sentence';
import { sourceOf } from '../lib/source-of';
import { Asked } from './asked.svelte';
import type { Store } from './store.svelte';
import { canonical, changed, parse, type Selection } from './url';

export class Details {
  readonly #afterMap = () => this.store.afterMap();
  readonly #why = new Asked<Why>(this.#afterMap);
  readonly #overTime = new Asked<Emerging>(this.#afterMap);
  readonly week = new Asked<Week>(this.#afterMap);
  readonly nights = new Asked<Nights>(this.#afterMap);
  /** The year before and the other source, for the lists over the table and its columns. */
  readonly yearBefore = new Asked<Compare>(this.#afterMap);
  readonly beside = new Asked<Compare>(this.#afterMap);
  /** How often each place stays hot when the grid is moved. */
  readonly stability = new Asked<Stability>(this.#afterMap);
  /** The street, place or area that "go to" went to. */
  readonly found = new Asked<Suggestion | null>();
  /** The places no patrol is sent to, for the list of what was left out. */
  readonly aside = new Asked<Places>(this.#afterMap);
  /** The areas of events that are too few to be tested. */
  readonly few = new Asked<Areas>();

  constructor(private readonly store: Store) {}

  why = $derived(this.#why.value);
  whyRefused = $derived(this.#why.refused);
  overTime = $derived(this.#overTime.value);
  /** Why nothing is asked over time. */
  readonly #noSteps = $derived.by(() => {
    const source = this.store.meta && sourceOf(this.store.meta, this.store.selection);
    const parts = this.store.answer?.selection_parts;
    return source && parts ? mostlyMissing(source, parts.from, parts.to) : null;
  });
  overTimeRefused = $derived(this.#noSteps ?? this.#overTime.refused);

  /** The hours of the week of the picked place, else of the selection; the window is drawn on it. */
  askWeek(): void {
    const { said, places, picked } = this.store;
    if (!said || this.store.noHours) return this.week.ask('', () => Promise.reject());
    const listed = picked && !this.store.asideRows.includes(picked);
    const at: WeekAt | null = listed ? { kind: places ? 'place' : 'cell', id: picked.id } : null;
    const selection = this.#inSetting({ window: '', time: '' });
    this.week.ask(`${at?.id ?? ''} ${selection}`, (signal) => getWeek(selection, at, signal));
  }

  /** What changed at each place since the year before, and what another source counts there. */
  askChanges(): void {
    const { meta, said } = this.store;
    const selection = said && parse(said.selection).selection;
    const year = meta && selection && withYearBefore(meta, selection);
    const other = meta && selection && otherSource(meta, selection);
    const compare = (asked: Asked<Compare>, of: Selection | null, other: string) => {
      if (!of || this.store.places) return asked.ask('', () => Promise.reject());
      const text = canonical(of);
      asked.ask(`${other} ${text}`, (signal) => getCompare(text, other, signal));
    };
    compare(this.yearBefore, year, 'before');
    // Partners are not told of two sources at once.
    const told = meta?.audience !== 'partnership';
    compare(this.beside, other && told ? selection : null, `source:${other?.id ?? ''}`);
  }

  /** Only hexagons can be moved. */
  askStability(): void {
    const { answer } = this.store;
    const moved = answer?.verdict === 'hot' && answer.selection_parts.unit.startsWith('h3-');
    // It is worked out from true counts, which partners are not told.
    if (!answer || !moved || answer.audience === 'partnership')
      return this.stability.ask('', () => Promise.reject());
    this.stability.ask(answer.selection || ' ', (signal) => getStability(answer.selection, signal));
  }

  askNights(): void {
    if (!this.store.said || this.store.noHours) return this.nights.ask('', () => Promise.reject());
    const selection = this.#inSetting({});
    this.nights.ask(`nights ${selection}`, (signal) => getNights(selection, signal));
  }

  askAside(): void {
    if (!this.store.said) return;
    const selection = canonical(
      changed(parse(this.store.said.selection).selection, { setting: '' }),
    );
    this.aside.ask(`aside ${selection}`, (signal) => getPlaces(selection, signal));
  }

  /** The selection of the hotspots on show as other questions about them take it. */
  get asked(): string {
    return this.#inSetting({});
  }

  /** What is really on show: of a comparison its own side, cut as it is; of a place that only the
      other source sees, that source. */
  #looked(): Selection {
    const selection = parse(this.store.said?.selection ?? '').selection;
    const { compare } = this.store;
    if (!compare) return selection;
    const group = compare.groups.find((g) => g.id === this.store.view.pick);
    if (group?.state === 'second-only') return otherSide(selection, compare);
    return cutAs(selection, compare);
  }

  /** The selection on show with its setting said, so that other questions keep it. */
  #inSetting(change: Selection): string {
    const selection = this.#looked();
    const setting = selection.setting ?? (this.store.places ? usualSetting('places') : '');
    return canonical(changed(selection, { setting, ...change }));
  }

  /** Asks for what the address says was found; nothing forgets it. */
  askFound(): void {
    const { found } = this.store.view;
    const asked = found && askedOf(found);
    if (!asked) return this.found.ask('', () => Promise.reject());
    this.found.ask(found, async (signal) => {
      const { suggestions } = await getSuggestions(asked.q, asked.kind, signal);
      return suggestions.find((s) => foundKey(s) === found) ?? null;
    });
  }

  /** Why the picked place is hot, and how it went over time. */
  askWhy(): void {
    const { pick, panel } = this.store.view;
    // A source with months only has no week: the months of the place stand there.
    const wanted = panel === 'why' || (this.store.noHours !== null && panel !== 'nights');
    if (!pick || !wanted || this.store.places) {
      this.#overTime.ask('', () => Promise.reject());
      return this.#why.ask('', () => Promise.reject());
    }
    const { answer } = this.store;
    if (!answer) {
      this.#overTime.pause();
      return this.#why.pause();
    }
    const other = this.store.compare?.groups.find((g) => g.id === pick)?.state === 'second-only';
    const selection = other ? canonical(this.#looked()) : answer.selection;
    this.#why.ask(`${pick} ${selection} ${answer.key}`, (signal) =>
      getWhy(pick, selection, signal),
    );
    // Streets and premises have no steps.
    if (hasSteps(answer.selection_parts.unit) && !this.#noSteps) {
      this.#overTime.ask(`${selection} ${answer.key}`, (signal) => getEmerging(selection, signal));
    } else {
      this.#overTime.ask('', () => Promise.reject());
    }
  }
}
