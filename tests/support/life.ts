import type BetterSqlite3 from 'better-sqlite3';
import { inTransaction } from '../../electron/main/db/open.ts';
import type { ReadableDB, WritableDB } from '../../electron/main/db/types.ts';
import type { StoredItem } from '../../electron/main/desk/store/items.queries.ts';
import {
  changesOfVolume,
  insertItem,
  listItems,
  defaultMarkers,
  updateItem,
  volumeOf,
} from '../../electron/main/desk/store/items.queries.ts';
import type { RequestRow } from '../../electron/main/desk/store/requests.queries.ts';
import { findRequestRow, writeLife } from '../../electron/main/desk/store/requests.queries.ts';
import {
  changesOfTurn,
  insertTurn,
  listTurns,
  type StoredTurn,
  updateTurn,
} from '../../electron/main/desk/store/turns.queries.ts';
import type { RequestId, TurnId } from '../../shared/domain/ids.ts';
import { lifeOfWord, placeOfWord } from '../../shared/domain/life/from-one-word.ts';
import { newTurn } from '../../shared/domain/life/turn.ts';
import type { Volume, VolumePlace } from '../../shared/domain/life/volume.ts';

/** The turns of a request. A new request has none; any other one has at least one. */
const turnsOfWord = (db: WritableDB, { id, status, partnerId }: RequestRow): readonly StoredTurn[] => {
  const stored = listTurns(db, id);
  if (stored.length > 0 || status === 'REQUEST_CREATED_BOR') return stored;
  insertTurn(db, { requestId: id, position: 1, partnerId });
  return listTurns(db, id);
};

const activeOf = (turns: readonly StoredTurn[], { partnerId }: RequestRow): number =>
  Math.max(
    0,
    turns.findIndex((turn) => turn.partnerId === partnerId),
  );

/** Returns the active turn of a request, for a volume that a test adds. */
export const turnFor = (raw: BetterSqlite3.Database, requestId: RequestId): TurnId =>
  inTransaction(raw as ReadableDB, (db) => {
    const row = findRequestRow(db, requestId);
    const turns = row ? turnsOfWord(db, row) : [];
    const turn = row && turns[activeOf(turns, row)];
    if (!turn) throw new Error('Nobody can have sent a volume of this request.');
    return turn.id;
  });

const insertUnscanned = (db: WritableDB, request: RequestRow, turnId: TurnId, place: VolumePlace): void => {
  insertItem(db, {
    ...defaultMarkers,
    requestId: request.id,
    turnId,
    barcode: '',
    volume: 1,
    status: place,
    statusAt: null,
    receiptTold: 1,
    broughtBack: place === 'returned-by-patron' ? 1 : 0,
    deskId: request.pickupDeskId,
    owningDeskId: request.pickupDeskId,
    destinationDeskId: null,
    goingBack: 0,
    receivedAt: request.updatedAt,
    shelvedAt: place === 'on-hold-shelf' ? request.updatedAt : null,
    holdUntil: null,
    dueOn: request.dueOn,
    label: '',
  });
};

/** A volume as imported from a file, without renewals, demands or reports. */
const plainVolume = (item: StoredItem, { dueOn }: RequestRow): Volume => ({
  ...volumeOf(item),
  use: 'for-patron',
  ...(item.status === 'returned-by-patron' && { patron: 'brought-back' }),
  renewal: 'none',
  demand: 'none',
  report: 'none',
  checkIn: 'none',
  askedUntil: null,
  dueOn: item.dueOn ?? dueOn,
});

/**
 * Spells out the life of requests that a test wrote with a status only, as for a file: the status becomes turns and volumes. Volumes that
 * the status implies but that do not exist are created without barcodes.
 * @param which by default all requests.
 */
export const spellOut = (raw: BetterSqlite3.Database, which?: RequestId): void => {
  const ids = raw
    .prepare(`SELECT id FROM request WHERE ifnull(?, id) = id`)
    .pluck()
    .all(which ?? null) as RequestId[];
  inTransaction(raw as ReadableDB, (db) => {
    for (const id of ids) spellOutOne(db, id);
  });
};

const spellOutOne = (db: WritableDB, id: RequestId): void => {
  const row = findRequestRow(db, id);
  if (!row) return;
  const { status, updatedAt: at, volumesExpected: expected } = row;
  const turns = turnsOfWord(db, row);
  const active = activeOf(turns, row);
  const place = placeOfWord(status, listItems(db, id).length);
  const turnId = turns[active]?.id;
  if (place !== null && turnId !== undefined) insertUnscanned(db, row, turnId, place);
  const items = listItems(db, id);
  const life = lifeOfWord({
    status,
    expected,
    active,
    turns: turns.map((turn) => newTurn(turn.id, turn.partnerId)),
    volumes: items.map((item) => plainVolume(item, row)),
  });
  const dated = {
    ...life,
    turns: life.turns.map((turn, at) => (at === active ? { ...turn, dueOn: row.dueOn } : turn)),
  };
  for (const item of items) {
    const volume = dated.volumes.find((one) => one.id === item.id);
    if (volume) updateItem(db, item.id, changesOfVolume(item, volume, at));
  }
  for (const before of turns) {
    const turn = dated.turns.find((one) => one.id === before.id);
    if (turn) updateTurn(db, before.id, changesOfTurn(before, turn, at));
  }
  writeLife(db, row, dated, { turns: listTurns(db, id), items: listItems(db, id) }, {}, at);
};

/** Sets another status of a request, as if a file had brought it. */
export const setWord = (raw: BetterSqlite3.Database, id: RequestId, status: string): void => {
  raw.prepare('UPDATE request SET status = ? WHERE id = ?').run(status, id);
  spellOut(raw, id);
};
