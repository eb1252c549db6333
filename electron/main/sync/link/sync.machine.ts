import { assign, fromPromise, setup } from 'xstate';

// How a workstation connects to its hub, syncs and disconnects: the states that the header shows.

/** Why it does not sync until a person resolves the cause. */
export type Stopped =
  | 'needs-update'
  | 'hub-too-old'
  | 'hub-restored'
  | 'backup-too-old'
  | 'refused'
  | 'other-certificate'
  | 'too-far-behind'
  | 'too-much-today';

type SyncEvent =
  /** A step is pending here, another workstation has pushed something, or the user wants to sync now. */
  | { readonly type: 'wake' }
  | { readonly type: 'lost'; readonly words: string }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'end' };

/** The outcome of an attempt. */
export type Attempt =
  | { readonly kind: 'ready' }
  | { readonly kind: 'stopped'; readonly why: Stopped; readonly words: string }
  /** `isFull`: the hub answered, but its disk is full. */
  | { readonly kind: 'unreachable'; readonly words: string; readonly isFull: boolean };

type Context = {
  /** Failed attempts in a row. */
  readonly failed: number;
  readonly words: string;
  readonly isFull: boolean;
  /** Why it has stopped; kept while it checks automatically whether that still holds. */
  readonly stopped: Stopped | null;
  readonly firstPaused: boolean;
  /** Whether an event arrived while it was busy. */
  readonly again: boolean;
};

/** The first and the longest pause after a lost connection. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** Notifications may be lost, so it also checks at this interval. */
const lookMs = 30_000;
/** The cause of the stop may be gone: another workstation has brought the hub up to date, or an administrator has changed something. */
const stoppedMs = 60_000;

const pauseMs = (failed: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failed - 1, 10));

/** `connect` and `sync` must be provided: they call the hub. */
export const syncMachine = setup({
  types: {
    context: {} as Context,
    events: {} as SyncEvent,
    input: {} as { readonly paused: boolean },
  },
  actors: {
    connect: fromPromise<Attempt>(() => Promise.reject(new Error('not provided'))),
    sync: fromPromise<Attempt>(() => Promise.reject(new Error('not provided'))),
  },
  delays: { pause: ({ context }) => pauseMs(context.failed), look: lookMs, stopped: stoppedMs },
  actions: { disconnect: () => undefined },
}).createMachine({
  id: 'sync',
  context: ({ input }) => ({
    failed: 0,
    words: '',
    isFull: false,
    stopped: null,
    firstPaused: input.paused,
    again: false,
  }),
  initial: 'beginning',
  on: { pause: '.paused', end: '.ended' },
  states: {
    beginning: {
      always: [{ guard: ({ context }) => context.firstPaused, target: 'paused' }, { target: 'connecting' }],
    },
    connecting: {
      invoke: {
        src: 'connect',
        onDone: [
          { guard: ({ event }) => event.output.kind === 'ready', target: 'syncing' },
          {
            guard: ({ event }) => event.output.kind === 'stopped',
            target: 'stopped',
            actions: assign(({ event }) => stopOf(event.output)),
          },
          { target: 'offline', actions: assign(({ event }) => failureOf(event.output)) },
        ],
        onError: { target: 'offline', actions: assign(({ event }) => notReached(String(event.error))) },
      },
    },
    syncing: {
      entry: assign({ again: false, stopped: null }),
      invoke: {
        src: 'sync',
        onDone: [
          {
            guard: ({ event, context }) => event.output.kind === 'ready' && context.again,
            target: 'syncing',
            reenter: true,
          },
          {
            guard: ({ event }) => event.output.kind === 'ready',
            target: 'inStep',
            actions: assign({ failed: 0, words: '', isFull: false }),
          },
          {
            guard: ({ event }) => event.output.kind === 'stopped',
            target: 'stopped',
            actions: assign(({ event }) => stopOf(event.output)),
          },
          { target: 'offline', actions: assign(({ event }) => failureOf(event.output)) },
        ],
        onError: { target: 'offline', actions: assign(({ event }) => notReached(String(event.error))) },
      },
      on: { wake: { actions: assign({ again: true }) } },
    },
    inStep: {
      after: { look: 'syncing' },
      on: {
        wake: 'syncing',
        lost: { target: 'offline', actions: assign(({ event }) => notReached(event.words)) },
      },
    },
    offline: {
      entry: ['disconnect', assign({ failed: ({ context }) => context.failed + 1, stopped: null })],
      after: { pause: 'connecting' },
      on: { resume: 'connecting' },
    },
    paused: { entry: ['disconnect', assign({ stopped: null })], on: { resume: 'connecting' } },
    stopped: {
      entry: 'disconnect',
      after: { stopped: 'connecting' },
      on: { resume: { target: 'connecting', actions: assign({ stopped: null }) } },
    },
    ended: { type: 'final', entry: 'disconnect' },
  },
});

const stopOf = (attempt: Attempt): Partial<Context> =>
  attempt.kind === 'stopped' ? { stopped: attempt.why, words: attempt.words, isFull: false } : {};

type Failure = Pick<Context, 'words' | 'isFull'>;
const notReached = (words: string): Failure => ({ words, isFull: false });
const failureOf = (attempt: Attempt): Failure =>
  attempt.kind === 'unreachable' ? { words: attempt.words, isFull: attempt.isFull } : notReached('');
