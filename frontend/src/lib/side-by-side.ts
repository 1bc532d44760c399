/** The two sides of a comparison as a map each: what stands on it, and the words over it. */
import type { ChangeGroup, Compare, Group, Hotspots } from '../api/types';
import { markOf, sideHead } from './compare';
import { plural } from './format';
import { groupRow, type Row } from './rows';

export type SideOf = 'first' | 'second';

/**
 * The places of one side in its own colours, each under the number and name it has in the table. What
 * this side has alone comes first, then the order of the table: where not all have room on both maps,
 * the same are left out.
 */
export function sideRows(groups: readonly Group[], all: readonly ChangeGroup[]): Row[] {
  const alone = (state: ChangeGroup['state']) => state === 'gone' || state === 'second-only';
  const listed = [...all.filter((g) => alone(g.state)), ...all.filter((g) => !alone(g.state))];
  const known = listed.flatMap((compared) => {
    const group = groups.find(({ id }) => id === compared.id);
    return group ? [{ ...groupRow(group), mark: markOf(compared, all), name: compared.name }] : [];
  });
  const rest = groups.filter((group) => !known.some(({ id }) => id === group.id));
  return [...known, ...rest.map((group) => ({ ...groupRow(group), mark: '–' }))];
}

/** "Oct 2022–Sep 2023: 9,686; 17 places stand out" */
export function sideTitle(compare: Compare, of: SideOf, answer: Hotspots): string {
  return `${sideHead(compare[of], compare.kind)}: ${compare[of].count_shown}; ${foundWords(answer)}`;
}

function foundWords({ verdict, groups, withheld }: Hotspots): string {
  if (verdict === 'none') return 'no place stands out';
  if (verdict !== 'hot') return 'not tested';
  const many = groups.length + withheld;
  return `${plural(many, 'place')} ${many === 1 ? 'stands' : 'stand'} out`;
}
