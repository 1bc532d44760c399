/** The peak cell and its ring drawn from their centres, at any angle the grid lies. */

export interface Petal {
  x: number;
  y: number;
  /** Corner list for an SVG polygon. */
  corners: string;
}

/** Positions in a plane whose unit is the distance between two neighbouring centres, y down. */
export function flower(cells: readonly { lon: number; lat: number; centre?: boolean }[]): Petal[] {
  const centre = cells.find((c) => c.centre) ?? cells[0];
  if (!centre) return [];
  const narrowing = Math.cos((centre.lat * Math.PI) / 180);
  const flat = cells.map((c) => ({
    x: (c.lon - centre.lon) * narrowing,
    y: centre.lat - c.lat,
  }));
  const ring = flat.filter((p) => Math.hypot(p.x, p.y) > 0);
  const apart = Math.min(...ring.map((p) => Math.hypot(p.x, p.y)));
  const unit = Number.isFinite(apart) ? apart : 1;
  const towards = ring[0] ? Math.atan2(ring[0].y, ring[0].x) : 0;
  return flat.map((p) => {
    const [x, y] = [p.x / unit, p.y / unit];
    const corners = Array.from({ length: 6 }, (_, k) => {
      const angle = towards + Math.PI / 6 + (k * Math.PI) / 3;
      return `${(x + Math.cos(angle) * 0.565).toFixed(3)},${(y + Math.sin(angle) * 0.565).toFixed(3)}`;
    });
    return { x, y, corners: corners.join(' ') };
  });
}
