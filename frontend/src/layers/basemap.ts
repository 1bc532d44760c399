/** A basemap of the user's own in the greys of the page: fills under the findings, streets over them. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Part, Role, Schema } from '../lib/basemap-schema';
import { REGULAR, SEMIBOLD, STREETS_FROM, type Look } from './look';
import { streetWidth, type StreetClass } from './streets';

type Kind = 'Polygon' | 'LineString' | 'Point';

/** Of the book itself; two drawings of the same street would only blur each other. */
export const REPLACED: ReadonlySet<string> = new Set([
  'park',
  'water',
  'canal',
  'rail',
  'rail-ties',
  ...['minor', 'secondary', 'main'].flatMap((street) => [
    `street-casing-${street}`,
    `street-${street}`,
    `label-street-${street}`,
  ]),
  'label-ground',
]);

/** Ids are `basemap-<what>:<n>`: several layers of an archive can play one part. */
export function basemapLayers(schema: Schema, look: Look): LayerSpecification[] {
  const { palette } = look;
  if (schema.label === null) return byGeometry(schema.layers, look);
  const each = (role: Role, make: (part: Part, i: number) => LayerSpecification[]) =>
    (schema.roles[role] ?? []).filter(({ layer }) => schema.layers.includes(layer)).flatMap(make);
  const streets = (['minor', 'secondary', 'main'] as const).flatMap((street) =>
    each(street, (part, i) => [
      streetLine(`basemap-casing-${street}:${i}`, part, street, palette.casing, 1.6),
      streetLine(`basemap-street-${street}:${i}`, part, street, palette.street, 0),
    ]),
  );
  return [
    ...each('park', (part, i) => [fill(`basemap-park:${i}`, part, palette.park)]),
    ...each('water', (part, i) => [fill(`basemap-water:${i}`, part, palette.water)]),
    ...each('waterway', (part, i) => [
      line(`basemap-waterway:${i}`, part, palette.water, [1.2, 10]),
    ]),
    ...each('rail', (part, i) => [line(`basemap-rail:${i}`, part, palette.areaLine, [0.7, 2.4])]),
    ...streets,
    ...each('street-name', (part, i) => [streetName(`basemap-label-street:${i}`, part, look)]),
    ...each('place', (part, i) => [placeName(`basemap-label-place:${i}`, part, look)]),
  ];
}

/** Nothing is known but the shapes: polygons a shade of the ground, lines thin, no names. */
function byGeometry(layers: readonly string[], { palette }: Look): LayerSpecification[] {
  return layers.flatMap((layer, i) => {
    // The one word that every schema shares.
    const wet = /water|ocean|sea/i.test(layer);
    return [
      fill(`basemap-water:${i}`, { layer }, wet ? palette.water : palette.outside),
      line(`basemap-waterway:${i}`, { layer }, wet ? palette.water : palette.casing, [0.5, 2]),
    ];
  });
}

function fill(id: string, part: Part, colour: string): LayerSpecification {
  return {
    id,
    type: 'fill',
    source: 'basemap',
    'source-layer': part.layer,
    filter: filterOf(part, 'Polygon'),
    paint: { 'fill-color': colour, 'fill-antialias': false },
  };
}

function line(id: string, part: Part, colour: string, [far, near]: [number, number]) {
  return stroke(id, part, colour, ['interpolate', ['linear'], ['zoom'], 10, far, 16, near]);
}

function streetLine(id: string, part: Part, street: StreetClass, colour: string, around: number) {
  return stroke(id, part, colour, streetWidth(street, around));
}

function stroke(
  id: string,
  part: Part,
  colour: string,
  width: ExpressionSpecification,
): LayerSpecification {
  return {
    id,
    type: 'line',
    source: 'basemap',
    'source-layer': part.layer,
    filter: filterOf(part, 'LineString'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  };
}

function streetName(id: string, part: Part, { palette, scale }: Look): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'basemap',
    'source-layer': part.layer,
    minzoom: STREETS_FROM,
    filter: filterOf(part, 'LineString'),
    layout: {
      'symbol-placement': 'line',
      'text-field': NAME,
      'text-font': REGULAR,
      'text-size': 11.5 * scale,
      'text-padding': 2,
      visibility: scale > 1 ? 'none' : 'visible',
    },
    paint: {
      'text-color': palette.ink,
      'text-halo-color': palette.ground,
      'text-halo-width': 2.6,
    },
  };
}

function placeName(id: string, part: Part, { palette, scale }: Look): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'basemap',
    'source-layer': part.layer,
    filter: filterOf(part, 'Point'),
    layout: {
      'text-field': NAME,
      'text-font': SEMIBOLD,
      'text-size': 12.5 * scale,
      'text-letter-spacing': 0.06,
      'text-max-width': 7,
      'text-padding': 6,
    },
    paint: {
      'text-color': palette.quiet,
      'text-halo-color': palette.ground,
      'text-halo-width': 2,
    },
  };
}

const NAME: ExpressionSpecification = ['coalesce', ['get', 'name:en'], ['get', 'name'], ''];

function filterOf({ key, values }: Part, kind: Kind): FilterSpecification {
  const shape: ExpressionSpecification = [
    'match',
    ['geometry-type'],
    [kind, `Multi${kind}`],
    true,
    false,
  ];
  if (!key || !values) return shape;
  return ['all', shape, ['in', ['get', key], ['literal', [...values]]]];
}
