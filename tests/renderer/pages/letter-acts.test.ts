import { expect, test, vi } from 'vitest';
import type { LetterRow } from '../../../shared/ipc/calls/letters.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import { printLetters, sendLetters, undoDealtWith } from '../../../renderer/src/pages/letters/letter-acts.ts';

const answer = vi.hoisted(() => vi.fn<(call: string) => unknown>());
vi.mock('../../../renderer/src/api/desk.ts', async (original) => ({
  ...(await original<object>()),
  ask: async (call: string) => answer(call),
}));

test('one letter and several are counted in one sentence', () => {
  expect([printLetters.done(1), printLetters.done(3)]).toEqual([
    '1 letter sent to the printer.',
    '3 letters sent to the printer.',
  ]);
});

test('a letter that is set aside counts as not sent, with the reason', async () => {
  const send = async (now: object) => {
    answer.mockReturnValue(now);
    return 'each' in sendLetters && (await sendLetters.each({ id: 1 } as LetterRow, 'o' as OpId));
  };
  expect(await send({ state: 'waiting', note: '' })).toBeNull();
  expect(await send({ state: 'outdated', note: 'Not sent: the item was returned to the partner.' })).toBe(
    'Not sent: the item was returned to the partner. It is now under “Not sent”; you can send it from there.',
  );
});

test('undoing the mark says how many could not be undone, and why', async () => {
  answer.mockReturnValue([{ id: 1, ok: true }]);
  expect(await undoDealtWith([1])).toEqual({ words: 'Undone: 1 letter.', failed: false });
  answer.mockReturnValue([
    { id: 1, ok: true },
    { id: 2, ok: false, message: 'It was printed since.' },
  ]);
  expect(await undoDealtWith([1, 2])).toEqual({
    words: 'Undone: 1 letter. 1 letter was not: It was printed since.',
    failed: true,
  });
});
