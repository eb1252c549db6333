import type BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestDesk } from '../../support/desk.ts';
import { addRequest, openTestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

type Reference = { readonly table: string; readonly column: string };

const referencesToSteps = (raw: BetterSqlite3.Database): Reference[] =>
  raw
    .prepare(
      `SELECT sqlite_schema.name AS "table", "from" AS "column"
         FROM sqlite_schema, pragma_foreign_key_list(sqlite_schema.name)
        WHERE sqlite_schema.type = 'table' AND "table" = 'command_log'`,
    )
    .all() as Reference[];

test('rows that name a step are found by an index, never by reading the whole log', () => {
  const references = referencesToSteps(desk.raw);
  expect(references.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([
    'change_log.op_id',
    'command_log.undone_by',
    'outbox.op_id',
    'print_job.op_id',
    'request_event.op_id',
  ]);
  for (const { table, column } of references) {
    const plan = desk.raw.prepare(`EXPLAIN QUERY PLAN SELECT 1 FROM ${table} WHERE ${column} = ?`).all('x');
    expect(plan).toEqual([expect.objectContaining({ detail: expect.stringMatching(/^SEARCH /) as unknown })]);
  }
});

// The rows of a step come before its own line, so SQLite looks for them when the line comes.
test('a step takes no longer after a hundred thousand others', () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'LOANED' });
  desk.raw.pragma('synchronous = OFF');
  const event = desk.raw.prepare(
    `INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline)
     VALUES (${requestId}, ?, '2026-11-25T09:30:00.000Z', 'add-note', 'LOANED', 'LOANED', 'Note added')`,
  );
  const line = desk.raw.prepare(
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
     VALUES (?, 'add-note', 1, 1, '2026-11-25T09:30:00.000Z', ${requestId}, '{}', '{}')`,
  );
  const undo = desk.raw.prepare('UPDATE command_log SET undone_by = ? WHERE op_id = ?');
  let number = 0;
  const step = desk.raw.transaction((undone: string | null) => {
    number += 1;
    event.run(`op-${number}`);
    if (undone !== null) undo.run(`op-${number}`, undone);
    line.run(`op-${number}`);
  });
  const fastestMs = (): number =>
    Math.min(
      ...Array.from({ length: 20 }, () => {
        const startMs = performance.now();
        step(`op-${number}`);
        return performance.now() - startMs;
      }),
    );
  step(null);
  const earlyMs = fastestMs();
  desk.raw.transaction(() => {
    for (let index = 0; index < 100_000; index += 1) {
      line.run(`many-${index}`);
      event.run(`many-${index}`);
    }
  })();
  // It was a hundred times as long. The shortest of twenty is not touched by what else the machine does.
  expect(fastestMs()).toBeLessThan(earlyMs * 10 + 1);
});
