import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  OpId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import type { ConditionView, MessageView, NoteView, SlipView } from '../../../../shared/ipc/request-views.ts';
import type { PatronView, RequestSummary } from '../../../../shared/ipc/views.ts';
import { fromRequest, requestColumns, selectPatron } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** A request with everything that stands in its own row. */
export type StoredRequest = Omit<RequestSummary, 'setOpen'> & {
  readonly receivingOpen: number;
  readonly format: string;
  readonly patronId: PatronId | null;
  readonly pickupDeskId: DeskId | null;
  readonly partnerId: PartnerId | null;
  readonly circulationNote: string;
  readonly cost: string;
  readonly cancelReason: string;
  readonly cancelNote: string;
};

/** One request, or undefined. */
export const findRequest = (db: ReadableDB, id: RequestId): StoredRequest | undefined =>
  sql<[RequestId], StoredRequest>(
    db,
    `SELECT ${requestColumns}, format, cancel_note AS cancelNote,
            ifnull((SELECT label FROM cancellation_reason WHERE code = cancel_reason), cancel_reason) AS cancelReason
       ${fromRequest}
      WHERE request.id = ?`,
  ).get(id);

/** A patron, or undefined. */
export const findPatron = (db: ReadableDB, id: PatronId): PatronView | undefined =>
  sql<[PatronId], PatronView>(db, `${selectPatron} WHERE patron.id = ?`).get(id);

export type RotaRow = {
  readonly position: number;
  readonly partnerId: PartnerId;
  readonly partnerName: string;
  readonly ended: 'declined' | 'rejected' | 'expired' | 'cancelled' | null;
  readonly endedAt: Instant | null;
};

/** The rota in its order. */
export const listRota = (db: ReadableDB, requestId: RequestId): RotaRow[] =>
  sql<[RequestId], RotaRow>(
    db,
    `SELECT position, partner_id AS partnerId, partner.name AS partnerName, ended, ended_at AS endedAt
       FROM rota_line JOIN partner ON partner.id = partner_id
      WHERE request_id = ?
      ORDER BY position`,
  ).all(requestId);

/** The condition of a request, answered or not; the reason is still a code. */
export const findCondition = (db: ReadableDB, requestId: RequestId): ConditionView | undefined =>
  sql<[RequestId], ConditionView>(
    db,
    `SELECT reason, note, ifnull(partner.name, '') AS partnerName, set_at AS setAt, reply_by AS replyBy,
            answer, answer_note AS answerNote, answered_at AS answeredAt
       FROM request_condition LEFT JOIN partner ON partner.id = partner_id
      WHERE request_id = ?`,
  ).get(requestId);

export type ItemRow = {
  readonly itemId: ItemId;
  readonly barcode: string;
  readonly volume: number;
  readonly status: string;
  readonly deskName: string;
  readonly destinationName: string;
  readonly receivedAt: Instant;
  readonly shelvedAt: Instant | null;
  readonly holdUntil: CalendarDate | null;
  readonly loanedOn: CalendarDate | null;
  readonly loanDueOn: CalendarDate | null;
  readonly endedOn: CalendarDate | null;
  readonly renewals: number | null;
  readonly renewalDueOn: CalendarDate | null;
};

/** The volumes in their order, each with its newest loan. */
export const listItems = (db: ReadableDB, requestId: RequestId): ItemRow[] =>
  sql<[RequestId], ItemRow>(
    db,
    `SELECT item.id AS itemId, item.barcode, volume, item.status, ifnull(here.name, '') AS deskName,
            ifnull(there.name, '') AS destinationName, received_at AS receivedAt, shelved_at AS shelvedAt,
            hold_until AS holdUntil, loaned_on AS loanedOn, loan.due_on AS loanDueOn, ended_on AS endedOn,
            renewals, renewal_due_on AS renewalDueOn
       FROM item
       LEFT JOIN desk AS here ON here.id = item.desk_id
       LEFT JOIN desk AS there ON there.id = destination_desk_id
       LEFT JOIN loan ON loan.id = (SELECT max(id) FROM loan WHERE item_id = item.id)
      WHERE item.request_id = ?
      ORDER BY volume`,
  ).all(requestId);

/** The notes of a request: active ones first, newest first. */
export const listNotes = (db: ReadableDB, requestId: RequestId): NoteView[] =>
  sql<[RequestId], Omit<NoteView, 'active'> & { readonly active: number }>(
    db,
    `SELECT id AS noteId, author AS "from", body AS text, active, created_at AS createdAt,
            operator_name AS operatorName, dismissed_at AS dismissedAt
       FROM request_note WHERE request_id = ?
      ORDER BY active DESC, created_at DESC, id DESC`,
  )
    .all(requestId)
    .map((note) => ({ ...note, active: note.active === 1 }));

type MessageRow = Omit<MessageView, 'corrected' | 'letter'> & {
  readonly corrected: number;
  readonly subject: string | null;
  readonly body: string | null;
};

/** The messages of a request, newest first. */
export const listMessages = (db: ReadableDB, requestId: RequestId): MessageView[] =>
  sql<[RequestId], MessageRow>(
    db,
    `SELECT id AS messageId, recipient, kind, state, note, created_at AS createdAt, updated_at AS updatedAt,
            next_at AS nextAt, corrected, json_extract(letter, '$.subject') AS subject,
            json_extract(letter, '$.body') AS body
       FROM outbox WHERE request_id = ? ORDER BY id DESC`,
  )
    .all(requestId)
    .map(({ subject, body, corrected, ...message }) => ({
      ...message,
      corrected: corrected === 1,
      letter: body === null ? null : { subject: subject ?? '', body },
    }));

/** The slips of a request, newest first. */
export const listSlips = (db: ReadableDB, requestId: RequestId): SlipView[] =>
  sql<[RequestId], SlipView>(
    db,
    `SELECT id AS jobId, kind, state, note, ifnull(json_extract(slip, '$.barcode'), '') AS barcode,
            created_at AS createdAt, updated_at AS updatedAt
       FROM print_job WHERE request_id = ? ORDER BY id DESC`,
  ).all(requestId);

export type HistoryRow = {
  readonly opId: OpId;
  readonly kind: string;
  readonly at: Instant;
  readonly operatorName: string;
  readonly deskName: string;
  readonly headline: string;
  readonly statusBefore: string;
  readonly statusAfter: string;
};

/** What happened to a request, newest first. */
export const listHistory = (db: ReadableDB, requestId: RequestId, limit: number): HistoryRow[] =>
  sql<[RequestId, number], HistoryRow>(
    db,
    `SELECT op_id AS opId, request_event.kind, request_event.at, operator.name AS operatorName,
            desk.name AS deskName, headline, status_before AS statusBefore, status_after AS statusAfter
       FROM request_event
       JOIN command_log USING (op_id)
       JOIN operator ON operator.id = operator_id
       JOIN desk ON desk.id = desk_id
      WHERE request_event.request_id = ?
      ORDER BY request_event.id DESC LIMIT ?`,
  ).all(requestId, limit);
