import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { MailState } from '../../../../../shared/ipc/views.ts';
import type { Delivery, OutgoingLetter } from '../../../mail/delivery.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { doneInTime } from '../../../with-timeout.ts';
import { claimLetter, type ClaimedLetter } from './claim-letter.ts';
import { connectionPause } from './connection-pause.ts';
import { keepTrying } from './keep-trying.ts';
import type { LetterSender } from './letter-sender.ts';
import type { LetterWriter } from './letter-writer.ts';
import { makeFailedDue, nextTryAt, settleInterruptedSends } from '../../store/messages.queries.ts';
import { openBlame } from './refusals-in-a-row.ts';
import { settleSend } from './settle-send.ts';
import { t } from '../../../../../shared/words/words.ts';

export type SendQueueOptions = {
  readonly db: ReadableDB;
  readonly writer: LetterWriter;
  /** In whose name letters leave; null while no account is set up: then nothing is done. */
  readonly sender: () => LetterSender | null;
  /** Another number for each account that was set up: what one answers says nothing of the next. */
  readonly accountNumber?: () => number;
  /** Hands one letter to the mail server with the account of this moment. It always ends. */
  readonly send: (letter: OutgoingLetter, signal: AbortSignal) => Promise<Delivery>;
  readonly now: () => Date;
  /** IANA zone of the library. */
  readonly timeZone: () => string;
  /** A number from 0 to 1, for the pauses. */
  readonly random: () => number;
  /** Text that makes a Message-ID unique. */
  readonly unique: () => string;
  /** Told after each change of a message. */
  readonly changed: () => void;
  /** Takes faults (of the database, mostly), for the log. */
  readonly logFault: (error: unknown) => void;
  /** Whether the computer has a network, as far as it knows; when it comes back, no pause is waited for. */
  readonly online?: () => boolean;
  /** How long to wait before the database is tried again; 2 s when left out. */
  readonly retryMs?: number;
};

export type SendQueue = {
  /** Looks for letters that are due. Call it after each step that may have written one; it is cheap. */
  readonly kick: () => void;
  /**
   * The same, without waiting for the end of a pause: a person asked, the account is new, the computer woke up. A try with an
   * earlier account is broken off if it has not been handed over.
   */
  readonly tryNow: () => void;
  /** Whether letters leave. */
  readonly describe: () => Pick<MailState, 'state' | 'words'>;
  /** Takes no further letter and breaks off the one under way if it has not been handed over; waits at most this long (5 s). */
  readonly stop: (limitMs?: number) => Promise<void>;
};

/** A computer that slept has lost its timers' count: nothing waits longer than this without a look at the clock. */
const longestSleepMs = 60_000;

const interruptedNote = t('letters.theProgramEndedWhileThisLetter');

/**
 * Brings letters to the mail server beside the work of staff: in the order in which they were written, one at a time. What
 * concerns the connection stops them all for a while (first a minute, at most six hours); what concerns one letter holds up no other.
 * A letter is never sent twice by itself: what nobody knows about waits for a person. The first kick settles what an
 * earlier run left in the middle.
 */
export const startSendQueue = (options: SendQueueOptions): SendQueue => {
  const { db, logFault } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const connection = connectionPause(options);
  const blame = openBlame(db);
  let running: Promise<void> | null = null;
  let wanted = false;
  let settled = false;
  let wasOnline = true;
  let timer: NodeJS.Timeout | undefined;
  let underWay: { readonly account: number; readonly breakOff: AbortController } | null = null;

  const accountNumber = options.accountNumber ?? (() => 0);
  let knownAccount = accountNumber();

  const persist = async <T>(work: () => T): Promise<T | undefined> =>
    await keepTrying(work, { retryMs: options.retryMs ?? 2_000, signal, logFault });

  const tell = (): void => {
    try {
      options.changed();
    } catch (error) {
      logFault(error);
    }
  };

  const endPause = (): void => {
    connection.end();
    inTransaction(db, makeFailedDue);
  };

  const noteAccount = (): void => {
    const now = accountNumber();
    if (now === knownAccount) return;
    if (underWay?.account !== now) underWay?.breakOff.abort();
    connection.forget();
    blame.forget();
    knownAccount = now;
  };

  const noteNetwork = (): void => {
    const online = options.online?.() ?? true;
    if (online && !wasOnline) endPause();
    wasOnline = online;
  };

  const take = (): ClaimedLetter | 'set-aside' | undefined => {
    const from = options.sender();
    if (from === null || signal.aborted || connection.isOn()) return undefined;
    return inTransaction(db, (writable) => claimLetter(writable, { ...options, from }));
  };

  const sendOne = async (letter: ClaimedLetter): Promise<void> => {
    tell();
    const account = accountNumber();
    const breakOff = new AbortController();
    underWay = { account, breakOff };
    const answer = await delivered(options, letter, AbortSignal.any([signal, breakOff.signal]));
    underWay = null;
    // The account was changed meanwhile: whether the letter left is still true, what was wrong is not.
    const isLate = account !== accountNumber();
    const { delivery, keep } = isLate
      ? { delivery: lateDelivery(answer), keep: () => undefined }
      : blame.weigh({ id: letter.id, to: letter.outgoing.to.address }, answer);
    if (!isLate) connection.note(delivery);
    const resumesAt = isLate ? null : connection.until();
    const settled = { id: letter.id, delivery, now: options.now(), random: options.random(), resumesAt };
    await persist(() =>
      inTransaction(db, (writable) => {
        settleSend(writable, settled);
        keep(writable);
      }),
    );
    tell();
  };

  const work = async (): Promise<void> => {
    if (!settled) {
      settled = (await persist(() => settleEarlierRun(options, tell))) ?? false;
      await persist(blame.load);
    }
    while (wanted && !signal.aborted) {
      wanted = false;
      await persist(noteNetwork);
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
    const next = signal.aborted || options.sender() === null ? undefined : nextTryAt(db);
    if (next === undefined) return;
    const due = Math.max(Date.parse(next ?? instantOf(options.now())), connection.until()?.getTime() ?? 0);
    const waitMs = Math.min(Math.max(due - options.now().getTime(), 0) + 50, longestSleepMs);
    timer = setTimeout(kick, waitMs);
    timer.unref();
  };

  const kick = (): void => {
    if (signal.aborted) return;
    // A letter may come behind the last look of the one that runs.
    wanted = true;
    running ??= work();
  };

  return {
    kick,
    tryNow: () =>
      void persist(() => {
        noteAccount();
        endPause();
      }).then(kick),
    describe: () => (options.sender() === null ? { state: 'none', words: '' } : connection.describe()),
    stop: async (limitMs = 5_000) => {
      stopping.abort();
      clearTimeout(timer);
      if (running) await doneInTime(limitMs, running);
    },
  };
};

/** What became of a try with an account that is not used any more: a letter that did not leave goes at once with the new one. */
const lateDelivery = (answer: Delivery): Delivery => {
  const kept =
    answer.kind === 'sent' ||
    answer.kind === 'unknown' ||
    (answer.kind === 'refused' && !answer.perhapsAccount);
  return kept ? answer : { kind: 'no-connection', words: t('letters.theMailAccountWasChangedWhile') };
};

/** What an earlier run left in the middle waits for a person; what it put off is due. Returns true. */
const settleEarlierRun = (options: SendQueueOptions, tell: () => void): boolean => {
  const at = instantOf(options.now());
  const interrupted = inTransaction(options.db, (writable) => {
    makeFailedDue(writable);
    return settleInterruptedSends(writable, { note: interruptedNote, at });
  });
  if (interrupted > 0) tell();
  return true;
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
      words: t('letters.theProgramFailedWhileItSent'),
    };
  }
};
