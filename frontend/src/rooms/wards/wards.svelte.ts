/** What the room of areas has asked: the areas of a layer, and the profile of the picked one. */
import { getAreas, getLayerOutlines, getProfile, getWeek } from '../../api/client';
import type { Areas, LayerOutlines, Profile, Week } from '../../api/types';
import { layerOf } from '../../lib/area-layers';
import { Asked } from '../../state/asked.svelte';
import type { RoomQuestion, Store } from '../../state/store.svelte';
import { canonical, changed, parse } from '../../state/url';

class Wards {
  areas = $state.raw<Areas | null>(null);
  /** Null while no area is picked. */
  profile = $state.raw<Profile | null>(null);
  outlines = $state.raw<LayerOutlines | null>(null);
  readonly week = new Asked<Week>();
  /** Of each layer, asked for once. */
  readonly #outlines = new Map<string, Promise<LayerOutlines | null>>();

  /** How the room asks. */
  question(store: Store): RoomQuestion {
    return async (text, signal) => {
      const { meta } = store;
      const selection = parse(text).selection;
      const layer = meta && layerOf(meta, selection, store.view.layer);
      if (!layer) throw new Error('a book without a layer of areas');
      const [areas, profile, outlines] = await Promise.all([
        getAreas(layer.id, canonical(changed(selection, { area: '' })), signal),
        selection.area ? getProfile(text, signal) : null,
        this.#outlinesOf(layer.id),
      ]);
      const show = () => {
        this.areas = areas;
        this.profile = profile;
        this.outlines = outlines;
        this.#askWeek(store);
      };
      return { said: profile ?? areas, show };
    };
  }

  /** The week of the picked area, of the settings that its profile counts. */
  #askWeek(store: Store): void {
    const { profile } = this;
    if (!profile || !store.meta || store.noHours) {
      return this.week.ask('', () => Promise.reject());
    }
    const { setting } = profile.selection_parts;
    const asked = canonical(changed(parse(profile.selection).selection, { setting }));
    this.week.ask(`${asked} ${profile.key}`, (signal) => getWeek(asked, null, signal));
  }

  /** A picture less is no reason to show nothing. */
  #outlinesOf(layer: string): Promise<LayerOutlines | null> {
    let asked = this.#outlines.get(layer);
    if (!asked) {
      asked = getLayerOutlines(layer).catch(() => {
        this.#outlines.delete(layer);
        return null;
      });
      this.#outlines.set(layer, asked);
    }
    return asked;
  }
}

/** One for the page: its sheet shows what the room shows. */
export const wards = new Wards();
