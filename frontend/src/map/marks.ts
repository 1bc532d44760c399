/** What is marked on the map beside the findings: areas that are tested, and what "go to" went to. */
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Suggestion } from '../api/types';
import { streetNamed } from '../layers/found';
import { SHAPES_FROM, type Look } from '../layers/look';
import { AreaOutlines } from './area-outlines';
import { rings } from './rings';

/** Drawn from far out where they are areas: a ward has the size that a group of cells has near by. */
const SHAPES = ['cell-fill', 'group-gap', 'group-line', 'group-hover'];
/** The tiles of areas begin here. */
const AREAS_FROM = 7;
const NEAREST = 24;
/** Layers whose names are codes: on a map they say nothing. */
const CODED = /^(oa|lsoa|msoa)\d/;

export class Marks {
  readonly #map: MapLibre;
  readonly #unit: AreaOutlines;
  readonly #area: AreaOutlines;
  #tested: string | null = null;
  #named: readonly string[] = [];
  #found: Suggestion | null = null;
  #cellsFrom: number;

  constructor(map: MapLibre, cellsFrom: number) {
    this.#map = map;
    this.#unit = new AreaOutlines(map, 'unit');
    this.#area = new AreaOutlines(map, 'found');
    this.#cellsFrom = cellsFrom;
  }

  /** Outlines every area of the layer that is tested; those in `named` bear their name already. */
  async showUnit(layer: string | null, named: readonly string[], look: Look): Promise<void> {
    this.#tested = layer;
    this.#named = named;
    for (const id of SHAPES) {
      const usual = id === 'cell-fill' ? this.#cellsFrom : SHAPES_FROM;
      this.#map.setLayerZoomRange(id, layer ? AREAS_FROM : usual, NEAREST);
    }
    await this.#unit.show(layer, look);
    if (!this.#map.getLayer('label-unit-area')) return;
    const visible = layer && CODED.test(layer) ? 'none' : 'visible';
    this.#map.setLayoutProperty('label-unit-area', 'visibility', visible);
    this.#map.setFilter('label-unit-area', [
      '!',
      ['in', ['get', 'name'], ['literal', [...this.#named]]],
    ]);
  }

  /** A street in full, an area by its outline, a place with rings around it; null takes them away. */
  async showFound(found: Suggestion | null, look: Look): Promise<void> {
    this.#found = found;
    const { kind, label, bbox, id } = found ?? {};
    this.#map.setFilter('found-street', streetNamed(kind === 'street' ? (label ?? null) : null));
    const point = kind === 'place' && bbox ? ([bbox[0] ?? 0, bbox[1] ?? 0] as const) : null;
    this.#map.getSource<GeoJSONSource>('found')?.setData({
      type: 'FeatureCollection',
      features: point ? rings(point) : [],
    });
    const [layer, code] = (kind === 'area' && id?.split(':')) || [];
    await this.#area.show(layer ?? null, look, code);
  }

  /** The same in another theme or size. */
  async look(look: Look): Promise<void> {
    await this.showUnit(this.#tested, this.#named, look);
    await this.showFound(this.#found, look);
  }
}
