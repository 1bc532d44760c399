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

  constructor(private readonly map: MapLibre) {}

  /** Shows an hour in place of the one before, at once where nothing may move. */
  async show(night: NightPicture | null): Promise<void> {
    const before = this.#hours;
    if (!night) {
      if (before) void this.#fill(null);
      return this.#fade(null, 0);
    }
    const isNew = night.hours !== before;
    if (isNew) await this.#fill(night.hours);
    if (this.#hours !== night.hours) return;
    const next = SIDES.find((side) => side !== this.#seen) ?? 'a';
    for (const { cell, classes } of night.hours.cells)
      this.map.setFeatureState(
        { source: 'night', id: cell },
        { [next]: classAt(classes, night.at) },
      );
    this.#seen = next;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#fade(next, isNew || calm ? 0 : FADE_MS);
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
