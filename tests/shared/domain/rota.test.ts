import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import { supplyStates } from '../../../shared/domain/life/life.ts';
import type { RotaEnd, RotaLine } from '../../../shared/domain/rota.ts';
import { activeLine, isWithPartner, nextLine, partnerToAsk, rotaTurns } from '../../../shared/domain/rota.ts';
import { checkProperty } from '../../support/check-property.ts';

const [north, west, lake] = [1, 2, 3] as PartnerId[] as [PartnerId, PartnerId, PartnerId];
const line = (position: number, partnerId: PartnerId, ended: RotaEnd | null = null): RotaLine => ({
  position,
  partnerId,
  ended,
});

test('the active partner has the first of its open lines, the next one follows it', () => {
  const rota = [line(1, north), line(2, west), line(3, lake)];
  expect(activeLine(rota, west)).toBe(rota[1]);
  expect(nextLine(rota, west)).toBe(rota[2]);
  expect(nextLine(rota, lake)).toBeUndefined();
});

test('a partner that stands twice is asked twice', () => {
  const rota = [line(1, north, 'declined'), line(2, west), line(3, north)];
  expect(nextLine(rota, west)).toBe(rota[2]);
  expect(activeLine(rota, north)).toBe(rota[2]);
});

test('without an active line the first open one after all that ended is next', () => {
  expect(nextLine([line(1, north), line(2, west)], null)).toMatchObject({ partnerId: north });
  expect(nextLine([line(1, north), line(2, west)], lake)).toMatchObject({ partnerId: north });
  expect(nextLine([line(1, north, 'rejected'), line(2, west)], north)).toMatchObject({ partnerId: west });
  expect(nextLine([], north)).toBeUndefined();
});

test('a request goes to its active partner, or, when that had its turn, to the next', () => {
  expect(partnerToAsk([], north)).toBe(north);
  expect(partnerToAsk([line(1, north), line(2, west)], north)).toBe(north);
  expect(partnerToAsk([line(1, north), line(2, west)], null)).toBe(north);
  expect(partnerToAsk([line(1, north, 'rejected'), line(2, west)], north)).toBe(west);
  expect(partnerToAsk([line(1, north, 'rejected')], north)).toBeNull();
  expect(partnerToAsk([line(1, north, 'rejected'), line(2, north)], north)).toBe(north);
  expect(partnerToAsk([], null)).toBeNull();
  // One that stands in no line was chosen by hand: what ended for others does not end it.
  expect(partnerToAsk([line(1, north, 'rejected'), line(2, west)], lake)).toBe(lake);
});

test('each line has its turn once: from the first to the end of the rota nobody is passed over or asked again', () => {
  const rotas = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
  checkProperty(
    fc.property(rotas, (partners) => {
      let rota = partners.map((partner, index) => line(index + 1, partner as PartnerId));
      let active = partnerToAsk(rota, null);
      const asked: number[] = [];
      while (active !== null && asked.length <= partners.length) {
        asked.push(active);
        const ending = activeLine(rota, active);
        const next = nextLine(rota, active);
        rota = rota.map((each) => (each === ending ? { ...each, ended: 'rejected' as const } : each));
        active = next?.partnerId ?? null;
      }
      expect(asked).toEqual(partners);
    }),
  );
});

test('the list says whose turn it is', () => {
  const rota = [line(3, lake), line(1, north, 'declined'), line(2, west), line(4, north)];
  expect(rotaTurns(rota, west, false).map(({ position, turn }) => [position, turn])).toEqual([
    [1, 'ended'],
    [2, 'active'],
    [3, 'next'],
    [4, 'waiting'],
  ]);
  expect(rotaTurns([line(1, north), line(2, west)], west, false).map(({ turn }) => turn)).toEqual([
    'ended',
    'active',
  ]);
});

test('nobody is asked any more once the request is over', () => {
  const rota = [line(1, north, 'declined'), line(2, west), line(3, lake), line(4, north)];
  expect(rotaTurns(rota, west, true).map(({ turn }) => turn)).toEqual([
    'ended',
    'ended',
    'unasked',
    'unasked',
  ]);
});

test('a partner has the request between sending and shipping', () => {
  expect(supplyStates.filter((supply) => isWithPartner({ supply }))).toEqual([
    'REQUEST_SENT',
    'WILL_SUPPLY',
    'CONDITIONAL',
  ]);
  expect(isWithPartner({ supply: 'SOMETHING_ELSE' })).toBe(false);
});
