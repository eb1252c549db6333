import type { Citation } from '../../../../../shared/domain/citation.ts';
import type {
  CalendarDate,
  DeskId,
  Instant,
  LibraryId,
  RequestId,
  PatronId,
  TurnId,
} from '../../../../../shared/domain/ids.ts';
import type { Recipient } from '../../../../../shared/domain/letters/all-letters.ts';
import { joinHome } from '../../../db/selects.ts';
import { shownTurn } from '../../../db/selects.ts';
import { newestAtHub, orderAtHub } from '../../store/hub-order.queries.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { citationSelect } from '../../store/requests.queries.ts';
import type { EndState } from '../../../../../shared/domain/life/request.machine.ts';

/** The facts of a letter about its request, its recipient and its library; lists are JSON. */
export type LetterFactsRow = Citation & {
  readonly format: string;
  readonly requestId: RequestId;
  readonly recipient: Recipient;
  readonly kind: string;
  readonly payload: string;
  readonly title: string;
  readonly author: string;
  readonly externalId: string;
  readonly requestedAt: Instant | null;
  readonly volumesExpected: number | null;
  readonly requestDueOn: CalendarDate | null;
  readonly loanDueOn: CalendarDate | null;
  /** To a partner: its turn; to a patron: the one that the request shows. Its conditions of use are in the letter. */
  readonly turnId: TurnId | null;
  readonly askedFor: number | null;
  readonly pickupLocation: string | null;
  readonly holdUntil: CalendarDate | null;
  readonly readerName: string | null;
  readonly readerEmail: string | null;
  readonly readerAddress: string | null;
  readonly libraryId: LibraryId;
  readonly libraryCode: string;
  readonly libraryName: string;
  readonly libraryAddress: string;
  readonly libraryEmail: string;
  readonly libraryPhone: string;
};

const factsColumns = `
  ${citationSelect}, request.format, request.id AS requestId, request.title, request.author, request.external_id AS externalId,
  request.created_at AS requestedAt, request.volumes_expected AS volumesExpected,
  iif(recipient = 'partner', turn.due_on, request.due_on) AS requestDueOn,
  (SELECT max(loan.due_on) FROM loan JOIN item ON item.id = loan.item_id
    WHERE item.request_id = request.id AND loan.ended_on IS NULL) AS loanDueOn,
  turn.id AS turnId, turn.asked_for AS askedFor,
  -- A pickup location that is not in use any more is none: then the item waits where it is, or where it was sent.
  ifnull((SELECT name FROM desk WHERE desk.id = request.pickup_desk_id AND desk.active = 1),
         (SELECT desk.name FROM item JOIN desk ON desk.id = ifnull(item.destination_desk_id, item.desk_id)
           WHERE item.request_id = request.id AND item.going_back = 0 AND item.status IN ('on-hold-shelf', 'in-transit')
           ORDER BY item.status DESC, item.volume DESC LIMIT 1)) AS pickupLocation,
  (SELECT max(hold_until) FROM item WHERE item.request_id = request.id AND item.status = 'on-hold-shelf') AS holdUntil,
  iif(recipient = 'patron', patron.name, partner.name) AS readerName,
  iif(recipient = 'patron', patron.email, partner.email) AS readerEmail,
  iif(recipient = 'patron', '[]', partner.address) AS readerAddress,
  library.id AS libraryId, library.code AS libraryCode, library.name AS libraryName, library.address AS libraryAddress,
  library.email AS libraryEmail, library.phone AS libraryPhone`;

/**
 * Returns the present facts of a message, or undefined if it no longer exists. The library is that of the request; without one, that of the
 * desk that wrote it.
 */
export const letterFactsOf = (db: ReadableDB, messageId: number): LetterFactsRow | undefined =>
  sql<[number], LetterFactsRow>(
    db,
    `SELECT outbox.recipient, outbox.kind, outbox.payload, ${factsColumns}
       FROM outbox
       JOIN request ON request.id = outbox.request_id ${joinHome}
       LEFT JOIN command_log ON command_log.op_id = outbox.op_id
       LEFT JOIN desk ON desk.id = command_log.desk_id
       JOIN library ON library.id = coalesce(home.id, outbox.library_id, desk.library_id)
       LEFT JOIN patron ON patron.id = request.patron_id
       LEFT JOIN turn ON turn.id = iif(outbox.recipient = 'partner', outbox.turn_id, ${shownTurn})
       LEFT JOIN partner ON partner.id = outbox.partner_id
      WHERE outbox.id = ?`,
  ).get(messageId);

/** Returns the facts of a letter that a request would get, for a preview; undefined for an unknown external identifier. */
export const letterFactsForRequest = (
  db: ReadableDB,
  wanted: {
    readonly externalId: string;
    readonly recipient: Recipient;
    readonly kind: string;
    readonly payload: string;
    /** The library that writes it. */
    readonly libraryId: LibraryId;
  },
): LetterFactsRow | undefined =>
  sql<object, LetterFactsRow>(
    db,
    `SELECT made.recipient, made.kind, made.payload, ${factsColumns}
       FROM (SELECT @recipient AS recipient, @kind AS kind, @payload AS payload) AS made
       JOIN request ON request.external_id = @externalId
       JOIN library ON library.id = @libraryId
       LEFT JOIN patron ON patron.id = request.patron_id
       LEFT JOIN turn ON turn.id = ${shownTurn}
       LEFT JOIN partner ON partner.id = turn.partner_id`,
  ).get(wanted);

/** Returns the facts of a message that is being corrected. */
export const correctedMessage = (
  db: ReadableDB,
  messageId: number,
): { readonly kind: string; readonly letter: string | null; readonly at: Instant } | undefined =>
  sql<[number], { kind: string; letter: string | null; at: Instant }>(
    db,
    'SELECT kind, letter, created_at AS at FROM outbox WHERE id = ?',
  ).get(messageId);

/** A message with the present state of its request. */
type SinceWrittenRow = {
  readonly payload: string;
  readonly turnId: TurnId | null;
  readonly patronId: PatronId | null;
  readonly endedAs: EndState | null;
  /** The pickup location, if it is in use and has a hold shelf; otherwise the item waits at another desk. */
  readonly pickupDeskId: DeskId | null;
};

/** Returns the present state of a message's request, or undefined if the message no longer exists. */
export const findSinceWritten = (db: ReadableDB, messageId: number): SinceWrittenRow | undefined =>
  sql<[number], SinceWrittenRow>(
    db,
    `SELECT payload, turn_id AS turnId, request.patron_id AS patronId, ended_as AS endedAs,
            (SELECT id FROM desk WHERE desk.id = request.pickup_desk_id AND active = 1 AND hold_shelf = 1) AS pickupDeskId
       FROM outbox JOIN request ON request.id = request_id WHERE outbox.id = ?`,
  ).get(messageId);

/**
 * Whether another letter tells the patron the same, that items are ready: one that was sent after this one was written (it named what was
 * on the shelf then), or a later one that is not delayed.
 */
export const isReadyToldByAnother = (
  db: ReadableDB,
  message: { readonly id: number; readonly now: Instant },
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox AS mine JOIN outbox AS other ON other.request_id = mine.request_id
      WHERE mine.id = @id AND mine.recipient = 'patron' AND mine.kind = 'item-ready'
        AND other.id <> mine.id AND other.recipient = 'patron' AND other.kind = 'item-ready' AND other.corrected = 0
        AND (other.state IN ('sending', 'sent', 'printed', 'by-hand') AND other.updated_at > mine.created_at
          OR other.state IN ('waiting', 'failed', 'needs-person') AND (${orderAtHub('other')}) > (${orderAtHub('mine')})
             AND ifnull(other.next_at, @now) <= @now)`,
  ).get(message) !== undefined;

/** Whether another notice about the same due date says more: that the loan is overdue, or overdue for longer. */
export const isNoticeReplaced = (db: ReadableDB, messageId: number): boolean =>
  sql<[number]>(
    db,
    `SELECT 1 FROM outbox AS mine JOIN outbox AS other ON other.request_id = mine.request_id
      WHERE mine.id = ? AND mine.kind IN ('due-soon', 'loan-overdue') AND other.kind = 'loan-overdue'
        AND other.state <> 'outdated' AND other.payload ->> '$.dueOn' = mine.payload ->> '$.dueOn'
        AND (mine.kind = 'due-soon' OR other.payload ->> '$.stage' > mine.payload ->> '$.stage')`,
  ).get(messageId) !== undefined;

/**
 * Whether the last letter of a kind before this one was never sent to its recipient: it was set aside before it could have been sent. That
 * items are lost is withdrawn only for the same items.
 * @param letter the waiting letter, and the kind of the one that it withdraws.
 */
export const wasNeverSent = (
  db: ReadableDB,
  letter: { readonly id: number; readonly kind: string },
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox AS mine
       JOIN outbox AS asked ON asked.id = (
         SELECT id FROM outbox AS earlier
          WHERE earlier.request_id = mine.request_id AND (${orderAtHub('earlier')}) < (${orderAtHub('mine')}) AND earlier.kind = @kind
            AND earlier.recipient = mine.recipient AND earlier.turn_id IS mine.turn_id
            AND (earlier.kind <> 'lost' OR earlier.payload ->> '$.itemIds' = mine.payload ->> '$.itemIds')
          ORDER BY ${newestAtHub('earlier')} LIMIT 1)
      WHERE mine.id = @id AND asked.state = 'outdated' AND asked.may_have_left_at IS NULL`,
  ).get(letter) !== undefined;
