/** A map that is drawn once, for paper or for a file. */
import type { Bounds, Meta } from '../api/types';
import type { Theme } from '../lib/colours';
import type { Basemap } from './basemap';
import { beginMap } from './begin';
import type { MapView } from './camera';
import type { Picture } from './create';
import type { NightPicture } from './night';

export interface StillStart {
  meta: Meta;
  /** Of the answer on show. */
  selection: string;
  picture: Picture;
  /** The layer whose areas are tested, when it is areas. */
  tested: string | null;
  /** An hour of the night instead of the whole selection. */
  night?: NightPicture | null;
  basemap: Basemap | null;
  /** Laid out with the size of the picture; what stands over it is its sibling. */
  container: HTMLElement;
  theme: Theme;
  pixelRatio: number;
  /** What is looked at when no view is given. */
  first: Bounds;
  at?: MapView;
  onView: (view: MapView & { bounds: Bounds }) => void;
}

/** Resolves when the whole picture is drawn; the map is gone then. */
export async function drawStill(start: StillStart): Promise<HTMLCanvasElement> {
  const { meta, container, picture, tested } = start;
  const map = await beginMap(meta, {
    container,
    theme: start.theme,
    present: false,
    selection: start.selection,
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
    await map.showBasemap(start.basemap);
    await map.show(picture);
    if (tested)
      await map.showUnit(
        tested,
        picture.rows.map((row) => row.name),
      );
    if (start.night) await map.showNight(start.night);
    return await map.still(start.pixelRatio);
  } finally {
    map.remove();
  }
}
