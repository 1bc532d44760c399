/** What the server sends. Counts are null where the audience may not see them; `*_shown` always has a word. */

export interface Meta {
  program: { name: string; version: string };
  book: string;
  synthetic: boolean;
  title: string;
  audience: string;
  /** West, south, east, north in degrees. */
  bounds: Bounds;
  period: { from: string; to: string };
  sources: SourceInfo[];
  layers: LayerInfo[];
  units: Choice[];
  presets: Preset[];
  has: { streets: boolean; ground: boolean; places: boolean };
  accepted: Record<string, string[]>;
}

export type Bounds = [number, number, number, number];

export interface Choice {
  id: string;
  label: string;
}

export interface Preset extends Choice {
  selection: string;
}

export interface SourceInfo extends Choice {
  from: string;
  to: string;
  precision: 'instant' | 'interval' | 'date' | 'month';
  rows: number | null;
  located: number | null;
  unlocated: number | null;
  outside: number | null;
  refused: number | null;
  categories: (Choice & { events: number | null })[];
}

export interface LayerInfo extends Choice {
  kind: string;
  vintage: number;
  areas: number;
}

export type Verdict = 'hot' | 'none' | 'too-few' | 'no-events' | 'no-variation';

export interface Hotspots {
  key: string;
  selection: string;
  selection_parts: SelectionParts;
  audience: string;
  synthetic: boolean;
  book: string;
  verdict: Verdict;
  sentence: string;
  /** Null when nothing was tested. */
  method: {
    statistic: string;
    p_value: string;
    correction: string;
    alpha: number;
    units: number;
    mean: number | null;
    against: string;
  } | null;
  accounting: {
    selected: number | null;
    located: number | null;
    unlocated: number | null;
    outside: number | null;
    untimed: number | null;
    incidents: number | null;
  };
  caveats: string[];
  groups: Group[];
  strongest: Group[];
}

export interface SelectionParts {
  source: string;
  category: string[];
  from: string;
  to: string;
  window: string | null;
  time: string;
  area: { id: string; name: string } | null;
  count: string;
  unit: string;
}

export interface Group {
  id: string;
  /** Null where the order is not sure enough to number. */
  rank: number | null;
  rank_low: number | null;
  rank_high: number | null;
  name: string;
  street: string | null;
  area: string | null;
  events: number | null;
  events_shown: string;
  expected: number | null;
  q: number | null;
  /** 1: q <= 0.05, 2: <= 0.01, 3: <= 0.001; 0 is not hot. */
  class: number;
  lon: number;
  lat: number;
  bbox: Bounds;
  cells: number;
  km2: number;
  z: number | null;
  hours: { label: string; share: number } | null;
  one_address: number | null;
}

export interface Why {
  group: Group;
  cell: {
    observed: number | null;
    expected: number | null;
    z: number | null;
    p: number | null;
    q: number | null;
    neighbours: number;
  };
  flower: { lon: number; lat: number; count: number | null; centre?: boolean }[];
  months: { month: string; count: number | null }[];
}

export interface Areas {
  layer: LayerInfo;
  areas: {
    code: string;
    name: string;
    events: number | null;
    events_shown: string;
    class: number | null;
  }[];
}

export interface TileJson {
  minzoom?: number;
  maxzoom?: number;
  attribution?: string;
}

/** RFC 9457, with the parameter and the words it accepts. */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  parameter?: string;
  accepted?: string[];
}
