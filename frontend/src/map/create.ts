/** The map behind a few plain verbs; nothing outside this folder touches MapLibre. */
import {
  Map as MapLibre,
  setWorkerUrl,
  type GeoJSONSource,
  type LayerSpecification,
  type MapMouseEvent,
  type VectorTileSource,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { tileTemplate } from '../api/client';
import type { Bounds, Suggestion, Why } from '../api/types';
import { palettes, type Theme } from '../lib/colours';
import { mapFonts } from '../lib/fonts';
import type { Row } from '../lib/rows';
import { CELLS_FROM } from '../layers/look';
import { placeName } from '../layers/places';
import { badgeFeatures, type DiscMeasure } from './badges';
import { Camera, fitOptions, isAsked, type LonLat, type MapView } from './camera';
import { images } from './images';
import { presentScale } from './name-size';
import { inOrder } from './layer-order';
import { layBasemap, type Basemap } from './basemap';
import { NightMap, type NightPicture } from './night';
import { Marks } from './marks';
import { placesNamedAsGroups } from './named-places';
import { repeatFeatures, type Repeat } from './repeat';
import { outsidePoint } from './outside-words';
import { allLayers, style, type StyleNeeds, type TileRanges } from './style';

setWorkerUrl(new URL(workerUrl, document.baseURI).href);

export interface MapStart {
  container: HTMLElement;
  theme: Theme;
  present: boolean;
  study: string | null;
  ranges: TileRanges;
  bounds: Bounds;
  selection: string;
  title: string;
  at: MapView | null;
  /** Nobody will move it: it is drawn for paper or a file. */
  still?: boolean;
  /** What to show when the address names no view. */
  first: Bounds;
  onMove(view: MapView & { bounds: Bounds; byUser: boolean }): void;
  onPick(id: string | null): void;
  onHover(id: string | null): void;
  onIdle(): void;
  /** The ground under the pointer; null when it leaves. */
  onPoint?(place: LonLat | null): void;
}

const PICKABLE = [
  'badge',
  'repeat-symbol',
  'repeat-ring',
  'label-repeat',
  'label-repeat-lead',
  'label-group',
  'label-group-lead',
  'change-fill',
  'change-hatch',
  'group-fill',
  'cell-fill',
];

/** What gives way to a single hour; the lines round all hotspots of the night stay. */
const WHOLE = new Set(['group-fill', 'cell-fill', 'cell-premises', 'cell-street']);

/** What the map is about; each shows layers of its own. */
export type MapKind = 'hotspots' | 'compare' | 'places';

export interface Picture {
  kind: MapKind;
  /** Whose tiles are under it; null leaves those that are there. */
  selection: string | null;
  rows: readonly Row[];
  /** Places with a symbol: all of them, or the grey ones beside the findings. */
  symbols: readonly Repeat[];
  /** Outlines of a comparison, each with its `look`. */
  shapes: GeoJSON.Feature[];
  picked: string | null;
  /** Where two maps share a scale, what discs are measured by; else the places themselves. */
  measure?: DiscMeasure;
}

const NOTHING: Picture = {
  kind: 'hotspots',
  selection: null,
  rows: [],
  symbols: [],
  shapes: [],
  picked: null,
};

export class CityMap {
  readonly #map: MapLibre;
  readonly camera: Camera;
  readonly #ready: Promise<void>;
  readonly #nightMap: NightMap;
  #night: NightPicture | null = null;
  readonly #marks: Marks;
  #needs: StyleNeeds;
  #picture = NOTHING;
  #hover: string | null = null;
  /** What is drawn as picked; a picture that was overtaken never was. */
  #marked: string | null = null;

  constructor(private readonly start: MapStart) {
    this.#needs = {
      ...lookOf(start.theme, start.present),
      study: start.study,
    };
    const [w, s, e, n] = start.bounds;
    // Wide enough that the tallest box fits a wide screen.
    const room = [(e - w) * 12, (n - s) * 4] as const;
    this.#map = new MapLibre({
      container: start.container,
      style: style(this.#needs, start.ranges, start.bounds, start.selection, mapFonts()),
      ...(start.at
        ? { center: [start.at.lon, start.at.lat], zoom: start.at.zoom }
        : { bounds: start.first, fitBoundsOptions: fitOptions(start.container) }),
      maxBounds: [w - room[0], s - room[1], e + room[0], n + room[1]],
      minZoom: 7,
      maxZoom: 18,
      attributionControl: false,
      ...(start.still ? { pixelRatio: 1, interactive: false } : {}),
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      rollEnabled: false,
      fadeDuration: 0,
      locale: { 'Map.Title': start.title },
    });
    this.camera = new Camera(this.#map, start.container);
    this.#marks = new Marks(this.#map, CELLS_FROM);
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    // The one door for the browser tests: a property of the element, nothing global.
    Object.assign(start.container, { cityMap: this.#map });
    this.#nightMap = new NightMap(this.#map);
    this.#addImages(start.theme);
    this.#ready = new Promise((resolve) => this.#map.once('load', () => resolve()));
    this.#listen();
  }

  /** Shows a picture and the tiles of its selection, together; resolves when the map is at rest. */
  async show(picture: Picture): Promise<void> {
    if (picture.rows !== this.#picture.rows) this.#twice = new Set();
    this.#picture = picture;
    if (!(await this.#isThere())) return;
    await this.#showTiles(picture.selection);
    if (this.#removed || picture !== this.#picture) return;
    this.#setData('change', picture.shapes);
    this.#state(this.#marked, 'picked', false);
    this.#marked = picture.picked;
    this.#state(this.#marked, 'picked', true);
    this.#showLayers();
    this.#drawBadges();
    this.#drawn = picture;
    // A frame after the last it is on the screen.
    await new Promise<void>((resolve) => {
      this.#map.once('idle', () => requestAnimationFrame(() => resolve()));
    });
  }
  /** The picture on the map; until its tiles are there the one before stays whole. */
  #drawn = NOTHING;

  /** Asks for the tiles of a selection; resolves when they are there. */
  #showTiles(selection: string | null): Promise<void> | undefined {
    const source = this.#map.getSource<VectorTileSource>('hotspots');
    if (!source || selection === null) return;
    const template = tileTemplate('hotspots', selection);
    if (source.tiles[0] === template) return this.#tiles;
    source.setTiles([template]);
    this.#tiles = new Promise((resolve) => {
      const look = (event: { sourceId?: string; tile?: unknown }) => {
        // Only what is said of a tile tells that the new ones were begun.
        if (event.sourceId === 'hotspots' && event.tile && this.#map.isSourceLoaded('hotspots'))
          end();
      };
      const end = () => {
        for (const heard of listening) heard.unsubscribe();
        resolve();
      };
      const listening = [this.#map.on('sourcedata', look), this.#map.on('idle', end)];
    });
    return this.#tiles;
  }
  #tiles: Promise<void> | undefined;

  /** A basemap of the user's own under the findings; null is the book's own ground. */
  async showBasemap(basemap: Basemap | null): Promise<void> {
    if (basemap === this.#basemap) return;
    this.#basemap = basemap;
    await this.#ready;
    if (basemap === this.#basemap) layBasemap(this.#map, basemap, this.#needs);
  }
  #basemap: Basemap | null = null;

  /** An hour of the night in place of the whole selection, or that again; true once it is painted. */
  async showNight(night: NightPicture | null): Promise<boolean> {
    const was = this.#night;
    this.#night = night;
    if (!(await this.#isThere())) return false;
    if (!night && !was) return true;
    if (!(await this.#nightMap.show(night))) return false;
    if (!night === this.#byHour) {
      this.#byHour = night !== null;
      this.#showLayers();
    }
    await this.#nightMap.painted();
    return night === this.#night;
  }
  /** The cells of an hour are on the map; until they are there the whole selection stays. */
  #byHour = false;

  async hover(id: string | null): Promise<void> {
    if (!(await this.#isThere())) return;
    this.#state(this.#hover, 'hover', false);
    this.#hover = id;
    this.#state(id, 'hover', true);
  }

  /** Counts of the peak cell and its ring, shown for the picked place only. */
  async showFlower(why: Why | null): Promise<void> {
    if (!(await this.#isThere())) return;
    this.#setData(
      'flower',
      (why?.flower ?? []).map((f) => ({
        type: 'Feature' as const,
        properties: { count: f.count === null ? '*' : String(f.count) },
        geometry: { type: 'Point' as const, coordinates: [f.lon, f.lat] },
      })),
    );
  }

  /** Areas that are the unit of the test are outlined; `named` are those with a badge. */
  async showUnit(layer: string | null, named: readonly string[]): Promise<void> {
    await this.#ready;
    await this.#marks.showUnit(layer, named, this.#needs);
  }

  async showFound(found: Suggestion | null): Promise<void> {
    await this.#ready;
    await this.#marks.showFound(found, this.#needs);
  }

  /** Repaints for another theme or size without rebuilding the map. */
  async look(theme: Theme, present: boolean): Promise<void> {
    if (!(await this.#isThere())) return;
    const next = { ...this.#needs, ...lookOf(theme, present) };
    if (next.theme === this.#needs.theme && next.scale === this.#needs.scale) return;
    this.#addImages(theme);
    this.#needs = next;
    for (const layer of inOrder(allLayers(next))) this.#repaint(layer);
    void this.#nightMap.show(this.#night);
    if (this.#basemap) layBasemap(this.#map, this.#basemap, next);
    this.#showLayers();
    this.#hidden = '';
    this.#drawBadges();
    await this.#marks.look(next);
  }

  resize(): void {
    this.#map.resize();
  }

  /** The map as a picture, once all of it is drawn; `pixelRatio` dots for each CSS pixel. */
  async still(pixelRatio: number): Promise<HTMLCanvasElement> {
    await this.#ready;
    // Words outside the data and names said twice are settled in the first round. The many dots of
    // a picture are drawn once, when there is nothing more to come.
    for (let round = 0; round < 2; round += 1) await this.#idle(() => undefined);
    this.#map.setPixelRatio(pixelRatio);
    return this.#idle(() => copyOf(this.#map.getCanvas()));
  }

  /** What is drawn may be read only within the frame that draws it. */
  #idle<T>(then: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.#map.once('idle', () => resolve(then()));
      this.#map.triggerRepaint();
    });
  }

  remove(): void {
    this.#removed = true;
    this.#map.remove();
  }
  #removed = false;

  /** Waits for the first picture; whoever left the room meanwhile has no map any more. */
  async #isThere(): Promise<boolean> {
    await this.#ready;
    return !this.#removed;
  }

  #listen(): void {
    const map = this.#map;
    map.on('moveend', (event) => {
      // Drawn along with another map: it has not come to rest yet.
      if ('tied' in event && event.tied === 'moving') return;
      this.#drawBadges();
      this.#report(isAsked(event));
    });
    map.on('load', () => this.#report(false));
    map.on('idle', () => {
      if (this.#removed || this.#picture !== this.#drawn) return;
      this.#sayOutside();
      this.#sayOnce();
      this.start.onIdle();
    });
    map.on('click', (event) => this.start.onPick(this.#groupAt(event)));
    map.on('mousemove', (event) => {
      const id = this.#groupAt(event);
      map.getCanvas().classList.toggle('over-place', id !== null);
      this.start.onHover(id);
      this.start.onPoint?.([event.lngLat.lng, event.lngLat.lat]);
    });
    map.on('mouseout', () => {
      this.start.onHover(null);
      this.start.onPoint?.(null);
    });
    // A tile that cannot be had is shown as missing ground; the bar about the server says why.
    map.on('error', () => undefined);
  }

  #report(byUser: boolean): void {
    const { lat, lng } = this.#map.getCenter();
    const bounds = this.#map.getBounds().toArray().flat() as Bounds;
    this.start.onMove({ lat, lon: lng, zoom: this.#map.getZoom(), bounds, byUser });
  }

  #groupAt(event: MapMouseEvent): string | null {
    const layers = PICKABLE.filter((id) => this.#map.getLayer(id));
    const hit = this.#map.queryRenderedFeatures(event.point, { layers })[0];
    const id: unknown = hit?.properties['group'] ?? hit?.properties['id'];
    return typeof id === 'string' ? id : null;
  }

  #drawBadges(): void {
    const map = this.#map;
    const screen = {
      zoom: map.getZoom(),
      scale: this.#needs.scale,
      width: this.start.container.clientWidth,
      height: this.start.container.clientHeight,
      covered: this.camera.panels(),
      project: (lonLat: [number, number]) => map.project(lonLat),
      unproject: (point: [number, number]) => map.unproject(point),
    };
    const { kind, rows, symbols, picked, measure } = this.#picture;
    const badges = badgeFeatures(kind === 'places' ? [] : rows, picked, screen, measure);
    const repeat = repeatFeatures(symbols, picked, screen, badges.spots);
    this.#setData('badges', badges.badges);
    this.#setData('repeat', repeat.badges);
    this.#setData('leaders', [...badges.leaders, ...repeat.leaders]);
  }

  /** Findings, a comparison or places: never two of them on one another. */
  #showLayers(): void {
    const { kind } = this.#picture;
    for (const { id, source } of this.#map.getStyle().layers as { id: string; source?: string }[]) {
      const own = { hotspots: 'hotspots', change: 'compare' }[source ?? ''];
      // Symbols of all named places would be taken for those of repeat locations.
      const wanted = own
        ? own === kind && !(this.#byHour && WHOLE.has(id))
        : id !== 'place' || kind !== 'places';
      if (own || id === 'place') {
        this.#map.setLayoutProperty(id, 'visibility', wanted ? 'visible' : 'none');
      }
    }
  }

  /** A place whose group bears its name close by is not named twice. */
  #sayOnce(): void {
    for (const name of placesNamedAsGroups(this.#map, this.#picture.rows)) this.#twice.add(name);
    const names = [...this.#twice].sort();
    if (names.join('|') === this.#hidden) return;
    this.#hidden = names.join('|');
    this.#map.setLayoutProperty('place', 'text-field', placeName(this.#needs.scale, names));
  }
  /** Names met since these groups are shown; it only grows, so that the tiles rest while panning. */
  #twice = new Set<string>();
  #hidden = '';

  /** Writes "outside the data" where the view shows ground the data do not cover. */
  #sayOutside(): void {
    const point = outsidePoint(this.#map);
    const now = point ? `${point[0].toFixed(5)},${point[1].toFixed(5)}` : '';
    if (now === this.#outside) return;
    this.#outside = now;
    this.#setData(
      'outside-words',
      point
        ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: point } }]
        : [],
    );
  }
  #outside = '';

  /** Empty sources are left alone: each that is set costs the map a round. */
  #setData(source: string, features: GeoJSON.Feature[]): void {
    if (!features.length && !this.#filled.has(source)) return;
    if (features.length) this.#filled.add(source);
    else this.#filled.delete(source);
    this.#map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features });
  }
  readonly #filled = new Set<string>();

  #state(id: string | null, state: 'hover' | 'picked', on: boolean): void {
    if (id === null) return;
    this.#map.setFeatureState({ source: 'hotspots', sourceLayer: 'groups', id }, { [state]: on });
    for (const source of ['badges', 'repeat', 'change'])
      this.#map.setFeatureState({ source, id }, { [state]: on });
  }

  #addImages(theme: Theme): void {
    for (const { id, data, pixelRatio } of images(theme)) {
      if (!this.#map.hasImage(id)) this.#map.addImage(id, data, { pixelRatio });
    }
  }

  #repaint(layer: LayerSpecification): void {
    for (const [key, value] of Object.entries(layer.paint ?? {})) {
      this.#map.setPaintProperty(layer.id, key as never, value as never);
    }
    for (const [key, value] of Object.entries(layer.layout ?? {})) {
      this.#map.setLayoutProperty(layer.id, key as never, value as never);
    }
  }
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}

function lookOf(theme: Theme, present: boolean) {
  return { theme, palette: palettes[theme], scale: present ? presentScale(innerHeight) : 1 };
}
