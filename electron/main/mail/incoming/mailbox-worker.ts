import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { MailboxState } from '../../../../shared/ipc/calls/mailbox.ts';
import { t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { ConnectionPause } from '../../desk/output/letters/connection-pause.ts';
import type { MailboxAccount } from '../../desk/output/mail/mailbox.service.ts';
import { QueueWorker } from '../../desk/output/queue-worker.ts';
import {
  findMailboxPosition,
  keepMailboxPosition,
  type MailboxPosition,
  removeForgottenMail,
  removeMailWithoutRequest,
} from '../../desk/store/incoming-mail.queries.ts';
import { keepMail } from './keep-mail.ts';
import type { IncomingMail, readMail } from './read-mail.ts';
import type { FetchedMail, Look, readMailbox } from './read-mailbox.ts';

export type MailboxWorkerOptions = {
  readonly db: ReadableDB;
  /** The mailbox; null if none is set up, or its password is unknown. */
  readonly mailbox: () => MailboxAccount | null;
  /** Changes with each change of the account. */
  readonly accountNumber: () => number;
  /** Whether one is set up, with its password or without. */
  readonly isSetUp: () => boolean;
  /** Whether this workstation reads the mails, of those that share the library's requests. */
  readonly reads: () => boolean;
  /** Whether something else is writing now: the look waits. */
  readonly mayNot: () => boolean;
  readonly read: typeof readMailbox;
  readonly readMail: typeof readMail;
  readonly now: () => Date;
  /** A number from 0 to 1, for the pauses. */
  readonly random: () => number;
  /** Called when a mail came, or the state has changed. */
  readonly changed: () => void;
  /** Receives errors (mostly of the database), for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long to wait between two looks; two minutes if omitted. */
  readonly everyMs?: number;
  /** How long to wait before the database is tried again; 2 s if omitted. */
  readonly retryMs?: number;
};

export type MailboxWorker = {
  /** Looks if it is time to. It is cheap. */
  readonly kick: () => void;
  /** Looks now: staff asked, the account is new, or the computer woke up. */
  readonly lookNow: () => void;
  readonly describe: () => MailboxState;
  /** Ends the look that is under way after the current mail; waits at most this long (5 s). */
  readonly stop: (limitMs?: number) => Promise<void>;
};

const usualMs = 2 * 60_000;
/** A connection that was lost this often with the same mail: that mail is not fetched again. */
const mostLosses = 3;
/** How long mails are kept that arrived after their patron was forgotten. */
const keptMs = 30 * 86_400_000;
const dayMs = 86_400_000;
/** Lets the desk work between two mails. */
const breathMs = 10;

/** A position belongs to a folder of an account, whichever workstation reads it. */
const nameOf = ({ host, user, folder }: MailboxAccount): string =>
  createHash('sha256')
    .update(JSON.stringify([host.toLowerCase(), user, folder]))
    .digest('hex');

/** What is kept of a mail that cannot be read, so that staff learn of it. */
const unreadable = (mailbox: MailboxAccount, { uid }: FetchedMail, uidValidity: string): IncomingMail => ({
  messageId: `<${uidValidity}.${uid}>`,
  from: { name: '', address: '' },
  subject: t('E-mail that Borrow Desk cannot read'),
  sentAt: null,
  text: t('Open it in your mail program, in the folder {folder} (UID {uid}).', {
    uid: String(uid),
    folder: mailbox.folder,
  }),
  attachments: [],
  answers: [],
  isAutomatic: true,
});

class Reader {
  readonly #options: MailboxWorkerOptions;
  readonly #pause: ConnectionPause;
  readonly worker: QueueWorker;
  readonly #losses = new Map<number, number>();
  #account = 0;
  #lookedAt: Instant | null = null;
  #nextAt = 0;
  #tidiedAt = 0;
  #breakOff = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MailboxWorkerOptions) {
    this.#options = options;
    this.#pause = new ConnectionPause(options);
    this.worker = new QueueWorker({
      logFault: options.logFault,
      ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
      settle: () => undefined,
      work: () => this.#look(),
      rest: () => this.#sleep(),
    });
  }

  lookNow(): void {
    if (this.#account !== this.#options.accountNumber()) this.#breakOff.abort();
    this.#pause.end();
    this.#nextAt = 0;
    this.worker.kick();
  }

  describe(): MailboxState {
    const { mailbox, isSetUp, reads } = this.#options;
    const said = (state: MailboxState['state'], words = ''): MailboxState => ({
      state,
      words,
      lookedAt: this.#lookedAt,
    });
    if (mailbox() === null) return said(isSetUp() ? 'no-password' : 'off');
    if (!reads()) return said('elsewhere');
    const { state, words } = this.#pause.describe();
    if (state === 'failing') return said('failing', words);
    return said(this.#lookedAt === null ? 'waiting' : 'ready');
  }

  async stop(limitMs: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#breakOff.abort();
    await this.worker.stop(limitMs);
  }

  #noteAccount(): void {
    const now = this.#options.accountNumber();
    if (now === this.#account) return;
    this.#account = now;
    this.#pause.forget();
    this.#losses.clear();
    this.#lookedAt = null;
    this.#nextAt = 0;
    this.#breakOff = new AbortController();
  }

  async #look(): Promise<void> {
    this.#noteAccount();
    const { mailbox: account, reads, mayNot, now, read, everyMs = usualMs } = this.#options;
    const mailbox = reads() ? account() : null;
    if (mailbox === null || mayNot() || this.#pause.isOn() || now().getTime() < this.#nextAt) return;
    const position = await this.worker.persist(
      () => findMailboxPosition(this.#options.db, nameOf(mailbox)) ?? null,
    );
    if (position === undefined) return;
    const before = JSON.stringify(this.describe());
    const number = this.#account;
    const look = await read(mailbox, {
      position,
      skip: new Set([...this.#losses].filter(([, count]) => count >= mostLosses).map(([uid]) => uid)),
      now: now(),
      signal: AbortSignal.any([this.worker.signal, this.#breakOff.signal]),
      take: (mail, next) => this.#take(mailbox, mail, next),
    });
    // The account was changed in the meantime: what happened to the former one does not apply.
    if (number !== this.#options.accountNumber()) return;
    await this.#note(mailbox, look);
    this.#nextAt = now().getTime() + (look.kind === 'read' && look.isMore ? 0 : everyMs);
    await this.worker.persist(() => this.#tidy());
    const { lookedAt: _, ...after } = this.describe();
    const { lookedAt: __, ...earlier } = JSON.parse(before) as MailboxState;
    if (JSON.stringify(after) !== JSON.stringify(earlier)) this.worker.tell(this.#options.changed);
    if (look.kind === 'read' && look.isMore && !this.worker.signal.aborted) this.worker.kick();
  }

  async #note(mailbox: MailboxAccount, look: Look): Promise<void> {
    if (look.kind === 'read') {
      this.#pause.forget();
      this.#lookedAt = instantOf(this.#options.now());
      await this.worker.persist(() => this.#keepPosition(mailbox, look.position));
      return;
    }
    if (look.at !== null) this.#losses.set(look.at, (this.#losses.get(look.at) ?? 0) + 1);
    if (!this.worker.signal.aborted) this.#pause.note(look);
  }

  /** Keeps a mail, whatever it contains. */
  async #take(mailbox: MailboxAccount, mail: FetchedMail, next: MailboxPosition): Promise<void> {
    const found = mail.raw === null ? null : await this.#options.readMail(mail.raw).catch(() => null);
    const kept = found ?? unreadable(mailbox, mail, next.uidValidity);
    const { db, now, changed } = this.#options;
    const isNew = await this.worker.persist(() => keepMail(db, kept, { isCut: mail.isCut, now: now() }));
    if (isNew === undefined) throw new Error('The program ends.');
    await this.worker.persist(() => this.#keepPosition(mailbox, next));
    this.#losses.delete(mail.uid);
    if (isNew) this.worker.tell(changed);
    await pause(breathMs);
  }

  #keepPosition(mailbox: MailboxAccount, position: MailboxPosition): void {
    const { db, now } = this.#options;
    const kept = { ...position, mailbox: nameOf(mailbox), at: instantOf(now()) };
    inTransaction(db, (writable) => keepMailboxPosition(writable, kept));
  }

  /** Once a day: deletes what is no longer needed. */
  #tidy(): void {
    const { db, now } = this.#options;
    const at = now().getTime();
    if (Math.abs(at - this.#tidiedAt) < dayMs) return;
    inTransaction(db, (writable) => {
      removeForgottenMail(writable, instantOf(new Date(at - keptMs)));
      removeMailWithoutRequest(writable, instantOf(now()));
    });
    this.#tidiedAt = at;
  }

  #sleep(): void {
    const { mailbox, everyMs = usualMs } = this.#options;
    clearTimeout(this.#timer);
    if (this.worker.signal.aborted || mailbox() === null) return;
    // After sleep, timers are no longer accurate: the clock is checked at least this often.
    this.#timer = setTimeout(() => this.worker.kick(), Math.min(everyMs, 60_000));
    this.#timer.unref();
  }
}

/**
 * Reads the mailbox in the background every few minutes, and keeps its new mails. Only one workstation does, of those that share the
 * requests. A fault pauses it (first for a minute, at most for six hours); a mail that cannot be read blocks no other.
 */
export const startMailboxWorker = (options: MailboxWorkerOptions): MailboxWorker => {
  const reader = new Reader(options);
  return {
    kick: () => reader.worker.kick(),
    lookNow: () => reader.lookNow(),
    describe: () => reader.describe(),
    stop: (limitMs = 5_000) => reader.stop(limitMs),
  };
};
