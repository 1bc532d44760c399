/** A scale bar: a round length that fits, and its width on the screen. */

/** Metres one CSS pixel covers at a latitude, for the 512-pixel tiles of the map. */
export function metresPerPixel(latitude: number, zoom: number): number {
  const around = 40_075_016.686;
  return (Math.cos((latitude * Math.PI) / 180) * around) / (512 * 2 ** zoom);
}

/** The longest of 1, 2, 5 x 10^n metres that is at most `room` pixels wide. */
export function scaleBar(perPixel: number, room: number): { words: string; width: number } {
  const most = perPixel * room;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2].find((step) => step * power <= most) ?? 1) * power;
  const words = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  return { words, width: metres / perPixel };
}
