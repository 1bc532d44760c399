/** A map that is drawn once, for paper or for a file. */
import { getTileJson } from '../api/client';
import type { Bounds, Meta } from '../api/types';
import type { Theme } from '../lib/colours';
import type { Row } from '../lib/rows';
import type { Store } from '../state/store.svelte';
import type { MapView } from './create';
import { pictureOf } from './picture';

export interface StillStart {
  store: Store;
  meta: Meta;
  /** Laid out with the size of the picture; what stands over it is its sibling. */
  container: HTMLElement;
  /** Those with a number. */
  rows: readonly Row[];
  theme: Theme;
  pixelRatio: number;
  /** What is looked at when no view is given. */
  first: Bounds;
  at?: MapView;
  onView: (view: MapView & { bounds: Bounds }) => void;
}

/** Resolves when the whole picture is drawn; the map is gone then. */
export async function drawStill(start: StillStart): Promise<HTMLCanvasElement> {
  const { store, meta, container, rows } = start;
  const study = meta.layers[0]?.id ?? null;
  const [{ CityMap }, base, hotspots, areas] = await Promise.all([
    import('./create'),
    getTileJson('base'),
    getTileJson('hotspots'),
    study ? getTileJson(`areas-${study}`) : {},
  ]);
  const map = new CityMap({
    container,
    theme: start.theme,
    present: false,
    study,
    ranges: { base, hotspots, areas },
    bounds: meta.bounds,
    selection: store.said?.selection ?? '',
    title: '',
    at: start.at ?? null,
    first: start.first,
    still: true,
    onMove: start.onView,
    onPick: () => undefined,
    onHover: () => undefined,
    onIdle: () => undefined,
  });
  try {
    await map.show(pictureOf(store, rows, null));
    return await map.still(start.pixelRatio);
  } finally {
    map.remove();
  }
}
