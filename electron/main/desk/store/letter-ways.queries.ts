import type { TurnId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

// How a letter goes: by protocol, by mail, or by staff. Conditions on rows of `outbox`, so that lists, counts and the queues agree.

const profileIs = (row: string, by: string): string =>
  `EXISTS (SELECT 1 FROM partner WHERE partner.id = ${row}.partner_id AND partner.profile ->> '$.by' = '${by}')`;

/** A condition: the request of a turn was sent by protocol, or waits for that. */
const isAskedByProtocol = (turnId: string): string => `(
  EXISTS (SELECT 1 FROM conversation WHERE conversation.turn_id = ${turnId})
  OR EXISTS (SELECT 1 FROM outbox AS asking
      WHERE asking.turn_id = ${turnId} AND asking.kind = 'request' AND +asking.message_id IS NULL AND asking.corrected = 0
        AND asking.state IN ('waiting', 'sending', 'failed', 'needs-person')))`;

// Most letters never have a Message-ID: a plus sign in front keeps SQLite from looking for them by it.

/**
 * A condition: a letter that is said in messages of a protocol. All letters of a turn go as its request did: one that was asked by mail goes
 * on by mail. A correction goes where the letter went that it corrects.
 */
export const goesByProtocol = (row: string): string => `(
  ${row}.recipient = 'partner' AND +${row}.message_id IS NULL AND ${profileIs(row, 'iso18626')}
  AND (${row}.kind = 'request' OR ${isAskedByProtocol(`${row}.turn_id`)})
  AND NOT (${row}.kind = 'correction' AND EXISTS (SELECT 1 FROM outbox AS wrong
    WHERE wrong.id = json_extract(${row}.payload, '$.corrects') AND wrong.message_id IS NOT NULL)))`;

/** A condition: a letter to a partner that staff contact in another way. */
export const goesByHand = (row: string): string =>
  `(${row}.recipient = 'partner' AND ${profileIs(row, 'hand')})`;

/**
 * A condition: a letter by protocol that waits for the partner: it may not be sent until the partner's status is no longer the one that it had when
 * this was decided.
 */
export const awaitsPartner = (row: string): string => `(
  ${row}.state = 'waiting' AND ${row}.waits_past IS NOT NULL AND ${goesByProtocol(row)}
  AND ${row}.waits_past = (SELECT ifnull(conversation.state ->> '$.status', '') FROM conversation
    WHERE conversation.turn_id = ${row}.turn_id ORDER BY conversation.created_at DESC, conversation.id DESC LIMIT 1))`;

/** Whether staff must decide if a letter is sent to its partner now: they were asked, or the partner's status does not allow it yet. */
export const isInQuestion = (db: ReadableDB, id: number): boolean =>
  sql<[number]>(
    db,
    `SELECT 1 FROM outbox WHERE id = ?
        AND (outbox.state = 'needs-person' AND ${goesByProtocol('outbox')} OR ${awaitsPartner('outbox')})`,
  ).get(id) !== undefined;

/** A condition on rows of `outbox`: letters of which a message is being posted, if they are being sent. */
export const isBeingSaid = `(
  +outbox.message_id IS NULL AND EXISTS (SELECT 1 FROM partner_message WHERE partner_message.outbox_id = outbox.id))`;

/** Whether the letters of a turn to a partner that speaks a protocol go by it: a turn that was asked otherwise goes on as it was asked. */
export const isTurnByProtocol = (db: ReadableDB, turnId: TurnId): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM turn WHERE id = @turnId AND (${isAskedByProtocol('turn.id')}
       OR heard = 0 AND NOT EXISTS (SELECT 1 FROM outbox WHERE turn_id = turn.id AND kind = 'request'))`,
  ).get({ turnId }) !== undefined;
