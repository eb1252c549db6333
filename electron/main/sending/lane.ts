import { instantOf } from '../../../shared/domain/dates.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import { inTransaction } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { backoffMs, ConnectionPause, longestMs } from '../desk/output/letters/connection-pause.ts';
import type { DeskAtWork } from '../desk/output/desk-at-work.ts';
import { QueueWorker } from '../desk/output/queue-worker.ts';
import { readHubState } from '../desk/store/hub.queries.ts';
import { type AfterAttempt, afterAttempt, type Attempt, type Posted } from './after-attempt.ts';

/** What every lane needs. */
export type LaneOptions = {
  readonly db: ReadableDB;
  readonly now: () => Date;
  /** Whether this is the workstation that sends, of those that share the library's requests. */
  readonly mayTell: () => boolean;
  /** Settles when the other workstations have received what this one recorded: true if they have. Only then is a message posted. */
  readonly confirmed: () => Promise<boolean>;
  /** A number from 0 to 1, for the pauses. */
  readonly random: () => number;
  /** Staff who work at the desk must not wait for messages. */
  readonly atWork: DeskAtWork;
  /** Called after each change of a message. */
  readonly changed: () => void;
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again. */
  readonly retryMs?: number;
};

/**
 * What keeps messages here. `no-secret`: this workstation lacks the code, password or certificate for the receiver; `no-folder`: it has no folder for messages;
 * `no-account`: the connection is not set up at this workstation.
 */
type Lack = 'no-secret' | 'no-folder' | 'no-account';

/**
 * How the receiver of a lane is reached: with what, or which state keeps its messages here. A fault of another address says nothing about this one.
 * `address` has all that may be the cause of a fault.
 */
export type Reach<R> = { readonly address: string | null } & (
  | { readonly reached: R }
  | { readonly lacks: Lack }
);

/** How many messages are posted at the same time by a protocol that can post several. */
export const severalAtOnce = 8;

/** What a lane delivers: rows of the database, of which each has one message at a time, to one receiver. */
export type Deliveries<R, M extends Posted> = {
  /** Returns how the receiver is reached now; null if nothing may leave. */
  readonly reach: () => Reach<R> | null;
  /** Returns rows that may leave now, each independent of the others. */
  readonly due: (due: {
    readonly now: Instant;
    readonly tooFar: Instant;
    readonly limit: number;
  }) => number[];
  /** Claims the next message of a row, inside a transaction; undefined if none leaves now. */
  readonly claim: (db: WritableDB, id: number, reached: R) => M | undefined;
  /** Posts a message; `unreached` without words if it must not be sent after all. */
  readonly post: (message: M, reached: R, signal: AbortSignal) => Promise<Attempt>;
  /** Records what becomes of a message after an attempt. */
  readonly record: (db: WritableDB, message: M, after: AfterAttempt, now: Date) => void;
  /** Returns when the next row is due: null for immediately, undefined if none waits. */
  readonly nextAt: () => Instant | null | undefined;
  /** How many messages, each of another row, are posted at the same time. A single one finds out whether the receiver can be reached again. */
  readonly atOnce: number;
  /** Called when nothing is left to post now. */
  readonly rest?: () => void;
};

/** `unknown`: nothing was tried yet. */
type LaneState = 'unknown' | 'up' | 'down' | Lack;

/** How many rows are looked up at once. */
const batch = 200;
/** After sleep, timers are no longer accurate: nothing waits longer than this without checking the clock. */
const longestSleepMs = 60_000;

const isDown = ({ kind }: Attempt): boolean => kind === 'unreached' || kind === 'unknown';

/** The state of a lane, as the page of connections shows it. */
export type LaneView = {
  readonly state: LaneState;
  /** Since when; null before the first attempt. */
  readonly since: Instant | null;
  /** Why the receiver cannot be reached; empty if it can. */
  readonly words: string;
};

/**
 * Delivers to one receiver. If its system cannot be reached, or does not confirm, everything waits: first for a minute, at most six hours.
 */
export class Lane<R, M extends Posted> {
  readonly worker: QueueWorker;
  readonly #options: LaneOptions;
  readonly #deliveries: Deliveries<R, M>;
  readonly #makeDue: (db: WritableDB) => void;
  readonly #connection: ConnectionPause;
  #state: LaneState = 'unknown';
  #since: Instant | null = null;
  #address: string | null | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param makeDue makes what waits for the receiver due immediately. */
  constructor(options: LaneOptions, deliveries: Deliveries<R, M>, makeDue: (db: WritableDB) => void) {
    this.#options = options;
    this.#makeDue = makeDue;
    this.#deliveries = deliveries;
    this.#connection = new ConnectionPause(options);
    this.worker = new QueueWorker({
      logFault: options.logFault,
      ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
      settle: () => undefined,
      work: () => this.#tellAll(),
      rest: () => {
        deliveries.rest?.();
        this.#sleep();
      },
    });
  }

  /** Whether the receiver can be reached, since when, and why not. */
  describe(): LaneView {
    return { state: this.#state, since: this.#since, words: this.#connection.describe().words };
  }

  /** Ends a pause. */
  endPause(): void {
    this.#connection.end();
  }

  async stop(limitMs: number): Promise<void> {
    clearTimeout(this.#timer);
    await this.worker.stop(limitMs);
  }

  #set(state: LaneState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#since = instantOf(this.#options.now());
    this.worker.tell(this.#options.changed);
  }

  /** How the receiver is reached now; null if it is not. */
  #reach(): { readonly reached: R } | null {
    if (this.worker.signal.aborted || !this.#options.mayTell()) return null;
    const reach = this.#deliveries.reach();
    if (reach === null) return null;
    if (reach.address !== this.#address) {
      this.#connection.forget();
      // What could not be sent to the former address.
      if (this.#address !== undefined) inTransaction(this.#options.db, this.#makeDue);
      this.#address = reach.address;
    }
    if (this.#connection.isOn()) return null;
    if ('reached' in reach) return reach;
    this.#set(reach.lacks);
    return null;
  }

  async #tellAll(): Promise<void> {
    let due: number[] = [];
    for (;;) {
      if (due.length === 0) due = (await this.worker.persist(() => this.#due())) ?? [];
      if (due.length === 0) return;
      const ids = due.splice(0, this.#options.atWork.isOn() ? 1 : this.#deliveries.atOnce);
      const round = await this.worker.persist(() => this.#claim(ids));
      if (!round) return;
      this.worker.tell(this.#options.changed);
      if (round.messages.length > 0) await this.#say(round);
      await this.#options.atWork.rest(this.worker.signal);
    }
  }

  /** Returns rows that may leave now. */
  #due(): number[] {
    if (this.#reach() === null) return [];
    const now = this.#options.now();
    // Later than any pause can end: the clock was set back since.
    const tooFar = instantOf(new Date(now.getTime() + longestMs));
    // A single one finds out whether the receiver can be reached.
    const limit = this.#state === 'up' ? batch : 1;
    return this.#deliveries.due({ now: instantOf(now), tooFar, limit });
  }

  /** Claims the next message of each of these rows; null if the receiver cannot be told now. */
  #claim(ids: readonly number[]): { readonly reached: R; readonly messages: readonly M[] } | null {
    const reach = this.#reach();
    if (reach === null) return null;
    const messages = inTransaction(this.#options.db, (writable) =>
      ids.flatMap((id) => this.#deliveries.claim(writable, id, reach.reached) ?? []),
    );
    return { reached: reach.reached, messages };
  }

  /** Posts messages, and records what becomes of them. */
  async #say({ reached, messages }: { readonly reached: R; readonly messages: readonly M[] }): Promise<void> {
    const isConfirmed = await this.#isConfirmed();
    const attempts = await Promise.all(
      messages.map(async (message) => ({ message, result: await this.#post(message, reached, isConfirmed) })),
    );
    const tried = attempts.filter(({ result }) => result.kind !== 'unreached' || result.words !== '');
    const [down] = tried.filter(({ result }) => isDown(result));
    const isUp = tried.some(({ result }) => !isDown(result));
    // If other messages arrive, one that does not is itself the cause.
    if (isUp) this.#connection.note({ kind: 'sent', words: '' });
    else if (down) this.#connection.note({ kind: 'no-connection', words: down.result.words });
    // If another workstation changed a message meanwhile, all that was recorded together with it is rolled back, and would be sent again.
    const isShared = readHubState(this.#options.db) !== null;
    for (const together of isShared ? attempts.map((attempt) => [attempt]) : [attempts])
      await this.#record(together);
    if (isConfirmed && tried.length > 0) this.#set(isUp ? 'up' : 'down');
    this.worker.tell(this.#options.changed);
  }

  /** Records attempts in one transaction. */
  async #record(attempts: readonly { readonly message: M; readonly result: Attempt }[]): Promise<void> {
    const { db, now, random } = this.#options;
    const pauseMs = (failures: number): number => backoffMs(failures, random());
    await this.worker.persist(() =>
      inTransaction(db, (writable) => {
        for (const { message, result } of attempts) {
          const after = afterAttempt(message, result, { now: now(), pauseMs });
          // Not reaching the receiver says nothing about this message: it is tried again when the pause ends.
          const nextAt =
            result.kind === 'unreached' && this.#connection.isOn() ? this.#connection.until() : after.nextAt;
          this.#deliveries.record(writable, message, { ...after, nextAt }, now());
        }
      }),
    );
  }

  /** Whether the other workstations know that these messages leave from here. */
  async #isConfirmed(): Promise<boolean> {
    try {
      return await this.#options.confirmed();
    } catch (error) {
      this.#options.logFault(error);
      return false;
    }
  }

  async #post(message: M, reached: R, isConfirmed: boolean): Promise<Attempt> {
    if (!isConfirmed)
      return {
        kind: 'unreached',
        words: t('The hub has not confirmed this message yet. It waits so that it is not sent twice.'),
      };
    return await this.#deliveries.post(message, reached, this.worker.signal);
  }

  /** Sets a timer for the next row that is due. */
  #sleep(): void {
    const { now, mayTell } = this.#options;
    clearTimeout(this.#timer);
    const next = this.worker.signal.aborted || !mayTell() ? undefined : this.#deliveries.nextAt();
    if (next === undefined) return;
    const due = Math.max(Date.parse(next ?? instantOf(now())), this.#connection.until()?.getTime() ?? 0);
    const waitMs = Math.min(Math.max(due - now().getTime(), 0) + 50, longestSleepMs);
    this.#timer = setTimeout(() => this.worker.kick(), waitMs);
    this.#timer.unref();
  }
}
