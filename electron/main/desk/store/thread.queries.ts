import type { Instant, OpId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type { ShownState } from '../../../../shared/domain/letters/all-letters.ts';
import type { PartnerMessageState } from '../../../../shared/domain/partner-messages.ts';
import type { ThreadCounts } from '../../../../shared/ipc/turn-views.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';
import { shownState } from './messages.queries.ts';

// What was said about a request, as threads: one for each turn, and one for what belongs to no partner.

/** Where an entry comes from: a letter of ours, a message or a mail that came, an answer that staff recorded, a note. */
export type EntryKind = 'letter' | 'message' | 'mail' | 'answer' | 'note';

/** What a partner answered by its messages or mails, or staff recorded for it. */
const saidSteps = `
  said AS MATERIALIZED (
    SELECT request_event.id, op_id, request_event.at, turn_id, headline,
           operator_id IS NULL AND EXISTS (SELECT 1 FROM partner_message WHERE request_id = @requestId AND direction = 'in')
             OR EXISTS (SELECT 1 FROM incoming_mail WHERE incoming_mail.request_id = @requestId AND taken_op = op_id) AS is_shown
      FROM request_event JOIN command_log USING (op_id)
     WHERE request_event.request_id = @requestId AND turn_id IS NOT NULL AND undone_by IS NULL
       AND (request_event.kind = 'partner-answer' OR operator_id IS NULL)),
  said_by AS MATERIALIZED (SELECT op_id, max(turn_id) AS turn_id FROM said GROUP BY op_id)`;

/** A note does not refer to a turn: it belongs to the turn of its step, otherwise to the last partner that had been asked by then. */
const turnOfNote = `
  iif(author = 'partner', coalesce(
    said_by.turn_id,
    (SELECT id FROM turn WHERE turn.request_id = @requestId AND asked_at <= created_at ORDER BY position DESC LIMIT 1),
    (SELECT id FROM turn WHERE turn.request_id = @requestId AND state <> 'waiting' ORDER BY position LIMIT 1)), NULL)`;

/**
 * The entries of all threads of a request. What is said elsewhere is left out: a message of ours is its letter, the step that a message or mail
 * caused is that message or mail, and so is what it says in a note (`is_part`).
 */
const entries = `
  WITH ${saidSteps},
  entry (kind, id, at, turn_id, is_unread, is_active, is_part, headline, op_id) AS (
    SELECT 'letter', id, created_at, turn_id, 0, 0, 0, '', '' FROM outbox WHERE request_id = @requestId
    UNION ALL
    SELECT 'message', partner_message.id, partner_message.at, conversation.turn_id, direction = 'in' AND read_at IS NULL, 0, 0, '', ''
      FROM partner_message LEFT JOIN conversation ON conversation.sent_as = partner_message.sent_as
     WHERE partner_message.request_id = @requestId
       AND (direction = 'in' OR NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.id = outbox_id))
    UNION ALL
    SELECT 'mail', id, received_at, turn_id, read_at IS NULL, 0, 0, '', '' FROM incoming_mail WHERE request_id = @requestId
    UNION ALL
    SELECT 'answer', id, at, turn_id, 0, 0, 0, headline, op_id FROM said WHERE is_shown = 0
    UNION ALL
    SELECT 'note', request_note.id, created_at, ${turnOfNote}, 0, active,
           iif(author = 'partner', said_by.turn_id IS NOT NULL, EXISTS (
             SELECT 1 FROM outbox WHERE outbox.request_id = @requestId AND recipient = 'partner'
                AND outbox.op_id = request_note.op_id AND payload ->> '$.note' = body)), '', op_id
      FROM request_note LEFT JOIN said_by USING (op_id)
     WHERE request_note.request_id = @requestId)`;

/** The turn of an entry, if the request still has it. */
const ownTurn = '(SELECT turn.id FROM turn WHERE turn.id = entry.turn_id AND turn.request_id = @requestId)';

export type EntryRow = {
  readonly kind: EntryKind;
  readonly id: number;
  readonly at: Instant;
  /** Of an answer: its line of history; otherwise empty. */
  readonly headline: string;
  /** Of an answer or a note: its step; otherwise empty. */
  readonly opId: OpId | '';
};

/** Returns the newest entries of a thread, active notes first. @param turnId null: what belongs to no partner */
export const listEntries = (
  db: ReadableDB,
  args: { readonly requestId: RequestId; readonly turnId: TurnId | null; readonly limit: number },
): EntryRow[] =>
  sql<object, EntryRow>(
    db,
    `${entries}
     SELECT kind, id, at, headline, op_id AS opId FROM entry WHERE is_part = 0 AND ${ownTurn} IS @turnId
      ORDER BY is_active DESC, at DESC, kind, id DESC LIMIT @limit`,
  ).all(args);

/** Returns the counts of the threads of a request, by turn; null: what belongs to no partner. */
export const countEntries = (
  db: ReadableDB,
  requestId: RequestId,
): ReadonlyMap<TurnId | null, ThreadCounts> =>
  new Map(
    sql<object, ThreadCounts & { readonly turnId: TurnId | null }>(
      db,
      `${entries}
       SELECT ${ownTurn} AS turnId, sum(1 - is_part) AS count, sum(is_unread) AS unread, sum(is_active) AS active
         FROM entry GROUP BY 1`,
    )
      .all({ requestId })
      .map(({ turnId, ...counts }) => [turnId, counts]),
  );

/** A letter of ours, with the last message in which it was said. */
export type LetterRow = {
  readonly recipient: 'patron' | 'partner';
  readonly kind: string;
  readonly state: ShownState;
  readonly note: string;
  readonly createdAt: Instant;
  readonly nextAt: Instant | null;
  readonly corrected: 0 | 1;
  /** What staff wrote for it; null if nothing. */
  readonly words: string | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly saidState: PartnerMessageState<'out'> | null;
  readonly mayHaveArrivedAt: Instant | null;
};

/** Returns a letter of ours. */
export const findLetterOfThread = (db: ReadableDB, id: number): LetterRow | undefined =>
  sql<[number], LetterRow>(
    db,
    `SELECT outbox.recipient, outbox.kind, ${shownState} AS state, outbox.note, outbox.created_at AS createdAt, outbox.next_at AS nextAt,
            outbox.corrected, payload ->> '$.note' AS words, letter ->> '$.subject' AS subject, letter ->> '$.body' AS body,
            message.state AS saidState, message.may_have_arrived_at AS mayHaveArrivedAt
       FROM outbox LEFT JOIN partner_message AS message ON message.id = (
              SELECT id FROM partner_message WHERE outbox_id = outbox.id ORDER BY position DESC, id DESC LIMIT 1)
      WHERE outbox.id = ?`,
  ).get(id);
