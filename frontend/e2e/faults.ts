/** What a person would call untidy, measured in the page. */

/** Pairs of visible texts that lie on each other, and texts that are cut off. */
export function textFaults(): string[] {
  interface Box {
    element: Element;
    text: string;
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  const faults: string[] = [];
  const boxes: Box[] = [];
  const clipped = (at: Element | null): boolean =>
    at !== null && (getComputedStyle(at).clipPath !== 'none' || clipped(at.parentElement));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    // What says that an answer is under way passes over the page for a moment, on a ground of its own.
    if (!element || !text || element.closest('.visually-hidden, option, script, style, .updating'))
      continue;
    if (clipped(element)) continue; // For screen readers only.
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const drawn = element instanceof SVGElement;
    // An ellipsis says that there is more; the panel about the place says it whole.
    const shortened = getComputedStyle(element).textOverflow === 'ellipsis';
    const wide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    if (!drawn && wide && !shortened) {
      faults.push(`cut off: "${text}"`);
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // The box of a line of Noto Sans is taller than its letters; only the letters count.
      const slack = rect.height * 0.17;
      const box = {
        element,
        text,
        left: rect.left + 0.5,
        right: rect.right - 0.5,
        top: rect.top + slack,
        bottom: rect.bottom - slack,
      };
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue;
        const frame = at.getBoundingClientRect();
        box.left = Math.max(box.left, frame.left);
        box.right = Math.min(box.right, frame.right);
        box.top = Math.max(box.top, frame.top);
        box.bottom = Math.min(box.bottom, frame.bottom);
      }
      // Rows slide under the head of their table, which hides them.
      const head = element.closest('tbody') && element.closest('table')?.tHead?.rows[0]?.cells[0];
      if (head && getComputedStyle(head).position === 'sticky')
        box.top = Math.max(box.top, head.getBoundingClientRect().bottom);
      if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
      if (rect.right > document.documentElement.clientWidth + 1)
        faults.push(`off the page: "${text}"`);
      boxes.push(box);
    }
  }
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(0, i)) {
      if (a.element === b.element) continue;
      const over = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      if (over) faults.push(`"${a.text}" lies on "${b.text}"`);
    }
  });
  return faults;
}

/** Controls smaller than 24 x 24 px. */
export function smallTargets(): string[] {
  const controls = document.querySelectorAll(
    'button, input, select, summary, a[href], [role="tab"]',
  );
  return [...controls].flatMap((control) => {
    if (!control.checkVisibility()) return [];
    // A ticked word is as large a target as its label.
    const target = control.closest('label') ?? control;
    const rects = [...target.getClientRects()];
    const small = rects.some((r) => r.width < 23.9 || r.height < 23.9);
    return small ? [`${control.outerHTML.slice(0, 80)} ${JSON.stringify(rects[0])}`] : [];
  });
}
