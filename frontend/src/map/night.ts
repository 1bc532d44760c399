/** Plays the hours of a night on the map: no tile and no request between one hour and the next. */
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Hours } from '../api/types';
import { classAt, FADE_MS } from '../lib/night';
import { SEEN, SIDES, type Side } from '../layers/night';

export interface NightPicture {
  hours: Hours;
  /** Position of the frame that is on show. */
  at: number;
}

export class NightMap {
  #hours: Hours | null = null;
  #seen: Side = 'a';
  #wanted: NightPicture | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly map: MapLibre) {}

  /**
   * Puts an hour in place of the one before, at once where nothing may move. One after the other: the
   * cells of a night take their time to come, and an hour asked for meanwhile must not be overwritten
   * by the one before it. False where a later hour overtook this one.
   */
  show(night: NightPicture | null): Promise<boolean> {
    this.#wanted = night;
    const turn = this.#turn.then(() => this.#take(night));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when the hour has been painted whole: its cells are there and the one before is gone. */
  painted(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (performance.now() < this.#whole || !this.map.isSourceLoaded('night'))
          return this.map.triggerRepaint();
        heard.unsubscribe();
        resolve();
      };
      const heard = this.map.on('render', look);
      this.map.triggerRepaint();
    });
  }
  /** When the last change of hour will have passed. */
  #whole = 0;

  async #take(night: NightPicture | null): Promise<boolean> {
    if (night !== this.#wanted) return false;
    if (!night) {
      if (this.#hours) void this.#fill(null);
      this.#fade(null, 0);
      return true;
    }
    const isNew = night.hours !== this.#hours;
    if (isNew) await this.#fill(night.hours);
    if (night !== this.#wanted) return false;
    const next = SIDES.find((side) => side !== this.#seen) ?? 'a';
    for (const { cell, classes } of night.hours.cells)
      this.map.setFeatureState(
        { source: 'night', id: cell },
        { [next]: classAt(classes, night.at) },
      );
    this.#seen = next;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#fade(next, isNew || calm ? 0 : FADE_MS);
    return true;
  }

  async #fill(hours: Hours | null): Promise<void> {
    this.#hours = hours;
    this.map.removeFeatureState({ source: 'night' });
    await this.map.getSource<GeoJSONSource>('night')?.setData({
      type: 'FeatureCollection',
      features: (hours?.cells ?? []).map(({ cell, group, geometry }) => ({
        type: 'Feature',
        properties: { id: cell, lone: group === null },
        geometry: geometry as GeoJSON.Geometry,
      })),
    });
  }

  #fade(seen: Side | null, duration: number): void {
    this.#whole = performance.now() + duration;
    for (const side of SIDES)
      for (const [kind, properties] of SEEN)
        for (const property of properties) {
          const layer = `night-${kind}-${side}`;
          this.map.setPaintProperty(
            layer,
            `${property}-transition` as never,
            { duration } as never,
          );
          this.map.setPaintProperty(layer, property, side === seen ? 1 : 0);
        }
  }
}
