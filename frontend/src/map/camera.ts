/** Where the map looks: moved by a button, the address or a picked place. */
import type { Map as MapLibre } from 'maplibre-gl';
import type { Bounds } from '../api/types';
import type { Row } from '../lib/rows';
import { distanceToBox, type Box } from './geometry';

export interface MapView {
  lat: number;
  lon: number;
  zoom: number;
}

export type LonLat = [lon: number, lat: number];

export class Camera {
  constructor(
    private readonly map: MapLibre,
    private readonly container: HTMLElement,
  ) {}

  fit(bounds: Bounds): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const options = { ...fitOptions(this.container), duration: calm ? 0 : 500 };
    this.map.fitBounds(bounds, options, { asked: true });
  }

  /** The first view again, without a step: the address names no view. */
  showFirst(bounds: Bounds): void {
    this.map.fitBounds(bounds, { ...fitOptions(this.container), duration: 0 });
  }

  view(): MapView {
    const { lat, lng } = this.map.getCenter();
    return { lat, lon: lng, zoom: this.map.getZoom() };
  }

  /** Where a place stands, px from the corner of the map. */
  project(place: LonLat): { x: number; y: number } {
    return this.map.project(place);
  }

  /** `other` shows the same ground from now on, whichever is moved; what is returned lets go of it. */
  tieTo(other: Camera): () => void {
    other.goTo(this.view());
    const ties = [tie(this.map, other.map), tie(other.map, this.map)];
    return () => ties.forEach((untie) => untie());
  }

  zoomBy(steps: number): void {
    this.map.zoomTo(this.map.getZoom() + steps, { duration: 200 }, { asked: true });
  }

  goTo(view: MapView): void {
    this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  /** Brings a group into open view; moves nothing when it stands there already. */
  reveal(group: Pick<Row, 'bbox' | 'lon' | 'lat'>): void {
    const [w, s, e, n] = group.bbox;
    const { clientWidth: width, clientHeight: height } = this.container;
    const [a, b] = [this.map.project([w, n]), this.map.project([e, s])];
    if (b.x - a.x > width || b.y - a.y > height) return this.fit(group.bbox);
    const at = this.map.project([group.lon, group.lat]);
    const rim = Math.min(44, width / 6, height / 6);
    const inView = at.x > rim && at.y > rim && at.x < width - rim && at.y < height - rim;
    if (inView && !this.#isCovered(at)) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const options = { center: [group.lon, group.lat] as [number, number] };
    this.map.easeTo({ ...options, duration: calm ? 0 : 400 }, { asked: true });
  }

  /** Does a button, the overview or the scale stand over this point of the map? */
  #isCovered(point: { x: number; y: number }): boolean {
    return this.panels().some((box) => distanceToBox(point, box) < 16);
  }

  /** Buttons, overview and scale over the map, px from its corner. */
  panels(): Box[] {
    const frame = this.container.getBoundingClientRect();
    const around = this.container.parentElement?.children ?? [];
    return [...around]
      .filter((panel) => panel !== this.container)
      .map((panel) => panel.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && height > 0)
      .map(({ left, right, top, bottom }) => ({
        left: left - frame.left,
        right: right - frame.left,
        top: top - frame.top,
        bottom: bottom - frame.top,
      }));
  }
}

/** `to` goes where `from` goes. It is told so, and that it has come to rest. */
function tie(from: MapLibre, to: MapLibre): () => void {
  const follow = (event: object) => {
    if ('tied' in event) return;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() }, { tied: 'moving' });
  };
  const rest = (event: object) => {
    if ('tied' in event) return;
    const asked = isAsked(event) ? { asked: true } : {};
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() }, { tied: 'rest', ...asked });
  };
  from.on('move', follow);
  from.on('moveend', rest);
  return () => {
    from.off('move', follow);
    from.off('moveend', rest);
  };
}

/** Whether somebody moved the map, by hand or by a button. */
export function isAsked(event: object): boolean {
  return Boolean('originalEvent' in event && event.originalEvent) || 'asked' in event;
}

/** 15% of free room around the box, whatever the size of the map. */
export function fitOptions(container: HTMLElement) {
  const { clientWidth: width, clientHeight: height } = container;
  // Half of the 15% on each side, and room for a badge that stands on the rim of the box.
  const badge = Math.min(34, Math.max(20, height * 0.12));
  const [x, y] = [width * 0.075 + badge, height * 0.075 + badge];
  return { padding: { left: x, right: x, top: y, bottom: y }, maxZoom: 15.5 };
}
