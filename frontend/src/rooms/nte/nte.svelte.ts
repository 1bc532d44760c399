/** What the room for the night-time economy asks, each answer by the panel that shows it. */
import {
  Refused,
  getAreas,
  getBeforeAfter,
  getHotspots,
  getHours,
  getNights,
  getPlaces,
  getPremises,
  getSchedule,
  getStreets,
} from '../../api/client';
import type {
  Areas,
  BeforeAfter,
  Hours,
  Nights,
  Places,
  PremisesList,
  Schedule,
  Streets,
} from '../../api/types';
import { anywhere, beforeAfterAsked, byNight } from '../../lib/night-selection';
import { sourceOf } from '../../lib/source-of';
import { Asked } from '../../state/asked.svelte';
import type { RoomAnswer, Store } from '../../state/store.svelte';

/** Streets listed: the map and the eye take no more. */
const STREETS = 40;
/** A layer of areas that a council decides on, the first that a book holds. */
const COARSE = ['ward', 'beat', 'district', 'lad'];

export class NteRoom {
  readonly premises = new Asked<PremisesList>();
  readonly streets = new Asked<Streets>();
  /** Named anchors, of a book without streets. */
  readonly named = new Asked<Places>();
  readonly areas = new Asked<Areas>();
  readonly nights = new Asked<Nights>();
  readonly hours = new Asked<Hours>();
  readonly segments = new Asked<Streets>();
  readonly change = new Asked<BeforeAfter>();
  readonly schedule = new Asked<Schedule>();

  constructor(readonly store: Store) {}

  /** Whether dates are known to the month alone. */
  months = $derived.by(() => {
    const { meta, selection } = this.store;
    return meta !== null && sourceOf(meta, selection)?.precision === 'month';
  });
  hasRegister = $derived.by(
    () => this.store.meta?.units.some((unit) => unit.id === 'premises') === true,
  );
  /** A book of published data has none, but names of anchors. */
  hasStreets = $derived.by(() => this.store.meta?.has.streets === true);
  selection = $derived.by(() => byNight(this.store.selection, this.store.noHours === null));

  /** The layer whose areas stand for cumulative impact: that of the area looked at, else the coarsest. */
  layer = $derived.by(() => {
    const layers = this.store.meta?.layers ?? [];
    const asked = this.store.selection.area?.split(':')[0];
    const coarse = COARSE.flatMap((kind) => layers.filter((layer) => layer.kind === kind));
    return layers.find((layer) => layer.id === asked) ?? coarse[0] ?? layers[0] ?? null;
  });

  /** The main question of the room: the clusters, which every book can answer. */
  async main(signal: AbortSignal): Promise<RoomAnswer> {
    const hotspots = await getHotspots(this.selection, signal);
    return {
      said: hotspots,
      show: () => (this.store.shown = { kind: 'hotspots', hotspots }),
    };
  }

  askPremises(): void {
    const { selection } = this;
    if (!this.hasRegister) return;
    const names = this.store.view.names;
    this.premises.ask(`${names} ${selection}`, (signal) =>
      getPremises(selection, names, signal).catch((error: unknown) => {
        // A link made by somebody who may see names: others still have the answer without.
        if (!names || !(error instanceof Refused) || error.problem.status !== 403) throw error;
        return getPremises(selection, false, signal);
      }),
    );
  }

  askStreets(): void {
    const { selection } = this;
    this.streets.ask(selection, (signal) => getStreets('streets', STREETS, selection, signal));
  }

  askNamed(): void {
    const { selection } = this;
    this.named.ask(selection, (signal) => getPlaces(selection, signal));
  }

  askAreas(): void {
    const { selection, layer } = this;
    if (!layer) return;
    const whole = anywhere(selection);
    this.areas.ask(`${layer.id} ${whole}`, (signal) => getAreas(layer.id, whole, signal));
  }

  askNight(): void {
    const { selection } = this;
    if (this.store.noHours) {
      this.nights.ask('', () => Promise.reject());
      return this.hours.ask('', () => Promise.reject());
    }
    this.nights.ask(selection, (signal) => getNights(selection, signal));
    this.hours.ask(selection, (signal) => getHours(selection, signal));
  }

  askSegments(): void {
    const { selection } = this;
    if (!this.hasStreets) return;
    this.segments.ask(selection, (signal) => getStreets('segments', 1, selection, signal));
  }

  askChange(): void {
    const { on, place, beside } = this.store.view;
    const asked = beforeAfterAsked(on, place, beside);
    const selection = anywhere(this.selection);
    if (!asked) return this.change.ask('', () => Promise.reject());
    // The day says which period is looked at.
    const always = selection.replace(/(^|&)(from|to)=[^&]*/g, '').replace(/^&/, '');
    this.change.ask(`${asked} ${always}`, (signal) => getBeforeAfter(asked, always, signal));
  }

  askSchedule(): void {
    const { selection } = this;
    const { pick, panel } = this.store.view;
    if (panel !== 'schedule' || !pick) return this.schedule.ask('', () => Promise.reject());
    this.schedule.ask(`${pick} ${selection}`, (signal) => getSchedule(pick, selection, signal));
  }
}
