import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { MailState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { makeFailedDue, nextTryAt, settleInterruptedSends } from '../../store/sending.queries.ts';
import type { Delivery, OutgoingLetter } from '../mail/ports.ts';
import { QueueWorker } from '../queue-worker.ts';
import { claimLetter, type ClaimedLetter } from './claim-letter.ts';
import { ConnectionPause } from './connection-pause.ts';
import type { LetterSender, LetterWriter } from './letter-writer.ts';
import { Blame } from './refusals-in-a-row.ts';
import { settleSend } from './settle-send.ts';

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

const interruptedNote = t(
  'Borrow Desk closed while this letter was being sent, so it may or may not have left. Ask the recipient, or send it again.',
);

/**
 * Brings letters to the mail server beside the work of staff: in the order in which they were written, one at a time. What
 * concerns the connection stops them all for a while (first a minute, at most six hours); what concerns one letter holds up no other.
 * A letter is never sent twice by itself: what nobody knows about waits for a person. The first kick settles what an
 * earlier run left in the middle.
 */
export const startSendQueue = (options: SendQueueOptions): SendQueue => {
  const dispatcher = new Dispatcher(options);
  return {
    kick: () => dispatcher.worker.kick(),
    tryNow: () => void dispatcher.tryNow(),
    describe: () =>
      options.sender() === null ? { state: 'none', words: '' } : dispatcher.connection.describe(),
    stop: (limitMs = 5_000) => dispatcher.stop(limitMs),
  };
};

class Dispatcher {
  readonly #options: SendQueueOptions;
  readonly connection: ConnectionPause;
  readonly #blame: Blame;
  readonly worker: QueueWorker;
  #knownAccount: number;
  #underWay: { readonly account: number; readonly breakOff: AbortController } | null = null;
  #wasOnline = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SendQueueOptions) {
    this.#options = options;
    this.connection = new ConnectionPause(options);
    this.#blame = new Blame(options.db);
    this.#knownAccount = this.#account();
    this.worker = new QueueWorker({
      logFault: options.logFault,
      ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
      settle: () => {
        this.#settleEarlierRun();
        this.#blame.load();
      },
      work: () => this.#sendAll(),
      rest: () => this.#sleep(),
    });
  }

  async tryNow(): Promise<void> {
    await this.worker.persist(() => {
      this.#noteAccount();
      this.#endPause();
    });
    this.worker.kick();
  }

  async stop(limitMs: number): Promise<void> {
    clearTimeout(this.#timer);
    await this.worker.stop(limitMs);
  }

  #account(): number {
    return this.#options.accountNumber?.() ?? 0;
  }

  #tell(): void {
    this.worker.tell(this.#options.changed);
  }

  #endPause(): void {
    this.connection.end();
    inTransaction(this.#options.db, makeFailedDue);
  }

  #noteAccount(): void {
    const now = this.#account();
    if (now === this.#knownAccount) return;
    if (this.#underWay?.account !== now) this.#underWay?.breakOff.abort();
    this.connection.forget();
    this.#blame.forget();
    this.#knownAccount = now;
  }

  #noteNetwork(): void {
    const online = this.#options.online?.() ?? true;
    if (online && !this.#wasOnline) this.#endPause();
    this.#wasOnline = online;
  }

  /** What an earlier run left in the middle waits for a person; what it put off is due. */
  #settleEarlierRun(): void {
    const at = instantOf(this.#options.now());
    const interrupted = inTransaction(this.#options.db, (writable) => {
      makeFailedDue(writable);
      return settleInterruptedSends(writable, { note: interruptedNote, at });
    });
    if (interrupted > 0) this.#tell();
  }

  #take(): ClaimedLetter | 'set-aside' | undefined {
    const from = this.#options.sender();
    if (from === null || this.worker.signal.aborted || this.connection.isOn()) return undefined;
    return inTransaction(this.#options.db, (writable) => claimLetter(writable, { ...this.#options, from }));
  }

  async #sendAll(): Promise<void> {
    const { worker } = this;
    await worker.persist(() => this.#noteNetwork());
    const takeNext = () => this.#take();
    for (let letter = await worker.persist(takeNext); letter; letter = await worker.persist(takeNext))
      if (letter === 'set-aside') this.#tell();
      else await this.#sendOne(letter);
  }

  async #sendOne(letter: ClaimedLetter): Promise<void> {
    const { db, now, random } = this.#options;
    this.#tell();
    const account = this.#account();
    const breakOff = new AbortController();
    this.#underWay = { account, breakOff };
    const answer = await delivered(
      this.#options,
      letter,
      AbortSignal.any([this.worker.signal, breakOff.signal]),
    );
    this.#underWay = null;
    // The account was changed meanwhile: whether the letter left is still true, what was wrong is not.
    const isLate = account !== this.#account();
    const { delivery, keep } = isLate
      ? { delivery: lateDelivery(answer), keep: () => undefined }
      : this.#blame.weigh({ id: letter.id, to: letter.outgoing.to.address }, answer);
    if (!isLate) this.connection.note(delivery);
    const resumesAt = isLate ? null : this.connection.until();
    const settled = { id: letter.id, delivery, now: now(), random: random(), resumesAt };
    await this.worker.persist(() =>
      inTransaction(db, (writable) => {
        settleSend(writable, settled);
        keep(writable);
      }),
    );
    this.#tell();
  }

  /** Wakes up when the next letter is due; not at all where none waits or no account is set up. */
  #sleep(): void {
    const { db, now, sender } = this.#options;
    clearTimeout(this.#timer);
    const next = this.worker.signal.aborted || sender() === null ? undefined : nextTryAt(db);
    if (next === undefined) return;
    const due = Math.max(Date.parse(next ?? instantOf(now())), this.connection.until()?.getTime() ?? 0);
    const waitMs = Math.min(Math.max(due - now().getTime(), 0) + 50, longestSleepMs);
    this.#timer = setTimeout(() => this.worker.kick(), waitMs);
    this.#timer.unref();
  }
}

/** What became of a try with an account that is not used any more: a letter that did not leave goes at once with the new one. */
const lateDelivery = (answer: Delivery): Delivery => {
  const kept =
    answer.kind === 'sent' ||
    answer.kind === 'unknown' ||
    (answer.kind === 'refused' && !answer.perhapsAccount);
  return kept
    ? answer
    : { kind: 'no-connection', words: t('The mail account was changed while this letter was being sent.') };
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
      words: t(
        'Something went wrong while this letter was being sent, so it may or may not have left. Ask the recipient.',
      ),
    };
  }
};
