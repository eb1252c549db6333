import type BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);

type Reference = { readonly table: string; readonly column: string };

const referencesToSteps = (raw: BetterSqlite3.Database): Reference[] =>
  raw
    .prepare(
      `SELECT sqlite_schema.name AS "table", "from" AS "column"
         FROM sqlite_schema, pragma_foreign_key_list(sqlite_schema.name)
        WHERE sqlite_schema.type = 'table' AND "table" = 'command_log'`,
    )
    .all() as Reference[];

test('rows that refer to a step are found by an index, never by scanning the whole log', () => {
  const references = referencesToSteps(desk.raw);
  expect(references.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([
    'change_log.op_id',
    'command_log.undone_by',
    'keyed_step.op_id',
    'other_system_message.op_id',
    'outbox.op_id',
    'print_job.op_id',
    'request_event.op_id',
  ]);
  for (const { table, column } of references) {
    const plan = desk.raw.prepare(`EXPLAIN QUERY PLAN SELECT 1 FROM ${table} WHERE ${column} = ?`).all('x');
    expect(plan).toEqual([expect.objectContaining({ detail: expect.stringMatching(/^SEARCH /) as unknown })]);
  }
});
