/**
 * The 95% interval of a Poisson count: exact up to 9 as tabulated (Garwood), Byar's approximation from
 * ten on, which is good to three digits there.
 */
const Z = 1.959963984540054;

const EXACT: readonly (readonly [number, number])[] = [
  [0, 3.6889],
  [0.0253, 5.5716],
  [0.2422, 7.2247],
  [0.6187, 8.7673],
  [1.0899, 10.2416],
  [1.6235, 11.6683],
  [2.2019, 13.0595],
  [2.8144, 14.4227],
  [3.4538, 15.7632],
  [4.1154, 17.0848],
];

export function byar(count: number): { low: number; high: number } {
  const exact = EXACT[count];
  if (exact) return { low: exact[0], high: exact[1] };
  const end = (n: number, z: number) => n * (1 - 1 / (9 * n) + z / (3 * Math.sqrt(n))) ** 3;
  return { low: end(count, -Z), high: end(count + 1, Z) };
}
