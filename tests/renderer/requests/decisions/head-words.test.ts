import { expect, test } from 'vitest';
import { conditionReason, partnerOf } from '../../../../renderer/src/requests/decisions/parts/head-words.ts';
import type { TurnId } from '../../../../shared/domain/ids.ts';
import { newLife, type Life } from '../../../../shared/domain/life/life.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';

const [first, second] = [1, 2] as TurnId[] as [TurnId, TurnId];
const rota = (...states: Life['turns'][number]['state'][]) => ({
  ...newLife,
  volumes: [],
  turns: states.map((state, index) => ({ ...newTurn([first, second][index]!, null), state })),
});
const partnersOf = ({ turns }: ReturnType<typeof rota>) => [
  { turnId: first, name: 'North', inUse: false, state: turns[0]!.state },
  { turnId: second, name: 'Lake', inUse: true, state: turns[1]!.state },
];
const partnerIn = (life: ReturnType<typeof rota>): string => partnerOf({ life, partners: partnersOf(life) });

test('before a request is sent, its window names the partner that is asked next', () => {
  expect(partnerIn(rota('waiting', 'waiting'))).toBe('next: Lake');
  expect(partnerOf({ life: rota(), partners: [] })).toBe('no partner');
  expect(partnerIn(rota('asked', 'waiting'))).toBe('North');
  expect(partnerIn(rota('rejected', 'waiting'))).toBe('next: Lake');
  expect(partnerIn({ ...rota('rejected', 'waiting'), cancelWish: 'patron' })).toBe('North');
});

test('no partner is next for a request that is closed or to be cancelled', () => {
  expect(partnerIn({ ...rota('waiting', 'waiting'), endedAs: 'CANCELLED_BY_STAFF' })).toBe('no partner');
  expect(partnerIn({ ...rota('waiting', 'waiting'), cancelWish: 'patron' })).toBe('no partner');
});

test('a condition that nobody recorded is said to be unknown', () => {
  const condition = { reason: '', note: '', cost: '', replyBy: null, setAt: null };
  expect(conditionReason({ condition: null })).toBe('Not known. Ask the partner before you reply.');
  expect(conditionReason({ condition })).toBe('Not known. Ask the partner before you reply.');
  expect(conditionReason({ condition: { ...condition, note: 'Only here' } })).toBe('');
  expect(conditionReason({ condition: { ...condition, reason: 'LibraryUseOnly' } })).toBe('Library use only');
  expect(conditionReason({ condition: { ...condition, cost: '40 EUR' } })).toBe('Costs 40 EUR');
  expect(conditionReason({ condition: { ...condition, reason: 'Other', cost: '40' } })).toBe(
    'See note · Costs 40',
  );
});
