import { assign, createActor, fromPromise, setup } from 'xstate';
import type { ActorLogic, Snapshot, SnapshotFrom } from 'xstate';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';

/** The `done` event of a call. */
type Answered<T> = { readonly event: { readonly output: Result<T> } };

/** Whether the call succeeded. */
export const isOk = ({ event }: Answered<unknown>): boolean => event.output.ok;

/**
 * Returns the value of a successful call, which a guard has checked.
 * @throws Error when the call was refused.
 */
export const valueOf = <T>({ event }: Answered<T>): T => {
  if (!event.output.ok) throw new Error('Asked a refusal for its value.');
  return event.output.value;
};

/**
 * Returns the refusal of a call, which a guard has checked.
 * @throws Error when the call succeeded.
 */
export const refusalOf = ({ event }: Answered<unknown>): Problem => {
  if (event.output.ok) throw new Error('Asked an answer for its refusal.');
  return event.output.error;
};

/** Whether the call may simply be retried: a transient failure, or an internal error. */
export const isRetryable = (result: Result<unknown>): boolean =>
  !result.ok && (result.error.retryable || result.error.code === 'unexpected');

/** Longer than a busy database needs, shorter than an operator waits before doubting. */
export const callTimeoutMs = 8000;

/** One call to the main process. It ends answered or in doubt; a call in doubt can be retried. */
export const callMachine = setup({
  types: {
    /** The input of the call; a retry sends it again with the same id. */
    input: {} as { readonly ask: unknown },
    context: {} as {
      readonly ask: unknown;
      readonly answer: Result<unknown> | null;
      /** Why the call is in doubt. */
      readonly failure: string;
      /** Whether the failed answer said that nothing was stored. */
      readonly isNothingStored: boolean;
    },
    events: {} as { readonly type: 'retried' },
    output: {} as Result<unknown>,
    tags: {} as 'inDoubt',
  },
  actors: {
    send: fromPromise<Result<unknown>, { readonly ask: unknown }>(() => {
      throw new Error('The call was not provided.');
    }),
  },
  delays: { timeout: callTimeoutMs },
  guards: {
    isInDoubt: (_, answer: Result<unknown>) => isRetryable(answer),
  },
  actions: {
    keepAnswer: assign((_, answer: Result<unknown>) => ({ answer })),
    keepFailure: assign((_, failure: string) => ({ failure, isNothingStored: false })),
    keepFailed: assign((_, answer: Result<unknown>) => ({
      answer,
      failure: answer.ok ? '' : answer.error.message,
      isNothingStored: !answer.ok && answer.error.details?.['stored'] === 'no',
    })),
  },
}).createMachine({
  id: 'call',
  context: ({ input }) => ({ ask: input.ask, answer: null, failure: '', isNothingStored: false }),
  initial: 'calling',
  states: {
    calling: {
      invoke: {
        id: 'call',
        src: 'send',
        input: ({ context }) => ({ ask: context.ask }),
        onDone: [
          {
            guard: { type: 'isInDoubt', params: ({ event }) => event.output },
            target: 'failed',
            actions: { type: 'keepFailed', params: ({ event }) => event.output },
          },
          { target: 'done', actions: { type: 'keepAnswer', params: ({ event }) => event.output } },
        ],
        onError: {
          target: 'failed',
          actions: {
            type: 'keepFailure',
            params: t('The connection was lost before the program answered.'),
          },
        },
      },
      initial: 'soon',
      states: {
        soon: {
          after: {
            timeout: {
              target: 'late',
              actions: {
                type: 'keepFailure',
                params: t('No answer yet. The result appears here as soon as the program answers.'),
              },
            },
          },
        },
        // A late answer is still accepted, unless the call is retried. To give up, leave the state that invokes this machine.
        late: { tags: 'inDoubt', on: { retried: { target: '#call.calling', reenter: true } } },
      },
    },
    failed: { tags: 'inDoubt', on: { retried: 'calling' } },
    done: { type: 'final' },
  },
  output: ({ context }) => {
    if (context.answer === null) throw new Error('The call ended without an answer.');
    return context.answer;
  },
});

type CallSnapshot<Answer> = SnapshotFrom<typeof callMachine> & Snapshot<Result<Answer>>;

/** The machine of one kind of call. */
export type Call<Ask, Answer> = ActorLogic<
  CallSnapshot<Answer>,
  { readonly type: 'retried' },
  { readonly ask: Ask }
>;

/**
 * Creates the machine for one kind of call.
 * @param send makes the call
 * @param isInDoubt which answers leave open whether the call went through; by default, retryable failures
 */
export const callBy = <Ask, Answer>(
  send: (ask: Ask) => Promise<Result<Answer>>,
  isInDoubt: (answer: Result<Answer>) => boolean = isRetryable,
  timeoutMs = callTimeoutMs,
): Call<Ask, Answer> =>
  callMachine.provide({
    actors: {
      send: fromPromise<Result<unknown>, { readonly ask: unknown }>(({ input }) => send(input.ask as Ask)),
    },
    guards: { isInDoubt: (_, answer) => isInDoubt(answer as Result<Answer>) },
    delays: { timeout: timeoutMs },
    // XState's machine types cannot express this: an input of `Ask` produces an output of `Answer`.
  }) as unknown as Call<Ask, Answer>;

/**
 * Makes one call outside a machine, and gives up when it is in doubt.
 * @returns the answer, or a failure that stored nothing; null when the result is unknown
 */
export const answerOf = <Ask, Answer>(call: Call<Ask, Answer>, ask: Ask): Promise<Result<Answer> | null> =>
  new Promise((resolve) => {
    const actor = createActor(call, { input: { ask } });
    actor.subscribe((snapshot) => {
      if (snapshot.status === 'done') resolve(snapshot.output);
      if (!snapshot.hasTag('inDoubt')) return;
      actor.stop();
      const { answer, isNothingStored } = snapshot.context;
      // XState's machine types cannot express this.
      resolve(isNothingStored ? (answer as Result<Answer>) : null);
    });
    actor.start();
  });

/** A placeholder in a machine definition, for calls that are provided later. */
export const notProvided = (): never => {
  throw new Error('The calls of this machine were not provided.');
};

type OfCall = { readonly event: { readonly snapshot: SnapshotFrom<typeof callMachine> } };

const isInDoubt = ({ event }: OfCall): boolean => event.snapshot.hasTag('inDoubt');

/** Handles a call in doubt: stores the reason, and whether it is certain that nothing was stored. */
export const inDoubt = {
  guard: isInDoubt,
  actions: {
    type: 'change',
    params: ({ event: { snapshot } }: OfCall) => ({
      failure: snapshot.context.failure,
      nothingStored: snapshot.context.isNothingStored,
    }),
  },
} as const;

/** The same for a state made with `callStates`: waits in `unconfirmed` for the operator. */
export const toUnconfirmed = { ...inDoubt, target: '.unconfirmed' } as const;

/**
 * The substates of a state that invokes a call: in flight and in doubt. The machine must provide the actions `tone` and `retry`.
 * @param call the id of the invoked call
 * @param giveUp transitions that abandon a call in doubt
 */
export const callStates = <const GiveUp extends object>(call: string, giveUp: GiveUp) =>
  ({
    initial: 'calling',
    states: {
      calling: { tags: 'busy' },
      unconfirmed: {
        tags: 'unconfirmed',
        entry: { type: 'tone', params: 'attention' },
        on: {
          'call.retried': { target: 'calling', actions: { type: 'retry', params: call } },
          ...giveUp,
        },
      },
    },
  }) as const;
