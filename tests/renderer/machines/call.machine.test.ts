import { expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { answerOf, callBy, callTimeoutMs } from '../../../renderer/src/machines/call.machine.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../shared/ipc/result.ts';

type Made = {
  readonly ask: string;
  readonly answer: (result: Result<number>) => void;
  readonly breakOff: () => void;
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A call that the test answers, and a clock that only the test advances. */
const start = (isInDoubt?: (answer: Result<number>) => boolean) => {
  const made: Made[] = [];
  const clock = new SimulatedClock();
  const logic = callBy<string, number>(
    (ask) =>
      new Promise((answer, reject) => {
        made.push({ ask, answer, breakOff: () => reject(new Error('The pipe broke.')) });
      }),
    isInDoubt,
  );
  const actor = createActor(logic, { clock, input: { ask: 'once' } });
  actor.start();
  return { actor, made, clock, isInDoubt: () => actor.getSnapshot().hasTag('inDoubt') };
};

test.each([
  ['a value', ok(7)],
  ['a refusal', refuse('status-forbids', 'Not now.')],
])('a call ends with its answer: %s', async (_, answer) => {
  const { actor, made } = start();
  made[0]!.answer(answer);
  await settle();
  expect(actor.getSnapshot()).toMatchObject({ status: 'done', output: answer });
});

test('a late, broken or failed call is in doubt, and says why; a retry repeats the same input', async () => {
  const { actor, made, clock, isInDoubt } = start();
  const reasons: string[] = [];
  const doubted = (): void => {
    expect(isInDoubt()).toBe(true);
    reasons.push(actor.getSnapshot().context.failure);
    actor.send({ type: 'retried' });
    expect(isInDoubt()).toBe(false);
  };
  clock.increment(callTimeoutMs);
  doubted();
  made[1]!.breakOff();
  await settle();
  doubted();
  made[2]!.answer(refuse('database-busy', 'Busy.', undefined, true));
  await settle();
  doubted();
  made[3]!.answer(ok(1));
  await settle();
  expect(reasons).toEqual([
    'No answer yet. The result appears here as soon as the program answers.',
    'The connection was lost before the program answered.',
    'Busy.',
  ]);
  expect(made.map(({ ask }) => ask)).toEqual(['once', 'once', 'once', 'once']);
  expect(actor.getSnapshot().output).toEqual(ok(1));
});

test('a late answer is accepted, and a retry while the call is in flight is ignored', async () => {
  const { actor, made, clock, isInDoubt } = start();
  actor.send({ type: 'retried' });
  expect(made).toHaveLength(1);
  clock.increment(callTimeoutMs);
  expect(isInDoubt()).toBe(true);
  made[0]!.answer(ok(1));
  await settle();
  expect(actor.getSnapshot()).toMatchObject({ status: 'done', output: ok(1) });
});

test('an answer to a call that was retried in the meantime is not accepted twice', async () => {
  const { actor, made, clock, isInDoubt } = start();
  clock.increment(callTimeoutMs);
  actor.send({ type: 'retried' });
  made[0]!.answer(ok(1));
  await settle();
  expect([isInDoubt(), actor.getSnapshot().status]).toEqual([false, 'active']);
  made[1]!.answer(ok(2));
  await settle();
  expect(actor.getSnapshot().output).toEqual(ok(2));
});

test('a verified failure says that nothing is stored; an unverified one leaves it open', async () => {
  const { actor, made, clock } = start();
  const full = (stored: 'no' | 'unknown'): Result<number> => fail('disk-full', 'Full.', { stored });
  const known: boolean[] = [];
  const note = (): void => {
    known.push(actor.getSnapshot().context.isNothingStored);
    actor.send({ type: 'retried' });
  };
  made[0]!.answer(full('no'));
  await settle();
  note();
  made[1]!.answer(full('unknown'));
  await settle();
  note();
  made[2]!.answer(full('no'));
  await settle();
  note();
  clock.increment(callTimeoutMs);
  note();
  expect(known).toEqual([true, false, true, false]);
  const answer = full('no');
  expect(
    await answerOf(
      callBy<number, number>(() => Promise.resolve(answer)),
      1,
    ),
  ).toEqual(answer);
  expect(
    await answerOf(
      callBy<number, number>(() => Promise.resolve(full('unknown'))),
      1,
    ),
  ).toBeNull();
});

test('the caller may decide that every answer counts', async () => {
  const { actor, made } = start(() => false);
  const busy = refuse('database-busy', 'Busy.', undefined, true);
  made[0]!.answer(busy);
  await settle();
  expect(actor.getSnapshot().output).toEqual(busy);
});

test('outside a machine a call resolves with its answer, or null if the result is unknown', async () => {
  const answered = callBy<number, number>((ask) => Promise.resolve(ok(ask + 1)));
  expect(await answerOf(answered, 1)).toEqual(ok(2));
  const broken = callBy<number, number>(() => Promise.reject(new Error('The pipe broke.')));
  expect(await answerOf(broken, 1)).toBeNull();
  const silent = callBy<number, number>(() => new Promise(() => undefined), undefined, 10);
  expect(await answerOf(silent, 1)).toBeNull();
});
