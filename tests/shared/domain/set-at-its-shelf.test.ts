import { expect, test } from 'vitest';
import { isMoreExpected } from '../../../shared/domain/hold-shelf.ts';

const volumes = (...statuses: readonly string[]) =>
  statuses.map((status) => ({ status: status.replace('back ', ''), goingBack: status.startsWith('back ') }));

test.each([
  ['a single item', 1, ['on-hold-shelf'], false, false],
  ['the first of three', 3, ['on-hold-shelf'], false, true],
  ['the last of three', 3, ['on-hold-shelf', 'on-loan', 'on-hold-shelf'], false, false],
  ['one that is on its way here', 2, ['on-hold-shelf', 'in-transit'], false, true],
  ['one that is on its way back', 2, ['on-hold-shelf', 'back in-transit'], false, false],
  ['one that was lost', 2, ['on-hold-shelf', 'lost'], false, false],
  ['nobody knows how many, and none is on its way', null, ['on-hold-shelf'], false, false],
  ['nobody knows how many, and the set is still open', null, ['on-hold-shelf'], true, true],
] as const)('%s', (_, expected, statuses, isOpen, more) => {
  expect(isMoreExpected({ expected, volumes: volumes(...statuses), isOpen })).toBe(more);
});
