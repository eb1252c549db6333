import { expect, test } from 'vitest';
import { createActor, fromPromise, SimulatedClock } from 'xstate';
import { syncMachine, type Attempt } from '../../../../electron/main/sync/link/sync.machine.ts';

const refused: Attempt = { kind: 'stopped', why: 'refused', words: 'password authentication failed' };

/** A workstation whose attempts to connect have the given outcomes, the last one repeatedly. */
const withAttempts = (...attempts: readonly Attempt[]) => {
  const clock = new SimulatedClock();
  let made = 0;
  const actor = createActor(
    syncMachine.provide({
      actors: {
        connect: fromPromise(() => {
          made += 1;
          return Promise.resolve(attempts[made - 1] ?? attempts.at(-1) ?? refused);
        }),
        sync: fromPromise<Attempt>(() => Promise.resolve({ kind: 'ready' })),
      },
    }),
    { input: { paused: false }, clock },
  );
  actor.start();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    actor,
    made: () => made,
    shows: () => [actor.getSnapshot().value, actor.getSnapshot().context.stopped],
    pass: async (ms: number) => {
      await settle();
      clock.increment(ms);
      await settle();
    },
    settle,
  };
};

test('a stopped workstation checks each minute whether the cause is gone, and shows the same until it is', async () => {
  const { shows, made, pass, settle, actor } = withAttempts(refused, refused, { kind: 'ready' });
  await settle();
  expect(shows()).toEqual(['stopped', 'refused']);
  expect(actor.getSnapshot().context.words).toBe('password authentication failed');
  const shown: unknown[] = [];
  actor.subscribe(({ context }) => shown.push(context.stopped));
  await pass(59_000);
  expect(made()).toBe(1);
  await pass(1_000);
  expect(made()).toBe(2);
  expect(shows()).toEqual(['stopped', 'refused']);
  expect(new Set(shown)).toEqual(new Set(['refused']));
  await pass(60_000);
  expect(shows()).toEqual(['inStep', null]);
});

test('a user who presses Try again sees that it is tried', async () => {
  const { shows, made, settle, actor } = withAttempts(refused);
  await settle();
  actor.send({ type: 'resume' });
  expect(shows()).toEqual(['connecting', null]);
  await settle();
  expect(shows()).toEqual(['stopped', 'refused']);
  expect(made()).toBe(2);
});

test('while it is paused, or the hub cannot be reached, the former reason is not shown', async () => {
  const unreachable: Attempt = { kind: 'unreachable', words: 'nobody', isFull: false };
  const { shows, pass, settle, actor } = withAttempts(refused, unreachable);
  await settle();
  await pass(60_000);
  expect(shows()).toEqual(['offline', null]);
  actor.send({ type: 'pause' });
  expect(shows()).toEqual(['paused', null]);
});
