import type { Instant, PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { WritableDB } from '../../../db/types.ts';

/** Writes our answer to the active partner's condition. A condition that only stood in a note, or nowhere, gets its row now. */
export const answerCondition = (
  db: WritableDB,
  row: {
    readonly requestId: RequestId;
    readonly partnerId: PartnerId | null;
    readonly answer: 'yes' | 'no';
    readonly answerNote: string;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_condition (request_id, partner_id, set_at, answer, answer_note, answered_at)
     VALUES (@requestId, @partnerId, @at, @answer, @answerNote, @at)
     ON CONFLICT (request_id) DO UPDATE
        SET reason = iif(partner_id IS NULL OR partner_id IS @partnerId, reason, ''),
            note = iif(partner_id IS NULL OR partner_id IS @partnerId, note, ''),
            partner_id = @partnerId, answer = @answer, answer_note = @answerNote, answered_at = @at`,
  ).run(row);
};
