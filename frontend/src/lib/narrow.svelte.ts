/** Whether the page is of such a size; the media queries of the styles say the same. */
class Size {
  now = $state(false);

  constructor(media: string) {
    const query = matchMedia(media);
    this.now = query.matches;
    query.addEventListener('change', () => (this.now = query.matches));
  }
}

/** Too narrow for two columns. */
export const narrow = new Size('(max-width: 1099px)');
/** A laptop under the bars of its browser. */
export const low = new Size('(max-height: 700px)');
/** Wide enough for two maps beside the table. */
export const wide = new Size('(min-width: 1600px)');
