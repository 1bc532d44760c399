/** Of the notes of a before and after, those about what it can tell; the others are of every answer. */
const OWN = /regression to the mean|of different seasons|on one side of the day/;

export function changeNotes(caveats: readonly string[]): string[] {
  return caveats.filter((note) => OWN.test(note));
}
