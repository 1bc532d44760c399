import type { Palette, Theme } from '../lib/colours';

/** What a layer needs to know to draw itself. */
export interface Look {
  theme: Theme;
  palette: Palette;
  /** 1, or 1.5 for a room that reads from the back row. */
  scale: number;
}

export const REGULAR = ['Noto Sans Regular'];
export const SEMIBOLD = ['Noto Sans SemiBold'];
export const ITALIC = ['Noto Sans Italic'];

/** From this zoom a group is drawn as a shape; below it only as a badge. */
export const SHAPES_FROM = 11.5;
/** From this zoom the cells of a group are drawn by class. */
export const CELLS_FROM = 12.5;
/** From this zoom small streets are named and places are drawn. */
export const STREETS_FROM = 14;
/** Squares, stations and the like are named first, the many venues from close by. */
export const LANDMARK_NAMES_FROM = 14.5;
export const VENUE_NAMES_FROM = 15.5;
