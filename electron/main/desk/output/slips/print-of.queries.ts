import type {
  CalendarDate,
  Instant,
  ItemId,
  PrintJobId,
  RequestId,
  TurnId,
} from '../../../../../shared/domain/ids.ts';
import { fromRequest } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { closedItems } from '../../store/items.queries.ts';
import { receivedAtColumn } from '../../store/known-dates.ts';

/** The facts of a request on a receive slip, from the records. */
export type ReceiveSlipFacts = {
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly patronName: string;
  readonly pickupLocation: string;
  readonly requestedAt: Instant | null;
  readonly volumesExpected: number | null;
  readonly circulationNote: string;
  readonly cost: string;
};

/** Returns the facts, or undefined for a request that does not exist. */
export const receiveSlipFacts = (db: ReadableDB, requestId: RequestId): ReceiveSlipFacts | undefined =>
  sql<[RequestId], ReceiveSlipFacts>(
    db,
    `SELECT external_id AS externalId, title, author, request.status, ifnull(patron.name, '') AS patronName,
            iif(desk.active = 1, desk.name, '') AS pickupLocation, created_at AS requestedAt, volumes_expected AS volumesExpected, circulation_note AS circulationNote, cost
       ${fromRequest}
      WHERE request.id = ?`,
  ).get(requestId);

/** A volume that is with us, with the newest slip that says where it goes; null if none was ever printed. */
export type VolumeHere = {
  readonly id: ItemId;
  readonly barcode: string;
  readonly volume: number;
  readonly label: string;
  readonly status: string;
  readonly deskName: string;
  readonly destinationName: string;
  /** Null if no one knows when. */
  readonly receivedAt: Instant | null;
  /** Whether it is for the patron or goes back. */
  readonly use: 'for-patron' | 'goes-back';
  /** The sender, and when it wants the volume back. */
  readonly turnId: TurnId;
  readonly lender: string;
  readonly dueOn: CalendarDate | null;
  readonly jobId: PrintJobId | null;
};

/** Returns the volumes that were neither returned nor lost, in order. */
export const volumesHere = (db: ReadableDB, requestId: RequestId): VolumeHere[] =>
  sql<[RequestId], VolumeHere>(
    db,
    `SELECT item.id, item.barcode, item.volume, item.label, item.status, ifnull(here.name, '') AS deskName,
            ifnull(there.name, '') AS destinationName, ${receivedAtColumn} AS receivedAt,
            item.use, item.turn_id AS turnId, ifnull(sender.name, '') AS lender, item.due_on AS dueOn,
            (SELECT max(print_job.id) FROM print_job JOIN command_log USING (op_id)
              WHERE item_id = item.id AND print_job.kind IN ('receive', 'transit') AND undone_by IS NULL) AS jobId
       FROM item
       LEFT JOIN desk AS here ON here.id = item.desk_id
       LEFT JOIN desk AS there ON there.id = item.destination_desk_id
       JOIN turn ON turn.id = item.turn_id
       LEFT JOIN partner AS sender ON sender.id = turn.partner_id
      WHERE item.request_id = ? AND item.status NOT IN (${closedItems})
      ORDER BY item.volume`,
  ).all(requestId);
