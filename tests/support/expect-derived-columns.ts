import type BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import { sql } from '../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import { listItems, volumeOf } from '../../electron/main/desk/store/items.queries.ts';
import { type DerivedColumns, deriveColumns } from '../../electron/main/desk/store/derived-columns.ts';
import { findRequestRow, lifeOf } from '../../electron/main/desk/store/requests.queries.ts';
import { listTurns, turnOf } from '../../electron/main/desk/store/turns.queries.ts';
import type { Instant, RequestId } from '../../shared/domain/ids.ts';

/**
 * Checks the derived columns of requests: they must follow from turns and volumes. The time of the current status is not checked.
 * @param which by default all requests.
 */
export const expectDerivedColumns = (raw: BetterSqlite3.Database, which?: RequestId): void => {
  const db = raw as ReadableDB;
  const ids = which === undefined ? sql<[], RequestId>(db, 'SELECT id FROM request').pluck().all() : [which];
  for (const id of ids) {
    const row = findRequestRow(db, id);
    if (!row) continue;
    const parts = { turns: listTurns(db, id), items: listItems(db, id) };
    const life = lifeOf(row, parts.turns.map(turnOf), parts.items.map(volumeOf));
    const added = deriveColumns(life, parts, row, (row.statusAt ?? '') as Instant);
    const names = (Object.keys(added) as (keyof DerivedColumns)[]).filter(
      (name) => name !== 'statusAt' && name !== 'overCostAt',
    );
    const kept = Object.fromEntries(names.map((name) => [name, row[name]]));
    // Thousands of rows are checked after each event, and `expect` takes much longer than a comparison.
    if (names.some((name) => kept[name] !== added[name]))
      expect({ id, ...kept }).toEqual({
        id,
        ...Object.fromEntries(names.map((name) => [name, added[name]])),
      });
  }
};

/** The result of a life, without row ids and times, which differ when a step is redone. */
export const comesTo = (db: ReadableDB): unknown => {
  const rows = (query: string): unknown[] => sql<[]>(db, query).raw().all();
  const itemIds = sql<[]>(db, 'SELECT id FROM item ORDER BY id').pluck().all();
  const inOrder = (key: string, value: unknown): unknown =>
    /^itemIds?$/u.test(key) ? [value].flat().map((id) => itemIds.indexOf(id)) : value;
  const all = {
    requests: rows(
      `SELECT id, status, turn_state, cancel_wish, cancellation, ended_as, due_on, partner_id, receiving_open, cancel_reason FROM request`,
    ),
    items: rows(
      `SELECT barcode, volume, status, use, desk_id, destination_desk_id, hold_until, due_on, renewal, demand, report, check_in
         FROM item ORDER BY id`,
    ),
    loans: rows('SELECT patron_id, due_on, ended_on, renewals FROM loan ORDER BY id'),
    turns: rows(
      'SELECT position, partner_id, state, cancellation, parcel, due_on FROM turn ORDER BY request_id, position',
    ),
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

/** Checks that only items with that status wait on a shelf, or are in transit. */
export const expectPlaces = (raw: BetterSqlite3.Database): void =>
  expect(
    raw
      .prepare(
        `SELECT id, status, hold_until, shelved_at, destination_desk_id FROM item
          WHERE (status <> 'on-hold-shelf' AND (hold_until IS NOT NULL OR shelved_at IS NOT NULL))
             OR (status <> 'in-transit' AND destination_desk_id IS NOT NULL)
             -- What was on its way when the desk that it left became its pickup location comes back there.
             OR (destination_desk_id = desk_id
                 AND desk_id IS NOT (SELECT pickup_desk_id FROM request WHERE request.id = request_id))`,
      )
      .all(),
  ).toEqual([]);
