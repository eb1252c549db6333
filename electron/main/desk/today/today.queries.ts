import type { CalendarDate, DeskId, Instant } from '../../../../shared/domain/ids.ts';
import type { RequestSummary, TodayCardId } from '../../../../shared/ipc/views.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** What the cards depend on besides the data. */
export type TodayArgs = { readonly deskId: DeskId; readonly today: CalendarDate };

/** For each card: which requests it counts, as `id` and `since`, the moment since when they wait. */
const members: Readonly<Record<TodayCardId, string>> = {
  'to-receive': `SELECT id, updated_at AS since FROM request WHERE status = 'SHIPPED_PHYSICALLY'`,
  'sets-unfinished': `
    SELECT id, updated_at AS since FROM request WHERE receiving_open = 1
    UNION
    SELECT id, updated_at AS since FROM request
     WHERE status = 'RECEIVED_PHYSICALLY' AND volumes_expected > 1
       AND (SELECT count(*) FROM item WHERE request_id = request.id) < volumes_expected`,
  conditional: `SELECT id, updated_at AS since FROM request WHERE status = 'CONDITIONAL'`,
  'on-hold-shelf': `
    SELECT request_id AS id, min(received_at) AS since FROM item
     WHERE status = 'on-hold-shelf' AND desk_id = @deskId GROUP BY request_id`,
  'in-transit': `
    SELECT request_id AS id, min(received_at) AS since FROM item
     WHERE status = 'in-transit' AND destination_desk_id = @deskId GROUP BY request_id`,
  overdue: `
    SELECT id, due_on || 'T00:00:00.000Z' AS since FROM request
     WHERE status IN ('RECEIVED_PHYSICALLY', 'LOANED', 'MEDIATED_RENEWAL', 'RENEW_REQUESTED', 'RENEWED',
                      'RENEW_NOT_ACCEPTED', 'OVERDUE_ITEM', 'RECALLED_BOR', 'RETURNED_BY_PATRON')
       AND due_on < @today`,
};

/** How many requests a card counts, and since when the oldest waits. */
export const countCard = (
  db: ReadableDB,
  card: TodayCardId,
  args: TodayArgs,
): { readonly count: number; readonly oldestAt: Instant | null } =>
  sql<object, { readonly count: number; readonly oldestAt: Instant | null }>(
    db,
    `SELECT count(*) AS count, min(since) AS oldestAt FROM (${members[card]})`,
  ).get(args) ?? { count: 0, oldestAt: null };

/** A page of the requests that a card counts, those that wait longest first. */
export const listCard = (
  db: ReadableDB,
  card: TodayCardId,
  args: TodayArgs & { readonly offset: number; readonly limit: number },
): RequestSummary[] =>
  sql<object, RequestSummary>(
    db,
    `SELECT request.id, external_id AS externalId, title, author, status,
            ifnull(patron.name, '') AS patronName, ifnull(partner.name, '') AS lenderName,
            ifnull(desk.name, '') AS pickupName, due_on AS dueOn, created_at AS createdAt, updated_at AS updatedAt,
            volumes_expected AS volumesExpected,
            (SELECT count(*) FROM item WHERE item.request_id = request.id) AS volumesReceived
       FROM (SELECT id, since FROM (${members[card]}) ORDER BY since, id LIMIT @limit OFFSET @offset) AS member
       JOIN request ON request.id = member.id
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = active_partner_id
       LEFT JOIN desk ON desk.id = pickup_desk_id
      ORDER BY member.since, member.id`,
  ).all(args);
