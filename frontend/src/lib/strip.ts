/** The hours of the night of one cluster. */
import type { Hours } from '../api/types';

/** Whether a cluster is hot at an hour; not known is not hot. */
export function hotAt(hours: Hours | null, id: string, hour: number | undefined): boolean {
  const at = hours?.frames.findIndex((frame) => frame.hour === hour) ?? -1;
  const group = hours?.groups.find((one) => one.id === id);
  return at >= 0 && Number(group?.classes[at] ?? 0) > 0;
}
