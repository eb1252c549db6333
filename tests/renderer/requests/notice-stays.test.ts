import { expect, test } from 'vitest';
import { staysUntilDismissed } from '../../../renderer/src/requests/notice-stays.ts';
import type { Feedback } from '../../../renderer/src/machines/step-runner.ts';

const bulk = (...done: readonly boolean[]): Feedback =>
  ({
    kind: 'bulk',
    title: 'Send',
    lines: done.map((one) => ({ done: one, opId: one ? 'op' : null })),
  }) as unknown as Feedback;

test('the notice of several steps stays until it is dismissed: nothing else undoes all of them', () => {
  expect(staysUntilDismissed(bulk(true, true))).toBe(true);
  expect(staysUntilDismissed(bulk(true))).toBe(false);
  expect(staysUntilDismissed({ kind: 'notice', message: 'R1: slip sent to the printer.' })).toBe(false);
});

test('the notice of a failure stays, also if it failed for one of several requests', () => {
  expect(staysUntilDismissed(bulk(true, false))).toBe(true);
  expect(staysUntilDismissed(bulk(false))).toBe(true);
  expect(staysUntilDismissed({ kind: 'failed', message: 'The disk is full.' })).toBe(true);
});
