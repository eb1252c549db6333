import { assign, fromPromise, setup } from 'xstate';

// How a workstation connects to its hub, syncs and disconnects: the states that the header shows.

/** Why it does not sync for now, until somebody does something about it. */
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
  /** Something waits here, another workstation has pushed something, or somebody wants it now. */
  | { readonly type: 'wake' }
  | { readonly type: 'lost'; readonly words: string }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'end' };

/** What an attempt came to. */
export type Attempt =
  | { readonly kind: 'ready' }
  | { readonly kind: 'stopped'; readonly why: Stopped; readonly words: string }
  /** `isFull`: the hub answered, and has no room left. */
  | { readonly kind: 'unreachable'; readonly words: string; readonly isFull: boolean };

type Context = {
  /** Attempts in a row that failed. */
  readonly failed: number;
  readonly words: string;
  readonly isFull: boolean;
  /** Why it has stopped, also while it tries again by itself whether that still holds. */
  readonly stopped: Stopped | null;
  readonly firstPaused: boolean;
  /** Something came while it was busy. */
  readonly again: boolean;
};

/** The first pause after a lost connection, and the longest. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** News may be lost on their way: it looks by itself. */
const lookMs = 30_000;
/** What has stopped it may be over: another workstation has brought the hub up again, an administrator has changed something. */
const stoppedMs = 60_000;

const pauseMs = (failed: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failed - 1, 10));

/** `connect` and `sync` are provided: they ask the hub. */
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
