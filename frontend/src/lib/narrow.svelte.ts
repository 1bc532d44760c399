/** Whether the page is so small; the media queries of the styles say the same. */
class Small {
  now = $state(false);

  constructor(media: string) {
    const query = matchMedia(media);
    this.now = query.matches;
    query.addEventListener('change', () => (this.now = query.matches));
  }
}

/** Too narrow for two columns. */
export const narrow = new Small('(max-width: 1099px)');
/** A laptop under the bars of its browser. */
export const low = new Small('(max-height: 700px)');
