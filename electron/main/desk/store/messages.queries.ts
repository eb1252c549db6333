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
  /** To a partner: in which of its turns. */
  readonly turnId?: TurnId | null;
  readonly partnerId?: PartnerId | null;
  /** When it may leave; left out: at once. */
  readonly notBefore?: Instant;
} & (Facts<'partner'> | Facts<'patron'>);

/** Puts a message into the outbox, with the step or the library that caused it. */
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

/** Whether the patron of a request may have read that it is ready. */
export const wasToldReady = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<[RequestId]>(
    db,
    `SELECT 1 FROM outbox WHERE request_id = ? AND recipient = 'patron' AND kind = 'item-ready' AND corrected = 0
        AND (may_have_left_at IS NOT NULL OR state IN ('sending', 'sent', 'printed', 'by-hand'))`,
  ).get(requestId) !== undefined;

/** Sets aside what waits to leave to the partner of a turn: it has not heard of the request, and is to hear nothing. Undo of the step wakes it. */
export const setAsideOfTurn = (
  db: WritableDB,
  aside: { readonly turnId: TurnId; readonly opId: OpId; readonly at: Instant; readonly note: string },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'outdated', next_at = NULL, note = @note, set_aside_op = @opId, updated_at = @at
      WHERE turn_id = @turnId AND recipient = 'partner' AND may_have_left_at IS NULL
        AND state IN ('waiting', 'failed', 'needs-person')`,
  ).run(aside);
};

/** The items that a step told the partner to be on their way back. */
export const listItemsReturnedBy = (db: ReadableDB, opId: OpId): ItemId[] =>
  sql<[OpId], { readonly id: ItemId }>(
    db,
    `SELECT value AS id FROM outbox, json_each(payload, '$.itemIds') WHERE op_id = ? AND kind = 'returned'`,
  )
    .all(opId)
    .map(({ id }) => id);

/**
 * A condition on rows of `outbox`: open messages to a reader without an e-mail address that certainly have not left, so that
 * somebody must tell them in another way. A correction goes to where the letter went that it corrects.
 */
export const lacksAddress = `
  outbox.state IN ('waiting', 'failed', 'needs-person') AND outbox.may_have_left_at IS NULL
  AND ifnull(
    (SELECT json_extract(wrong.letter, '$.to.address') FROM outbox AS wrong
      WHERE wrong.id = json_extract(outbox.payload, '$.corrects')),
    iif(outbox.recipient = 'partner',
      (SELECT trim(partner.email) FROM partner WHERE partner.id = outbox.partner_id),
      (SELECT trim(patron.email) FROM request JOIN patron ON patron.id = request.patron_id
        WHERE request.id = outbox.request_id))) IS ''`;

/** A condition on rows of `outbox`: letters that will not leave unless a person acts, but for those that lack an address. */
export const needsPerson = `outbox.state = 'needs-person' AND NOT (${lacksAddress})`;

/** A condition on rows of `outbox`: letters that leave by themselves once there is a mail account. */
const waitsForMail = `outbox.state IN ('waiting', 'failed') AND NOT (${lacksAddress})`;

/** A condition on rows of `outbox`: letters that need attention. While there is no mail account (`@noMail`) that is each. */
export const needsAttention = `(${needsPerson} OR @noMail = 1 AND ${waitsForMail})`;

type OpenMessages = {
  readonly waiting: number;
  readonly waitingSince: Instant | null;
  readonly needPerson: number;
  readonly noAddress: number;
};

/** How many messages wait to leave by themselves and since when, how many need a person, and how many lack an address: each counts once. */
export const countOpenMessages = (db: ReadableDB): OpenMessages =>
  sql<[], OpenMessages>(
    db,
    // Materialized: whether an address is lacking is asked once of each.
    `WITH open AS MATERIALIZED (
       SELECT state = 'needs-person' AS isStuck, ${lacksAddress} AS isLacking, created_at
         FROM outbox WHERE state IN ('waiting', 'sending', 'failed', 'needs-person'))
     SELECT count(*) FILTER (WHERE NOT isStuck AND NOT isLacking) AS waiting,
            min(created_at) FILTER (WHERE NOT isStuck AND NOT isLacking) AS waitingSince,
            count(*) FILTER (WHERE isStuck AND NOT isLacking) AS needPerson,
            count(*) FILTER (WHERE isLacking) AS noAddress FROM open`,
  ).get() ?? { waiting: 0, waitingSince: null, needPerson: 0, noAddress: 0 };

/** A message of a step, as far as it has come. */
type MessageOfStep = {
  readonly id: number;
  readonly recipient: Recipient;
  readonly partnerId: PartnerId | null;
  readonly turnId: TurnId | null;
  readonly kind: string;
  readonly state: string;
  /** Since when it may be with its reader, whatever became of later tries; null where no try may have got it out. */
  readonly mayHaveLeftAt: Instant | null;
};

/** The messages of a step. */
export const listMessagesOfOp = (db: ReadableDB, opId: OpId): MessageOfStep[] =>
  sql<[OpId], MessageOfStep>(
    db,
    `SELECT id, recipient, partner_id AS partnerId, turn_id AS turnId, kind, state, may_have_left_at AS mayHaveLeftAt
       FROM outbox WHERE op_id = ? ORDER BY id`,
  ).all(opId);

/** The messages that told the partner of a turn of volumes that came, with these. */
export const listReceiptsOfTurn = (
  db: ReadableDB,
  turnId: TurnId,
): readonly (MessageOfStep & { readonly payload: ReceivedPayload })[] =>
  sql<[TurnId], MessageOfStep & { readonly payload: string }>(
    db,
    `SELECT id, recipient, partner_id AS partnerId, turn_id AS turnId, kind, state, may_have_left_at AS mayHaveLeftAt, payload
       FROM outbox WHERE turn_id = ? AND kind = 'received' AND corrected = 0 AND state <> 'outdated' ORDER BY id`,
  )
    .all(turnId)
    .map((message) => ({ ...message, payload: JSON.parse(message.payload) as ReceivedPayload }));

type ReceivedPayload = StepOfMessage<'partner', 'received'>;

/** Sets a message aside that has not left. Undo wakes it. */
export const setAside = (
  db: WritableDB,
  id: number,
  aside: { readonly opId: OpId; readonly at: Instant; readonly note: string },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'outdated', next_at = NULL, note = @note, set_aside_op = @opId, updated_at = @at WHERE id = @id`,
  ).run({ ...aside, id });
};

/** Takes back a message that has not left. */
export const deleteMessage = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/** Whether somebody outside may know of a request, so that it cannot be unmade: a letter about it may have been read, or another one repeats it. */
export const isKnownOutside = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox WHERE request_id = @requestId AND may_have_left_at IS NOT NULL
      UNION ALL SELECT 1 FROM request WHERE again_of = @requestId LIMIT 1`,
  ).get({ requestId }) !== undefined;

/** Takes away the letters of a request that nobody has read, before the request itself goes. */
export const removeUnreadLetters = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM outbox WHERE request_id = ?').run(requestId);
};

/** Lets messages of a request wait again that a step set aside, or that did not hold any more: what superseded them may have been taken back. */
export const wakeOutdated = (
  db: WritableDB,
  { opId, requestId, at }: { readonly opId: OpId; readonly requestId: RequestId; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'waiting', note = '', set_aside_op = NULL, updated_at = @at
      WHERE request_id = @requestId AND state = 'outdated' AND corrected = 0 AND ifnull(set_aside_op, @opId) = @opId`,
  ).run({ opId, requestId, at });
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

/** A correcting message is taken back that has not left: what it corrected holds again. */
export const unmarkCorrected = (db: WritableDB, correctionId: number): void => {
  sql<[number]>(
    db,
    `UPDATE outbox SET corrected = 0
      WHERE id = (SELECT json_extract(payload, '$.corrects') FROM outbox WHERE id = ? AND kind = 'correction')`,
  ).run(correctionId);
};

/** Hands what one step tells partners, or keeps from them, over to another, but for what came with it. The patron's notices go with their own step. */
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
