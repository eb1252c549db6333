import { expect, test } from 'vitest';
import type { PastLimit } from '../../../../../electron/main/desk/queries/today/past-limits.ts';
import { watchPastLimits } from '../../../../../electron/main/desk/queries/today/past-limits.ts';

/** A workstation with a given clock, counts and setting. */
const workstation = () => {
  const now = { isOn: true, isLocked: false, counts: [] as readonly PastLimit[], fault: '' };
  const said: string[] = [];
  let look = (): void => undefined;
  const watch = watchPastLimits({
    every: (_, run) => {
      look = run;
      return () => said.push('stopped');
    },
    isOn: () => now.isOn,
    isLocked: () => now.isLocked,
    count: () => {
      if (now.fault !== '') throw new Error(now.fault);
      return now.counts;
    },
    showNumber: (number) => said.push(`number ${number}`),
    notify: (text, queue) => said.push(`${queue}: ${text}`),
    failed: (error) => said.push(String(error)),
  });
  /** Returns the new notifications after a check of these counts. */
  const lookAt = (counts: readonly PastLimit[]): readonly string[] => {
    now.counts = counts;
    look();
    return said.splice(0);
  };
  return { now, watch, lookAt, said };
};

const unanswered = (past: number): PastLimit => ({ id: 'sent-no-answer', past });
const overdue = (past: number): PastLimit => ({ id: 'past-reply', past });

test('items past their limit on start are counted but not announced', () => {
  const { lookAt } = workstation();
  expect(lookAt([unanswered(2), overdue(1)])).toEqual(['number 3']);
  expect(lookAt([unanswered(2), overdue(1)])).toEqual([]);
});

test('each increase is announced once, with its queue and without a name', () => {
  const { lookAt } = workstation();
  lookAt([unanswered(2), overdue(0)]);
  const grown = [unanswered(3), overdue(1)];
  expect(lookAt(grown)).toEqual([
    'number 4',
    'sent-no-answer: Sent, no answer: 3 waiting too long\nReply overdue: 1 past the reply-by date',
  ]);
  expect(lookAt(grown)).toEqual([]);
  expect(lookAt([unanswered(1), overdue(1)])).toEqual(['number 2']);
});

test('while no operator is signed in only the number is updated; increases in the meantime are announced afterwards', () => {
  const { now, lookAt } = workstation();
  lookAt([unanswered(1)]);
  now.isLocked = true;
  expect(lookAt([unanswered(2)])).toEqual(['number 2']);
  now.isLocked = false;
  expect(lookAt([unanswered(2)])).toEqual(['sent-no-answer: Sent, no answer: 2 waiting too long']);
});

test('is off until it is switched on, and removes the number when it is switched off', () => {
  const { now, watch, lookAt, said } = workstation();
  now.isOn = false;
  expect(lookAt([unanswered(5)])).toEqual([]);
  now.isOn = true;
  watch.settingsSaved();
  expect(said.splice(0)).toEqual(['number 5']);
  watch.settingsSaved();
  expect(said).toEqual([]);
  now.isOn = false;
  watch.settingsSaved();
  expect(said.splice(0)).toEqual(['number 0']);
});

test('a failing count is logged, and the next check works again', () => {
  const { now, lookAt } = workstation();
  lookAt([unanswered(1)]);
  now.fault = 'no database';
  expect(lookAt([])).toEqual(['Error: no database']);
  now.fault = '';
  expect(lookAt([unanswered(2)])).toEqual([
    'number 2',
    'sent-no-answer: Sent, no answer: 2 waiting too long',
  ]);
});
