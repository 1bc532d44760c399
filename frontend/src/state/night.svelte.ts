/** One night on the map: asked for once, then stepped through and played from memory. */
import { getHours } from '../api/client';
import type { Hours } from '../api/types';
import { HOLD_MS, playOrder, stepHour } from '../lib/night';
import type { NightPicture } from '../map/night';
import { Asked } from './asked.svelte';
import type { Store } from './store.svelte';

export class Night {
  readonly #hours = new Asked<Hours>(() => this.store.afterMap());
  playing = $state(false);
  #timer = 0;
  /** A step that waits for the answer. */
  #waiting: 1 | -1 | null = null;

  constructor(private readonly store: Store) {}

  /** Only hotspots have a night: no places, no comparison, no source without hours. */
  possible = $derived.by(
    () =>
      this.store.view.room === 'tasking' &&
      this.store.kind === 'hotspots' &&
      this.store.noHours === null,
  );
  hours = $derived.by(() => (this.#hours.asking ? null : this.#hours.value));
  refused = $derived.by(() => this.#hours.refused);
  /** Hours in the order in which they are played, as positions of frames. */
  order = $derived.by(() => (this.hours ? playOrder(this.hours.frames) : []));
  /** Position of the frame on the map; null is the whole selection. */
  at = $derived.by<number | null>(() => {
    const { hour } = this.store.view;
    if (!this.possible || hour === null) return null;
    const found = this.hours?.frames.findIndex((f) => f.hour === hour) ?? -1;
    return found < 0 ? null : found;
  });

  /** The frame that is wanted on the map. */
  picture = $derived.by<NightPicture | null>(() =>
    this.hours && this.at !== null ? { hours: this.hours, at: this.at } : null,
  );
  /** Position of the frame that is painted; words about an hour wait for it. */
  seen = $derived.by<number | null>(() => {
    const painted = this.#painted;
    return this.picture && painted?.hours === this.hours ? painted.at : null;
  });
  #painted = $state.raw<NightPicture | null>(null);

  /** The map has painted a frame, or the whole selection again; only then does the hour stand its time. */
  paint(picture: NightPicture | null): void {
    this.#painted = picture;
    if (this.playing) this.#hold();
  }

  #hold(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#move(1), HOLD_MS);
  }

  /** The night of what is on show. */
  ask(): void {
    if (!this.possible || !this.store.said) return this.#hours.ask('', () => Promise.reject());
    const selection = this.store.details.asked;
    this.#hours.ask(`hours ${selection} ${this.store.said.book}`, (signal) =>
      getHours(selection, signal),
    );
  }

  /** Takes the step that was asked for before there was an answer. */
  settle(): void {
    if (!this.hours || this.#waiting === null) return;
    const by = this.#waiting;
    this.#waiting = null;
    this.#move(by);
  }

  step(by: 1 | -1): void {
    this.pause();
    this.#move(by);
  }

  show(hour: number): void {
    this.pause();
    this.ask();
    this.#go(hour);
  }

  toggle(): void {
    if (this.playing) return this.pause();
    if (!this.possible) return;
    this.playing = true;
    if (this.at === null) this.#move(1);
    else if (this.seen === this.at) this.#hold();
  }

  pause(): void {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  leave(): void {
    this.pause();
    this.#waiting = null;
    this.store.showHour(null);
  }

  /** Going in is a step of the history; the hours then pass within it. */
  #go(hour: number): void {
    if (this.store.view.hour === null) this.store.showHour(hour);
    else this.store.look({ hour });
  }

  #move(by: 1 | -1): void {
    if (!this.possible) return this.pause();
    // What was refused is said where the hour would be, until somebody stops it.
    if (this.refused) return;
    this.ask();
    if (!this.hours) {
      this.#waiting = by;
      return;
    }
    const next = stepHour(this.hours.frames, this.store.view.hour, by);
    if (next === null) this.pause();
    else this.#go(next);
  }
}
