import type { Citation } from '../../../../../shared/domain/citation.ts';
import type {
  CalendarDate,
  DeskId,
  Instant,
  LibraryId,
  PartnerId,
  RequestId,
} from '../../../../../shared/domain/ids.ts';
import type { Recipient } from '../../../../../shared/domain/messages.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { citationSelect } from '../../store/requests.queries.ts';

/** What a letter says about its request, its reader and the library that writes; lists are JSON. */
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
  /** Whose conditions of use it tells. */
  readonly partnerId: PartnerId | null;
  readonly pickupLocation: string | null;
  readonly holdUntil: CalendarDate | null;
  readonly readerName: string | null;
  readonly readerEmail: string | null;
  readonly readerAddress: string | null;
  readonly libraryCode: string;
  readonly libraryName: string;
  readonly libraryAddress: string;
  readonly libraryEmail: string;
  readonly libraryPhone: string;
};

const factsColumns = `
  ${citationSelect}, request.format, request.id AS requestId, request.title, request.author, request.external_id AS externalId,
  request.created_at AS requestedAt, request.volumes_expected AS volumesExpected, request.due_on AS requestDueOn,
  (SELECT max(loan.due_on) FROM loan JOIN item ON item.id = loan.item_id
    WHERE item.request_id = request.id AND loan.ended_on IS NULL) AS loanDueOn,
  iif(recipient = 'partner', partner.id, request.active_partner_id) AS partnerId,
  -- A pickup location that is not in use any more is none: then the item waits where it is, or where it was sent.
  ifnull((SELECT name FROM desk WHERE desk.id = request.pickup_desk_id AND desk.active = 1),
         (SELECT desk.name FROM item JOIN desk ON desk.id = ifnull(item.destination_desk_id, item.desk_id)
           WHERE item.request_id = request.id AND item.going_back = 0 AND item.status IN ('on-hold-shelf', 'in-transit')
           ORDER BY item.status DESC, item.volume DESC LIMIT 1)) AS pickupLocation,
  (SELECT max(hold_until) FROM item WHERE item.request_id = request.id AND item.status = 'on-hold-shelf') AS holdUntil,
  iif(recipient = 'patron', patron.name, partner.name) AS readerName,
  iif(recipient = 'patron', patron.email, partner.email) AS readerEmail,
  iif(recipient = 'patron', '[]', partner.address) AS readerAddress,
  library.code AS libraryCode, library.name AS libraryName, library.address AS libraryAddress,
  library.email AS libraryEmail, library.phone AS libraryPhone`;

/** The facts of a message as they are now, or undefined when it is gone. The library is the one of the desk that wrote it, or for which the clock did. */
export const letterFactsOf = (db: ReadableDB, messageId: number): LetterFactsRow | undefined =>
  sql<[number], LetterFactsRow>(
    db,
    `SELECT outbox.recipient, outbox.kind, outbox.payload, ${factsColumns}
       FROM outbox
       JOIN request ON request.id = outbox.request_id
       LEFT JOIN command_log ON command_log.op_id = outbox.op_id
       LEFT JOIN desk ON desk.id = command_log.desk_id
       JOIN library ON library.id = ifnull(outbox.library_id, desk.library_id)
       LEFT JOIN patron ON patron.id = request.patron_id
       LEFT JOIN partner ON partner.id = ifnull(outbox.partner_id, request.active_partner_id)
      WHERE outbox.id = ?`,
  ).get(messageId);

/** The facts of a letter that a request would get, for a preview; undefined for an unknown external identifier. */
export const letterFactsForRequest = (
  db: ReadableDB,
  wanted: {
    readonly externalId: string;
    readonly recipient: Recipient;
    readonly kind: string;
    readonly payload: string;
    readonly deskId: DeskId;
  },
): LetterFactsRow | undefined =>
  sql<object, LetterFactsRow>(
    db,
    `SELECT made.recipient, made.kind, made.payload, ${factsColumns}
       FROM (SELECT @recipient AS recipient, @kind AS kind, @payload AS payload) AS made
       JOIN request ON request.external_id = @externalId
       JOIN desk ON desk.id = @deskId
       JOIN library ON library.id = desk.library_id
       LEFT JOIN patron ON patron.id = request.patron_id
       LEFT JOIN partner ON partner.id = request.active_partner_id`,
  ).get(wanted);

/** What is known of a message that a correcting one is about. */
export const correctedMessage = (
  db: ReadableDB,
  messageId: number,
): { readonly kind: string; readonly letter: string | null; readonly at: Instant } | undefined =>
  sql<[number], { kind: string; letter: string | null; at: Instant }>(
    db,
    'SELECT kind, letter, created_at AS at FROM outbox WHERE id = ?',
  ).get(messageId);

/** Name and address (a JSON list) of a library with its contacts, or undefined. */
export const libraryInLetter = (
  db: ReadableDB,
  libraryId: LibraryId,
):
  | { readonly name: string; readonly address: string; readonly email: string; readonly phone: string }
  | undefined =>
  sql<[LibraryId], { name: string; address: string; email: string; phone: string }>(
    db,
    'SELECT name, address, email, phone FROM library WHERE id = ?',
  ).get(libraryId);
