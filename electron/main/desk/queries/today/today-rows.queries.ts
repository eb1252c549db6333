import type { TodayCardId, TodayRow } from '../../../../../shared/ipc/today-views.ts';
import {
  homeColumns,
  known,
  lifeColumn,
  openSinceColumn,
  volumesReceivedColumn,
} from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { closedItems } from '../../store/items.queries.ts';
import { isNewMail } from '../../store/incoming-mail.queries.ts';
import { needsPerson } from '../../store/messages.queries.ts';
import { isOfConflict, membersIn, openCondition, type TodayArgs, volumesOf } from './today.queries.ts';

/** The active notes that a card is about: conflicts with files have their own card. */
const isNoteOf = (card: TodayCardId): string => {
  if (card === 'conflicts') return `AND ${isOfConflict}`;
  return card === 'active-notes' ? `AND NOT ${isOfConflict}` : '';
};

const ofOldestNote = (card: TodayCardId, column: 'id' | 'body'): string =>
  `(SELECT ${column} FROM request_note WHERE request_id = request.id AND active = 1 ${isNoteOf(card)} ORDER BY created_at, id LIMIT 1)`;

const waitsForMailOf = (card: TodayCardId): string =>
  card === 'needs-person'
    ? `NOT EXISTS (SELECT 1 FROM outbox WHERE request_id = request.id AND ${needsPerson})`
    : '0';

const noteOf = (card: TodayCardId): string => {
  if (card === 'needs-person')
    return `(SELECT note FROM outbox WHERE request_id = request.id AND ${needsPerson} ORDER BY id LIMIT 1)`;
  return card === 'new-mail'
    ? `(SELECT trim(subject || char(10) || body, char(10)) FROM incoming_mail
         WHERE incoming_mail.request_id = request.id AND ${isNewMail} ORDER BY received_at, id LIMIT 1)`
    : ofOldestNote(card, 'body');
};

const isShownFirst = (card: TodayCardId): string =>
  (volumesOf as Partial<Readonly<Record<TodayCardId, string>>>)[card] ?? '0';

/** What is listed first, regardless of age. */
const beforeAge = (card: TodayCardId, id: string): string => {
  // A volume on the shelf can be fetched to scan its barcode, one on loan cannot.
  if (card === 'give-barcodes')
    return `(SELECT min(item.status = 'on-loan') FROM item WHERE request_id = ${id} AND barcode = ''),`;
  return card === 'recalled'
    ? `(SELECT ifnull(wanted_on, '9999') FROM request AS recalled WHERE recalled.id = ${id}),`
    : '';
};

/** A row of a card, as far as the database knows it. */
export type CardRow = Omit<TodayRow, 'canTakeFile'>;

type ListedRow = Omit<CardRow, 'places' | 'setOpen' | 'life' | 'openSince' | 'past' | 'waitsForMail'> & {
  readonly past: number;
  readonly waitsForMail: number;
  readonly life: string;
  readonly openSince: string;
  readonly places: string;
  readonly receivingOpen: number;
};

/** Returns a page of the requests that a card counts, those that have waited longest first. */
export const listCard = (
  db: ReadableDB,
  card: TodayCardId,
  { libraries, ...args }: TodayArgs & { readonly offset: number; readonly limit: number },
): CardRow[] =>
  sql<object, ListedRow>(
    db,
    `SELECT request.id, ${known('member.since')} AS since, member.past, external_id AS externalId, title, author, format, status,
            ifnull(patron.name, '') AS patronName, ifnull(partner.name, '') AS partnerName,
            ifnull(desk.name, '') AS pickupName, ${homeColumns}, ${lifeColumn}, ${openSinceColumn}, patron_due_on AS patronDueOn, due_on AS dueOn, wanted_on AS wantedOn, created_at AS createdAt, updated_at AS updatedAt,
            volumes_expected AS volumesExpected, receiving_open AS receivingOpen,
            ${volumesReceivedColumn},
            ${waitsForMailOf(card)} AS waitsForMail, ifnull(substr(${noteOf(card)}, 1, 300), '') AS note,
            ${ofOldestNote(card, 'id')} AS noteId,
            iif(turn_state = 'conditional', (SELECT reply_by FROM turn_condition WHERE id = ${openCondition}), NULL) AS replyBy,
            (SELECT json_group_array(json_object('itemId', id, 'volume', volume, 'barcode', barcode, 'status', status, 'holdUntil', hold_until))
               FROM (SELECT id, volume, barcode, status, iif(status = 'on-hold-shelf', hold_until, NULL) AS hold_until
                       FROM item WHERE request_id = request.id AND status NOT IN (${closedItems})
                      ORDER BY ifnull(${isShownFirst(card)}, 0) DESC, volume LIMIT 3)) AS places
       FROM (SELECT id, since, past FROM (${membersIn(card, libraries)}) ORDER BY ${beforeAge(card, 'id')} since, id LIMIT @limit OFFSET @offset) AS member
       JOIN request ON request.id = member.id
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = request.partner_id
       LEFT JOIN desk ON desk.id = pickup_desk_id
       LEFT JOIN library AS home ON home.id = ifnull(desk.library_id, made_at_library_id)
      ORDER BY ${beforeAge(card, 'member.id')} member.since, member.id`,
  )
    .all(args)
    .map(({ places, receivingOpen, life, openSince, past, waitsForMail, ...row }) => ({
      ...row,
      past: past === 1,
      waitsForMail: waitsForMail === 1,
      life: JSON.parse(life) as TodayRow['life'],
      openSince: JSON.parse(openSince) as TodayRow['openSince'],
      setOpen: receivingOpen === 1,
      places: JSON.parse(places) as TodayRow['places'],
    }));
