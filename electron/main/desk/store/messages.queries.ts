import type {
  Instant,
  ItemId,
  LibraryId,
  OpId,
  PartnerId,
  RequestId,
  TurnId,
} from '../../../../shared/domain/ids.ts';
import {
  type MessageKindFor,
  messageKinds,
  type Recipient,
  type StepOfMessage,
} from '../../../../shared/domain/letters/all-letters.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { awaitsPartner, goesByHand, goesByProtocol } from './letter-ways.queries.ts';
import { withdrawMessagesOf } from './outgoing.queries.ts';
import { isHeldBack } from './partner-holds.queries.ts';

type Facts<R extends Recipient> = {
  /** `payload`: the facts that only the step knows; stored as JSON. */
  readonly [K in MessageKindFor<R>]: { recipient: R; kind: K; payload: StepOfMessage<R, K> };
}[MessageKindFor<R>];

export type OutgoingMessage = {
  /** The step that writes it; otherwise the library for which the clock does. */
  readonly opId: OpId | null;
  readonly libraryId?: LibraryId;
  readonly requestId: RequestId;
  readonly at: Instant;
  /** For a partner: the turn. */
  readonly turnId?: TurnId | null;
  readonly partnerId?: PartnerId | null;
  /** When it may be sent; omitted: immediately. */
  readonly notBefore?: Instant;
} & (Facts<'partner'> | Facts<'patron'>);

/** Inserts a message into the outbox, with the step or the library that caused it. */
export const insertMessage = (db: WritableDB, message: OutgoingMessage): void => {
  sql<object>(
    db,
    `INSERT INTO outbox (id, op_id, library_id, request_id, recipient, partner_id, turn_id, kind, payload, state, next_at, created_at, updated_at)
     VALUES (@newId, @opId, @libraryId, @requestId, @recipient, @partnerId, @turnId, @kind, @payload, 'waiting', @notBefore, @at, @at)`,
  ).run({
    ...message,
    newId: newId(db, 'outbox'),
    kind: listed<string>(messageKinds[message.recipient], message.kind),
    libraryId: message.libraryId ?? null,
    partnerId: message.partnerId ?? null,
    turnId: message.turnId ?? null,
    notBefore: message.notBefore ?? null,
    payload: JSON.stringify(message.payload),
  });
};

/** Whether the patron may have read a letter of one of these kinds that was about this volume: it left after the volume was received. */
export const wasTold = (
  db: ReadableDB,
  { requestId, receivedAt }: { readonly requestId: RequestId; readonly receivedAt: Instant | null },
  ...kinds: readonly ('item-ready' | 'item-arrived')[]
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox WHERE request_id = @requestId AND recipient = 'patron' AND kind IN (SELECT value FROM json_each(@kinds)) AND corrected = 0
        AND ifnull(may_have_left_at, updated_at) >= ifnull(@receivedAt, '')
        AND (may_have_left_at IS NOT NULL OR state IN ('sending', 'sent', 'printed', 'by-hand'))`,
  ).get({ requestId, receivedAt, kinds: JSON.stringify(kinds) }) !== undefined;

/**
 * Sets aside the unsent messages to the partner of a turn, which has not heard of the request and will not. Undoing the step reactivates
 * them.
 */
export const setAsideOfTurn = (
  db: WritableDB,
  aside: { readonly turnId: TurnId; readonly opId: OpId; readonly at: Instant; readonly note: string },
): void => {
  const open = sql<[TurnId], { readonly id: number }>(
    db,
    `SELECT id FROM outbox WHERE turn_id = ? AND recipient = 'partner' AND may_have_left_at IS NULL AND state IN ('waiting', 'failed')`,
  ).all(aside.turnId);
  for (const { id } of open) withdrawMessagesOf(db, id);
  sql<object>(
    db,
    `UPDATE outbox SET state = 'outdated', next_at = NULL, note = @note, set_aside_op = @opId, updated_at = @at
      WHERE turn_id = @turnId AND recipient = 'partner' AND may_have_left_at IS NULL
        AND state IN ('waiting', 'failed', 'needs-person')`,
  ).run(aside);
};

/** Returns the items that a step's letter announced to the partner as returned. */
export const listItemsReturnedBy = (db: ReadableDB, opId: OpId): ItemId[] =>
  sql<[OpId], { readonly id: ItemId }>(
    db,
    `SELECT value AS id FROM outbox, json_each(payload, '$.itemIds') WHERE op_id = ? AND kind = 'returned'`,
  )
    .all(opId)
    .map(({ id }) => id);

/** A condition on rows of `outbox`: letters that are said in messages of a protocol. */
const byProtocol = goesByProtocol('outbox');

/**
 * A condition on rows of `outbox`: open messages that were certainly not sent, to a recipient without an e-mail address or a partner that
 * staff contact, so that staff must tell them in another way. A correction goes to the address of the letter that it corrects.
 */
export const lacksAddress = `
  outbox.state IN ('waiting', 'failed', 'needs-person') AND outbox.may_have_left_at IS NULL
  AND NOT ${byProtocol} AND (${goesByHand('outbox')} OR ifnull(
    (SELECT json_extract(wrong.letter, '$.to.address') FROM outbox AS wrong
      WHERE wrong.id = json_extract(outbox.payload, '$.corrects')),
    iif(outbox.recipient = 'partner',
      (SELECT trim(partner.email) FROM partner WHERE partner.id = outbox.partner_id),
      (SELECT trim(patron.email) FROM request JOIN patron ON patron.id = request.patron_id
        WHERE request.id = outbox.request_id))) IS '')`;

/** What is shown as the state of a row of `outbox`: what the letter waits for. Lists, details and counts agree on it. */
export const shownState = `CASE WHEN ${lacksAddress} THEN 'no-address'
  WHEN outbox.state IN ('waiting', 'failed') AND ${isHeldBack('outbox')} THEN 'held'
  WHEN ${awaitsPartner('outbox')} THEN 'awaits-partner' ELSE outbox.state END`;

/** A condition on rows of `outbox`: letters that will not be sent unless staff act, except those that lack an address. */
export const needsPerson = `outbox.state = 'needs-person' AND NOT (${lacksAddress})`;

/** A condition on rows of `outbox`: letters that will be sent automatically once there is a mail account. */
const waitsForMail = `outbox.state IN ('waiting', 'failed') AND NOT ${byProtocol} AND NOT (${lacksAddress})`;

/** A condition on rows of `outbox`: letters that need attention. Without a mail account (`@noMail`), every unsent letter does. */
export const needsAttention = `(${needsPerson} OR @noMail = 1 AND ${waitsForMail})`;

type OpenMessages = {
  readonly waiting: number;
  readonly waitingSince: Instant | null;
  readonly needPerson: number;
  readonly noAddress: number;
};

/**
 * Counts the messages that will be mailed automatically (and since when the oldest waits), those that need staff, and the requests whose
 * messages lack an address, as Today does.
 */
export const countOpenMessages = (db: ReadableDB): OpenMessages =>
  sql<[], OpenMessages>(
    db,
    // `MATERIALIZED`, so that the address of each message is checked only once.
    `WITH open AS MATERIALIZED (
       SELECT state = 'needs-person' AS isStuck, ${lacksAddress} AS isLacking, ${byProtocol} AS isSaid, created_at, request_id
         FROM outbox WHERE state IN ('waiting', 'sending', 'failed', 'needs-person'))
     SELECT count(*) FILTER (WHERE NOT isStuck AND NOT isLacking AND NOT isSaid) AS waiting,
            min(created_at) FILTER (WHERE NOT isStuck AND NOT isLacking AND NOT isSaid) AS waitingSince,
            count(*) FILTER (WHERE isStuck AND NOT isLacking) AS needPerson,
            count(DISTINCT request_id) FILTER (WHERE isLacking) AS noAddress FROM open`,
  ).get() ?? { waiting: 0, waitingSince: null, needPerson: 0, noAddress: 0 };

/** A message of a step, with its state. */
type MessageOfStep = {
  readonly id: number;
  readonly recipient: Recipient;
  readonly partnerId: PartnerId | null;
  readonly turnId: TurnId | null;
  readonly kind: string;
  readonly state: string;
  /** Since when the recipient may have it, whatever happened to later attempts; null if no attempt may have sent it. */
  readonly mayHaveLeftAt: Instant | null;
  /** 1 if a correction followed it. */
  readonly corrected: number;
};

/** Returns the messages of a step. */
export const listMessagesOfOp = (db: ReadableDB, opId: OpId): MessageOfStep[] =>
  sql<[OpId], MessageOfStep>(
    db,
    `SELECT id, recipient, partner_id AS partnerId, turn_id AS turnId, kind, state,
            may_have_left_at AS mayHaveLeftAt, corrected
       FROM outbox WHERE op_id = ? ORDER BY id`,
  ).all(opId);

/** Whether a letter is said in messages of a protocol, so that it does not wait for mail. */
export const isSaidByProtocol = (db: ReadableDB, id: number): boolean =>
  sql<[number]>(db, `SELECT 1 FROM outbox WHERE id = ? AND ${byProtocol}`).get(id) !== undefined;

/** Whether an open message has no address to go to: a person notifies its reader. */
export const hasNoAddress = (db: ReadableDB, id: number): boolean =>
  sql<[number]>(db, `SELECT 1 FROM outbox WHERE id = ? AND ${lacksAddress}`).get(id) !== undefined;

/** Returns the messages that notified the partner of a turn of received volumes, with the payloads. */
export const listReceiptsOfTurn = (
  db: ReadableDB,
  turnId: TurnId,
): readonly (MessageOfStep & { readonly opId: OpId | null; readonly payload: ReceivedPayload })[] =>
  sql<[TurnId], MessageOfStep & { readonly opId: OpId | null; readonly payload: string }>(
    db,
    `SELECT id, op_id AS opId, recipient, partner_id AS partnerId, turn_id AS turnId, kind, state,
            may_have_left_at AS mayHaveLeftAt, corrected, payload
       FROM outbox WHERE turn_id = ? AND kind = 'received' AND corrected = 0 AND state <> 'outdated' ORDER BY id`,
  )
    .all(turnId)
    .map((message) => ({ ...message, payload: JSON.parse(message.payload) as ReceivedPayload }));

type ReceivedPayload = StepOfMessage<'partner', 'received'>;

/** Sets aside a message that was not sent. Undo reactivates it. */
export const setAside = (
  db: WritableDB,
  id: number,
  aside: { readonly opId: OpId; readonly at: Instant; readonly note: string },
): void => {
  withdrawMessagesOf(db, id);
  sql<object>(
    db,
    `UPDATE outbox SET state = 'outdated', next_at = NULL, note = @note, set_aside_op = @opId, updated_at = @at WHERE id = @id`,
  ).run({ ...aside, id });
};

/** Deletes a message that was not sent. */
export const deleteMessage = (db: WritableDB, id: number): void => {
  withdrawMessagesOf(db, id);
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/**
 * Whether a request may be known outside the desk, so that it cannot be deleted: a letter about it may have been read, or another request
 * repeats it.
 */
export const isKnownOutside = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox WHERE request_id = @requestId AND may_have_left_at IS NOT NULL
      UNION ALL SELECT 1 FROM request WHERE again_of = @requestId LIMIT 1`,
  ).get({ requestId }) !== undefined;

/** Deletes the unread letters of a request, before the request itself is deleted. */
export const removeUnreadLetters = (db: WritableDB, requestId: RequestId): void => {
  const all = sql<[RequestId], { readonly id: number }>(db, 'SELECT id FROM outbox WHERE request_id = ?').all(
    requestId,
  );
  for (const { id } of all) withdrawMessagesOf(db, id);
  sql<[RequestId]>(db, 'DELETE FROM outbox WHERE request_id = ?').run(requestId);
};

/** Reactivates messages of a request that a step set aside, or that were outdated: what superseded them may have been undone. */
export const reactivateOutdated = (
  db: WritableDB,
  { opId, requestId, at }: { readonly opId: OpId; readonly requestId: RequestId; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'waiting', note = '', set_aside_op = NULL, updated_at = @at
      WHERE request_id = @requestId AND state = 'outdated' AND corrected = 0 AND ifnull(set_aside_op, @opId) = @opId`,
  ).run({ opId, requestId, at });
};

/**
 * Marks a message that was or may have been sent as corrected, and keeps the time when it was sent. It is not retried, and the note says
 * what staff must do.
 */
export const markCorrected = (
  db: WritableDB,
  id: number,
  { at, note }: { readonly at: Instant; readonly note: string },
): void => {
  withdrawMessagesOf(db, id);
  sql<[number]>(db, 'UPDATE outbox SET corrected = 1 WHERE id = ?').run(id);
  sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', next_at = NULL, note = @note, updated_at = @at
      WHERE id = @id AND state IN ('waiting', 'failed', 'outdated')`,
  ).run({ id, note, at });
};

/** Unmarks the corrected message because its unsent correction is being deleted. */
export const unmarkCorrected = (db: WritableDB, correctionId: number): void => {
  sql<[number]>(
    db,
    `UPDATE outbox SET corrected = 0
      WHERE id = (SELECT json_extract(payload, '$.corrects') FROM outbox WHERE id = ? AND kind = 'correction')`,
  ).run(correctionId);
};

/**
 * Reassigns the messages to partners that one step wrote or set aside to another, except receipts. Notices to the patron stay with their
 * own step.
 */
export const movePartnerMessages = (db: WritableDB, from: OpId, to: OpId): void => {
  sql<[OpId, OpId]>(
    db,
    "UPDATE outbox SET op_id = ? WHERE op_id = ? AND recipient = 'partner' AND kind <> 'received'",
  ).run(to, from);
  sql<object>(
    db,
    `UPDATE outbox SET set_aside_op = @to
      WHERE set_aside_op = @from AND request_id = (SELECT request_id FROM command_log WHERE op_id = @from)`,
  ).run({ from, to });
};
