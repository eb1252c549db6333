import type { Result } from '../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { isRetryable, refusal, value } from './answers.ts';

type Answered = { readonly event: { readonly output: Result<PrintJobView> } };

/**
 * The states beside a lane in which a slip is asked for again: a printer that fails never holds the lane up.
 * The machine brings the actor `printSlip`, the delay `callTimeout`, the actions `askSlip`, `slipQueued`, `slipRefused`, `giveUpSlip`
 * and `tone`, the events `slip.asked`, `slip.retried` and `slip.givenUp`, and `slipAsk` in its context.
 */
export const slipStates = <Ask>() =>
  ({
    /** No slip is asked for. */
    idle: { on: { 'slip.asked': { target: 'printing', actions: 'askSlip' } } },
    /** A slip asked for again is on its way into the queue of the printer. */
    printing: {
      tags: 'printing',
      invoke: {
        src: 'printSlip',
        input: ({ context: { slipAsk } }: { readonly context: { readonly slipAsk: Ask | null } }): Ask => {
          if (!slipAsk) throw new Error('No slip to print.');
          return slipAsk;
        },
        onDone: [
          {
            guard: ({ event }: Answered): boolean => event.output.ok,
            target: 'idle',
            actions: { type: 'slipQueued', params: ({ event }: Answered) => value(event.output) },
          },
          { guard: ({ event }: Answered): boolean => isRetryable(event.output), target: 'unconfirmed' },
          {
            target: 'idle',
            actions: [
              { type: 'slipRefused', params: ({ event }: Answered) => refusal(event.output) },
              { type: 'tone', params: 'refused' },
            ],
          },
        ],
        onError: 'unconfirmed',
      },
      after: { callTimeout: 'unconfirmed' },
    },
    /** Nobody knows whether the slip was queued: the same ask again, or leave it. */
    unconfirmed: {
      tags: 'slipUnconfirmed',
      entry: { type: 'tone', params: 'attention' },
      on: { 'slip.retried': 'printing', 'slip.givenUp': { target: 'idle', actions: 'giveUpSlip' } },
    },
  }) as const;
