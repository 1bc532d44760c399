/** Reads a basemap, from this server or from a file dropped on the map, and lays it under the findings. */
import { addProtocol, type Map as MapLibre } from 'maplibre-gl';
import { FileSource, PMTiles } from 'pmtiles';
import { basemapLayers, REPLACED } from '../layers/basemap';
import type { Look } from '../layers/look';
import { schemaOf, type Schema } from '../lib/basemap-schema';
import { layerAbove } from './layer-order';

export interface Basemap {
  /** As the file or the server calls it. */
  name: string;
  schema: Schema;
  /** Who made it, in words; must be shown beside it. */
  attribution: string;
  minzoom: number;
  maxzoom: number;
  tile: (z: number, x: number, y: number) => Promise<ArrayBuffer | null>;
}

/** An archive of vector tiles, by its address or as a file. Throws with a reason in words. */
export async function openBasemap(from: string | File): Promise<Basemap> {
  const archive = new PMTiles(typeof from === 'string' ? from : new FileSource(from));
  const name = typeof from === 'string' ? 'Basemap of the server' : from.name;
  const header = await archive.getHeader().catch(() => null);
  if (!header) throw new Error(`${name} is no PMTiles archive`);
  if (header.tileType !== 1) throw new Error(`${name} holds pictures, not vector tiles`);
  const about = (await archive.getMetadata()) as {
    vector_layers?: { id: string }[];
    attribution?: string;
  };
  const plain = new DOMParser().parseFromString(about.attribution ?? '', 'text/html');
  return {
    name,
    schema: schemaOf((about.vector_layers ?? []).map(({ id }) => id)),
    attribution: plain.body.textContent.trim(),
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    tile: async (z, x, y) => (await archive.getZxy(z, x, y))?.data ?? null,
  };
}

/** Those that are laid, by the number in the address of their tiles. */
const laid: Basemap[] = [];
let listens = false;

function addressOf(basemap: Basemap): string {
  if (!listens) {
    listens = true;
    addProtocol('basemap', async ({ url }) => {
      const [n, z, x, y] = url.replace('basemap://', '').split('/').map(Number);
      const data = await laid[n ?? -1]?.tile(z ?? 0, x ?? 0, y ?? 0);
      return { data: data ?? new ArrayBuffer(0) };
    });
  }
  if (!laid.includes(basemap)) laid.push(basemap);
  return `basemap://${laid.indexOf(basemap)}/{z}/{x}/{y}`;
}

/** Puts a basemap into a map in place of another; null takes it away. */
export function layBasemap(map: MapLibre, basemap: Basemap | null, look: Look): void {
  const before = map.getStyle().layers.filter(({ id }) => id.startsWith('basemap-'));
  for (const { id } of before) map.removeLayer(id);
  if (map.getSource('basemap')) map.removeSource('basemap');
  for (const { id } of map.getStyle().layers)
    if (REPLACED.has(id) && !(look.scale > 1 && id.startsWith('label-')))
      map.setLayoutProperty(id, 'visibility', basemap?.schema.label ? 'none' : 'visible');
  if (!basemap) return;
  const { minzoom, maxzoom } = basemap;
  map.addSource('basemap', { type: 'vector', tiles: [addressOf(basemap)], minzoom, maxzoom });
  for (const layer of basemapLayers(basemap.schema, look)) {
    const onMap = map.getStyle().layers.map(({ id }) => id);
    map.addLayer(layer, layerAbove(layer.id, onMap));
  }
}
