import type { CalendarDate, PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { VolumeNow } from '../../../../../shared/domain/stale-letters.ts';
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

type VolumeRow = {
  readonly status: string;
  readonly goingBack: 0 | 1;
  readonly goesTo: string;
  readonly loanedOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  readonly renewalDueOn: CalendarDate | null;
};

/** Where each volume of a request is now, with its open loan. */
export const listVolumesNow = (db: ReadableDB, requestId: RequestId): readonly VolumeNow[] =>
  sql<[RequestId], VolumeRow>(
    db,
    `SELECT item.status, going_back AS goingBack, ifnull(desk.name, '') AS goesTo,
            loaned_on AS loanedOn, due_on AS dueOn, renewal_due_on AS renewalDueOn
       FROM item
       LEFT JOIN desk ON desk.id = destination_desk_id
       LEFT JOIN loan ON loan.item_id = item.id AND ended_on IS NULL
      WHERE request_id = ? ORDER BY volume`,
  )
    .all(requestId)
    .map(({ status, goingBack, goesTo, loanedOn, dueOn, renewalDueOn }) => ({
      status,
      goingBack: goingBack === 1,
      goesTo,
      loan: loanedOn !== null && dueOn !== null ? { loanedOn, dueOn, renewalDueOn } : null,
    }));
