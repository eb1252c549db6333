import type {
  CalendarDate,
  Instant,
  ItemId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import type { RotaEnd } from '../../../../shared/domain/rota.ts';
import { rotaEnds } from '../../../../shared/domain/rota.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

export type RequestRow = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly patronId: PatronId | null;
  readonly patronName: string;
  readonly dueOn: CalendarDate | null;
  readonly updatedAt: Instant;
  readonly activePartnerId: PartnerId | null;
  readonly partnerName: string;
  readonly renewsAutomatically: number;
  readonly cancelNeedsConsent: number;
  readonly cancelReason: string;
  readonly cancelNote: string;
  readonly cancelNotify: number;
};

/** The request with its patron and active partner, or undefined. A partner that nobody recorded renews, and need not agree. */
export const findRequest = (db: ReadableDB, id: RequestId): RequestRow | undefined =>
  sql<[RequestId], RequestRow>(
    db,
    `SELECT request.id, external_id AS externalId, title, author, status, patron_id AS patronId,
            ifnull(patron.name, '') AS patronName, due_on AS dueOn, updated_at AS updatedAt,
            active_partner_id AS activePartnerId, ifnull(partner.name, '') AS partnerName,
            ifnull(renews_automatically, 1) AS renewsAutomatically,
            ifnull(cancel_needs_consent, 0) AS cancelNeedsConsent,
            cancel_reason AS cancelReason, cancel_note AS cancelNote, cancel_notify AS cancelNotify
       FROM request
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = active_partner_id
      WHERE request.id = ?`,
  ).get(id);

export type RotaRow = {
  readonly id: number;
  readonly position: number;
  readonly partnerId: PartnerId;
  readonly partnerName: string;
  readonly ended: RotaEnd | null;
};

/** The rota of a request in its order. */
export const listRota = (db: ReadableDB, requestId: RequestId): RotaRow[] =>
  sql<[RequestId], RotaRow>(
    db,
    `SELECT rota_line.id, position, partner_id AS partnerId, partner.name AS partnerName, ended
       FROM rota_line JOIN partner ON partner.id = partner_id
      WHERE request_id = ? ORDER BY position`,
  ).all(requestId);

export type ItemRow = {
  readonly id: ItemId;
  readonly barcode: string;
  readonly volume: number;
  readonly status: string;
  /** The open loan; all null where there is none. */
  readonly loanId: number | null;
  readonly loanDueOn: CalendarDate | null;
  readonly renewalDueOn: CalendarDate | null;
  readonly periodDays: number | null;
  readonly renewals: number | null;
};

/** The items of a request in their order, each with its open loan. */
export const listItems = (db: ReadableDB, requestId: RequestId): ItemRow[] =>
  sql<[RequestId], ItemRow>(
    db,
    `SELECT item.id, item.barcode, volume, item.status, loan.id AS loanId, loan.due_on AS loanDueOn,
            renewal_due_on AS renewalDueOn, period_days AS periodDays, renewals
       FROM item LEFT JOIN loan ON loan.item_id = item.id AND ended_on IS NULL
      WHERE request_id = ? ORDER BY volume`,
  ).all(requestId);

export type ConditionRow = {
  readonly reason: string;
  readonly note: string;
  readonly replyBy: CalendarDate | null;
  readonly setAt: Instant | null;
};

/** The condition that a partner set and nobody has answered, or undefined. */
export const findOpenCondition = (
  db: ReadableDB,
  requestId: RequestId,
  partnerId: PartnerId | null,
): ConditionRow | undefined =>
  sql<object, ConditionRow>(
    db,
    `SELECT reason, note, reply_by AS replyBy, set_at AS setAt FROM request_condition
      WHERE request_id = @requestId AND answer IS NULL AND (partner_id IS NULL OR partner_id IS @partnerId)`,
  ).get({ requestId, partnerId });

/** The partner's notes that nobody has dealt with, oldest first. */
export const listPartnerNotes = (db: ReadableDB, requestId: RequestId): string[] =>
  sql<[RequestId], { readonly body: string }>(
    db,
    `SELECT body FROM request_note WHERE request_id = ? AND author = 'partner' AND active = 1
      ORDER BY created_at, id`,
  )
    .all(requestId)
    .map(({ body }) => body);

/** The reasons for cancelling that staff may choose, in their order. */
export const listCancellationReasons = (
  db: ReadableDB,
): { readonly code: string; readonly label: string }[] =>
  sql<[], { readonly code: string; readonly label: string }>(
    db,
    'SELECT code, label FROM cancellation_reason WHERE active = 1 ORDER BY position, id',
  ).all();

/** Writes what a decision changes on the request itself. A set of a request that is completed is not open. */
export const updateRequest = (
  db: WritableDB,
  row: {
    readonly id: RequestId;
    readonly status: string;
    readonly dueOn: CalendarDate | null;
    readonly activePartnerId: PartnerId | null;
    readonly cancelReason: string;
    readonly cancelNote: string;
    readonly cancelNotify: number;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE request SET status = @status, due_on = @dueOn, active_partner_id = @activePartnerId,
            cancel_reason = @cancelReason, cancel_note = @cancelNote, cancel_notify = @cancelNotify,
            updated_at = @at, worked_on = 1,
            receiving_open = iif(@status = 'REQUEST_COMPLETED', 0, receiving_open)
      WHERE id = @id`,
  ).run(row);
};

/** Ends the turn of one line of the rota. */
export const endRotaLine = (db: WritableDB, id: number, ended: RotaEnd, at: Instant): void => {
  sql<[RotaEnd, Instant, number]>(db, 'UPDATE rota_line SET ended = ?, ended_at = ? WHERE id = ?').run(
    listed(rotaEnds, ended),
    at,
    id,
  );
};

/** Marks the partner's active notes as dealt with. */
export const dismissPartnerNotes = (db: WritableDB, requestId: RequestId, at: Instant): void => {
  sql<object>(
    db,
    `UPDATE request_note SET active = 0, dismissed_at = @at
      WHERE request_id = @requestId AND author = 'partner' AND active = 1`,
  ).run({ requestId, at });
};

/** Keeps a text with the request. */
export const insertNote = (
  db: WritableDB,
  row: {
    readonly requestId: RequestId;
    readonly author: 'partner' | 'staff';
    readonly body: string;
    readonly active: boolean;
    readonly operatorName: string;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_note (request_id, author, body, active, created_at, operator_name)
     VALUES (@requestId, @author, @body, @active, @at, @operatorName)`,
  ).run({ ...row, active: row.active ? 1 : 0 });
};
