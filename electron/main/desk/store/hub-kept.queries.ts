import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import { idsOfWorkstation } from '../../db/new-id.ts';
import { sharedTables } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

// The last steps in the hub's order, as they were offered: a hub that was restored from a backup lacks them, and messages are sent in that order.

/** A step that has its place; `body` is empty for one that came with the library. */
export type KeptStep = { readonly seq: number; readonly opId: OpId; readonly body: string };

/** Keeps a step with its place. */
export const keepStep = (db: WritableDB, step: KeptStep): void => {
  // A step that was offered again has a new place.
  sql<object>(db, 'INSERT OR REPLACE INTO hub_kept (seq, op_id, body) VALUES (@seq, @opId, @body)').run(step);
};

/** Whether this step is kept at this place of the hub's order: then it has been applied here. */
export const isKeptAt = (db: ReadableDB, seq: number, opId: OpId): boolean =>
  sql<[number, OpId]>(db, 'SELECT 1 FROM hub_kept WHERE seq = ? AND op_id = ?').get(seq, opId) !== undefined;

/** Returns the kept steps after a place, in order. */
export const listKeptAfter = (db: ReadableDB, seq: number, most = Number.MAX_SAFE_INTEGER): KeptStep[] =>
  sql<[number, number], KeptStep>(
    db,
    'SELECT seq, op_id AS opId, body FROM hub_kept WHERE seq > ? ORDER BY seq LIMIT ?',
  ).all(seq, most);

/** Returns the name of the workstation that took a step; empty if unknown here. */
export const workstationOf = (db: ReadableDB, opId: OpId): string =>
  sql<[OpId], string | null>(db, "SELECT body ->> '$.byName' FROM hub_kept WHERE op_id = ? AND body <> ''")
    .pluck()
    .get(opId) ?? '';

/** Returns the places and ids of kept steps after a place, without their bodies. */
export const listKeptPlaces = (db: ReadableDB, after: number, most: number): Omit<KeptStep, 'body'>[] =>
  sql<[number, number], Omit<KeptStep, 'body'>>(
    db,
    'SELECT seq, op_id AS opId FROM hub_kept WHERE seq > ? ORDER BY seq LIMIT ?',
  ).all(after, most);

/** Deletes kept steps after a place: they are offered again. */
export const deleteKeptAfter = (db: WritableDB, seq: number): void => {
  sql<[number]>(db, 'DELETE FROM hub_kept WHERE seq > ?').run(seq);
};

/** Deletes kept steps up to a place: no backup is that old. */
export const deleteKeptUpTo = (db: WritableDB, seq: number): void => {
  sql<[number]>(db, 'DELETE FROM hub_kept WHERE seq <= ?').run(seq);
};

/**
 * Deletes the bodies of the first steps, up to the first one taken after a moment. The place of the last deleted one stays, to recognise a
 * hub that lacks the later ones.
 * @param latest a step with a later time was taken by a clock that is wrong.
 */
export const deleteKeptBodiesBefore = (db: WritableDB, moment: Instant, latest: Instant): void => {
  const last = sql<object, number | null>(
    db,
    `SELECT max(seq) FROM hub_kept WHERE seq <
       ifnull((SELECT seq FROM hub_kept WHERE body <> '' AND body ->> '$.at' BETWEEN @moment AND @latest ORDER BY seq LIMIT 1),
              9007199254740991)`,
  )
    .pluck()
    .get({ moment, latest });
  if (typeof last !== 'number') return;
  sql<[number]>(db, 'DELETE FROM hub_kept WHERE seq < ?').run(last);
  sql<[number]>(db, "UPDATE hub_kept SET body = '' WHERE seq = ?").run(last);
};

/** Returns the greatest number of a workstation that has ever assigned an id, as far as known here. */
export const greatestWorkstation = (db: ReadableDB): number =>
  Math.max(
    ...sharedTables.map((table) =>
      Math.floor(
        (sql<[], number>(db, `SELECT ifnull(max(id), 0) FROM ${table}`).pluck().get() ?? 0) /
          idsOfWorkstation,
      ),
    ),
  );
