import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** A message with the state of its request now. */
export type SinceWrittenRow = {
  readonly payload: string;
  readonly partnerId: PartnerId | null;
  readonly status: string;
  readonly activePartnerId: PartnerId | null;
  readonly activePartnerName: string;
};

/** What has become of the request of a message, or undefined when the message is gone. */
export const findSinceWritten = (db: ReadableDB, messageId: number): SinceWrittenRow | undefined =>
  sql<[number], SinceWrittenRow>(
    db,
    `SELECT payload, partner_id AS partnerId, request.status, active_partner_id AS activePartnerId,
            ifnull(partner.name, '') AS activePartnerName
       FROM outbox
       JOIN request ON request.id = request_id
       LEFT JOIN partner ON partner.id = active_partner_id
      WHERE outbox.id = ?`,
  ).get(messageId);
