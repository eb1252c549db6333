import { sql } from '../../../electron/main/db/sql.ts';
import { listTurns, turnOf } from '../../../electron/main/desk/store/turns.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { TestDesk } from '../desk.ts';

/** A request as stored, so that a step's effect is the difference afterwards. */
export type Seen = {
  readonly request: {
    readonly status: string;
    readonly endedAs: string | null;
    readonly cancelWish: string | null;
    readonly cancelNotify: number;
    readonly volumesExpected: number | null;
    readonly receivingOpen: number;
    readonly patronId: number | null;
    readonly patronEmail: string;
  };
  readonly turns: readonly {
    readonly id: number;
    readonly name: string;
    readonly email: string;
    /** Staff contact this partner. */
    readonly isByHand: boolean;
    readonly state: string;
    readonly cancellation: string;
    readonly parcel: string;
    readonly demand: string;
    readonly requestWaits: boolean;
    readonly inUse: boolean;
    /** Whether letters to its partner are held back. */
    readonly isHeld: boolean;
  }[];
  readonly items: readonly {
    readonly id: number;
    /** Its name in sentences: its barcode, or its volume. */
    readonly name: string;
    readonly status: string;
    readonly use: string;
    readonly dueOn: string | null;
    readonly backBy: string | null;
    readonly report: string;
    readonly checkIn: string;
    readonly renewal: string;
    readonly demand: string;
    readonly loanDueOn: string | null;
    /** Whether it is where the patron collects it. */
    readonly isAtPickup: boolean;
    /** Where it is, or where it is going. */
    readonly placeName: string;
  }[];
  readonly letters: readonly {
    readonly id: number;
    readonly recipient: 'patron' | 'partner';
    readonly turnId: number | null;
    readonly kind: string;
    readonly state: string;
    /** The address to which it would be sent now; empty for a partner that staff contact. */
    readonly email: string;
  }[];
};

/** Reads the rows of a request. */
export const look = ({ context: { db } }: TestDesk, id: RequestId): Seen => ({
  request: sql<object, Seen['request']>(
    db,
    `SELECT status, ended_as AS endedAs, cancel_wish AS cancelWish, cancel_notify AS cancelNotify, volumes_expected AS volumesExpected, receiving_open AS receivingOpen, patron_id AS patronId,
            ifnull((SELECT email FROM patron WHERE patron.id = patron_id), '') AS patronEmail
       FROM request WHERE id = @id`,
  ).get({ id })!,
  turns: listTurns(db, id).map((turn) => ({
    id: turn.id,
    name: turn.partnerName,
    email:
      sql<object, string>(db, 'SELECT email FROM partner WHERE id = @id')
        .pluck()
        .get({ id: turn.partnerId }) ?? '',
    isByHand:
      sql<object, string>(db, "SELECT profile ->> '$.by' FROM partner WHERE id = @id")
        .pluck()
        .get({ id: turn.partnerId }) === 'hand',
    state: turn.state,
    cancellation: turn.cancellation,
    parcel: turn.parcel,
    demand: turn.demand,
    requestWaits: turnOf(turn).requestWaits,
    inUse: turn.partnerInUse === 1,
    isHeld:
      sql<object, 0 | 1>(db, 'SELECT held_at IS NOT NULL FROM partner WHERE id = @id')
        .pluck()
        .get({ id: turn.partnerId }) === 1,
  })),
  items: sql<object, Seen['items'][number]>(
    db,
    `SELECT item.id, iif(barcode = '', 'Volume ' || volume, barcode) AS name, item.status, use, item.due_on AS dueOn, item.back_by AS backBy, report, check_in AS checkIn, renewal, demand,
            loan.due_on AS loanDueOn, item.shelved_at IS NOT NULL AND item.desk_id = (SELECT pickup_desk_id FROM request WHERE id = @id) AS isAtPickup,
            (SELECT name FROM desk WHERE desk.id = ifnull(item.destination_desk_id, item.desk_id)) AS placeName
       FROM item LEFT JOIN loan ON loan.item_id = item.id AND loan.ended_on IS NULL
      WHERE request_id = @id ORDER BY item.id`,
  )
    .all({ id })
    .map((item) => ({ ...item, isAtPickup: Boolean(item.isAtPickup) })),
  letters: sql<object, Seen['letters'][number]>(
    db,
    `SELECT outbox.id, recipient, turn_id AS turnId, kind, state,
            ifnull(iif(recipient = 'partner', (SELECT iif(profile ->> '$.by' = 'hand', '', email) FROM partner WHERE partner.id = outbox.partner_id),
              (SELECT email FROM request JOIN patron ON patron.id = patron_id WHERE request.id = outbox.request_id)), '') AS email
       FROM outbox WHERE request_id = @id ORDER BY outbox.id`,
  ).all({ id }),
});
