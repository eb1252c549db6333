import type BetterSqlite3 from 'better-sqlite3';
import { inTransaction } from '../../electron/main/db/open.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import {
  changesOfVolume,
  insertItem,
  listItems,
  defaultMarkers,
  updateItem,
  volumeOf,
} from '../../electron/main/desk/store/items.queries.ts';
import { findRequestRow, writeLife } from '../../electron/main/desk/store/requests.queries.ts';
import {
  columnsOfTurn,
  insertTurn,
  listTurns,
  turnOf,
} from '../../electron/main/desk/store/turns.queries.ts';
import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  PartnerId,
  RequestId,
  TurnId,
} from '../../shared/domain/ids.ts';
import { lifeAfter } from '../../shared/domain/life/life-after.ts';
import { type Life, type LifeEvent, newLife } from '../../shared/domain/life/life.ts';
import { type PossibleType, possibleEvents } from '../../shared/domain/life/may-happen.ts';
import { newTurn } from '../../shared/domain/life/turn.ts';

/** Every event of a request. Arrivals are listed twice, because much follows from them. */
const types: readonly PossibleType[] = [
  'sent',
  'next.asked',
  'request.left',
  'partner.willSupply',
  'partner.conditional',
  'condition.accepted',
  'partner.shipped',
  'partner.shippedDigitally',
  'partner.rejected',
  'partner.cancelled',
  'partner.cancelAccepted',
  'turn.expired',
  'condition.declined',
  'item.received',
  'item.received',
  'file.received',
  'set.nothingMore',
  'set.restNotWanted',
  'parcel.claimed',
  'parcel.lost',
  'parcel.found',
  'parcel.settled',
  'cancelled',
  'cancellation.withdrawn',
  'completed.byHand',
  'partner.cancelRefused',
  'item.kept',
  'items.returned',
  'items.lost',
  'items.damaged',
  'items.settled',
  'partner.checkedIn',
  'partner.missed',
  'renewal.requested',
  'partner.renewed',
  'partner.renewalRefused',
  'renewal.withdrawn',
  'partner.overdue',
  'partner.recalled',
  'demand.withdrawn',
  'shelved',
  'sentOn',
  'loaned',
  'broughtBack',
  'broughtBackElsewhere',
  'foundOnShelf',
  'foundInTransit',
];

const maxVolumes = 3;

/** The possible next events; each arrival brings the next volume. */
const nextEvents = (life: Life): readonly LifeEvent[] =>
  possibleEvents(life, types).flatMap((event): readonly LifeEvent[] => {
    if (event.type !== 'item.received') return [event];
    const id = (life.volumes.length + 1) as ItemId;
    return life.volumes.length < maxVolumes ? [{ ...event, volume: { ...event.volume, id } }] : [];
  });

/** Returns a life from a sequence of events, each drawn from those possible. */
export const livedBy = ([partners = 0, expected = 0, ...draws]: readonly number[]): Life => {
  const turns = Array.from({ length: (partners % 3) + 1 }, (_, at) =>
    newTurn((at + 1) as TurnId, (at + 1) as PartnerId),
  );
  let life: Life = { ...newLife, turns, expected: [null, 1, 2, 3][expected % 4] ?? null };
  for (const draw of draws) {
    const events = nextEvents(life);
    const event = events[draw % Math.max(1, events.length)];
    life = (event && lifeAfter(life, event)?.life) ?? life;
  }
  return life;
};

/**
 * Stores a request with this life, its volumes at the first desk or on their way there.
 * @param dueOn the partners' due dates of its volumes; by default unchanged.
 */
export const storeLife = (
  raw: BetterSqlite3.Database,
  life: Life,
  externalId: string,
  dueOn: readonly (CalendarDate | null)[] = [],
): RequestId => {
  const at = '2026-11-20T08:00:00.000Z' as Instant;
  const id = Number(
    raw
      .prepare(
        `INSERT INTO request (external_id, title, patron_id, pickup_desk_id, status, updated_at)
         VALUES (?, '', 1, 1, 'REQUEST_CREATED_BOR', ?)`,
      )
      .run(externalId, at).lastInsertRowid,
  ) as RequestId;
  inTransaction(raw as ReadableDB, (db) => {
    const stored = new Map(
      life.turns.map((turn, place) => [
        turn.id,
        insertTurn(db, { requestId: id, position: place + 1, ...columnsOfTurn(turn, at) }),
      ]),
    );
    life.volumes.forEach((volume, place) => {
      const turnId = stored.get(volume.turnId) ?? volume.turnId;
      const isAway = volume.place === 'in-transit';
      const itemId = insertItem(db, {
        ...defaultMarkers,
        requestId: id,
        turnId,
        barcode: `${externalId}-${place}`,
        volume: place + 1,
        status: volume.place,
        receiptTold: 1,
        broughtBack: 0,
        deskId: (isAway ? 2 : 1) as DeskId,
        owningDeskId: 1 as DeskId,
        destinationDeskId: isAway ? (1 as DeskId) : null,
        goingBack: 0,
        receivedAt: at,
        shelvedAt: volume.place === 'on-hold-shelf' ? at : null,
        holdUntil: null,
        dueOn: null,
        label: '',
      });
      const item = listItems(db, id).find((one) => one.id === itemId);
      const wanted = { ...volume, turnId, dueOn: dueOn[place] === undefined ? volume.dueOn : dueOn[place] };
      if (item) updateItem(db, itemId, changesOfVolume(item, wanted, at));
    });
    const row = findRequestRow(db, id);
    const parts = { turns: listTurns(db, id), items: listItems(db, id) };
    const now = { ...life, turns: parts.turns.map(turnOf), volumes: parts.items.map(volumeOf) };
    if (row) writeLife(db, row, now, parts, {}, at);
  });
  return id;
};
