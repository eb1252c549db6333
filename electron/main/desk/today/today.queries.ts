import type { CalendarDate, DeskId, Instant } from '../../../../shared/domain/ids.ts';
import { outStatuses, settledStatuses } from '../../../../shared/domain/request-list.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { LibraryScope } from '../../db/library-scope.ts';
import { requestInScope } from '../../db/library-scope.ts';
import { homeColumns } from '../../db/selects.ts';
import { sqlList } from '../../db/sql-list.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';
import { closedItems } from '../store/items.queries.ts';

/** What the cards depend on besides the data. */
export type TodayArgs = {
  readonly deskId: DeskId;
  readonly today: CalendarDate;
  readonly libraries: LibraryScope;
};

// Of a lost volume nothing may be out: that is asked of its request's items.
const out = sqlList(outStatuses.filter((status) => status !== 'REPORT_LOST'));

// Word for word as the index of due dates has it: only so may it be used.
const settledCodes = sqlList(settledStatuses);

/** A condition of one status, since when the request has it. */
const withStatus = (...statuses: readonly string[]): string =>
  `SELECT id, updated_at AS since, 0 AS past FROM request WHERE status IN (${sqlList(statuses)})`;

/** For each card: which requests it counts, as `id`, `since`, the moment since when they wait, and whether a date is `past`. */
const members: Readonly<Record<TodayCardId, string>> = {
  'to-receive': withStatus('SHIPPED_PHYSICALLY'),
  'sets-unfinished': `
    SELECT id, updated_at AS since, 0 AS past FROM request WHERE receiving_open = 1
    UNION
    SELECT id, updated_at AS since, 0 AS past FROM request INDEXED BY request_begun_set
     WHERE status = 'RECEIVED_PHYSICALLY' AND volumes_expected > 1
       AND (SELECT count(*) FROM item WHERE request_id = request.id) < volumes_expected`,
  conditional: `
    SELECT request.id, ifnull(set_at, updated_at) AS since, ifnull(reply_by < @today, 0) AS past
      FROM request LEFT JOIN request_condition ON request_id = request.id
     WHERE status = 'CONDITIONAL'`,
  'active-notes': `
    SELECT request_id AS id, min(created_at) AS since, 0 AS past FROM request_note INDEXED BY request_note_active
     WHERE active = 1 GROUP BY request_id`,
  'ready-to-send': withStatus('READY_TO_SEND'),
  'no-partner-left': withStatus('REJECTED', 'LOCATE_FAILED'),
  'mediated-renewals': withStatus('MEDIATED_RENEWAL'),
  'in-transit': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM item
     WHERE status = 'in-transit' AND destination_desk_id = @deskId GROUP BY request_id`,
  'on-hold-shelf': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM item
     WHERE status = 'on-hold-shelf' AND desk_id = @deskId GROUP BY request_id`,
  'not-picked-up': `
    SELECT request_id AS id, min(hold_until) || 'T00:00:00.000Z' AS since, 0 AS past FROM item
     WHERE status = 'on-hold-shelf' AND hold_until < @today AND desk_id = @deskId GROUP BY request_id`,
  'due-and-overdue': `
    SELECT id, due_on || 'T00:00:00.000Z' AS since, due_on < @today AS past FROM request INDEXED BY request_due
     WHERE status NOT IN (${settledCodes}) AND status IN (${out}) AND due_on <= @today
    UNION ALL
    SELECT id, due_on || 'T00:00:00.000Z', due_on < @today FROM request INDEXED BY request_due
     WHERE status NOT IN (${settledCodes}) AND status = 'REPORT_LOST' AND due_on <= @today
       AND EXISTS (SELECT 1 FROM item
                    WHERE request_id = request.id AND status NOT IN (${closedItems}))`,
  'to-return': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM item
     WHERE status = 'returned-by-patron' AND ifnull(destination_desk_id, desk_id) = @deskId GROUP BY request_id`,
  'needs-person': `
    SELECT request_id AS id, min(updated_at) AS since, 0 AS past FROM outbox
     WHERE state = 'needs-person' GROUP BY request_id`,
};

/** Of what a card is about, what belongs to the libraries. */
const inLibraries = (wanted: string, libraries: LibraryScope): string =>
  libraries === null
    ? wanted
    : `SELECT member.id, since, past FROM (${wanted}) AS member
         JOIN request ON request.id = member.id WHERE ${requestInScope(libraries)}`;

/** What a card counts, where that is not the requests that it lists: a request may have several letters. */
const counted: Partial<Readonly<Record<TodayCardId, string>>> = {
  'needs-person': `
    SELECT request_id AS id, updated_at AS since, 0 AS past FROM outbox WHERE state = 'needs-person'`,
};

/** How many requests a card lists. */
export const countListed = (db: ReadableDB, card: TodayCardId, { libraries, ...args }: TodayArgs): number =>
  sql<object, { readonly n: number }>(
    db,
    `SELECT count(*) AS n FROM (${inLibraries(members[card], libraries)})`,
  ).get(args)?.n ?? 0;

export type CardCount = { readonly count: number; readonly oldestAt: Instant | null; readonly past: number };

/** How many requests (or letters) a card counts, since when the oldest waits, and how many are past their date. */
export const countCard = (db: ReadableDB, card: TodayCardId, { libraries, ...args }: TodayArgs): CardCount =>
  sql<object, CardCount>(
    db,
    `SELECT count(*) AS count, min(since) AS oldestAt, ifnull(sum(past), 0) AS past
       FROM (${inLibraries(counted[card] ?? members[card], libraries)})`,
  ).get(args) ?? { count: 0, oldestAt: null, past: 0 };

const ofOldestNote = (column: 'id' | 'body'): string =>
  `(SELECT ${column} FROM request_note WHERE request_id = request.id AND active = 1 ORDER BY created_at, id LIMIT 1)`;

const noteOf = (card: TodayCardId): string =>
  card === 'needs-person'
    ? `(SELECT note FROM outbox WHERE request_id = request.id AND state = 'needs-person' ORDER BY id LIMIT 1)`
    : ofOldestNote('body');

/** Which volumes of a request a card is about: they are shown first, and its step begins with them. */
const volumesOf: Partial<Readonly<Record<TodayCardId, string>>> = {
  'in-transit': `item.status = 'in-transit' AND destination_desk_id = @deskId`,
  'on-hold-shelf': `item.status = 'on-hold-shelf' AND desk_id = @deskId`,
  'not-picked-up': `item.status = 'on-hold-shelf' AND hold_until < @today AND desk_id = @deskId`,
  'to-return': `item.status = 'returned-by-patron' AND ifnull(destination_desk_id, desk_id) = @deskId`,
};

type ListedRow = Omit<TodayRow, 'places' | 'setOpen'> & {
  readonly places: string;
  readonly receivingOpen: number;
};

/** A page of the requests that a card counts, those that wait longest first. */
export const listCard = (
  db: ReadableDB,
  card: TodayCardId,
  { libraries, ...args }: TodayArgs & { readonly offset: number; readonly limit: number },
): TodayRow[] =>
  sql<object, ListedRow>(
    db,
    `SELECT request.id, external_id AS externalId, title, author, status,
            ifnull(patron.name, '') AS patronName, ifnull(partner.name, '') AS partnerName,
            ifnull(desk.name, '') AS pickupName, ${homeColumns}, due_on AS dueOn, created_at AS createdAt, updated_at AS updatedAt,
            volumes_expected AS volumesExpected, receiving_open AS receivingOpen,
            (SELECT count(*) FROM item WHERE item.request_id = request.id) AS volumesReceived,
            ifnull(substr(${noteOf(card)}, 1, 300), '') AS note,
            ${ofOldestNote('id')} AS noteId,
            (SELECT reply_by FROM request_condition
              WHERE request_id = request.id AND answer IS NULL AND request.status = 'CONDITIONAL') AS replyBy,
            (SELECT json_group_array(json_object('barcode', barcode, 'status', status, 'holdUntil', hold_until))
               FROM (SELECT barcode, status, iif(status = 'on-hold-shelf', hold_until, NULL) AS hold_until
                       FROM item WHERE request_id = request.id AND status NOT IN (${closedItems})
                      ORDER BY ifnull(${volumesOf[card] ?? '0'}, 0) DESC, volume LIMIT 3)) AS places
       FROM (SELECT id, since FROM (${inLibraries(members[card], libraries)}) ORDER BY since, id LIMIT @limit OFFSET @offset) AS member
       JOIN request ON request.id = member.id
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = active_partner_id
       LEFT JOIN desk ON desk.id = pickup_desk_id
       LEFT JOIN library AS home ON home.id = ifnull(desk.library_id, made_at_library_id)
      ORDER BY member.since, member.id`,
  )
    .all(args)
    .map(({ places, receivingOpen, ...row }) => ({
      ...row,
      setOpen: receivingOpen === 1,
      places: JSON.parse(places) as TodayRow['places'],
    }));
