import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import {
  longestWaitDays,
  type Sending,
  sentStepNames,
  type SentWay,
  waysOf,
} from '../../../../shared/domain/other-system-kinds.ts';
import { closedItemStatuses } from '../../../../shared/domain/item-status.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';
import { orderAtHub } from './hub-order.queries.ts';

// Where messages to the library's other system stand: by which protocol they leave, what waits, and what staff must do.

/** Which messages are meant: those that leave by this protocol, as steps are sent now. */
export type LeavingBy = { readonly way: SentWay; readonly sending: Sending; readonly now: Instant };

/** A condition: a message has waited for so long that it is not sent any more. */
export const isTooOld = (table: 'other_system_message' | 'earlier'): string =>
  `${table}.created_at < @oldest`;

/**
 * The protocol by which a message leaves; null if it does not: its step is no longer sent, or it is too old. One that cannot be read is among those by NCIP,
 * until its turn comes.
 */
export const wayOfMessage = `
  CASE WHEN ${isTooOld('other_system_message')} THEN NULL
       WHEN other_system_message.facts ->> '$.step' IN (SELECT value FROM json_each(@sip2)) THEN 'sip2'
       WHEN other_system_message.facts ->> '$.step' IN (SELECT value FROM json_each(@ncip)) THEN 'ncip'
       WHEN other_system_message.facts ->> '$.step' IN (SELECT value FROM json_each('${JSON.stringify(sentStepNames)}')) THEN NULL
       ELSE 'ncip' END`;

/**
 * Where a step stands, by the worst of its messages; null if it has none. `to-scan-in`: sent, and staff must scan it in there too. `by-hand`: it waits, but
 * is not sent any more, or only a part of the step was sent, so staff key it.
 */
export const placeOfStep = `(
  SELECT place FROM (
    SELECT CASE state
             WHEN 'sent' THEN CASE left_to_do WHEN 'rest' THEN 'by-hand' WHEN 'scan-in' THEN 'to-scan-in' ELSE 'sent' END
             WHEN 'sending' THEN 'waits'
             WHEN 'waiting' THEN iif(${wayOfMessage} IN (SELECT value FROM json_each(@ways)), 'waits', 'by-hand')
             ELSE state END AS place
      FROM other_system_message WHERE other_system_message.op_id = command_log.op_id)
   ORDER BY (SELECT key FROM json_each('["sent", "to-scan-in", "waits", "by-hand", "in-doubt", "refused"]') WHERE value = place) DESC
   LIMIT 1)`;

/** Its values for SQL. */
export const valuesOfSending = ({ sending, now }: Omit<LeavingBy, 'way'>) => ({
  ncip: JSON.stringify(sending.ncip),
  sip2: JSON.stringify(sending.sip2),
  ways: JSON.stringify(waysOf(sending)),
  oldest: instantOf(new Date(Date.parse(now) - longestWaitDays * 24 * 3_600_000)),
});
export const valuesOfLeaving = ({ way, ...by }: LeavingBy) => ({ way, ...valuesOfSending(by) });

/** Returns how many messages wait, and since when. */
export const countToSend = (
  db: ReadableDB,
  by: LeavingBy,
): { readonly waiting: number; readonly waitingSince: Instant | null } =>
  sql<object, { readonly waiting: number; readonly waitingSince: Instant | null }>(
    db,
    `SELECT count(*) AS waiting, min(created_at) AS waitingSince FROM other_system_message
      WHERE state IN ('waiting', 'sending') AND ${wayOfMessage} = @way`,
  ).get(valuesOfLeaving(by)) ?? { waiting: 0, waitingSince: null };

/** Returns about how many steps the other system refused a message that staff have not dealt with. What leaves by no protocol any more is counted at the first in use. */
export const countRefused = (db: ReadableDB, by: LeavingBy): number =>
  sql<object, { readonly n: number }>(
    db,
    `SELECT count(DISTINCT op_id) AS n FROM other_system_message WHERE state = 'refused'
        AND iif(${wayOfMessage} IN (SELECT value FROM json_each(@ways)), ${wayOfMessage}, @ways ->> '$[0]') = @way`,
  ).get(valuesOfLeaving(by))?.n ?? 0;

/** Whether a message about a step was sent, or may have arrived. */
export const mayBeSent = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(
    db,
    "SELECT 1 FROM other_system_message WHERE op_id = ? AND (state = 'sent' OR may_have_arrived_at IS NOT NULL)",
  ).get(opId) !== undefined;

/**
 * Whether a refused message is about what is no longer so: a message about a later step with its item, or with its barcode, was sent, may have been, or waits;
 * the item has gone, or goes, back; its loan has ended.
 */
export const isOvertaken = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId, OpId, string]>(
    db,
    `SELECT 1 FROM other_system_message AS refused JOIN other_system_message AS later
         ON later.item_id = refused.item_id
         OR later.item_id IN (SELECT id FROM item WHERE item.barcode = refused.facts ->> '$.item')
      WHERE refused.op_id = ? AND refused.state = 'refused' AND later.state <> 'refused' AND later.op_id <> refused.op_id
        AND (${orderAtHub('later')}) > (${orderAtHub('refused')})
     UNION ALL
     SELECT 1 FROM other_system_message AS refused LEFT JOIN item ON item.id = item_id
      WHERE refused.op_id = ? AND refused.state = 'refused' AND CASE
        WHEN service IN ('AcceptItem', 'RecallItem') THEN item.use IS NOT 'for-patron' OR item.status IN (SELECT value FROM json_each(?))
        WHEN service IN ('CheckOutItem', 'RenewItem')
          THEN NOT EXISTS (SELECT 1 FROM loan WHERE loan.item_id = refused.item_id AND loan.ended_on IS NULL) END`,
  ).get(opId, opId, JSON.stringify(closedItemStatuses)) !== undefined;
