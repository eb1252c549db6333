import { expect, test, vi } from 'vitest';
import { reasonsToAsk, undoByKey } from '../../../renderer/src/steps/undo-question.ts';
import type { Instant, OpId } from '../../../shared/domain/ids.ts';
import type { StepView } from '../../../shared/ipc/views.ts';

const now = new Date();
const ago = (minutes: number): Instant => new Date(now.getTime() - minutes * 60_000).toISOString() as Instant;
const fresh = { corrects: false, shown: 'return-items', now } as const;

test('a recent step on this page without notifications is undone without a question', () => {
  expect(reasonsToAsk({ kind: 'return', at: ago(9) }, fresh)).toEqual([]);
  expect(reasonsToAsk({ kind: 'cancel', at: ago(1) }, { ...fresh, shown: 'today' })).toEqual([]);
  expect(reasonsToAsk({ kind: 'cancel', at: ago(1) }, { ...fresh, shown: 'requests' })).toEqual([]);
});

test.each([
  ['long ago', { kind: 'return', at: ago(10) }, fresh, 'It was done 10 minutes ago.'],
  ['hours ago', { kind: 'return', at: ago(150) }, fresh, 'It was done 2 hours ago.'],
  ['on another page', { kind: 'receive', at: ago(1) }, fresh, 'It was done on the Receiving Items page.'],
  [
    'on another page',
    { kind: 'cancel', at: ago(1) },
    fresh,
    'It was done on the Borrowing Requests or Today page.',
  ],
  [
    'on another page',
    { kind: 'return', at: ago(1) },
    { ...fresh, shown: 'settings' },
    'It was done on the Return Items page.',
  ],
  [
    'and somebody was told of it',
    { kind: 'return', at: ago(1) },
    { ...fresh, corrects: true },
    'A letter about it has been sent, or may have been.',
  ],
] as const)('a step that was taken %s asks: %#', (_why, step, facts, sentence) => {
  expect(reasonsToAsk(step, facts)).toEqual([sentence]);
});

const step = { opId: 'op' as OpId, kind: 'return', at: ago(0), undoRefusal: null } as StepView;

test('a second press while the first is being processed does nothing, nor does one on a step that is already undone', async () => {
  const undo = vi.fn<() => void>();
  const facts = vi.fn<() => Promise<{ isUndone: boolean; corrects: boolean; preview: string[] }>>(() =>
    Promise.resolve({ isUndone: false, corrects: false, preview: [] }),
  );
  const press = () => undoByKey(step, { shown: 'return-items', facts, undo });
  await Promise.all([press(), press(), press()]);
  expect(facts).toHaveBeenCalledTimes(1);
  expect(undo).toHaveBeenCalledTimes(1);
  facts.mockResolvedValue({ isUndone: true, corrects: false, preview: [] });
  await press();
  expect(undo).toHaveBeenCalledTimes(1);
});

test('a call that breaks off leaves the key free for the next press', async () => {
  const undo = vi.fn<() => void>();
  const broken = () => Promise.reject(new Error('broke off'));
  await expect(undoByKey(step, { shown: 'return-items', facts: broken, undo })).rejects.toThrow('broke off');
  const facts = () => Promise.resolve({ isUndone: false, corrects: false, preview: [] });
  await undoByKey(step, { shown: 'return-items', facts, undo });
  expect(undo).toHaveBeenCalledTimes(1);
});
