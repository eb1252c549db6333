import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { MailState } from '../../../../shared/ipc/views.ts';
import type { Delivery, OutgoingLetter } from '../../connections/mail/delivery.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { accountPauseMs, backoffMs, longestMs } from './backoff.ts';
import { claimLetter, type ClaimedLetter } from './claim-letter.ts';
import type { LetterWriter } from './letter-writer.ts';
import { makeFailedDue, nextTryAt, settleInterruptedSends } from './outbox.queries.ts';
import { settleSend } from './settle-send.ts';

export type SendQueueOptions = {
  readonly db: ReadableDB;
  readonly writer: LetterWriter;
  /** The address that letters come from; null while no account is set up: then nothing is done. */
  readonly sender: () => string | null;
  /** Hands one letter to the mail server. It always ends. */
  readonly send: (letter: OutgoingLetter, signal: AbortSignal) => Promise<Delivery>;
  readonly now: () => Date;
  /** A number from 0 to 1, for the pauses. */
  readonly random: () => number;
  /** Text that makes a Message-ID unique. */
  readonly unique: () => string;
  /** Told after each change of a message. */
  readonly changed: () => void;
  /** Takes faults (of the database, mostly), for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again; 2 s when left out. */
  readonly retryMs?: number;
};

export type SendQueue = {
  /** Looks for letters that are due. Call it after each step that may have written one; it is cheap. */
  readonly kick: () => void;
  /** The same, without waiting for the end of a pause: a person asked, the account is new, the computer woke up. */
  readonly tryNow: () => void;
  /** Whether letters leave. */
  readonly describe: () => Pick<MailState, 'state' | 'words'>;
  /** Takes no further letter and breaks off the one under way if it has not been handed over; waits at most this long (5 s). */
  readonly stop: (limitMs?: number) => Promise<void>;
};

/** A computer that slept has lost its timers' count: nothing waits longer than this without a look at the clock. */
const longestSleepMs = 60_000;

const interruptedNote =
  'The program ended while this letter was being sent: nobody knows whether it left. Ask its reader, or send it again.';

/**
 * Brings letters to the mail server beside the work of staff: in the order in which they were written, one at a time. What
 * concerns the connection stops them all for a while (first a minute, at most six hours); what concerns one letter holds up no other.
 * A letter is never sent twice by itself: what nobody knows about waits for a person. The first kick settles what an
 * earlier run left in the middle.
 */
export const startSendQueue = (options: SendQueueOptions): SendQueue => {
  const { db, logFault } = options;
  const retryMs = options.retryMs ?? 2_000;
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  let running: Promise<void> | null = null;
  let wanted = false;
  let settled = false;
  let timer: NodeJS.Timeout | undefined;
  // What keeps all letters here: how often in a row, until when, and why.
  let trouble: { readonly failures: number; readonly until: Date; readonly words: string } | null = null;

  /** Tries until the database takes it: what became of a letter must not be lost. After stop once more, no longer. */
  const persist = async <T>(work: () => T): Promise<T | undefined> => {
    for (;;) {
      try {
        return work();
      } catch (error) {
        logFault(error);
        if (stopped()) return undefined;
        await pause(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  const tell = (): void => {
    try {
      options.changed();
    } catch (error) {
      logFault(error);
    }
  };

  const settleEarlierRun = async (): Promise<void> => {
    const at = instantOf(options.now());
    const interrupted = await persist(() =>
      inTransaction(db, (writable) => {
        makeFailedDue(writable);
        return settleInterruptedSends(writable, { note: interruptedNote, at });
      }),
    );
    if (interrupted) tell();
    settled = interrupted !== undefined;
  };

  /** A pause that ends later than any pause can was set by a clock that has been put back since: it is over. */
  const isPaused = (): boolean => {
    const leftMs = trouble ? trouble.until.getTime() - options.now().getTime() : 0;
    return leftMs > 0 && leftMs <= longestMs;
  };

  const noteDelivery = (delivery: Delivery): void => {
    if (delivery.kind !== 'no-connection' && delivery.kind !== 'account') {
      if (delivery.kind !== 'later' || !stopped()) trouble = null;
      return;
    }
    const failures = (trouble?.failures ?? 0) + 1;
    const waitMs = delivery.kind === 'account' ? accountPauseMs : backoffMs(failures, options.random());
    trouble = { failures, until: new Date(options.now().getTime() + waitMs), words: delivery.words };
  };

  const sendOne = async (letter: ClaimedLetter): Promise<void> => {
    tell();
    const delivery = await delivered(options, letter, stopping.signal);
    noteDelivery(delivery);
    const { id } = letter;
    const resumesAt = trouble?.until ?? null;
    await persist(() =>
      inTransaction(db, (writable) =>
        settleSend(writable, { id, delivery, now: options.now(), random: options.random(), resumesAt }),
      ),
    );
    tell();
  };

  const take = (): ClaimedLetter | 'set-aside' | undefined => {
    const from = options.sender();
    if (from === null || stopped() || isPaused()) return undefined;
    return inTransaction(db, (writable) => claimLetter(writable, { ...options, from }));
  };

  const work = async (): Promise<void> => {
    if (!settled) await settleEarlierRun();
    while (wanted && !stopped()) {
      wanted = false;
      for (let letter = await persist(take); letter; letter = await persist(take))
        if (letter === 'set-aside') tell();
        else await sendOne(letter);
    }
    running = null;
    await persist(sleep);
  };

  /** Wakes up when the next letter is due; not at all where none waits or no account is set up. */
  const sleep = (): void => {
    clearTimeout(timer);
    const next = stopped() || options.sender() === null ? undefined : nextTryAt(db);
    if (next === undefined) return;
    const due = Math.max(Date.parse(next ?? instantOf(options.now())), trouble?.until.getTime() ?? 0);
    const waitMs = Math.min(Math.max(due - options.now().getTime(), 0) + 50, longestSleepMs);
    timer = setTimeout(kick, waitMs);
    timer.unref();
  };

  const kick = (): void => {
    if (stopped()) return;
    // A letter may come behind the last look of the one that runs.
    wanted = true;
    running ??= work();
  };

  return {
    kick,
    tryNow: () => {
      if (trouble) trouble = { ...trouble, until: new Date(0) };
      void persist(() => inTransaction(db, makeFailedDue)).then(kick);
    },
    describe: () => {
      if (options.sender() === null) return { state: 'none', words: '' };
      return trouble ? { state: 'failing', words: trouble.words } : { state: 'ready', words: '' };
    },
    stop: async (limitMs = 5_000) => {
      stopping.abort();
      clearTimeout(timer);
      if (!running) return;
      const limit = new AbortController();
      const late = pause(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
      await Promise.race([running, late]);
      limit.abort();
    },
  };
};

const delivered = async (
  options: SendQueueOptions,
  letter: ClaimedLetter,
  signal: AbortSignal,
): Promise<Delivery> => {
  try {
    return await options.send(letter.outgoing, signal);
  } catch (error) {
    options.logFault(error);
    return {
      kind: 'unknown',
      words: 'The program failed while it sent this letter: nobody knows whether it left. Ask its reader.',
    };
  }
};
