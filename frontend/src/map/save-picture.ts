/** The map as a picture that can stand alone on a slide; loaded when somebody wants one. */
import type { Bounds } from '../api/types';
import { statusParts } from '../lib/accounting';
import { palettes } from '../lib/colours';
import { conditions } from '../lib/compare';
import { changeKey, hotspotKey, placesKey } from '../lib/map-key';
import { markings } from '../lib/paper';
import { compose, fileName } from '../lib/png';
import { metresPerPixel, scaleBar } from '../lib/scale-bar';
import { plainSentence, sentenceParts } from '../lib/sentence';
import { sourceOf } from '../lib/source-of';
import type { Store } from '../state/store.svelte';
import type { Picture } from './create';
import type { NightPicture } from './night';
import { testedLayer } from './picture';
import { drawStill } from './still';

/** Sharp on a large screen, whatever screen this is. */
const RATIO = 2;

/** What the map of the page shows, and its size there. */
export interface Frame {
  zoom: number;
  lat: number;
  bounds: Bounds;
  width: number;
  height: number;
  picture: Picture;
  night: NightPicture | null;
}

/** Draws it anew and hands it over as a file. */
export async function savePicture(store: Store, frame: Frame): Promise<void> {
  const room = document.createElement('div');
  try {
    await make(store, frame, room);
  } finally {
    room.remove();
  }
}

async function make(store: Store, frame: Frame, room: HTMLElement): Promise<void> {
  const { meta, said, theme } = store;
  const source = meta && sourceOf(meta, store.selection);
  if (!meta || !said || !source) return;
  const { width, height } = frame;
  const scale = scaleBar(metresPerPixel(frame.lat, frame.zoom), 110);
  const map = await drawStill({
    meta,
    selection: said.selection,
    picture: frame.picture,
    tested: testedLayer(store),
    basemap: store.ground.shown,
    night: frame.night,
    container: laidOut(room, width, height, scale.width + 220),
    theme,
    pixelRatio: RATIO,
    first: frame.bounds,
    at: { zoom: frame.zoom, ...middle(frame.bounds) },
    onView: () => undefined,
  });
  const title = plainSentence(
    sentenceParts(meta, store.selection, {
      ...store.view,
      areaName: said.selection_parts.area?.name,
    }),
  );
  const palette = palettes[theme];
  const picture = compose({
    map,
    ratio: RATIO,
    title,
    marks: markings(said, store.looks.words),
    key:
      frame.picture.kind === 'places'
        ? placesKey()
        : store.compare
          ? changeKey(store.compare, theme)
          : hotspotKey(store.answer, theme),
    from: [
      ...(store.compare ? conditions(store.compare) : []),
      ...statusParts(meta, [source], said, store.answer?.method),
      ...(store.ground.shown?.attribution ? [store.ground.shown.attribution] : []),
      'made with beatbook',
    ],
    scale,
    stamp: meta.synthetic ? 'SYNTHETIC' : '',
    palette,
  });
  hand(await bytes(picture), fileName(title));
}

/** Beside the page; the second box stands where the scale bar will be drawn. */
function laidOut(room: HTMLElement, width: number, height: number, barWidth: number) {
  Object.assign(room.style, { position: 'fixed', top: '0', left: '-20000px' });
  room.inert = true;
  const container = document.createElement('div');
  Object.assign(container.style, { width: `${width}px`, height: `${height}px` });
  const bar = document.createElement('div');
  const [tall, at] = [24, 12];
  Object.assign(bar.style, {
    position: 'absolute',
    left: `${at}px`,
    top: `${height - tall - at}px`,
    width: `${barWidth}px`,
    height: `${tall}px`,
  });
  room.append(container, bar);
  document.body.append(room);
  return container;
}

function middle([west, south, east, north]: Bounds) {
  const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const y = (mercator(south) + mercator(north)) / 2;
  return { lon: (west + east) / 2, lat: (Math.atan(Math.exp(y)) * 360) / Math.PI - 90 };
}

function bytes(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture')))),
  );
}

function hand(file: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
