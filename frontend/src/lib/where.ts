import type { Group } from '../api/types';

/** The area and street under the name of a place, without repeating the name. */
export function whereWords(group: Group): string {
  return [group.area, group.street].filter((text) => text && text !== group.name).join(', ');
}
