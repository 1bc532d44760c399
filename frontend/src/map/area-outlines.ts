/** Outlines of a layer of areas that is shown for a while: what is tested, or one that was found. */
import type { FilterSpecification, LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { getTileJson, tileTemplate } from '../api/client';
import { foundAreaLayers } from '../layers/found';
import type { Look } from '../layers/look';
import { unitLayers } from '../layers/unit';
import { layerAbove } from './layer-order';

export class AreaOutlines {
  readonly #map: MapLibre;
  readonly #name: 'unit' | 'found';
  #shown = '';

  constructor(map: MapLibre, name: 'unit' | 'found') {
    this.#map = map;
    this.#name = name;
  }

  /** All areas of `layer`, or only the one with `code`; null shows none. */
  async show(layer: string | null, look: Look, code?: string): Promise<void> {
    const wanted = layer ? `${layer} ${code ?? ''} ${look.theme} ${look.scale}` : '';
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    const range = layer ? await getTileJson(`areas-${layer}`).catch(() => null) : null;
    if (wanted !== this.#shown) return;
    const source = `${this.#name}-areas`;
    const layers = this.#layers(look, code);
    for (const { id } of layers) if (this.#map.getLayer(id)) this.#map.removeLayer(id);
    if (this.#map.getSource(source)) this.#map.removeSource(source);
    if (!layer || !range) return;
    this.#map.addSource(source, {
      type: 'vector',
      tiles: [tileTemplate(`areas-${layer}`)],
      minzoom: range.minzoom ?? 0,
      maxzoom: range.maxzoom ?? 14,
    });
    for (const one of layers) {
      const order = this.#map.getStyle().layers.map(({ id }) => id);
      this.#map.addLayer(one, layerAbove(one.id, order));
    }
  }

  #layers(look: Look, code?: string): LayerSpecification[] {
    if (this.#name === 'unit') return unitLayers(look);
    const filter: FilterSpecification = ['==', ['get', 'code'], code ?? ''];
    return foundAreaLayers(look, filter);
  }
}
