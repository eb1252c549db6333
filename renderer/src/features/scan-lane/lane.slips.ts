import { lane } from './lane.setup.ts';
import { isRetryable, refusal, value } from './lane.steps.ts';

/** No slip is asked for. */
export const idle = lane.createStateConfig({
  on: { 'slip.asked': { target: 'printing', actions: 'askSlip' } },
});

/** A slip asked for again is on its way into the queue of the printer. */
export const printing = lane.createStateConfig({
  tags: 'printing',
  invoke: {
    src: 'printSlip',
    input: ({ context: { slipAsk } }) => {
      if (!slipAsk) throw new Error('No slip to print.');
      return slipAsk;
    },
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'idle',
        actions: { type: 'slipQueued', params: ({ event }) => value(event.output) },
      },
      { guard: ({ event }) => isRetryable(event.output), target: 'unconfirmed' },
      {
        target: 'idle',
        actions: [
          { type: 'slipRefused', params: ({ event }) => refusal(event.output) },
          { type: 'tone', params: 'refused' },
        ],
      },
    ],
    onError: 'unconfirmed',
  },
  after: { callTimeout: 'unconfirmed' },
});

/** Nobody knows whether the slip was queued: the same ask again, or leave it. */
export const unconfirmed = lane.createStateConfig({
  tags: 'slipUnconfirmed',
  entry: { type: 'tone', params: 'attention' },
  on: { 'slip.retried': 'printing', 'slip.givenUp': { target: 'idle', actions: 'giveUpSlip' } },
});
