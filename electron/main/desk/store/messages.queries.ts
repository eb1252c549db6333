import type {
  Instant,
  ItemId,
  LibraryId,
  OpId,
  PartnerId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import {
  type MessageKind,
  type MessageKindFor,
  type MessageState,
  type Recipient,
  type StepOfMessage,
  mayHaveLeft,
  messageKinds,
  messageStates,
} from '../../../../shared/domain/letters/all-letters.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

type Facts<R extends Recipient> = {
  /** `payload`: what the step alone knows; becomes JSON. */
  readonly [K in MessageKindFor<R>]: { recipient: R; kind: K; payload: StepOfMessage<R, K> };
}[MessageKindFor<R>];

export type OutgoingMessage = {
  /** The step that writes it; or the library for which the clock does. */
  readonly opId: OpId | null;
  readonly libraryId?: LibraryId;
  readonly requestId: RequestId;
  readonly at: Instant;
  /** Which partner: to be said where the request's active one may be another by the time the letter leaves. */
  readonly partnerId?: PartnerId | null;
  /** When it may leave; left out: at once. */
  readonly notBefore?: Instant;
} & (Facts<'partner'> | Facts<'patron'>);

/**
 * Puts a message into the outbox, with the step or the library that caused it. A message to a partner stays with the partner that is
 * named, or with the one that is active now.
 */
export const insertMessage = (db: WritableDB, message: OutgoingMessage): void => {
  sql<object>(
    db,
    `INSERT INTO outbox (id, op_id, library_id, request_id, recipient, partner_id, kind, payload, state, next_at, created_at, updated_at)
     SELECT @newId, @opId, @libraryId, id, @recipient, iif(@recipient = 'partner', ifnull(@partnerId, active_partner_id), NULL),
            @kind, @payload, 'waiting', @notBefore, @at, @at
       FROM request WHERE id = @requestId`,
  ).run({
    ...message,
    newId: newId(db, 'outbox'),
    kind: listed<string>(messageKinds[message.recipient], message.kind),
    libraryId: message.libraryId ?? null,
    partnerId: message.partnerId ?? null,
    notBefore: message.notBefore ?? null,
    payload: JSON.stringify(message.payload),
  });
};

/** Whether a message of this kind was written to a partner (null: to whichever is recorded) and still holds. */
export const hasMessageTo = (
  db: ReadableDB,
  requestId: RequestId,
  kind: MessageKindFor<'partner'>,
  partnerId: PartnerId | null,
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox WHERE request_id = @requestId AND kind = @kind AND corrected = 0
        AND (@partnerId IS NULL OR partner_id IS NULL OR partner_id = @partnerId)`,
  ).get({ requestId, kind, partnerId }) !== undefined;

/** The items that messages of this kind named to the partner and that still hold. */
export const listNotifiedItems = (db: ReadableDB, requestId: RequestId, kind: MessageKind): ItemId[] =>
  sql<[RequestId, string], { readonly id: ItemId }>(
    db,
    `SELECT value AS id FROM outbox, json_each(payload, '$.itemIds')
      WHERE request_id = ? AND kind = ? AND corrected = 0`,
  )
    .all(requestId, kind)
    .map(({ id }) => id);

/** The items that a step told the partner to be on their way back. */
export const listItemsReturnedBy = (db: ReadableDB, opId: OpId): ItemId[] =>
  sql<[OpId], { readonly id: ItemId }>(
    db,
    `SELECT value AS id FROM outbox, json_each(payload, '$.itemIds') WHERE op_id = ? AND kind = 'returned'`,
  )
    .all(opId)
    .map(({ id }) => id);

/**
 * A condition on rows of `outbox`: open messages to a partner without an e-mail address that certainly have not left, so that
 * somebody must tell it in another way. A correction goes to where the letter went that it corrects.
 */
export const lacksAddress = `
  outbox.recipient = 'partner' AND outbox.state IN ('waiting', 'failed', 'needs-person')
  AND outbox.may_have_left_at IS NULL
  AND ifnull(
    (SELECT json_extract(wrong.letter, '$.to.address') FROM outbox AS wrong
      WHERE wrong.id = json_extract(outbox.payload, '$.corrects')),
    (SELECT trim(partner.email) FROM partner WHERE partner.id = ifnull(outbox.partner_id,
      (SELECT active_partner_id FROM request WHERE request.id = outbox.request_id)))) IS ''`;

/** A condition on rows of `outbox`: letters that will not leave unless a person acts, but for those that lack an address. */
export const needsPerson = `outbox.state = 'needs-person' AND NOT (${lacksAddress})`;

type OpenMessages = { readonly waiting: number; readonly needPerson: number; readonly noAddress: number };

/** How many messages wait to leave by themselves, how many need a person, and how many lack an address: each counts once. */
export const countOpenMessages = (db: ReadableDB): OpenMessages =>
  sql<[], OpenMessages>(
    db,
    // Materialized: whether an address is lacking is asked once of each.
    `WITH open AS MATERIALIZED (
       SELECT state = 'needs-person' AS isStuck, ${lacksAddress} AS isLacking
         FROM outbox WHERE state IN ('waiting', 'sending', 'failed', 'needs-person'))
     SELECT count(*) FILTER (WHERE NOT isStuck AND NOT isLacking) AS waiting,
            count(*) FILTER (WHERE isStuck AND NOT isLacking) AS needPerson,
            count(*) FILTER (WHERE isLacking) AS noAddress FROM open`,
  ).get() ?? { waiting: 0, needPerson: 0, noAddress: 0 };

/** A message of a step, as far as it has come. */
export type MessageOfStep = {
  readonly id: number;
  readonly recipient: Recipient;
  readonly partnerId: PartnerId | null;
  readonly kind: string;
  readonly state: string;
  /** Since when it may be with its reader, whatever became of later tries; null where no try may have got it out. */
  readonly mayHaveLeftAt: Instant | null;
};

/** The messages of a step. */
export const listMessagesOfOp = (db: ReadableDB, opId: OpId): MessageOfStep[] =>
  sql<[OpId], MessageOfStep>(
    db,
    `SELECT id, recipient, partner_id AS partnerId, kind, state, may_have_left_at AS mayHaveLeftAt
       FROM outbox WHERE op_id = ? ORDER BY id`,
  ).all(opId);

/** Takes back a message that has not left. */
export const deleteMessage = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/** Lets the messages of a request wait again that were set aside as superseded: what superseded them was taken back. */
export const wakeOutdated = (db: WritableDB, requestId: RequestId, at: Instant): void => {
  sql<[Instant, RequestId]>(
    db,
    `UPDATE outbox SET state = 'waiting', note = '', updated_at = ?
      WHERE request_id = ? AND state = 'outdated' AND corrected = 0`,
  ).run(at, requestId);
};

/** Notes that a correcting message follows one that left, or may have left; then it is not tried again, and the note says what staff do. */
export const markCorrected = (
  db: WritableDB,
  id: number,
  { at, note }: { readonly at: Instant; readonly note: string },
): void => {
  sql<object>(db, 'UPDATE outbox SET corrected = 1, updated_at = @at WHERE id = @id').run({ id, at });
  sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', next_at = NULL, note = @note
      WHERE id = @id AND state IN ('waiting', 'failed', 'outdated')`,
  ).run({ id, note });
};

/** Hands what one step tells the partner over to another. The patron's notices go with their own step. */
export const movePartnerMessages = (db: WritableDB, from: OpId, to: OpId): void => {
  sql<[OpId, OpId]>(db, "UPDATE outbox SET op_id = ? WHERE op_id = ? AND recipient = 'partner'").run(
    to,
    from,
  );
};

/** A message as the worker takes it: `letter` is the frozen text as JSON, once it may have left. */
export type StoredMessage = {
  readonly id: number;
  readonly requestId: RequestId;
  readonly recipient: Recipient;
  readonly kind: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly corrected: 0 | 1;
  readonly messageId: string | null;
  readonly letter: string | null;
  /** Since when it may be with its reader; null where it certainly is not. */
  readonly mayHaveLeftAt: Instant | null;
  /** 1 where a person wants it to leave although it does not hold any more. */
  readonly onPurpose: 0 | 1;
};

const messageColumns = `
  id, request_id AS requestId, recipient, kind, state, attempts, corrected, message_id AS messageId, letter,
  may_have_left_at AS mayHaveLeftAt, on_purpose AS onPurpose`;

/** One message, or undefined. */
export const findMessage = (db: ReadableDB, id: number): StoredMessage | undefined =>
  sql<[number], StoredMessage>(db, `SELECT ${messageColumns} FROM outbox WHERE id = ?`).get(id);

/**
 * A condition on rows of `outbox`: where workstations share their requests, nothing leaves before the step that wrote it has its place in the hub's
 * order. Until then it may have to be refused.
 */
const isPlaced = `(CASE WHEN op_id IS NULL
  THEN NOT EXISTS (SELECT 1 FROM hub_change WHERE table_name = 'outbox' AND row_id = outbox.id AND before IS NULL)
  ELSE NOT EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = outbox.op_id) END)`;

/** The message that was written first of those that may be tried now, or undefined. A try set for later than `tooFar` is due. */
export const firstDueMessage = (
  db: ReadableDB,
  at: { readonly now: Instant; readonly tooFar: Instant },
): StoredMessage | undefined =>
  sql<object, StoredMessage>(
    db,
    `SELECT ${messageColumns} FROM outbox
      WHERE state IN ('waiting', 'failed') AND corrected = 0 AND (next_at IS NULL OR next_at NOT BETWEEN @now AND @tooFar OR next_at = @now)
        AND ${isPlaced}
      ORDER BY id LIMIT 1`,
  ).get(at);

/** When the next message may be tried: null for at once, undefined when none waits. */
export const nextTryAt = (db: ReadableDB): Instant | null | undefined =>
  sql<[], { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM outbox WHERE state IN ('waiting', 'failed') AND corrected = 0 AND ${isPlaced}
      ORDER BY next_at LIMIT 1`,
  ).get()?.at;

/** Marks a message as handed to the server: with the Message-ID and the text that it keeps from now on. */
export const markSending = (
  db: WritableDB,
  row: { readonly id: number; readonly messageId: string; readonly letter: string; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'sending', note = '', attempts = attempts + 1, next_at = NULL,
            message_id = @messageId, letter = @letter, updated_at = @at
      WHERE id = @id`,
  ).run(row);
  sql<[number]>(db, 'INSERT OR IGNORE INTO sending_here (outbox_id) VALUES (?)').run(row.id);
};

/** Moves a message on. Once it may be with its reader, that is remembered, whatever comes of it later. */
export const setMessageState = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly state: MessageState;
    readonly note: string;
    readonly nextAt: Instant | null;
    readonly at: Instant;
    /** Nobody knows whether this try got it out. */
    readonly unknown?: boolean;
  },
): void => {
  const { id, state, note, nextAt, at } = row;
  const leftAt = row.unknown === true || mayHaveLeft(state) ? at : null;
  sql<object>(
    db,
    `UPDATE outbox SET state = @state, note = @note, next_at = @nextAt, updated_at = @at,
            may_have_left_at = ifnull(may_have_left_at, @leftAt)
      WHERE id = @id`,
  ).run({ id, state: listed(messageStates, state), note, nextAt, at, leftAt });
  sql<[number]>(db, 'DELETE FROM sending_here WHERE outbox_id = ?').run(id);
};

/** How a message stood. */
export type RestoredMessage = Pick<StoredMessage, 'id' | 'state' | 'mayHaveLeftAt'> & {
  readonly note: string;
  readonly nextAt: Instant | null;
};

/** Puts a message back to how it stood. */
export const restoreMessage = (db: WritableDB, before: RestoredMessage, at: Instant): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = @state, note = @note, next_at = @nextAt, may_have_left_at = @mayHaveLeftAt,
            updated_at = @at
      WHERE id = @id`,
  ).run({ ...before, at });
};

/**
 * Lets the messages to the reader of one leave again that certainly have not: they are written anew, to the address of now.
 * A correction stays, because it goes to where the letter went that it corrects. Returns how many there are.
 */
export const wakeMessagesToReaderOf = (db: WritableDB, id: number, at: Instant): number =>
  sql<object>(
    db,
    `UPDATE outbox SET state = 'waiting', note = '', next_at = NULL, letter = NULL, updated_at = @at
      WHERE state IN ('waiting', 'failed', 'needs-person') AND may_have_left_at IS NULL AND corrected = 0
        AND kind <> 'correction' AND recipient = (SELECT recipient FROM outbox WHERE id = @id)
        AND id IN (
          SELECT other.id FROM outbox AS other JOIN request ON request.id = other.request_id
           WHERE iif(other.recipient = 'patron', request.patron_id, ifnull(other.partner_id, request.active_partner_id)) =
             (SELECT iif(mine.recipient = 'patron', request.patron_id, ifnull(mine.partner_id, request.active_partner_id))
                FROM outbox AS mine JOIN request ON request.id = mine.request_id WHERE mine.id = @id))`,
  ).run({ id, at }).changes;

/** The patron or partner who reads a message; undefined where none is recorded. */
export const readerOfMessage = (
  db: ReadableDB,
  id: number,
): { readonly kind: Recipient; readonly id: number } | undefined =>
  sql<[number], { readonly kind: Recipient; readonly id: number }>(
    db,
    `SELECT recipient AS kind, iif(recipient = 'patron', request.patron_id, ifnull(partner_id, request.active_partner_id)) AS id
       FROM outbox JOIN request ON request.id = request_id
      WHERE outbox.id = ? AND iif(recipient = 'patron', request.patron_id, ifnull(partner_id, request.active_partner_id)) IS NOT NULL`,
  ).get(id);

/** Notes that a person wants a message to leave although it does not hold any more. */
export const sendOnPurpose = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'UPDATE outbox SET on_purpose = 1 WHERE id = ?').run(id);
};

/** Keeps the text of a message that goes out in another way than by mail. */
export const freezeLetter = (db: WritableDB, row: { readonly id: number; readonly letter: string }): void => {
  sql<object>(db, 'UPDATE outbox SET letter = @letter WHERE id = @id').run(row);
};

/** Forgets the text of a message that certainly never left: the next try writes it anew, with what was mended. */
export const thawLetter = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'UPDATE outbox SET letter = NULL WHERE id = ? AND may_have_left_at IS NULL').run(id);
};

/** Removes a message that never left although its step was undone meanwhile, and the correction that nobody needs. */
export const removeWithCorrection = (db: WritableDB, id: number): void => {
  sql<[number]>(
    db,
    `DELETE FROM outbox WHERE kind = 'correction' AND state IN ('waiting', 'failed', 'needs-person')
        AND json_extract(payload, '$.corrects') = ?`,
  ).run(id);
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/**
 * What an ended program left in the middle of sending needs a person now. On a hub another workstation may be sending in this moment: its letters are
 * its own, until nothing has come of one for a day. Returns how many there were.
 */
export const settleInterruptedSends = (
  db: WritableDB,
  row: { readonly note: string; readonly at: Instant },
): number => {
  const dayBefore = new Date(Date.parse(row.at) - 86_400_000).toISOString();
  const { changes } = sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', note = @note, next_at = NULL, updated_at = @at,
            may_have_left_at = ifnull(may_have_left_at, @at)
      WHERE state = 'sending'
        AND (NOT EXISTS (SELECT 1 FROM hub_state) OR id IN (SELECT outbox_id FROM sending_here) OR updated_at < @dayBefore)`,
  ).run({ ...row, dayBefore });
  sql<[]>(db, 'DELETE FROM sending_here').run();
  return changes;
};

/** Lets every message that waits for a later try go at once. */
export const makeFailedDue = (db: WritableDB): void => {
  sql<[]>(db, `UPDATE outbox SET next_at = NULL WHERE state = 'failed' AND next_at IS NOT NULL`).run();
};

/** Lets letters that were set aside go by mail again at once, where they certainly never left. */
export const takeUpAgain = (db: WritableDB, ids: readonly number[]): void => {
  sql<[string]>(
    db,
    `UPDATE outbox SET state = 'failed', next_at = NULL
      WHERE state = 'needs-person' AND may_have_left_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(ids));
};

/** Whether a letter is still to leave, by its Message-ID: another workstation may have taken its step back meanwhile. */
export const isToLeave = (db: ReadableDB, messageId: string): boolean =>
  sql<[string]>(db, "SELECT 1 FROM outbox WHERE message_id = ? AND state = 'sending' AND corrected = 0").get(
    messageId,
  ) !== undefined;
