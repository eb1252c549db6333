import { instantOf } from '../../../shared/domain/dates.ts';
import { t } from '../../../shared/words/words.ts';
import { inTransaction } from '../db/open.ts';
import { listInterruptedSending, setSentState, sendNow } from '../desk/store/other-system.queries.ts';
import { Lane, type LaneOptions, type LaneView } from '../partners/sending/lane.ts';
import { toOtherSystem, type ToOtherSystemOptions } from './to-other-system.ts';

export type OtherSystemQueue = {
  /** Looks for messages that are due. Call it after each step; it is cheap. */
  readonly kick: () => void;
  /** The same, but ends the pause: staff asked, or the computer woke up. */
  readonly tryNow: () => void;
  /** Returns the state of the connection. */
  readonly describe: () => LaneView;
  /** Claims no further message, and waits at most this long (5 s) for the current ones. */
  readonly stop: (limitMs?: number) => Promise<void>;
};

/** Much longer than any attempt to post a message. */
const longestPostMs = 10 * 60_000;

/**
 * Sends messages to the library's other system in the background, by a lane as for partners. What an earlier run left unfinished is posted again,
 * with the same bytes.
 */
export const startOtherSystemQueue = (options: LaneOptions & ToOtherSystemOptions): OtherSystemQueue => {
  const { db, now, mayTell, logFault } = options;
  const lane = new Lane(options, toOtherSystem(options));
  let isStart = true;
  let isStopped = false;
  const resume = (): void => {
    const before = instantOf(new Date(now().getTime() - longestPostMs));
    const ids = listInterruptedSending(db, { isStart, before });
    isStart = false;
    if (ids.length === 0) return;
    const words = t('Borrow Desk closed while sending this, so the other system may already have it.');
    const outcome = { state: 'waiting', words, nextAt: null, mayHaveArrived: true } as const;
    inTransaction(db, (writable) => {
      for (const id of ids) setSentState(writable, { id, ...outcome, at: instantOf(now()) });
    });
  };
  const look = (prepare: () => void): void => {
    if (isStopped || !mayTell()) return;
    try {
      resume();
      prepare();
      lane.worker.kick();
    } catch (error) {
      logFault(error);
    }
  };
  return {
    kick: () => look(() => undefined),
    tryNow: () =>
      look(() => {
        lane.endPause();
        inTransaction(db, sendNow);
      }),
    describe: () => lane.describe(),
    stop: async (limitMs = 5_000) => {
      isStopped = true;
      await lane.stop(limitMs);
    },
  };
};
