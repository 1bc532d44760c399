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
  /** Kinds of the book's calendar, with the number of days of each. */
  calendar: { kind: string; days: number }[];
  annotations: { date: string; source: string; text: string }[];
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
  /** Months with rows, such as 2024-03, rising. */
  months?: string[];
  precision: 'instant' | 'interval' | 'date' | 'month';
  rows: number | null;
  located: number | null;
  unlocated: number | null;
  outside: number | null;
  refused: number | null;
  categories: (Choice & { events: number | null })[];
  /** Exists because officers were there: never counted as demand. */
  activity: boolean;
  /** Of a health source: what it may be used for, and until when. */
  agreement: { name: string; purpose: string; expires: string } | null;
  flags: string[];
  settings: string[];
}

export interface LayerInfo extends Choice {
  kind: string;
  vintage: number;
  areas: number;
}

export type Verdict = 'hot' | 'none' | 'too-few' | 'no-events' | 'no-variation';

/** What every answer about a selection says of itself. */
export interface Answer {
  key: string;
  selection: string;
  selection_parts: SelectionParts;
  audience: string;
  synthetic: boolean;
  book: string;
  sentence: string;
  accounting: Accounting;
  caveats: string[];
}

/** selected = located + unlocated + outside + left out. */
export interface Accounting {
  selected: number | null;
  located: number | null;
  unlocated: number | null;
  outside: number | null;
  untimed: number | null;
  incidents: number | null;
  /** Events left out by rule, not by choice. */
  left_out: LeftOut;
}

export interface LeftOut {
  activity: number | null;
  dwelling: number | null;
  institution: number | null;
  /** Of a setting that was not asked for. */
  setting: number | null;
}

export interface Hotspots extends Answer {
  verdict: Verdict;
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
  /** The setting in force, also where the selection names none. */
  setting: string;
  flag: string[];
  located: string;
  days: string | null;
}

export interface Group {
  /** After the ground it stands on: the same under other selections and in other months. */
  id: string;
  /** Its peak cell. */
  cell: string;
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
    /** Units with a p as small or smaller, itself included. */
    rank: number | null;
    /** Units that passed the correction, and the largest p that passes. */
    passed: number | null;
    limit: number | null;
  };
  flower: { lon: number; lat: number; count: number | null; centre?: boolean }[];
  months: { month: string; count: number | null }[];
  /** Of each hour of the day, of what is timed to the hour; empty where no hour may be told. */
  hours: (number | null)[];
}

/** Places over time. */
export interface Emerging extends Answer {
  /** As it is asked for: `month`, `quarter` or `28d`. */
  step: string;
  steps: { from: string; to: string; count: number | null }[];
  places: EmergingPlace[];
  cells: { cell: string; class: string; place: string | null }[];
  /** Places that this audience may not see. */
  withheld: number;
}

export interface EmergingPlace {
  id: string;
  /** New, growing, persistent, falling, on and off, hot now, gone. */
  state: string;
  hot_steps: number;
  /** -1 falls, 1 rises, 0 neither; null where none can be told or shown. */
  trend: -1 | 0 | 1 | null;
}

/** Repeat locations. */
export interface Places extends Answer {
  places: Place[];
  /** Events within this many metres of each other are one place. */
  metres: number;
  left_out: { class: string; places: number; incidents: number | null }[];
  suspects: Suspect[];
}

export interface Place {
  id: string;
  rank: number | null;
  rank_low: number | null;
  rank_high: number | null;
  name: string;
  class: string | null;
  /** False for what no patrol is sent to; `why_not` says so in words. */
  target: boolean;
  why_not: string | null;
  street: string | null;
  area: string | null;
  incidents: number | null;
  incidents_shown: string;
  events: number | null;
  dates: number | null;
  positions: number | null;
  lon: number;
  lat: number;
  block: { label: string; share: number; low: number; high: number } | null;
}

/** A location that many events have and that may not be where they happened. */
export interface Suspect {
  lon: number;
  lat: number;
  text: string;
  events: number | null;
  guess: string;
  question: string;
}

export interface Week extends Answer {
  /** Monday 00:00 first. */
  hours: WeekHour[];
  counted: number | null;
  /** Of the counted, known only to an interval and spread over it. */
  spread: number | null;
  left_out: number | null;
}

export interface WeekHour {
  hour: number;
  /** Incidents, or the sum of their shares in this hour. */
  weight: number | null;
  /** How often this hour of the week came in the period. */
  exposure: number;
  /** Per hour of exposure. */
  rate: number | null;
  expected: number | null;
  q: number | null;
  /** -1, 0, +1 after correction. */
  unusual: number;
}

export interface Nights extends Answer {
  /** 18, 19, ... 5, 6. */
  hours: number[];
  total: (number | null)[];
  groups: { id: string; rank: number | null; name: string; counts: (number | null)[] }[];
  /** Labelled by their evening. */
  nights: { night: string; label: string; hours: number; count: number | null }[];
  /** Not timed to the hour: in no column. */
  untimed: number | null;
}

/** Hour by hour: lists have one entry for each frame, classes one digit. */
export interface Hours extends Answer {
  verdict: string;
  /** Cells times hours that the one correction is for. */
  tests: number;
  frames: {
    hour: number;
    /** Hours of the moving window: three; two at an end of the night, one of a single hour. */
    width: number;
    events: number | null;
    tested: number;
    cells: number;
    groups: number;
  }[];
  groups: {
    id: string;
    cell: string;
    rank: number | null;
    name: string;
    events: number | null;
    class: number;
    counts: (number | null)[];
    expected: (number | null)[];
    classes: string;
  }[];
  /** Cells hot at some hour; `group` is a position in `groups`, null for one in no hotspot of all hours. */
  cells: { cell: string; group: number | null; classes: string }[];
  /** Known only to an interval that lies within no three hours. */
  in_no_frame: number | null;
  withheld: number;
}

export type ChangeState = 'new' | 'persisting' | 'gone' | 'first-only' | 'both' | 'second-only';

export interface Compare extends Answer {
  kind: 'periods' | 'sources';
  /** The selection itself. */
  first: Side;
  /** What it is compared with. */
  second: Side;
  change: Change | null;
  /** Why no change is given. */
  refused: string | null;
  /** Days after it are not complete and left out of the comparison. */
  complete_to: string | null;
  annotations: { date: string; text: string }[];
  groups: ChangeGroup[];
  shapes: GeoJSON.FeatureCollection;
}

export interface Side {
  label: string;
  from: string;
  to: string;
  source: string;
  count: number | null;
  count_shown: string;
}

export interface Change {
  percent: number;
  low: number | null;
  high: number | null;
  words: string;
}

export interface ChangeGroup {
  id: string;
  state: ChangeState;
  rank: number | null;
  name: string;
  street: string | null;
  area: string | null;
  lon: number;
  lat: number;
  bbox: Bounds;
  first: number | null;
  second: number | null;
  /** Steps: -2 a clear fall, 2 a clear rise. */
  change: { percent: number; low: number | null; high: number | null; step: number } | null;
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
