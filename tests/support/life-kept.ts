import type BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import { sql } from '../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import { listItems, volumeOf } from '../../electron/main/desk/store/items.queries.ts';
import { findRequestRow, lifeOf } from '../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { dueStageOf } from '../../shared/domain/life/due-stage.ts';
import { openQuestionsOf, statusOf } from '../../shared/domain/life/status.ts';
import { earliestDueOn } from '../../shared/domain/life/volumes.ts';

/**
 * Checks what is kept of requests: status and open questions are what their parts add up to, the due date is the earliest of the
 * volumes that are out.
 * @param which all requests where it is left out.
 */
export const expectKept = (raw: BetterSqlite3.Database, which?: RequestId): void => {
  const db = raw as ReadableDB;
  const ids = which === undefined ? sql<[], RequestId>(db, 'SELECT id FROM request').pluck().all() : [which];
  for (const id of ids) {
    const row = findRequestRow(db, id);
    if (!row) continue;
    const life = lifeOf(row, listItems(db, id).map(volumeOf));
    const { status, renewal, demand, loss, dueStage, cancellation } = row;
    const open = openQuestionsOf(life);
    const dueOn = earliestDueOn(life.volumes);
    const kept = {
      status,
      renewal,
      demand,
      loss,
      dueStage,
      ...(row.endedAs === null && { cancellation }),
      ...(dueOn !== undefined && { dueOn: row.dueOn }),
    };
    const added: typeof kept = {
      status: statusOf(life),
      renewal: open.renewal,
      demand: open.demand,
      loss: open.loss,
      dueStage: dueStageOf(life),
      ...(row.endedAs === null && { cancellation: open.cancellation }),
      ...(dueOn !== undefined && { dueOn }),
    };
    const names = Object.keys(kept) as (keyof typeof kept)[];
    // Many thousand days are looked at after each event: to expect something takes longer by far than to see that it is so.
    if (names.some((name) => kept[name] !== added[name])) expect({ id, ...kept }).toEqual({ id, ...added });
  }
};
