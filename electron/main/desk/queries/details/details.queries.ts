import type { Instant, OpId, PatronId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import type { ShownState } from '../../../../../shared/domain/letters/all-letters.ts';
import type { SlipView } from '../../../../../shared/ipc/request-views.ts';
import type { PatronView } from '../../../../../shared/ipc/views.ts';
import { joinOperator, operatorName, selectPatron } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { subjectUndone } from '../../store/print-jobs.queries.ts';
import { shownState } from '../../store/messages.queries.ts';

/** Returns a patron, or undefined. */
export const findPatron = (db: ReadableDB, id: PatronId): PatronView | undefined =>
  sql<[PatronId], PatronView>(db, `${selectPatron} WHERE patron.id = ?`).get(id);

/** Returns the requests that repeat this one, oldest first. */
export const listRepeating = (db: ReadableDB, id: RequestId): RequestId[] =>
  sql<[RequestId], RequestId>(db, 'SELECT id FROM request WHERE again_of = ? ORDER BY id')
    .pluck()
    .all(id) as RequestId[];

/** Returns the slips of a request, newest first. */
export const listSlips = (db: ReadableDB, requestId: RequestId): SlipView[] =>
  sql<[RequestId], Omit<SlipView, 'undone'> & { readonly undone: number }>(
    db,
    `SELECT id AS jobId, kind, state, note, ifnull(json_extract(slip, '$.barcode'), '') AS barcode,
            created_at AS createdAt, updated_at AS updatedAt, ${subjectUndone} AS undone
       FROM print_job WHERE request_id = ? ORDER BY id DESC`,
  )
    .all(requestId)
    .map((slip) => ({ ...slip, undone: slip.undone === 1 }));

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

/** Returns the history of a request, newest first. */
export const listHistory = (db: ReadableDB, requestId: RequestId, limit: number): HistoryRow[] =>
  sql<[RequestId, number], HistoryRow>(
    db,
    `SELECT op_id AS opId, request_event.kind, request_event.at, ${operatorName},
            desk.name AS deskName, headline, status_before AS statusBefore, status_after AS statusAfter
       FROM request_event
       JOIN command_log USING (op_id)
       ${joinOperator}
       JOIN desk ON desk.id = desk_id
      WHERE request_event.request_id = ?
      ORDER BY request_event.id DESC LIMIT ?`,
  ).all(requestId, limit);

/** A step of staff in a partner's turn. */
export type StepOfTurn = {
  readonly turnId: TurnId;
  readonly at: Instant;
  readonly kind: string;
};

/** Returns the steps of staff in the turns of a request, oldest first, without undone ones. */
export const listStepsOfTurns = (db: ReadableDB, requestId: RequestId): StepOfTurn[] =>
  sql<[RequestId], StepOfTurn>(
    db,
    `SELECT turn_id AS turnId, request_event.at, request_event.kind
       FROM request_event JOIN command_log USING (op_id)
      WHERE request_event.request_id = ? AND turn_id IS NOT NULL AND undone_by IS NULL
      ORDER BY request_event.id`,
  ).all(requestId);

/** A letter to the partner of a turn. */
export type LetterOfTurn = {
  readonly turnId: TurnId;
  readonly kind: string;
  readonly state: ShownState;
  /** Since when it is in this state. */
  readonly stateAt: Instant;
  /** 1 if it was corrected, because its step was undone. */
  readonly corrected: 0 | 1;
};

/** Returns our letters to the partners of a request, by turn. */
export const listLettersOfTurns = (db: ReadableDB, requestId: RequestId): LetterOfTurn[] =>
  sql<[RequestId], LetterOfTurn>(
    db,
    `SELECT turn_id AS turnId, kind, ${shownState} AS state, updated_at AS stateAt, corrected FROM outbox
      WHERE request_id = ? AND turn_id IS NOT NULL ORDER BY id`,
  ).all(requestId);
