/** Whether the page is too narrow for two columns; the media queries of the styles say the same width. */
class Narrow {
  now = $state(false);

  constructor() {
    const query = matchMedia('(max-width: 1099px)');
    this.now = query.matches;
    query.addEventListener('change', () => (this.now = query.matches));
  }
}

export const narrow = new Narrow();
