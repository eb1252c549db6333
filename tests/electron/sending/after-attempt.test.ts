import { expect, it } from 'vitest';
import { afterAttempt, type Posted } from '../../../electron/main/sending/after-attempt.ts';
import type { PostResult } from '../../../electron/main/sending/verdict.ts';

const now = new Date('2026-11-25T09:00:00.000Z');
const pauseMs = (failures: number): number => failures * 60_000;
const after = (kind: PostResult['kind'], posted: Partial<Posted> = {}, errorType: string | null = null) => {
  const result = { kind, errorType, words: 'Words' } as PostResult;
  return afterAttempt({ attempts: 3, mayHaveArrived: false, ...posted }, result, { now, pauseMs });
};
const again = new Date('2026-11-25T09:03:00.000Z');

it('a message that was not confirmed is sent again after a pause, and it is known whether it may have arrived', () => {
  const waiting = { state: 'waiting', nextAt: again, words: 'Words', errorType: null };
  expect(after('unreached')).toEqual({ ...waiting, mayHaveArrived: false });
  expect(after('unknown')).toEqual({ ...waiting, mayHaveArrived: true });
  expect(after('unreached', { mayHaveArrived: true })).toEqual({ ...waiting, mayHaveArrived: true });
});

it('a message that exists already is ours if an earlier attempt may have arrived; otherwise it is somebody else’s', () => {
  expect(after('duplicate', { mayHaveArrived: true })).toMatchObject({ state: 'confirmed', words: '' });
  expect(after('duplicate')).toEqual({
    state: 'attention',
    mayHaveArrived: false,
    nextAt: null,
    words: 'Words',
    errorType: null,
  });
});

it('a message is final when it is confirmed or refused', () => {
  expect(after('ok')).toMatchObject({ state: 'confirmed', mayHaveArrived: true, nextAt: null, words: '' });
  expect(after('refused', { mayHaveArrived: true })).toEqual({
    state: 'refused',
    mayHaveArrived: true,
    nextAt: null,
    words: 'Words',
    errorType: null,
  });
});

it('a message that must not be repeated is left to a person', () => {
  const result = { kind: 'doubtful', words: 'Words' } as const;
  expect(afterAttempt({ attempts: 2, mayHaveArrived: true }, result, { now, pauseMs })).toEqual({
    state: 'attention',
    mayHaveArrived: true,
    nextAt: null,
    words: 'Words',
    errorType: null,
  });
});

it('a refusal is known by its type', () => {
  expect(after('refused', {}, 'UnrecognisedDataValue')).toMatchObject({
    state: 'refused',
    errorType: 'UnrecognisedDataValue',
  });
});
