import { conditionLines } from '../../../../../shared/domain/receiving.ts';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import { homeColumns, lifeColumn, openSinceColumn, volumesReceivedColumn } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { isNewMail } from '../../store/incoming-mail.queries.ts';
import { closedItems } from '../../store/items.queries.ts';

type ListedRow = Omit<RequestRow, 'condition' | 'places' | 'setOpen' | 'life' | 'openSince'> & {
  readonly life: string;
  readonly openSince: string;
  readonly receivingOpen: number;
  readonly condition: string | null;
  readonly places: string;
};

type Asked = Omit<NonNullable<RequestRow['condition']>, 'words'> & {
  readonly reason: string;
  readonly note: string;
};

const conditionOf = (json: string): RequestRow['condition'] => {
  const { setAt, replyBy, ...said } = JSON.parse(json) as Asked;
  return { setAt, replyBy, words: conditionLines([said]).join(' · ') };
};

/** Returns the rows of a page as lists show them, in the order of these ids. */
export const readRows = (db: ReadableDB, ids: readonly number[]): RequestRow[] =>
  sql<[string], ListedRow>(
    db,
    `SELECT request.id, external_id AS externalId, title, author, format, request.status,
            ifnull(patron.name, '') AS patronName, ifnull(partner.name, '') AS partnerName,
            ifnull(desk.name, '') AS pickupName, ${homeColumns}, ${lifeColumn}, ${openSinceColumn}, patron_due_on AS patronDueOn, due_on AS dueOn, wanted_on AS wantedOn, created_at AS createdAt, updated_at AS updatedAt,
            volumes_expected AS volumesExpected, receiving_open AS receivingOpen,
            ${volumesReceivedColumn},
            active_notes AS activeNotes,
            (SELECT count(*) FROM partner_message WHERE partner_message.request_id = request.id AND direction = 'in' AND read_at IS NULL) +
            (SELECT count(*) FROM incoming_mail WHERE incoming_mail.request_id = request.id AND ${isNewMail}) AS unreadMessages,
            (SELECT json_object('setAt', set_at, 'replyBy', reply_by, 'reason', reason, 'note', substr(note, 1, 300)) FROM turn_condition
              WHERE request_id = request.id AND answer IS NULL AND ended_at IS NULL AND request.turn_state = 'conditional'
              ORDER BY id DESC LIMIT 1) AS condition,
            (SELECT json_group_array(json_object('barcode', barcode, 'status', status, 'deskName', ifnull(here, ''),
                                                 'destinationName', ifnull(there, ''), 'count', volumes))
               -- With min() the other columns are those of the first volume at the place.
               FROM (SELECT item.barcode, item.status, here.name AS here, there.name AS there, count(*) AS volumes,
                            min(volume) AS first
                       FROM item
                       LEFT JOIN desk AS here ON here.id = item.desk_id
                       LEFT JOIN desk AS there ON there.id = destination_desk_id
                      WHERE item.request_id = request.id
                      GROUP BY item.status, here.id, there.id
                      ORDER BY item.status IN (${closedItems}), first LIMIT 4)) AS places
       FROM json_each(?) AS wanted
       JOIN request ON request.id = wanted.value
       LEFT JOIN patron ON patron.id = patron_id
       LEFT JOIN partner ON partner.id = request.partner_id
       LEFT JOIN desk ON desk.id = pickup_desk_id
       LEFT JOIN library AS home ON home.id = ifnull(desk.library_id, made_at_library_id)
      ORDER BY wanted.key`,
  )
    .all(JSON.stringify(ids))
    .map(({ condition, places, receivingOpen, life, openSince, ...row }) => ({
      ...row,
      life: JSON.parse(life) as RequestRow['life'],
      openSince: JSON.parse(openSince) as RequestRow['openSince'],
      setOpen: receivingOpen === 1,
      condition: condition === null ? null : conditionOf(condition),
      places: JSON.parse(places) as RequestRow['places'],
    }));
