/** Which layers of a basemap play which part; the table of known ones is `tiles/basemaps.json`. */
import known from '../../../tiles/basemaps.json';

export type Role =
  'park' | 'water' | 'waterway' | 'rail' | 'minor' | 'secondary' | 'main' | 'street-name' | 'place';

/** The features of one layer that play a part: all, or those whose `key` has one of the values. */
export interface Part {
  layer: string;
  key?: string;
  values?: readonly string[];
}

export interface Schema {
  /** Null: nobody wrote down what these layers mean. */
  label: string | null;
  roles: Partial<Record<Role, readonly Part[]>>;
  /** All layers of the archive. */
  layers: readonly string[];
}

/** A schema by the names of an archive's layers; an unknown one has layers, but no parts. */
export function schemaOf(layers: readonly string[]): Schema {
  const found = Object.values(known).find(({ known_by }) =>
    known_by.every((layer) => layers.includes(layer)),
  );
  if (!found) return { label: null, roles: {}, layers };
  return { label: found.label, roles: found.roles, layers };
}
