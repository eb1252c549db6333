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

/** What a life comes to, without numbers of rows and times: a step taken again has its own. */
export const comesTo = (db: ReadableDB): unknown => {
  const rows = (query: string): unknown[] => sql<[]>(db, query).raw().all();
  const itemIds = sql<[]>(db, 'SELECT id FROM item ORDER BY id').pluck().all();
  const inOrder = (key: string, value: unknown): unknown =>
    /^itemIds?$/u.test(key) ? [value].flat().map((id) => itemIds.indexOf(id)) : value;
  const all = {
    requests: rows(
      `SELECT id, status, supply, cancellation, ended_as, due_on, active_partner_id, receiving_open, cancel_reason FROM request`,
    ),
    items: rows(
      `SELECT barcode, volume, status, desk_id, destination_desk_id, hold_until, due_on, renewal, demand, report
         FROM item ORDER BY id`,
    ),
    loans: rows('SELECT patron_id, due_on, ended_on, renewals FROM loan ORDER BY id'),
    rota: rows('SELECT position, partner_id, ended FROM rota_line ORDER BY request_id, position'),
    slips: rows("SELECT slip, state FROM print_job WHERE state <> 'withdrawn' ORDER BY id"),
    messages: sql<[], { readonly payload: string }>(
      db,
      'SELECT recipient, partner_id, kind, state, payload FROM outbox ORDER BY id',
    )
      .all()
      .map((message) => ({ ...message, payload: JSON.parse(message.payload, inOrder) as unknown })),
  };
  return JSON.parse(JSON.stringify(all).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'when'));
};

/** Checks that nothing waits on a shelf, or is on its way, but what has that status. */
export const expectPlaces = (raw: BetterSqlite3.Database): void =>
  expect(
    raw
      .prepare(
        `SELECT id, status, hold_until, shelved_at, destination_desk_id FROM item
          WHERE (status <> 'on-hold-shelf' AND (hold_until IS NOT NULL OR shelved_at IS NOT NULL))
             OR (status <> 'in-transit' AND destination_desk_id IS NOT NULL) OR destination_desk_id = desk_id`,
      )
      .all(),
  ).toEqual([]);
