import type { Instant, OpId, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { atBounds, beyondBounds } from './bounds.queries.ts';

/** A mail of a partner as it is kept. */
export type IncomingMailRow = {
  readonly id: number;
  readonly requestId: RequestId | null;
  readonly turnId: TurnId | null;
  /** The Message-ID of the letter that it answers; empty if it was not found by one. */
  readonly answers: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly subject: string;
  readonly body: string;
  readonly isCut: 0 | 1;
  /** A JSON list. */
  readonly attachments: string;
  /** JSON; null for none. */
  readonly proposal: string | null;
  readonly sentAt: Instant | null;
  readonly receivedAt: Instant;
  readonly readAt: Instant | null;
  readonly setAsideAt: Instant | null;
  readonly takenOp: OpId | null;
};

export type NewIncomingMail = Omit<IncomingMailRow, 'id' | 'readAt' | 'setAsideAt' | 'takenOp'> & {
  /** The same for the same mail. */
  readonly identity: string;
};

const columns = `id, request_id AS requestId, turn_id AS turnId, answers, sender_name AS senderName,
  sender_address AS senderAddress, subject, body, is_cut AS isCut, attachments, proposal, sent_at AS sentAt,
  received_at AS receivedAt, read_at AS readAt, set_aside_at AS setAsideAt, taken_op AS takenOp`;

/** Keeps a mail. @returns false if the same one is kept: then nothing is changed */
export const keepIncomingMail = (db: WritableDB, mail: NewIncomingMail): boolean => {
  const isKept = sql<[string]>(db, 'SELECT 1 FROM incoming_mail WHERE identity = ?').get(mail.identity);
  if (isKept !== undefined) return false;
  sql<object>(
    db,
    `INSERT INTO incoming_mail (id, identity, request_id, turn_id, answers, sender_name, sender_address, subject, body,
                                is_cut, attachments, proposal, sent_at, received_at, updated_at)
     VALUES (@id, @identity, @requestId, @turnId, @answers, @senderName, @senderAddress, @subject, @body,
             @isCut, @attachments, @proposal, @sentAt, @receivedAt, @receivedAt)`,
  ).run({ ...mail, id: newId(db, 'incoming_mail') });
  return true;
};

export const findIncomingMail = (db: ReadableDB, id: number): IncomingMailRow | undefined =>
  sql<[number], IncomingMailRow>(db, `SELECT ${columns} FROM incoming_mail WHERE id = ?`).get(id);

/** Notes that staff saw mails of a request. */
export const markMailRead = (
  db: WritableDB,
  args: { readonly requestId: RequestId; readonly ids: readonly number[]; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE incoming_mail SET read_at = @at, updated_at = @at
      WHERE request_id = @requestId AND read_at IS NULL AND id IN (SELECT value FROM json_each(@ids))`,
  ).run({ ...args, ids: JSON.stringify(args.ids) });
};

const waits = 'request_id IS NULL AND set_aside_at IS NULL';

/** Whether a mail about a request was not seen by staff: exactly as in its index. */
export const isNewMail = 'request_id IS NOT NULL AND read_at IS NULL';

/** Returns a page of the mails that belong to no request, those that wait longest first. */
export const listMailWithoutRequest = (
  db: ReadableDB,
  page: { readonly offset: number; readonly limit: number },
): IncomingMailRow[] =>
  sql<object, IncomingMailRow>(
    db,
    `SELECT ${columns} FROM incoming_mail WHERE ${waits} ORDER BY received_at, id LIMIT @limit OFFSET @offset`,
  ).all(page);

/** Counts the mails that belong to no request, and returns since when the oldest waits. */
export const countMailWithoutRequest = (
  db: ReadableDB,
): { readonly count: number; readonly oldestAt: Instant | null } =>
  sql<[], { readonly count: number; readonly oldestAt: Instant | null }>(
    db,
    `SELECT count(*) AS count, min(received_at) AS oldestAt FROM incoming_mail WHERE ${waits}`,
  ).get() ?? { count: 0, oldestAt: null };

type Change = Partial<
  Pick<IncomingMailRow, 'requestId' | 'turnId' | 'proposal' | 'readAt' | 'setAsideAt' | 'takenOp'>
>;

/** Changes what staff decide about a mail. Omitted columns stay unchanged. */
export const changeIncomingMail = (
  db: WritableDB,
  mail: IncomingMailRow,
  change: Change,
  at: Instant,
): void => {
  const { id, requestId, turnId, proposal, readAt, setAsideAt, takenOp } = { ...mail, ...change };
  sql<object>(
    db,
    `UPDATE incoming_mail SET request_id = @requestId, turn_id = @turnId, proposal = @proposal, read_at = @readAt,
            set_aside_at = @setAsideAt, taken_op = @takenOp, updated_at = @at
      WHERE id = @id`,
  ).run({ id, requestId, turnId, proposal, readAt, setAsideAt, takenOp, at });
};

const withoutRequest = beyondBounds({
  table: 'incoming_mail',
  at: 'received_at',
  text: 'body',
  where: 'request_id IS NULL',
});

/** Deletes mails that match no request, beyond their bounds: anybody can send them. They stay in the mailbox. */
export const removeMailWithoutRequest = (db: WritableDB, now: Instant): void => {
  sql<object>(db, `DELETE FROM incoming_mail WHERE id IN (${withoutRequest})`).run(atBounds(now));
};

/** Deletes mails that arrived before a moment for a request whose patron was forgotten. */
export const removeForgottenMail = (db: WritableDB, before: Instant): void => {
  sql<object>(
    db,
    `DELETE FROM incoming_mail WHERE id IN (
       SELECT id FROM incoming_mail
        WHERE received_at < @before AND request_id IN (
                SELECT id FROM request WHERE request.id = incoming_mail.request_id AND patron_forgotten_at IS NOT NULL)
        LIMIT 500)`,
  ).run({ before });
};

// ── What a mail belongs to ──

/** What a letter with a Message-ID was about. */
export type LetterAnswered = {
  readonly messageId: string;
  readonly requestId: RequestId;
  readonly turnId: TurnId | null;
  readonly isToPartner: 0 | 1;
};

/** Returns the letters of ours that have one of these Message-IDs and may have been sent. */
export const listLettersAnswered = (db: ReadableDB, messageIds: readonly string[]): LetterAnswered[] =>
  sql<[string], LetterAnswered>(
    db,
    `SELECT message_id AS messageId, request_id AS requestId, turn_id AS turnId, recipient = 'partner' AS isToPartner
       FROM outbox WHERE message_id IN (SELECT value FROM json_each(?)) AND may_have_left_at IS NOT NULL`,
  ).all(JSON.stringify(messageIds));

/** Returns the partners with a mail address. */
export const listPartnersAt = (db: ReadableDB, address: string): PartnerId[] =>
  sql<[string], PartnerId>(db, "SELECT id FROM partner WHERE email <> '' AND lower(trim(email)) = lower(?)")
    .pluck()
    .all(address) as PartnerId[];

export type AskedTurn = {
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly turnId: TurnId;
};

/** Returns the turns of some partners in the requests with these identifiers, if the partners have heard of them; the latest turn last. */
export const listTurnsAsked = (
  db: ReadableDB,
  args: { readonly partnerIds: readonly PartnerId[]; readonly externalIds: readonly string[] },
): AskedTurn[] =>
  sql<object, AskedTurn>(
    db,
    `SELECT request.id AS requestId, request.external_id AS externalId, turn.id AS turnId
       FROM request JOIN turn ON turn.request_id = request.id
      WHERE request.external_id IN (SELECT value FROM json_each(@externalIds))
        AND turn.partner_id IN (SELECT value FROM json_each(@partnerIds)) AND turn.heard = 1
      ORDER BY turn.position`,
  ).all({
    externalIds: JSON.stringify(args.externalIds),
    partnerIds: JSON.stringify(args.partnerIds),
  });

/** Returns the turn of a request that a partner with this address most likely means: its latest one. */
export const findTurnOfSender = (
  db: ReadableDB,
  args: { readonly requestId: RequestId; readonly address: string },
): TurnId | undefined =>
  sql<object, TurnId>(
    db,
    `SELECT turn.id FROM turn JOIN partner ON partner.id = turn.partner_id
      WHERE turn.request_id = @requestId AND turn.heard = 1 AND partner.email <> '' AND lower(trim(partner.email)) = lower(@address)
      ORDER BY turn.position DESC LIMIT 1`,
  )
    .pluck()
    .get(args) as TurnId | undefined;

/** How far a mailbox was read. */
export type MailboxPosition = {
  /** Changes if the server numbers the mails anew; text, since it may exceed what JavaScript counts exactly. */
  readonly uidValidity: string;
  /** The number of the last mail that was read. */
  readonly lastUid: number;
};

/** Returns how far a mailbox was read; undefined if it never was. @param mailbox the same for the same folder of an account */
export const findMailboxPosition = (db: ReadableDB, mailbox: string): MailboxPosition | undefined =>
  sql<[string], MailboxPosition>(
    db,
    'SELECT uid_validity AS uidValidity, last_uid AS lastUid FROM mailbox_position WHERE mailbox = ?',
  ).get(mailbox);

/** Notes how far a mailbox was read. */
export const keepMailboxPosition = (
  db: WritableDB,
  position: MailboxPosition & { readonly mailbox: string; readonly at: Instant },
): void => {
  const { changes } = sql<object>(
    db,
    `UPDATE mailbox_position SET uid_validity = @uidValidity, last_uid = @lastUid, updated_at = @at WHERE mailbox = @mailbox
        AND (uid_validity <> @uidValidity OR last_uid <> @lastUid)`,
  ).run(position);
  if (changes > 0 || findMailboxPosition(db, position.mailbox) !== undefined) return;
  sql<object>(
    db,
    `INSERT INTO mailbox_position (id, mailbox, uid_validity, last_uid, updated_at)
     VALUES (@id, @mailbox, @uidValidity, @lastUid, @at)`,
  ).run({ ...position, id: newId(db, 'mailbox_position') });
};
