import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { expect, test } from 'vitest';
import { createActor, fromPromise, setup, waitFor } from 'xstate';
import { withoutData } from '../../../renderer/src/development/inspector.ts';

const secret = 'Ada Byron 21234000000017';

const machine = setup({
  types: {
    context: {} as { name: string },
    input: {} as string,
    events: {} as { type: 'asked'; name: string },
  },
  actors: { call: fromPromise<string, string>(({ input }) => Promise.resolve(input)) },
}).createMachine({
  id: 'desk',
  context: ({ input }) => ({ name: input }),
  initial: 'idle',
  states: {
    idle: { on: { asked: 'calling' } },
    calling: { invoke: { src: 'call', input: ({ event }) => event.name, onDone: 'done' } },
    done: { type: 'final' },
  },
  output: ({ context }) => context.name,
});

test('the inspector receives states and events, but no data of the machines', async () => {
  const sent: StatelyInspectionEvent[] = [];
  const { inspect } = createInspector(
    { send: (event: StatelyInspectionEvent) => void sent.push(event) },
    { serialize: withoutData },
  );
  const actor = createActor(machine, { inspect, input: secret });
  actor.start();
  actor.send({ type: 'asked', name: secret });
  await waitFor(actor, (snapshot) => snapshot.status === 'done');
  await expect.poll(() => JSON.stringify(sent)).toContain('"value":"done"');
  const text = JSON.stringify(sent);
  expect(text).toContain('"value":"calling"');
  expect(text).toContain('"type":"asked"');
  expect(text).not.toContain('Ada');
});
