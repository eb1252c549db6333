import { expect, test } from 'vitest';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import { askedPartners, type RotaEnd } from '../../../shared/domain/rota.ts';

const [north, west, lake] = [1, 2, 3] as PartnerId[] as [PartnerId, PartnerId, PartnerId];
const rota = (...lines: readonly (readonly [PartnerId, RotaEnd | null])[]) =>
  lines.map(([partnerId, ended], index) => ({ position: index + 1, partnerId, ended }));

test.each([
  ['nobody was asked', rota(), null, []],
  ['one that stands in no rota', rota(), north, [north]],
  ['the first has it', rota([north, null], [west, null]), north, [north]],
  ['the first said no', rota([north, 'rejected'], [west, null], [lake, null]), west, [north, west]],
  ['a file brought it to the second', rota([north, null], [west, null], [lake, null]), west, [north, west]],
  [
    'all said no, and the last is still the active one',
    rota([north, 'rejected'], [west, 'expired']),
    west,
    [north, west],
  ],
  [
    'asked a second time: once, as the last',
    rota([north, 'declined'], [west, 'rejected'], [north, null]),
    north,
    [west, north],
  ],
] as const)('%s', (_, lines, active, asked) => {
  expect(askedPartners(lines, active)).toEqual(asked);
});
