import { expect, test } from 'vitest';
import { answerFailedCall } from '../../../electron/main/ipc/failed-call.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { fail, ok } from '../../../shared/ipc/result.ts';

const failure = fail('disk-full', 'The disk is full, so nothing was saved.', { cause: 'SQLITE_FULL' });
const said = (
  input: unknown,
  stored: readonly string[] | 'unreadable',
  again: (() => Promise<Result<unknown>>) | null = () => Promise.resolve(ok('first answer')),
) =>
  answerFailedCall({
    failure,
    input,
    isStored: (opId) => {
      if (stored === 'unreadable') throw new Error('SQLITE_IOERR');
      return stored.includes(opId);
    },
    again,
  });

test('a step that is not in the log is not stored, and the failure says so', async () => {
  expect(await said({ opId: 'a' }, [])).toEqual({
    ok: false,
    error: { ...failure.error, details: { cause: 'SQLITE_FULL', stored: 'no' } },
  });
});

test('a stored step whose call failed gets its first answer', async () => {
  expect(await said({ opId: 'a' }, ['a'])).toEqual(ok('first answer'));
  expect(await said({ requests: [{ opId: 'a' }, { opId: 'b' }] }, ['a', 'b'])).toEqual(ok('first answer'));
});

test('if the first answer is not available, the failure says that the step is stored', async () => {
  for (const again of [null, () => Promise.reject(new Error('SQLITE_IOERR'))]) {
    const answer = await said({ opId: 'a' }, ['a'], again);
    expect(answer).toMatchObject({ ok: false, error: { retryable: true, details: { stored: 'yes' } } });
    expect(JSON.stringify(answer)).toContain('This step is saved');
    expect(JSON.stringify(answer)).not.toContain('nothing was saved');
  }
});

test('an unreadable log, and a step stored in part, are reported as unknown', async () => {
  const unreadable = await said({ opId: 'a' }, 'unreadable');
  expect(unreadable).toMatchObject({
    ok: false,
    error: { code: 'disk-full', details: { stored: 'unknown' } },
  });
  expect(JSON.stringify(unreadable)).toContain('it is unclear whether this step was saved');
  const parts = await said({ requests: [{ opId: 'a' }, { opId: 'b' }] }, ['a']);
  expect(parts).toMatchObject({ ok: false, error: { details: { stored: 'unknown' } } });
  expect(JSON.stringify([unreadable, parts])).not.toContain('nothing was saved');
});

test('a call that stores no step reports its failure', async () => {
  expect(await said({ code: 'a' }, 'unreadable')).toEqual(failure);
  expect(await said(null, 'unreadable')).toEqual(failure);
});
