/**
 * How high a box of rows may be so that none is cut: the head and as many whole rows as have room,
 * at least one.
 *
 * @param head Height of what stays above the rows, px.
 * @param rows Heights of the rows, px, in their order.
 * @param foot Height of what follows the last row, px.
 * @param room Height there is, px.
 */
export function wholeRows(
  head: number,
  rows: readonly number[],
  foot: number,
  room: number,
): number {
  let height = head;
  for (const [i, row] of rows.entries()) {
    // Half a pixel: heights are rounded when they are drawn.
    if (i > 0 && height + row > room + 0.5) return height;
    height += row;
  }
  return height + foot > room + 0.5 ? height : height + foot;
}

/** Keeps a scrolling box at a whole number of rows, as its parent, its rows or its view change. */
export function keepWholeRows(box: HTMLElement) {
  const frame = box.parentElement ?? box;
  const set = () => {
    const table = box.querySelector('table');
    const head = table?.tHead?.getBoundingClientRect().height ?? 0;
    const rows = [...(table?.tBodies[0]?.rows ?? [])];
    const first = rows.findIndex((r) => r.offsetTop + r.offsetHeight / 2 > box.scrollTop + head);
    const heights = rows.slice(Math.max(0, first)).map((r) => r.getBoundingClientRect().height);
    const foot = Math.max(0, box.scrollHeight - (table?.offsetHeight ?? 0));
    box.style.maxHeight = `${wholeRows(head, heights, foot, frame.clientHeight)}px`;
  };
  const sizes = new ResizeObserver(set);
  sizes.observe(frame);
  for (const part of box.children) sizes.observe(part);
  box.addEventListener('scroll', set);
  return { destroy: () => sizes.disconnect() };
}
