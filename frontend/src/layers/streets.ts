/** Streets, drawn over the findings so that an orange cell still says where it is. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { REGULAR, SEMIBOLD, STREETS_FROM, type Look } from './look';

export type StreetClass = 'main' | 'secondary' | 'minor';

const FROM: Record<StreetClass, number> = { main: 9, secondary: 11.5, minor: 12.8 };
/** Width in px at zooms 10, 13, 16. */
const WIDTH: Record<StreetClass, [number, number, number]> = {
  main: [1, 3, 13],
  secondary: [0.6, 2, 10],
  minor: [0.3, 0.9, 7],
};

export function streetLayers(look: Look): LayerSpecification[] {
  const classes: StreetClass[] = ['minor', 'secondary', 'main'];
  return [
    ...classes.map((c) => line(look, c, true)),
    ...classes.map((c) => line(look, c, false)),
    names(look, 'label-street-main', 12.5, 'main'),
    names(look, 'label-street-secondary', STREETS_FROM, 'secondary'),
    names(look, 'label-street-minor', STREETS_FROM, 'minor'),
    anchors(look),
  ];
}

/** Width of a street by zoom, with `around` px more for what shows beside it. */
export function streetWidth(street: StreetClass, around: number): ExpressionSpecification {
  const [far, middle, near] = WIDTH[street];
  return [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    10,
    far + around * 0.5,
    13,
    middle + around * 0.7,
    16,
    near + around,
  ];
}

function line({ palette }: Look, street: StreetClass, casing: boolean): LayerSpecification {
  const width = streetWidth(street, casing ? 1.6 : 0);
  return {
    id: `street-${casing ? 'casing-' : ''}${street}`,
    type: 'line',
    source: 'base',
    'source-layer': 'streets',
    minzoom: FROM[street],
    filter: ['==', ['get', 'class'], street],
    layout: { 'line-cap': casing ? 'butt' : 'round', 'line-join': 'round' },
    paint: { 'line-color': casing ? palette.casing : palette.street, 'line-width': width },
  };
}

function names(look: Look, id: string, from: number, street: StreetClass): LayerSpecification {
  const { palette, scale } = look;
  const isMain = street === 'main';
  return {
    id,
    type: 'symbol',
    source: 'base',
    'source-layer': 'streets',
    minzoom: from,
    filter: ['all', ['has', 'name'], ['==', ['get', 'class'], street]],
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-font': isMain ? SEMIBOLD : REGULAR,
      'text-size': (isMain ? 12 : 11.5) * scale,
      'text-padding': 2,
      // Close enough that a hot shape of 250 m has its streets named inside it.
      'symbol-spacing': ['interpolate', ['linear'], ['zoom'], 13, 320, 15, 170],
      'text-max-angle': 35,
      visibility: !isMain && scale > 1 ? 'none' : 'visible',
    },
    paint: {
      // Ink with a wide halo: read on the ground and on the strongest fill alike.
      'text-color': palette.ink,
      'text-halo-color': palette.ground,
      'text-halo-width': 2.6,
    },
  };
}

/** A book without streets still has the names of its published anchor points. */
function anchors({ palette, scale }: Look): LayerSpecification {
  return {
    id: 'label-anchor',
    type: 'symbol',
    source: 'base',
    'source-layer': 'anchors',
    minzoom: STREETS_FROM,
    filter: ['has', 'name'],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Italic'],
      'text-size': 11.5 * scale,
      'text-max-width': 8,
      'text-padding': 4,
      visibility: scale > 1 ? 'none' : 'visible',
    },
    paint: {
      'text-color': palette.ink,
      'text-halo-color': palette.ground,
      'text-halo-width': 2.6,
    },
  };
}
