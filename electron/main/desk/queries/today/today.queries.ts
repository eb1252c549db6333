import type { CalendarDate, DeskId, Instant } from '../../../../../shared/domain/ids.ts';
import type { TodayCardId, TodayRow } from '../../../../../shared/ipc/today-views.ts';
import { type LibraryScope, requestInScope } from '../../../db/library-scope.ts';
import {
  homeColumns,
  isDue,
  isDueBack,
  lifeColumn,
  openSinceColumn,
  volumesReceivedColumn,
} from '../../../db/selects.ts';
import { sql, sqlList } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { openConflicts } from '../../store/file-conflicts.queries.ts';
import { closedItems } from '../../store/items.queries.ts';
import { lacksAddress, needsPerson } from '../../store/messages.queries.ts';

/** What the cards depend on besides the data. */
export type TodayArgs = {
  readonly deskId: DeskId;
  readonly today: CalendarDate;
  /** The last day that is soon. */
  readonly soon: CalendarDate;
  /** What waits for others since before this moment is past the age limit of the card. */
  readonly before: Instant;
  readonly libraries: LibraryScope;
};

/** Requests whose active turn is so far, since when. While it is asked to cancel it owes an answer to that alone. */
const turnIs = (states: readonly string[], when = 'true'): string => `
  SELECT id, turn_at AS since, 0 AS past FROM request INDEXED BY request_turn
   WHERE turn_state IS NOT NULL AND turn_state IN (${sqlList(states)}) AND cancellation <> 'asked' AND ${when}`;

/** A parcel of which nothing is here. What is claimed and what is missing of a set have queues of their own. */
const parcelOnItsWay = turnIs(['shipped'], `loss <> 'claimed'`);

/** The statuses of requests that no partner has: word for word as the index of them has it. */
const unsentStatuses = ['REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED'];

/** Requests of some of these, since when. */
const unsent = (...statuses: readonly string[]): string => `
  SELECT id, status_at AS since, 0 AS past FROM request INDEXED BY request_unsent
   WHERE status IN (${sqlList(unsentStatuses)}) AND status IN (${sqlList(statuses)})`;

/** Requests of which all that came is settled, and that want more than came: nobody is asked for it. */
const unfinished = (which: string): string => `
  SELECT id, status_at AS since, 0 AS past FROM request INDEXED BY request_unfinished
   WHERE status = 'RETURNED_TO_PARTNER' AND check_in_at IS NULL AND loss = 'none' AND ${which}`;

/** A renewal of volumes with the patron, since when the first of them waits. */
const renewalIs = (state: 'asked' | 'mediated'): string => `
  SELECT request.id, ifnull(min(item.renewal_at), request.status_at) AS since, 0 AS past
    FROM request INDEXED BY request_renewal JOIN item ON item.request_id = request.id
   WHERE request.renewal <> 'none' AND request.renewal = '${state}' AND item.renewal = '${state}' GROUP BY request.id`;

/** What a partner wants back of volumes that are out, since it said so first. */
const demandIs = (state: 'overdue' | 'recalled', past: string): string => `
  SELECT request.id, ifnull(min(item.demand_at), request.status_at) AS since, ${past} AS past
    FROM request INDEXED BY request_demand JOIN item ON item.request_id = request.id
   WHERE request.demand <> 'none' AND request.demand = '${state}'
     AND item.demand = '${state}' AND item.status NOT IN (${closedItems})`;

/** Losses of some kinds, since when they are known. */
const lossIs = (...states: readonly string[]): string => `
  SELECT id, ifnull(loss_at, status_at) AS since, 0 AS past FROM request INDEXED BY request_loss
   WHERE loss <> 'none' AND loss IN (${sqlList(states)})`;

/** Volumes at this desk, by their requests. @param since of the volume. */
const volumes = (which: string, since: string): string =>
  `SELECT request_id AS id, min(${since}) AS since, 0 AS past FROM item WHERE ${which} GROUP BY request_id`;

/** Since when a volume is where it is. */
const sinceThere = 'ifnull(item.status_at, item.received_at)';

/** The same with what waits longer than the age limit as past. */
const older = (waiting: string): string => `SELECT id, since, since < @before AS past FROM (${waiting})`;

/** Letters by their requests, since when they wait. */
const letters = (which: string, since: string, grouped = ''): string =>
  `SELECT request_id AS id, ${since} AS since, 0 AS past FROM outbox WHERE ${which} ${grouped}`;

/** What its partner waits for, since the day on which it was or is due. */
const dueBack = (when: string): string => `
    SELECT id, due_on || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_due
     WHERE ${isDueBack} AND due_stage = 'out' AND ${when}`;

/** What a partner says is overdue before its date, or without one, since it said so. */
const saidOverdue = `${demandIs('overdue', '0')}
     AND NOT (request.due_stage = 'out' AND ifnull(request.due_on < @today, 0)) GROUP BY request.id`;

/** The condition that waits for our answer: only that of the active turn does. */
const openCondition = `
  (SELECT max(id) FROM turn_condition WHERE request_id = request.id AND answer IS NULL AND ended_at IS NULL)`;

/** What a partner asked on a condition, since then; past is what it wanted to know by an earlier day. It may be answered under a cancellation too. */
const conditional = `
    SELECT request.id, ifnull(set_at, turn_at) AS since, ifnull(reply_by < @today, 0) AS past
      FROM request INDEXED BY request_turn LEFT JOIN turn_condition ON turn_condition.id = ${openCondition}
     WHERE turn_state IS NOT NULL AND turn_state = 'conditional'`;

/** Since when a set is incomplete: since its first volume came. */
const sinceFirstVolume = `
  ifnull((SELECT min(received_at) FROM item WHERE item.request_id = request.id AND use = 'for-patron'), status_at) AS since`;

/** An item on this shelf whose patron collects it at another desk now. A desk without a shelf keeps its items on the shelf of another one. */
const isToSendOn = `EXISTS (
  SELECT 1 FROM request JOIN desk ON desk.id = request.pickup_desk_id
   WHERE request.id = item.request_id AND desk.id <> item.desk_id AND desk.active = 1 AND desk.hold_shelf = 1)`;

/** Which volumes of a request a card is about: they are shown first, and its step begins with them. What goes back has a card of its own. */
const volumesOf = {
  'to-go-back': `item.use = 'goes-back' AND item.status NOT IN (${closedItems})`,
  'in-transit': `item.status = 'in-transit' AND (item.destination_desk_id = @deskId OR item.desk_id = @deskId)`,
  'to-send-on': `item.status = 'on-hold-shelf' AND item.desk_id = @deskId AND item.use = 'for-patron' AND ${isToSendOn}`,
  'on-hold-shelf': `item.status = 'on-hold-shelf' AND item.desk_id = @deskId AND item.use = 'for-patron' AND NOT ${isToSendOn}`,
  'not-picked-up': `item.status = 'on-hold-shelf' AND item.hold_until < @today AND item.desk_id = @deskId AND item.use = 'for-patron'`,
  'to-return': `item.status = 'returned-by-patron' AND ifnull(item.destination_desk_id, item.desk_id) = @deskId AND item.use = 'for-patron'`,
  'give-barcodes': `item.barcode = '' AND item.status NOT IN (${closedItems})`,
} as const satisfies Partial<Readonly<Record<TodayCardId, string>>>;

/** For each card: which requests it counts, as `id`, `since`, the moment since when it is so, and whether a date is `past`. */
const members: Readonly<Record<TodayCardId, string>> = {
  // Until when it is wanted is what past means here.
  recalled: `${demandIs('recalled', 'ifnull(max(item.back_by < @today), 0)')} GROUP BY request.id`,
  'past-reply': `SELECT id, since, 0 AS past FROM (${conditional}) WHERE past = 1`,
  'patron-overdue': `
    SELECT id, patron_due_on || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_patron_due
     WHERE ${isDue} AND patron_due_on < @today`,
  'partner-overdue': `${dueBack('due_on < @today')} UNION ALL ${saidOverdue}`,
  'to-go-back': `
    SELECT id, goes_back_at AS since, 0 AS past FROM request INDEXED BY request_goes_back WHERE goes_back_at IS NOT NULL`,
  'not-picked-up': volumes(volumesOf['not-picked-up'], `item.hold_until || 'T00:00:00.000Z'`),
  'lost-and-damaged': lossIs('lost', 'damaged'),
  'needs-person': letters(needsPerson, 'min(updated_at)', 'GROUP BY request_id'),
  'needed-by-passed': `
    SELECT id, needed_by || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_needed_by
     WHERE needed_by <> '' AND ended_as IS NULL AND cancel_wish IS NULL
       AND needed_by < @today AND needed_by_kept <> needed_by
       AND NOT EXISTS (SELECT 1 FROM item WHERE item.request_id = request.id AND use = 'for-patron')`,
  'over-cost-limit': `
    SELECT id, over_cost_at AS since, 0 AS past FROM request INDEXED BY request_over_cost WHERE over_cost_at IS NOT NULL`,
  conflicts: `
    SELECT file_conflict.request_id AS id, min(found_at) AS since, 0 AS past FROM ${openConflicts} GROUP BY file_conflict.request_id`,
  tasks: `
    SELECT request_id AS id, min(made_at) AS since, 0 AS past FROM task
     WHERE solved_at IS NULL AND request_id IS NOT NULL GROUP BY request_id`,
  'to-receive': parcelOnItsWay,
  'sets-unfinished': `
    SELECT id, ${sinceFirstVolume}, 0 AS past FROM request INDEXED BY request_receiving_open WHERE receiving_open = 1
    UNION ALL
    SELECT id, ${sinceFirstVolume}, 0 AS past FROM request INDEXED BY request_set_out
     WHERE due_stage = 'out' AND volumes_expected > 1 AND receiving_open <> 1
       AND (SELECT count(*) FROM item WHERE request_id = request.id AND use = 'for-patron') < volumes_expected
    UNION ALL ${unfinished('volumes_expected > 1')}`,
  conditional,
  'active-notes': `
    SELECT request_id AS id, min(request_note.created_at) AS since, 0 AS past
      FROM request_note INDEXED BY request_note_active JOIN request ON request.id = request_id
     WHERE active = 1 AND ended_as IS NULL GROUP BY request_id`,
  'new-requests': unsent('REQUEST_CREATED_BOR'),
  'ready-to-send': unsent('READY_TO_SEND'),
  'no-partner-left': `${unsent('REJECTED', 'LOCATE_FAILED')} UNION ALL ${unfinished('ifnull(volumes_expected, 1) = 1')}`,
  'mediated-renewals': renewalIs('mediated'),
  // The desk that sent it and the one that it goes to, each by its index.
  'in-transit': older(`
    SELECT id, min(since) AS since, 0 AS past
      FROM (${volumes(`item.status = 'in-transit' AND item.destination_desk_id = @deskId`, sinceThere)}
            UNION ALL ${volumes(`item.status = 'in-transit' AND item.desk_id = @deskId`, sinceThere)}) GROUP BY id`),
  'to-send-on': volumes(
    volumesOf['to-send-on'],
    `ifnull((SELECT pickup_at FROM request WHERE request.id = item.request_id), ifnull(item.shelved_at, item.received_at))`,
  ),
  'on-hold-shelf': volumes(volumesOf['on-hold-shelf'], 'ifnull(item.shelved_at, item.received_at)'),
  'give-barcodes': `
    SELECT request_id AS id, min(item.received_at) AS since, 0 AS past FROM item INDEXED BY item_without_barcode
     WHERE ${volumesOf['give-barcodes']} GROUP BY request_id`,
  'due-soon': dueBack('due_on BETWEEN @today AND @soon'),
  'to-return': volumes(volumesOf['to-return'], sinceThere),
  'to-be-told-by-hand': letters(lacksAddress, 'min(created_at)', 'GROUP BY request_id'),
  'sent-no-answer': older(turnIs(['asked', 'will-supply'])),
  // Before its limit a parcel stands in `To receive` alone; a file stands nowhere else.
  'shipped-not-here': `
    SELECT id, since, 1 AS past FROM (${parcelOnItsWay}) WHERE since < @before
    UNION ALL ${older(turnIs(['shipped-digitally']))}`,
  'renewal-asked': older(renewalIs('asked')),
  'cancellation-asked': older(`
    SELECT id, ifnull(cancellation_at, status_at) AS since, 0 AS past FROM request INDEXED BY request_cancellation
     WHERE cancellation <> 'none' AND cancellation = 'asked'`),
  claimed: older(lossIs('claimed')),
  'returned-not-checked-in': older(`
    SELECT id, check_in_at AS since, 0 AS past FROM request INDEXED BY request_check_in WHERE check_in_at IS NOT NULL`),
};

/** Of what a card is about, what belongs to the libraries. */
const inLibraries = (wanted: string, libraries: LibraryScope): string =>
  libraries === null
    ? wanted
    : `SELECT member.id, since, past FROM (${wanted}) AS member
         JOIN request ON request.id = member.id WHERE ${requestInScope(libraries)}`;

/** What a card counts, where that is not the requests that it lists: a request may have several letters. */
const counted: Partial<Readonly<Record<TodayCardId, string>>> = {
  'needs-person': letters(needsPerson, 'updated_at'),
  'to-be-told-by-hand': letters(lacksAddress, 'created_at'),
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

/** Of the active notes those that a card is about: conflicts with files have theirs. */
const isNoteOf = (card: TodayCardId): string =>
  card === 'conflicts' ? 'AND id IN (SELECT note_id FROM file_conflict WHERE settled_at IS NULL)' : '';

const ofOldestNote = (card: TodayCardId, column: 'id' | 'body'): string =>
  `(SELECT ${column} FROM request_note WHERE request_id = request.id AND active = 1 ${isNoteOf(card)} ORDER BY created_at, id LIMIT 1)`;

const noteOf = (card: TodayCardId): string =>
  card === 'needs-person'
    ? `(SELECT note FROM outbox WHERE request_id = request.id AND ${needsPerson} ORDER BY id LIMIT 1)`
    : ofOldestNote(card, 'body');

const isShownFirst = (card: TodayCardId): string =>
  (volumesOf as Partial<Readonly<Record<TodayCardId, string>>>)[card] ?? '0';

type ListedRow = Omit<TodayRow, 'places' | 'setOpen' | 'life' | 'openSince' | 'past'> & {
  readonly past: number;
  readonly life: string;
  readonly openSince: string;
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
    `SELECT request.id, member.since, member.past, external_id AS externalId, title, author, format, status,
            ifnull(patron.name, '') AS patronName, ifnull(partner.name, '') AS partnerName,
            ifnull(desk.name, '') AS pickupName, ${homeColumns}, ${lifeColumn}, ${openSinceColumn}, patron_due_on AS patronDueOn, due_on AS dueOn, created_at AS createdAt, updated_at AS updatedAt,
            volumes_expected AS volumesExpected, receiving_open AS receivingOpen,
            ${volumesReceivedColumn},
            ifnull(substr(${noteOf(card)}, 1, 300), '') AS note,
            ${ofOldestNote(card, 'id')} AS noteId,
            iif(turn_state = 'conditional', (SELECT reply_by FROM turn_condition WHERE id = ${openCondition}), NULL) AS replyBy,
            (SELECT json_group_array(json_object('barcode', barcode, 'status', status, 'holdUntil', hold_until))
               FROM (SELECT barcode, status, iif(status = 'on-hold-shelf', hold_until, NULL) AS hold_until
                       FROM item WHERE request_id = request.id AND status NOT IN (${closedItems})
                      ORDER BY ifnull(${isShownFirst(card)}, 0) DESC, volume LIMIT 3)) AS places
       FROM (SELECT id, since, past FROM (${inLibraries(members[card], libraries)}) ORDER BY since, id LIMIT @limit OFFSET @offset) AS member
       JOIN request ON request.id = member.id
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = request.partner_id
       LEFT JOIN desk ON desk.id = pickup_desk_id
       LEFT JOIN library AS home ON home.id = ifnull(desk.library_id, made_at_library_id)
      ORDER BY member.since, member.id`,
  )
    .all(args)
    .map(({ places, receivingOpen, life, openSince, past, ...row }) => ({
      ...row,
      past: past === 1,
      life: JSON.parse(life) as TodayRow['life'],
      openSince: JSON.parse(openSince) as TodayRow['openSince'],
      setOpen: receivingOpen === 1,
      places: JSON.parse(places) as TodayRow['places'],
    }));
