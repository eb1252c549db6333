import type { CalendarDate, DeskId, Instant } from '../../../../../shared/domain/ids.ts';
import type { TodayCardId, TodayRow } from '../../../../../shared/ipc/today-views.ts';
import { type LibraryScope, requestInScope } from '../../../db/library-scope.ts';
import { homeColumns, isDue, isDueBack, lifeColumn, openSinceColumn } from '../../../db/selects.ts';
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

/** A condition of one status, since when the request has it. */
const withStatus = (...statuses: readonly string[]): string =>
  `SELECT id, updated_at AS since, 0 AS past FROM request WHERE status IN (${sqlList(statuses)})`;

/**
 * What waits although the status says that a cancellation was refused, or asked: what the partner owed before. While it is asked to
 * cancel it owes an answer to that alone.
 */
const underCancellation = (
  supply: readonly string[],
  statuses: readonly string[] = ['CANCEL_NOT_ACCEPTED'],
): string => `
  SELECT id, updated_at AS since, 0 AS past FROM request INDEXED BY request_under_cancellation
   WHERE status IN ('CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED') AND status IN (${sqlList(statuses)}) AND supply IN (${sqlList(supply)})`;

/** Requests whose partner has come so far, whatever became of their cancellation. */
const inSupply = (...supply: readonly string[]): string =>
  `${withStatus(...supply)} UNION ALL ${underCancellation(supply)}`;

/** A question that is open of volumes, since when the first of them waits. */
const ofVolumes = (ofRequest: string, ofItem: string, at: string): string => `
  SELECT request.id, ifnull(min(${at}), request.updated_at) AS since, 0 AS past
    FROM request INDEXED BY request_renewal JOIN item ON item.request_id = request.id
   WHERE request.renewal <> 'none' AND ${ofRequest} AND ${ofItem} GROUP BY request.id`;

/** The same with what waits longer than the age limit as past. */
const older = (waiting: string): string => `SELECT id, since, since < @before AS past FROM (${waiting})`;

/** The same since the last step that still stands and gave the request its status: a note makes nothing younger. */
const sinceItsStep = (waiting: string): string => `
  SELECT id, ifnull((SELECT max(request_event.at) FROM request_event JOIN command_log USING (op_id)
                      WHERE request_event.request_id = waiting.id AND status_before <> status_after
                        AND request_event.kind <> 'undo' AND undone_by IS NULL), since) AS since, past
    FROM (${waiting}) AS waiting`;

/** Letters by their requests, since when they wait. */
const letters = (which: string, since: string, grouped = ''): string =>
  `SELECT request_id AS id, ${since} AS since, 0 AS past FROM outbox WHERE ${which} ${grouped}`;

/** What its partner waits for, since the day on which it was or is due. */
const dueBack = (when: string): string => `
    SELECT id, due_on || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_due
     WHERE ${isDueBack} AND due_stage = 'out' AND ${when}`;

/** What a partner asked on a condition, since then; past is what it wanted to know by an earlier day. It may be answered under a cancellation too. */
const conditional = `
    SELECT asked.id, ifnull(set_at, asked.since) AS since, ifnull(reply_by < @today, 0) AS past
      FROM (${withStatus('CONDITIONAL')}
            UNION ALL ${underCancellation(['CONDITIONAL'], ['CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED'])}) AS asked
      LEFT JOIN request_condition
        ON request_condition.id = (SELECT max(id) FROM request_condition WHERE request_id = asked.id AND answer IS NULL AND ended_at IS NULL)`;

/** What a partner says is overdue before its date, or without one, since it said so. What weighs more has a queue of its own. */
const saidOverdue = `
    SELECT id, ifnull((SELECT min(demand_at) FROM item WHERE request_id = request.id AND demand = 'overdue'), updated_at) AS since, 0 AS past
      FROM request WHERE status = 'OVERDUE_ITEM' AND NOT ifnull(due_on < @today, 0)`;

/** For each card: which requests it counts, as `id`, `since`, the moment since when they wait, and whether a date is `past`. */
const members: Readonly<Record<TodayCardId, string>> = {
  'to-receive': inSupply('SHIPPED_PHYSICALLY'),
  'sets-unfinished': `
    SELECT id, updated_at AS since, 0 AS past FROM request WHERE receiving_open = 1
    UNION ALL
    SELECT id, updated_at AS since, 0 AS past FROM request INDEXED BY request_set_out
     WHERE due_stage = 'out' AND volumes_expected > 1 AND receiving_open <> 1
       AND (SELECT count(*) FROM item WHERE request_id = request.id) < volumes_expected`,
  conditional,
  'past-reply': `SELECT id, since, 0 AS past FROM (${conditional}) WHERE past = 1`,
  'active-notes': `
    SELECT request_id AS id, min(created_at) AS since, 0 AS past FROM request_note INDEXED BY request_note_active
     WHERE active = 1 GROUP BY request_id`,
  conflicts: `
    SELECT file_conflict.request_id AS id, min(found_at) AS since, 0 AS past FROM ${openConflicts} GROUP BY file_conflict.request_id`,
  tasks: `
    SELECT request_id AS id, min(made_at) AS since, 0 AS past FROM task
     WHERE solved_at IS NULL AND request_id IS NOT NULL GROUP BY request_id`,
  'ready-to-send': withStatus('READY_TO_SEND'),
  'no-partner-left': withStatus('REJECTED', 'LOCATE_FAILED'),
  'new-requests': withStatus('REQUEST_CREATED_BOR'),
  'mediated-renewals': ofVolumes(
    "request.renewal = 'mediated'",
    "item.renewal = 'mediated'",
    'item.renewal_at',
  ),
  // Until when it is wanted is what past means here.
  recalled: `
    SELECT request.id, ifnull(min(item.demand_at), request.updated_at) AS since, ifnull(max(item.back_by < @today), 0) AS past
      FROM request INDEXED BY request_demand JOIN item ON item.request_id = request.id
     WHERE request.demand <> 'none' AND request.demand = 'recalled' AND item.demand = 'recalled' GROUP BY request.id`,
  'patron-overdue': `
    SELECT id, patron_due_on || 'T00:00:00.000Z' AS since, 0 AS past FROM request INDEXED BY request_patron_due
     WHERE ${isDue} AND patron_due_on < @today`,
  'lost-and-damaged': `
    SELECT id, ifnull(parcel_at, updated_at) AS since, 0 AS past FROM request INDEXED BY request_loss
     WHERE loss <> 'none' AND loss IN ('lost', 'damaged')`,
  'sent-no-answer': older(sinceItsStep(inSupply('REQUEST_SENT', 'WILL_SUPPLY'))),
  'shipped-not-here': older(sinceItsStep(inSupply('SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY'))),
  'renewal-asked': older(ofVolumes("request.renewal = 'asked'", "item.renewal = 'asked'", 'item.renewal_at')),
  'cancellation-asked': older(`
    SELECT id, ifnull(cancellation_at, updated_at) AS since, 0 AS past FROM request INDEXED BY request_cancellation
     WHERE cancellation <> 'none' AND cancellation = 'asked' AND ended_as IS NULL`),
  claimed: older(`
    SELECT id, ifnull(parcel_at, updated_at) AS since, 0 AS past FROM request INDEXED BY request_loss
     WHERE loss <> 'none' AND loss = 'claimed'`),
  'returned-not-checked-in': older(sinceItsStep(withStatus('RETURNED_TO_PARTNER'))),
  'in-transit': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM item
     WHERE status = 'in-transit' AND destination_desk_id = @deskId GROUP BY request_id`,
  'on-hold-shelf': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM item
     WHERE status = 'on-hold-shelf' AND desk_id = @deskId GROUP BY request_id`,
  'not-picked-up': `
    SELECT request_id AS id, min(hold_until) || 'T00:00:00.000Z' AS since, 0 AS past FROM item
     WHERE status = 'on-hold-shelf' AND hold_until < @today AND desk_id = @deskId GROUP BY request_id`,
  'partner-overdue': `${dueBack('due_on < @today')} UNION ALL ${saidOverdue}`,
  'due-soon': dueBack('due_on BETWEEN @today AND @soon'),
  'to-return': `
    SELECT request_id AS id, min(received_at) AS since, 0 AS past FROM item
     WHERE status = 'returned-by-patron' AND ifnull(destination_desk_id, desk_id) = @deskId GROUP BY request_id`,
  'needs-person': letters(needsPerson, 'min(updated_at)', 'GROUP BY request_id'),
  'to-be-told-by-hand': letters(lacksAddress, 'min(created_at)', 'GROUP BY request_id'),
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

/** Which volumes of a request a card is about: they are shown first, and its step begins with them. */
const volumesOf: Partial<Readonly<Record<TodayCardId, string>>> = {
  'in-transit': `item.status = 'in-transit' AND destination_desk_id = @deskId`,
  'on-hold-shelf': `item.status = 'on-hold-shelf' AND desk_id = @deskId`,
  'not-picked-up': `item.status = 'on-hold-shelf' AND hold_until < @today AND desk_id = @deskId`,
  'to-return': `item.status = 'returned-by-patron' AND ifnull(destination_desk_id, desk_id) = @deskId`,
};

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
            (SELECT count(*) FROM item WHERE item.request_id = request.id AND barcode <> '') AS volumesReceived,
            ifnull(substr(${noteOf(card)}, 1, 300), '') AS note,
            ${ofOldestNote(card, 'id')} AS noteId,
            (SELECT reply_by FROM request_condition
              WHERE request_id = request.id AND answer IS NULL AND ended_at IS NULL AND request.supply = 'CONDITIONAL'
              ORDER BY id DESC LIMIT 1) AS replyBy,
            (SELECT json_group_array(json_object('barcode', barcode, 'status', status, 'holdUntil', hold_until))
               FROM (SELECT barcode, status, iif(status = 'on-hold-shelf', hold_until, NULL) AS hold_until
                       FROM item WHERE request_id = request.id AND status NOT IN (${closedItems})
                      ORDER BY ifnull(${volumesOf[card] ?? '0'}, 0) DESC, volume LIMIT 3)) AS places
       FROM (SELECT id, since, past FROM (${inLibraries(members[card], libraries)}) ORDER BY since, id LIMIT @limit OFFSET @offset) AS member
       JOIN request ON request.id = member.id
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = active_partner_id
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
