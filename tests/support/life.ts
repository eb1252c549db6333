import type BetterSqlite3 from 'better-sqlite3';
import { inTransaction } from '../../electron/main/db/open.ts';
import type { ReadableDB, WritableDB } from '../../electron/main/db/types.ts';
import type { StoredItem } from '../../electron/main/desk/store/items.queries.ts';
import {
  changesOfVolume,
  insertItem,
  listItems,
  unmarked,
  updateItem,
  volumeOf,
} from '../../electron/main/desk/store/items.queries.ts';
import type { RequestRow } from '../../electron/main/desk/store/requests.queries.ts';
import { findRequestRow, writeLife } from '../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { lifeOfWord, volumeOfWord } from '../../electron/main/files/intake/life-from-status.ts';
import type { Volume } from '../../shared/domain/life/volumes.ts';
import { unmarkedVolume } from '../../shared/domain/life/volumes.ts';

/** The volumes of a request; where its one word speaks of a volume and there is none, it gets one that was not scanned. */
const volumesOfWord = (db: WritableDB, request: RequestRow, word: string): readonly StoredItem[] => {
  const stored = listItems(db, request.id);
  const volume = volumeOfWord(word, stored.length);
  if (volume === null) return stored;
  insertItem(db, {
    ...unmarked,
    requestId: request.id,
    barcode: '',
    volume: 1,
    status: volume.status,
    broughtBack: volume.broughtBack ? 1 : 0,
    deskId: request.pickupDeskId,
    owningDeskId: request.pickupDeskId,
    destinationDeskId: null,
    goingBack: 0,
    receivedAt: request.updatedAt,
    shelvedAt: volume.status === 'on-hold-shelf' ? request.updatedAt : null,
    holdUntil: null,
    partnerId: request.activePartnerId,
    dueOn: request.dueOn,
    label: '',
  });
  return listItems(db, request.id);
};

/**
 * Spells out the life of requests that a test wrote as one word, as a file's are: their status is made into its parts. Volumes that the
 * word speaks of and that are not there come into being unscanned.
 * @param which all requests where it is left out.
 */
export const spellOut = (raw: BetterSqlite3.Database, which?: RequestId): void => {
  const ids = raw
    .prepare(`SELECT id FROM request WHERE ifnull(?, id) = id`)
    .pluck()
    .all(which ?? null) as RequestId[];
  inTransaction(raw as ReadableDB, (db) => {
    for (const id of ids) {
      const row = findRequestRow(db, id);
      if (!row) continue;
      const items = volumesOfWord(db, row, row.status);
      const plain = items.map((item): Volume => ({
        ...volumeOf(item),
        partnerId: item.partnerId ?? row.activePartnerId,
        dueOn: item.dueOn ?? row.dueOn,
        broughtBack: item.status === 'returned-by-patron' || item.broughtBack === 1,
        ...unmarkedVolume,
      }));
      const life = lifeOfWord({ status: row.status, volumes: plain });
      for (const item of items) {
        const volume = life.volumes.find((one) => one.id === item.id);
        if (volume) updateItem(db, item.id, changesOfVolume(item, volume, row.updatedAt));
      }
      writeLife(db, row, life, {}, row.updatedAt);
    }
  });
};

/** Gives a request another word, as if a file had come with it. */
export const setWord = (raw: BetterSqlite3.Database, id: RequestId, status: string): void => {
  raw.prepare('UPDATE request SET status = ? WHERE id = ?').run(status, id);
  spellOut(raw, id);
};
