import { assign, createActor, fromPromise, setup } from 'xstate';
import type { ActorLogic, Snapshot, SnapshotFrom } from 'xstate';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';

/** The end of a call: the event that brings its answer. */
type Answered<T> = { readonly event: { readonly output: Result<T> } };

/** Whether the answer is none that refuses. */
export const isOk = ({ event }: Answered<unknown>): boolean => event.output.ok;

/**
 * The value of an answer that a guard has found to be one.
 * @throws Error when it is a refusal.
 */
export const valueOf = <T>({ event }: Answered<T>): T => {
  if (!event.output.ok) throw new Error('Asked a refusal for its value.');
  return event.output.value;
};

/**
 * The refusal of an answer that a guard has found to be one.
 * @throws Error when it is none.
 */
export const refusalOf = ({ event }: Answered<unknown>): Problem => {
  if (event.output.ok) throw new Error('Asked an answer for its refusal.');
  return event.output.error;
};

/** Whether the same call may simply be made again: a failure that may pass, or an error of ours. */
export const isRetryable = (result: Result<unknown>): boolean =>
  !result.ok && (result.error.retryable || result.error.code === 'unexpected');

/** Longer than a busy database takes, shorter than a person waits in doubt. */
export const callTimeoutMs = 8000;

/** One call of the main process: made, and then answered or in doubt; from there it is made again when a person says so. */
export const callMachine = setup({
  types: {
    /** What is asked; a retry asks the same again, under the same id. */
    input: {} as { readonly ask: unknown },
    context: {} as {
      readonly ask: unknown;
      readonly answer: Result<unknown> | null;
      /** Why the call is in doubt. */
      readonly failure: string;
      /** Whether what it asked for is stored, where the answer that failed said so. */
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
            params: t('The connection broke off before the program answered.'),
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
        // The answer is heard when it comes, unless the call is made again. Who gives up leaves the state that runs this machine.
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
 * Makes the machine of one kind of call.
 * @param send makes the call and gives its answer
 * @param isInDoubt which answers leave it open whether the call went through; without it, those of a failure
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
    // XState's types of a machine cannot carry ours: what goes in as `Ask` comes out as `Answer`.
  }) as unknown as Call<Ask, Answer>;

/** Makes one call outside of a machine, and gives up where it is in doubt. @returns its answer, or the failure that has stored nothing; null where nobody knows */
export const answerOf = <Ask, Answer>(call: Call<Ask, Answer>, ask: Ask): Promise<Result<Answer> | null> =>
  new Promise((resolve) => {
    const actor = createActor(call, { input: { ask } });
    actor.subscribe((snapshot) => {
      if (snapshot.status === 'done') resolve(snapshot.output);
      if (!snapshot.hasTag('inDoubt')) return;
      actor.stop();
      const { answer, isNothingStored } = snapshot.context;
      // XState's types of a machine cannot carry ours.
      resolve(isNothingStored ? (answer as Result<Answer>) : null);
    });
    actor.start();
  });

/** For the definition of a machine, which gets its calls from outside. */
export const notProvided = (): never => {
  throw new Error('The calls of this machine were not provided.');
};

type OfCall = { readonly event: { readonly snapshot: SnapshotFrom<typeof callMachine> } };

const isInDoubt = ({ event }: OfCall): boolean => event.snapshot.hasTag('inDoubt');

/** When the call that a state runs is in doubt: why, and whether it is certain that nothing is stored. */
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

/** The same for a state made of `callStates`: it shows the doubt until a person says what next. */
export const toUnconfirmed = { ...inDoubt, target: '.unconfirmed' } as const;

/**
 * The two halves of a state that runs a call: on its way, and in doubt. The machine brings the actions `tone` and `retry`.
 * @param call its id in the state that runs it
 * @param giveUp how a person leaves a call that is in doubt
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
