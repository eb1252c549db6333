import { conversationBounds } from '../../../../shared/domain/partner-messages.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { inTransaction } from '../../db/open.ts';
import { storageFaultOf } from '../../db/errors.ts';
import { DatabaseGoneError } from '../../db/database-gone.ts';
import type { DeskContext } from '../../desk/context.ts';
import type { DeskAtWork } from '../../desk/output/desk-at-work.ts';
import { QueueWorker } from '../../desk/output/queue-worker.ts';
import {
  findNextStored,
  isConversationFull,
  keepPartnerMessage,
  listLateMatches,
  type PartnerMessageRow,
} from '../../desk/store/conversations.queries.ts';
import { applyMessage, setAsideMessage } from './apply-message.ts';
import { inboxOn, pruneUnmatched } from './inbox.ts';
import { takeIn } from './take-in.ts';

type Parts = {
  readonly context: Omit<DeskContext, 'session'>;
  /** Whether messages are applied here now: with a hub only one workstation applies them, and none does while the library is in use elsewhere. */
  readonly mayApply: () => boolean;
  /** Staff who work at the desk must not wait for messages. */
  readonly atWork: DeskAtWork;
  /** Called after messages were applied. */
  readonly applied: () => void;
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again; omitted: as `QueueWorker` does. */
  readonly retryMs?: number;
};

/**
 * Receives messages of partners, and applies them in the background: those of a conversation in the order in which they were written, each in
 * a transaction of its own, with a pause for the work of staff after each.
 */
export class InboxQueue {
  readonly #parts: Parts;
  readonly #worker: QueueWorker;
  #hasApplied = false;
  #mayHaveMatches = true;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#worker = new QueueWorker({
      settle: () => pruneUnmatched(parts.context.db, instantOf(parts.context.now())),
      work: () => this.#work(),
      rest: () => this.#tell(),
      logFault: parts.logFault,
      ...(parts.retryMs !== undefined && { retryMs: parts.retryMs }),
    });
  }

  /** Keeps a message, and returns its confirmation as XML. It is applied later. @throws if it cannot be kept: then nothing is confirmed */
  take(raw: Uint8Array): string {
    const { db, now } = this.#parts.context;
    const confirmation = takeIn(raw, instantOf(now()), inboxOn(db));
    this.kick();
    return confirmation;
  }

  /** Applies what waits. It is cheap. */
  kick(): void {
    this.#worker.kick();
  }

  /** The same, after rows of other workstations arrived: a request may now be known for messages that matched none. */
  rowsCame(): void {
    this.#mayHaveMatches = true;
    this.kick();
  }

  /** Applies no further message, and waits for the current one, up to this limit. */
  stop(limitMs: number): Promise<void> {
    return this.#worker.stop(limitMs);
  }

  async #work(): Promise<void> {
    const { db } = this.#parts.context;
    if (this.#mayHaveMatches && this.#parts.mayApply()) await this.#worker.persist(() => this.#matchLate());
    while (this.#parts.mayApply() && !this.#worker.signal.aborted) {
      const message = await this.#worker.persist(() => findNextStored(db));
      if (message === undefined) return;
      await this.#worker.persist(() => this.#apply(message));
      await this.#parts.atWork.rest(this.#worker.signal);
    }
  }

  /**
   * With a hub, an answer may reach a workstation before it learns that another one has sent the request. What was refused because
   * its conversation is full stays refused.
   */
  #matchLate(): void {
    const { db } = this.#parts.context;
    const late = listLateMatches(db);
    if (late.length > 0)
      inTransaction(db, (writable) => {
        for (const message of late)
          if (!isConversationFull(writable, message.sentAs, conversationBounds))
            keepPartnerMessage(writable, message);
      });
    this.#mayHaveMatches = false;
  }

  /** A fault of the database is tried again; after any other error the message is set aside, so that those after it do not wait for ever. */
  #apply(message: PartnerMessageRow<'in'>): void {
    try {
      applyMessage(this.#parts.context, message);
    } catch (error) {
      if (storageFaultOf(error) !== null || error instanceof DatabaseGoneError) throw error;
      this.#parts.logFault(error);
      setAsideMessage(this.#parts.context, message);
    }
    this.#hasApplied = true;
  }

  #tell(): void {
    if (!this.#hasApplied) return;
    this.#hasApplied = false;
    this.#worker.tell(this.#parts.applied);
  }
}
