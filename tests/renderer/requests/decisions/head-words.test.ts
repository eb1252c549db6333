import { expect, test } from 'vitest';
import { conditionWords, partnerOf } from '../../../../renderer/src/requests/decisions/parts/head-words.ts';
import type { TurnId } from '../../../../shared/domain/ids.ts';
import { newLife, type Life } from '../../../../shared/domain/life/life.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';

const [first, second] = [1, 2] as TurnId[] as [TurnId, TurnId];
const rota = (...states: Life['turns'][number]['state'][]) => ({
  ...newLife,
  volumes: [],
  turns: states.map((state, index) => ({ ...newTurn([first, second][index]!, null), state })),
});
const partners = [
  { turnId: first, name: 'North', inUse: false },
  { turnId: second, name: 'Lake', inUse: true },
];

test('before a request is sent, its window names the partner that is asked next', () => {
  expect(partnerOf({ life: rota('waiting', 'waiting'), partners })).toBe('next: Lake');
  expect(partnerOf({ life: rota(), partners: [] })).toBe('no partner');
  expect(partnerOf({ life: rota('asked', 'waiting'), partners })).toBe('North');
  expect(partnerOf({ life: rota('rejected', 'waiting'), partners })).toBe('North');
});

test('a condition that nobody recorded is said to be unknown', () => {
  const condition = { reason: '', note: '', replyBy: null, setAt: null };
  expect(conditionWords({ condition: null })).toBe('Not known. Ask the partner before you reply.');
  expect(conditionWords({ condition })).toBe('Not known. Ask the partner before you reply.');
  expect(conditionWords({ condition: { ...condition, note: 'Only here' } })).toBe('');
  expect(conditionWords({ condition: { ...condition, reason: 'LibraryUseOnly' } })).toBe('Library use only');
});
