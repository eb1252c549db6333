import type { CalendarDate, DeskId, Instant } from '../../../../../shared/domain/ids.ts';
import { requestStatusCodes } from '../../../../../shared/domain/request-status.ts';
import type { TodayCardId } from '../../../../../shared/ipc/today-views.ts';
import { type LibraryScope, requestInScope } from '../../../db/library-scope.ts';
import { isDue, isDueBack } from '../../../db/selects.ts';
import { sql, sqlList } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { openConflicts } from '../../store/file-conflicts.queries.ts';
import { isNewMail } from '../../store/incoming-mail.queries.ts';
import { closedItems } from '../../store/items.queries.ts';
import { lacksAddress, needsAttention } from '../../store/messages.queries.ts';

/** The parameters of the cards. */
export type TodayArgs = {
  readonly deskId: DeskId;
  readonly today: CalendarDate;
  /** The last day that counts as soon. */
  readonly soon: CalendarDate;
  /** What has waited for others since before this moment is past the age limit of the card. */
  readonly before: Instant;
  /** The same for parcels that partners have shipped. */
  readonly lateBefore: Instant;
  /** Whether letters cannot be sent because there is no mail account. */
  readonly noMail: 0 | 1;
  readonly libraries: LibraryScope;
};

/** Requests by the state of their active turn, and since when. While its partner is asked to cancel, only that answer is pending. */
const turnIs = (states: readonly string[], when = 'true'): string => `
  SELECT id, turn_at AS since, 0 AS past FROM request INDEXED BY request_turn
   WHERE turn_state IS NOT NULL AND turn_state IN (${sqlList(states)}) AND cancellation <> 'asked' AND ${when}`;

/** Requests whose partner has not heard of them: staff have not yet contacted it by hand. They are in `Contact by hand`. */
const notYetContacted = `
  SELECT turn.request_id FROM outbox CROSS JOIN turn ON turn.id = outbox.turn_id
   WHERE outbox.kind = 'request' AND outbox.corrected = 0 AND turn.state = 'asked' AND turn.heard = 0 AND ${lacksAddress}`;

/** A parcel of which nothing has arrived. Claimed parcels and incomplete sets have their own queues. */
const parcelOnItsWay = turnIs(['shipped'], `loss <> 'claimed'`);

/** The statuses of requests that no partner has: exactly as in their index. */
const unsentStatuses = ['REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED'];

/** Requests with some of these statuses, and since when. */
const unsent = (...statuses: readonly string[]): string => `
  SELECT id, status_at AS since, 0 AS past FROM request INDEXED BY request_unsent
   WHERE status IN (${sqlList(unsentStatuses)}) AND status IN (${sqlList(statuses)})`;

/** Returns the cards of patrons whose requests no partner has yet, those that came in last first; at most this many. */
export const listCardsOfUnsent = (db: ReadableDB, limit: number): readonly string[] =>
  sql<[number], string>(
    db,
    `SELECT patron.barcode FROM request INDEXED BY request_unsent JOIN patron ON patron.id = request.patron_id
      WHERE request.status IN (${sqlList(unsentStatuses)}) AND patron.barcode <> ''
      GROUP BY patron.id ORDER BY max(request.status_at) DESC LIMIT ?`,
  )
    .pluck()
    .all(limit);

/** Requests whose received items are all settled but that want more than has arrived: no partner is asked for it. */
const unfinished = (which: string): string => `
  SELECT id, status_at AS since, 0 AS past FROM request INDEXED BY request_unfinished
   WHERE status = 'RETURNED_TO_PARTNER' AND check_in_at IS NULL AND loss = 'none' AND ${which}`;

/** Renewals of volumes, since when the first of them waits. */
const renewalIs = (state: 'asked' | 'mediated'): string => `
  SELECT request.id, ifnull(min(item.renewal_at), request.status_at) AS since, 0 AS past
    FROM request INDEXED BY request_renewal JOIN item ON item.request_id = request.id
   WHERE request.renewal <> 'none' AND request.renewal = '${state}' AND item.renewal = '${state}' GROUP BY request.id`;

/** Demands of partners for volumes that are out, since the first of them. */
const demandIs = (state: 'overdue' | 'recalled', past: string): string => `
  SELECT request.id, ifnull(min(item.demand_at), request.status_at) AS since, ${past} AS past
    FROM request INDEXED BY request_demand JOIN item ON item.request_id = request.id
   WHERE request.demand <> 'none' AND request.demand = '${state}'
     AND item.demand = '${state}' AND item.status NOT IN (${closedItems})`;

/** Losses of some kinds, since when they are known. */
const lossIs = (...states: readonly string[]): string => `
  SELECT id, ifnull(loss_at, status_at) AS since, 0 AS past FROM request INDEXED BY request_loss
   WHERE loss <> 'none' AND loss IN (${sqlList(states)})`;

/** Volumes at this desk, grouped by request. @param since of the volume. */
const volumes = (which: string, since: string): string =>
  `SELECT request_id AS id, min(${since}) AS since, 0 AS past FROM item WHERE ${which} GROUP BY request_id`;

/** Since when a volume is where it is. */
const sinceThere = 'ifnull(item.status_at, item.received_at)';

/** The same, with entries beyond the age limit as past. */
const older = (waiting: string): string => `SELECT id, since, since < @before AS past FROM (${waiting})`;

/** Letters by request, and since when they wait. */
const letters = (which: string, since: string): string =>
  `SELECT request_id AS id, ${since} AS since, 0 AS past FROM outbox WHERE ${which} GROUP BY request_id`;

/** Since when a letter needs attention. */
const stuckSince = `iif(state = 'needs-person', updated_at, created_at)`;

/** Whether a note is about a conflict with a file, which has its own card. */
export const isOfConflict = `EXISTS (SELECT 1 FROM file_conflict WHERE note_id = request_note.id AND settled_at IS NULL)`;

/** Items that the partner expects back, since their due date. */
const dueBack = (when: string): string => `
    SELECT id, wanted_on || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_due
     WHERE ${isDueBack} AND due_stage = 'out' AND demand <> 'recalled' AND ${when}`;

/** Items that a partner calls overdue before their due date, or without one, since it said so. */
const calledOverdue = `${demandIs('overdue', '0')}
     AND NOT (request.due_stage = 'out' AND ifnull(request.wanted_on < @today, 0)) GROUP BY request.id`;

/** The condition that awaits our answer: only that of the active turn does. */
export const openCondition = `
  (SELECT max(id) FROM turn_condition WHERE request_id = request.id AND answer IS NULL AND ended_at IS NULL)`;

/** Conditions of partners, since when; past is a reply-by date in the past. A condition may also be answered during a cancellation. */
const conditional = `
    SELECT request.id, ifnull(set_at, turn_at) AS since, ifnull(reply_by < @today, 0) AS past
      FROM request INDEXED BY request_turn LEFT JOIN turn_condition ON turn_condition.id = ${openCondition}
     WHERE turn_state IS NOT NULL AND turn_state = 'conditional'`;

/** Since when a set is incomplete: since its first volume arrived. */
const sinceFirstVolume = `
  ifnull((SELECT min(received_at) FROM item WHERE item.request_id = request.id AND use = 'for-patron'), status_at) AS since`;

/** An item on this shelf whose pickup location is now another desk. A desk without a shelf keeps its items on another desk's shelf. */
const isToSendOn = `EXISTS (
  SELECT 1 FROM request JOIN desk ON desk.id = request.pickup_desk_id
   WHERE request.id = item.request_id AND desk.id <> item.desk_id AND desk.active = 1 AND desk.hold_shelf = 1)`;

/**
 * The volumes of a request that a card is about: they are shown first, and its step begins with them. Items that go back have their own
 * card.
 */
export const volumesOf = {
  'to-go-back': `item.use = 'goes-back' AND item.status NOT IN (${closedItems})`,
  'in-transit': `item.status = 'in-transit' AND item.destination_desk_id = @deskId`,
  'sent-from-here': `item.status = 'in-transit' AND item.desk_id = @deskId AND item.destination_desk_id IS NOT @deskId`,
  'to-send-on': `item.status = 'on-hold-shelf' AND item.desk_id = @deskId AND item.use = 'for-patron' AND ${isToSendOn}`,
  'on-hold-shelf': `item.status = 'on-hold-shelf' AND item.desk_id = @deskId AND item.use = 'for-patron' AND NOT ${isToSendOn} AND ifnull(item.hold_until, @today) >= @today`,
  'not-picked-up': `item.status = 'on-hold-shelf' AND item.hold_until < @today AND item.desk_id = @deskId AND item.use = 'for-patron'`,
  'to-return': `item.status = 'returned-by-patron' AND ifnull(item.destination_desk_id, item.desk_id) = @deskId AND item.use = 'for-patron'`,
  'give-barcodes': `item.barcode = '' AND item.status NOT IN (${closedItems})`,
} as const satisfies Partial<Readonly<Record<TodayCardId, string>>>;

/**
 * The requests that each card counts, as `id`, `since` (since when) and `past` (whether a date is past). No request is in two cards for the
 * same reason.
 */
const members: Readonly<Record<TodayCardId, string>> = {
  // Here past means that the recall's return date has passed.
  recalled: `${demandIs('recalled', 'ifnull(max(item.back_by < @today), 0)')} GROUP BY request.id`,
  'past-reply': `SELECT id, since, past FROM (${conditional}) WHERE past = 1`,
  'patron-overdue': `
    SELECT id, patron_due_on || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_patron_due
     WHERE ${isDue} AND patron_due_on < @today`,
  'partner-overdue': `${dueBack('wanted_on < @today')} UNION ALL ${calledOverdue}`,
  'to-go-back': `
    SELECT id, goes_back_at AS since, 0 AS past FROM request INDEXED BY request_goes_back WHERE goes_back_at IS NOT NULL`,
  'not-picked-up': volumes(volumesOf['not-picked-up'], `item.hold_until || 'T00:00:00.000Z'`),
  'lost-and-damaged': lossIs('lost', 'damaged'),
  'needs-person': letters(needsAttention, `min(${stuckSince})`),
  'needed-by-passed': `
    SELECT id, needed_by || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_needed_by
     WHERE needed_by <> '' AND ended_as IS NULL AND cancel_wish IS NULL
       AND needed_by < @today AND needed_by_kept <> needed_by
       AND NOT EXISTS (SELECT 1 FROM item WHERE item.request_id = request.id AND use = 'for-patron')`,
  'over-cost-limit': `
    SELECT id, over_cost_at AS since, 0 AS past FROM request INDEXED BY request_over_cost WHERE over_cost_at IS NOT NULL`,
  conflicts: `
    SELECT file_conflict.request_id AS id, min(found_at) AS since, 0 AS past FROM ${openConflicts} GROUP BY file_conflict.request_id`,
  'new-mail': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM incoming_mail INDEXED BY incoming_mail_new
     WHERE ${isNewMail} GROUP BY request_id`,
  // They belong to no request: counted and listed on their own.
  'mail-without-request': `SELECT id, NULL AS since, 0 AS past FROM request WHERE 0`,
  tasks: `
    SELECT request_id AS id, min(made_at) AS since, 0 AS past FROM task
     WHERE solved_at IS NULL AND request_id IS NOT NULL GROUP BY request_id`,
  // Past the limit it is in `Shipped, not arrived`.
  'to-receive': `SELECT id, since, past FROM (${parcelOnItsWay}) WHERE since >= @lateBefore`,
  'sets-unfinished': `
    SELECT id, ${sinceFirstVolume}, 0 AS past FROM request INDEXED BY request_receiving_open WHERE receiving_open = 1
    UNION ALL
    SELECT id, ${sinceFirstVolume}, 0 AS past FROM request INDEXED BY request_set_out
     WHERE due_stage = 'out' AND volumes_expected > 1 AND receiving_open <> 1
       AND (SELECT count(*) FROM item WHERE request_id = request.id AND use = 'for-patron') < volumes_expected
    UNION ALL ${unfinished('volumes_expected > 1')}`,
  conditional: `SELECT id, since, past FROM (${conditional}) WHERE past = 0`,
  'active-notes': `
    SELECT request_id AS id, min(request_note.created_at) AS since, 0 AS past
      FROM request_note INDEXED BY request_note_active JOIN request ON request.id = request_id
     WHERE active = 1 AND ended_as IS NULL
       AND NOT ${isOfConflict} GROUP BY request_id`,
  'new-requests': unsent('REQUEST_CREATED_BOR'),
  'ready-to-send': unsent('READY_TO_SEND'),
  'no-partner-left': `${unsent('REJECTED', 'LOCATE_FAILED')} UNION ALL ${unfinished('ifnull(volumes_expected, 1) = 1')}`,
  'unknown-status': turnIs(['outside'], `status NOT IN (${sqlList(requestStatusCodes)})`),
  'mediated-renewals': renewalIs('mediated'),
  'in-transit': older(volumes(volumesOf['in-transit'], sinceThere)),
  'to-send-on': volumes(
    volumesOf['to-send-on'],
    `ifnull((SELECT pickup_at FROM request WHERE request.id = item.request_id), ifnull(item.shelved_at, item.received_at))`,
  ),
  'on-hold-shelf': volumes(volumesOf['on-hold-shelf'], 'ifnull(item.shelved_at, item.received_at)'),
  'give-barcodes': `
    SELECT request_id AS id, min(item.received_at) AS since, 0 AS past FROM item INDEXED BY item_without_barcode
     WHERE ${volumesOf['give-barcodes']} GROUP BY request_id`,
  'due-soon': dueBack('wanted_on BETWEEN @today AND @soon'),
  'to-return': volumes(volumesOf['to-return'], sinceThere),
  'to-be-told-by-hand': letters(lacksAddress, 'min(created_at)'),
  'sent-no-answer': older(turnIs(['asked', 'will-supply'], `id NOT IN (${notYetContacted})`)),
  // Before its limit a parcel is in `To receive`; a file is in no other card.
  'shipped-not-here': `
    SELECT id, since, 1 AS past FROM (${parcelOnItsWay}) WHERE since < @lateBefore
    UNION ALL ${older(turnIs(['shipped-digitally']))}`,
  'renewal-asked': older(renewalIs('asked')),
  'cancellation-asked': older(`
    SELECT id, ifnull(cancellation_at, status_at) AS since, 0 AS past FROM request INDEXED BY request_cancellation
     WHERE cancellation <> 'none' AND cancellation = 'asked'`),
  claimed: older(lossIs('claimed')),
  'sent-from-here': older(volumes(volumesOf['sent-from-here'], sinceThere)),
  'returned-not-checked-in': older(`
    SELECT id, check_in_at AS since, 0 AS past FROM request INDEXED BY request_check_in WHERE check_in_at IS NOT NULL`),
};

/** Returns the requests of a card as `id`, `since` and `past`, limited to these libraries. */
export const membersIn = (card: TodayCardId, libraries: LibraryScope): string =>
  inLibraries(members[card], libraries);

/** Limits the requests of a card to the libraries. */
const inLibraries = (wanted: string, libraries: LibraryScope): string =>
  libraries === null
    ? wanted
    : `SELECT member.id, since, past FROM (${wanted}) AS member
         JOIN request ON request.id = member.id WHERE ${requestInScope(libraries)}`;

export type CardCount = { readonly count: number; readonly oldestAt: Instant | null; readonly past: number };

/** Returns how many requests a card lists, since when the oldest waits, and how many are past their date. */
export const countCard = (db: ReadableDB, card: TodayCardId, { libraries, ...args }: TodayArgs): CardCount =>
  sql<object, CardCount>(
    db,
    `SELECT count(*) AS count, min(since) AS oldestAt, ifnull(sum(past), 0) AS past
       FROM (${membersIn(card, libraries)})`,
  ).get(args) ?? { count: 0, oldestAt: null, past: 0 };
