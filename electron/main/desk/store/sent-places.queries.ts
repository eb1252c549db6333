import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import type { SentStep, SentWay } from '../../../../shared/domain/other-system-kinds.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

// Where messages to the library's other system stand: by which protocol they leave, what waits, and what staff must do.

/** Which messages are meant: those that leave by this protocol, while these steps go by SIP2. */
export type LeavingBy = { readonly way: SentWay; readonly bySip2: readonly SentStep[] };

/** The protocol by which a message leaves. One that cannot be read is among those by NCIP, until its turn comes. */
export const wayOfMessage = `
  iif(other_system_message.facts ->> '$.step' IN (SELECT value FROM json_each(@bySip2)), 'sip2', 'ncip')`;

/**
 * Where a step stands, by the worst of its messages; null if it has none. `to-scan-in`: sent, and staff must scan it in there too. `by-hand`: it waits
 * for a protocol that is no longer in use (`@ways`), so staff key it.
 */
export const placeOfStep = `(
  SELECT place FROM (
    SELECT CASE state
             WHEN 'sent' THEN iif(facts ->> '$.scanIn', 'to-scan-in', 'sent')
             WHEN 'sending' THEN 'waits'
             WHEN 'waiting' THEN iif(${wayOfMessage} IN (SELECT value FROM json_each(@ways)), 'waits', 'by-hand')
             ELSE state END AS place
      FROM other_system_message WHERE other_system_message.op_id = command_log.op_id)
   ORDER BY (SELECT key FROM json_each('["sent", "to-scan-in", "waits", "by-hand", "in-doubt", "refused"]') WHERE value = place) DESC
   LIMIT 1)`;

/** Its values for SQL. */
export const valuesOfLeaving = ({ way, bySip2 }: LeavingBy) => ({ way, bySip2: JSON.stringify(bySip2) });

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

/** Returns about how many steps the other system refused a message that staff have not dealt with. */
export const countRefused = (db: ReadableDB, by: LeavingBy): number =>
  sql<object, { readonly n: number }>(
    db,
    `SELECT count(DISTINCT op_id) AS n FROM other_system_message WHERE state = 'refused' AND ${wayOfMessage} = @way`,
  ).get(valuesOfLeaving(by))?.n ?? 0;

/** Whether a message about a step was sent, or may have arrived. */
export const mayBeSent = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(
    db,
    "SELECT 1 FROM other_system_message WHERE op_id = ? AND (state = 'sent' OR may_have_arrived_at IS NOT NULL)",
  ).get(opId) !== undefined;

/** Whether a message about a later step with the item of a refused one, or with its barcode, was sent, may have been, or waits. */
export const isOvertaken = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(
    db,
    `SELECT 1 FROM other_system_message AS refused JOIN other_system_message AS later
         ON later.item_id = refused.item_id
         OR later.item_id IN (SELECT id FROM item WHERE item.barcode = refused.facts ->> '$.item')
      WHERE refused.op_id = ? AND refused.state = 'refused' AND later.state <> 'refused' AND later.op_id <> refused.op_id
        AND (later.created_at, later.id) > (refused.created_at, refused.id)`,
  ).get(opId) !== undefined;
