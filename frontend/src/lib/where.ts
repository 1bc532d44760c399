/** The area and street under the name of a place, without repeating the name. */
export function whereWords(place: {
  name: string;
  street: string | null;
  area: string | null;
}): string {
  return [place.area, place.street].filter((text) => text && text !== place.name).join(', ');
}
