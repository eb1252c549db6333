import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { MailState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { flagInterruptedSends, nextTryAt, retryFailedNow } from '../../store/sending.queries.ts';
import type { Delivery, OutgoingLetter } from '../mail/ports.ts';
import { QueueWorker } from '../queue-worker.ts';
import { claimLetter, type ClaimedLetter } from './claim-letter.ts';
import { ConnectionPause } from './connection-pause.ts';
import type { LetterSender, LetterWriter } from './letter-writer.ts';
import { RefusalTracker } from './refusal-tracker.ts';
import { outdatedByHand, setAsideIfSuperseded } from './superseded.ts';
import { recordSendResult } from './record-send-result.ts';

export type SendQueueOptions = {
  readonly db: ReadableDB;
  readonly writer: LetterWriter;
  /** Whether this workstation keeps the letters of the library, also those that are not sent by mail; true if omitted. */
  readonly keepsLetters?: () => boolean;
  /** The sender of letters; null while no account is set up: then nothing is sent. */
  readonly sender: () => LetterSender | null;
  /** Changes with each account: the responses of one do not apply to the next. */
  readonly accountNumber?: () => number;
  /** Hands one letter to the mail server with the current account. It always settles. */
  readonly send: (letter: OutgoingLetter, signal: AbortSignal) => Promise<Delivery>;
  readonly now: () => Date;
  /** IANA time zone of the library. */
  readonly timeZone: () => string;
  /** A number from 0 to 1, for the pauses. */
  readonly random: () => number;
  /** A text that makes a Message-ID unique. */
  readonly unique: () => string;
  /** Called after each change of a message. */
  readonly changed: () => void;
  /** Receives errors (mostly of the database), for the log. */
  readonly logFault: (error: unknown) => void;
  /** Whether the computer has a network, as far as it knows; when it returns, the pause ends. */
  readonly online?: () => boolean;
  /** How long to wait before the database is tried again; 2 s if omitted. */
  readonly retryMs?: number;
};

export type SendQueue = {
  /** Looks for letters that are due. Call it after each step that may have written one; it is cheap. */
  readonly kick: () => void;
  /**
   * The same, but ends a pause: staff asked, the account is new, or the computer woke up. An attempt with an earlier account is aborted if
   * the letter has not been handed over.
   */
  readonly tryNow: () => void;
  /** Notes the result of a test letter: it tells as much about the connection and the account as any letter. */
  readonly noteTest: (delivery: Delivery) => void;
  /** Whether letters are being sent. */
  readonly describe: () => Pick<MailState, 'state' | 'words'>;
  /** Claims no further letter and aborts the current one if it has not been handed over; waits at most this long (5 s). */
  readonly stop: (limitMs?: number) => Promise<void>;
};

/** After sleep, timers are no longer accurate: nothing waits longer than this without checking the clock. */
const longestSleepMs = 60_000;

/** A change arrives from another workstation, or in a file, some time after it was made. */
const longestDelayMs = 3_600_000;

const interruptedNote = t(
  'Borrow Desk closed while this letter was being sent, so it may or may not have been sent. Ask the recipient, or send it again.',
);

/**
 * Sends letters to the mail server in the background, in the order in which they were written, one at a time. A connection error pauses all
 * of them (first for a minute, at most for six hours); an error of one letter blocks no other. No letter is ever sent twice automatically:
 * if it is unknown whether it was sent, it waits for staff. The first kick settles what an earlier run left unfinished.
 */
export const startSendQueue = (options: SendQueueOptions): SendQueue => {
  const dispatcher = new Dispatcher(options);
  return {
    kick: () => dispatcher.worker.kick(),
    tryNow: () => void dispatcher.tryNow(),
    noteTest: (delivery) => dispatcher.noteTest(delivery),
    describe: () =>
      options.sender() === null ? { state: 'none', words: '' } : dispatcher.connection.describe(),
    stop: (limitMs = 5_000) => dispatcher.stop(limitMs),
  };
};

class Dispatcher {
  readonly #options: SendQueueOptions;
  readonly connection: ConnectionPause;
  readonly #refusals: RefusalTracker;
  readonly worker: QueueWorker;
  #knownAccount: number;
  #underWay: { readonly account: number; readonly breakOff: AbortController } | null = null;
  #wasOnline = true;
  #lookedOn = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SendQueueOptions) {
    this.#options = options;
    this.connection = new ConnectionPause(options);
    this.#refusals = new RefusalTracker(options.db);
    this.#knownAccount = this.#account();
    this.worker = new QueueWorker({
      logFault: options.logFault,
      ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
      settle: () => {
        this.#settleEarlierRun();
        this.#refusals.load();
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

  noteTest(delivery: Delivery): void {
    this.connection.note(delivery);
    this.#tell();
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
    inTransaction(this.#options.db, retryFailedNow);
  }

  #noteAccount(): void {
    const now = this.#account();
    if (now === this.#knownAccount) return;
    if (this.#underWay?.account !== now) this.#underWay?.breakOff.abort();
    this.connection.forget();
    this.#refusals.forget();
    this.#knownAccount = now;
  }

  #noteNetwork(): void {
    const online = this.#options.online?.() ?? true;
    if (online && !this.#wasOnline) this.#endPause();
    this.#wasOnline = online;
  }

  /** Letters that an earlier run left unfinished wait for staff; letters that it postponed are due. */
  #settleEarlierRun(): void {
    const at = instantOf(this.#options.now());
    const interrupted = inTransaction(this.#options.db, (writable) => {
      retryFailedNow(writable);
      return flagInterruptedSends(writable, { note: interruptedNote, at });
    });
    if (interrupted > 0) this.#tell();
  }

  /**
   * Letters that staff handle by hand leave their list when they are outdated, as the others do when they are about to be sent: those of
   * requests that changed and, once a day, all.
   */
  #setAsideByHand(): void {
    const { db, now, timeZone, keepsLetters, logFault } = this.#options;
    if (keepsLetters?.() === false) return;
    const clock = { now: now(), timeZone: timeZone() };
    const today = calendarDateIn(clock.now, clock.timeZone);
    const changedSince = today === this.#lookedOn ? clock.now.getTime() - longestDelayMs : 0;
    const find = () => outdatedByHand(db, instantOf(new Date(changedSince)), { ...clock, logFault });
    this.#lookedOn = today;
    // A letter that withdraws another is outdated once that one was set aside.
    for (let outdated = find(); outdated.length > 0; outdated = find()) {
      const found = outdated;
      inTransaction(db, (writable) => {
        for (const message of found) setAsideIfSuperseded(writable, message, clock);
      });
      this.#tell();
    }
  }

  #take(): ClaimedLetter | 'set-aside' | undefined {
    const from = this.#options.sender();
    if (from === null || this.worker.signal.aborted || this.connection.isOn()) return undefined;
    return inTransaction(this.#options.db, (writable) => claimLetter(writable, { ...this.#options, from }));
  }

  async #sendAll(): Promise<void> {
    const { worker } = this;
    await worker.persist(() => this.#noteNetwork());
    await worker.persist(() => this.#setAsideByHand());
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
    // The account was changed in the meantime: whether the letter was sent still counts, but an error no longer does.
    const isLate = account !== this.#account();
    const { delivery, keep } = isLate
      ? { delivery: lateDelivery(answer), keep: () => undefined }
      : this.#refusals.weigh({ id: letter.id, to: letter.outgoing.to.address }, answer);
    if (!isLate) this.connection.note(delivery);
    const resumesAt = isLate ? null : this.connection.until();
    const settled = { id: letter.id, delivery, now: now(), random: random(), resumesAt };
    await this.worker.persist(() =>
      inTransaction(db, (writable) => {
        recordSendResult(writable, settled);
        keep(writable);
      }),
    );
    this.#tell();
  }

  /** Sets a timer for the next letter that is due; none if no letter waits or no account is set up. */
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

/** The result of an attempt with an account that is no longer used: a letter that was not sent is due immediately with the new one. */
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
        'Something went wrong while this letter was being sent, so it may or may not have been sent. Ask the recipient.',
      ),
    };
  }
};
