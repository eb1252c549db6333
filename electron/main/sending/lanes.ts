import { instantOf } from '../../../shared/domain/dates.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import { inTransaction } from '../db/open.ts';
import type { WritableDB } from '../db/types.ts';
import type { Posted } from './after-attempt.ts';
import { type Deliveries, Lane, type LaneOptions, type LaneView } from './lane.ts';

/** Which rows were being sent when a program ended: those of this workstation, at the start; those that another workstation claimed before this time. */
export type Interrupted = { readonly isStart: boolean; readonly before: Instant };

/** The receivers of some kind of message, each of which has its own lane, and the rows that wait for them. */
type Receivers<K, R, M extends Posted, I> = {
  readonly deliver: (receiver: K) => Deliveries<R, M>;
  /** Returns the receivers for whom something waits. */
  readonly waiting: () => readonly K[];
  /** Returns what was being sent when a program ended. */
  readonly interrupted: (which: Interrupted) => readonly I[];
  /** Lets it be sent again. */
  readonly resume: (db: WritableDB, row: I, at: Instant) => void;
  /** Makes what waits for one, or for all (null), due immediately. */
  readonly makeDue: (db: WritableDB, receiver: K | null) => void;
};

export type Lanes<K> = {
  /** Looks for messages that are due. Call it after each step that may have written one; it is cheap. */
  readonly kick: () => void;
  /** The same, but ends the pauses, of one receiver or all: staff asked, or the computer woke up. */
  readonly tryNow: (receiver?: K) => void;
  /** Returns the state of each receiver to whom messages were sent or are waiting. */
  readonly describe: () => readonly (LaneView & { readonly receiver: K })[];
  /** Claims no further message, and waits at most this long (5 s) for the current ones. */
  readonly stop: (limitMs?: number) => Promise<void>;
};

/** Longer than any attempt: 30 s until the hub has confirmed it, and 90 s for the message itself. */
const longestAttemptMs = 3 * 60_000;

/**
 * Sends messages in the background: each receiver has its own lane, so that one that does not answer delays no other. What a program that ended
 * had left unfinished is sent again.
 */
export const startLanes = <K, R, M extends Posted, I>(
  options: LaneOptions,
  { deliver, waiting, interrupted, resume, makeDue }: Receivers<K, R, M, I>,
): Lanes<K> => {
  const { db, now, mayTell, logFault } = options;
  const lanes = new Map<K, Lane<R, M>>();
  let isStart = true;
  let isStopped = false;
  const laneOf = (receiver: K): Lane<R, M> => {
    const known =
      lanes.get(receiver) ?? new Lane(options, deliver(receiver), (writable) => makeDue(writable, receiver));
    lanes.set(receiver, known);
    return known;
  };
  const settle = (): void => {
    const before = instantOf(new Date(now().getTime() - longestAttemptMs));
    const rows = interrupted({ isStart, before });
    if (rows.length > 0)
      inTransaction(db, (writable) => {
        for (const row of rows) resume(writable, row, instantOf(now()));
      });
    isStart = false;
  };
  const look = (prepare: () => void): void => {
    if (isStopped || !mayTell()) return;
    try {
      settle();
      prepare();
      for (const receiver of waiting()) laneOf(receiver).worker.kick();
    } catch (error) {
      logFault(error);
    }
  };
  return {
    kick: () => look(() => undefined),
    tryNow: (receiver) =>
      look(() => {
        for (const [one, lane] of lanes) if (receiver === undefined || one === receiver) lane.endPause();
        inTransaction(db, (writable) => makeDue(writable, receiver ?? null));
      }),
    describe: () =>
      [...new Set([...lanes.keys(), ...waiting()])].map((receiver) => ({
        receiver,
        ...(lanes.get(receiver)?.describe() ?? { state: 'unknown', since: null, words: '' }),
      })),
    stop: async (limitMs = 5_000) => {
      isStopped = true;
      await Promise.all([...lanes.values()].map((lane) => lane.stop(limitMs)));
    },
  };
};
