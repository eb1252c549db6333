import { expect, test } from 'vitest';
import { analyzeTables } from '../../../electron/main/db/analyze-tables.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { listCommandsAfter } from '../../../electron/main/desk/store/hub.queries.ts';
import { openTestDesk } from '../../support/desk.ts';

test.each(['all', 'changed'] as const)(
  'a log that was short when SQLite analysed it (%s), and has grown since, is not scanned from the beginning',
  (which) => {
    const { raw } = openTestDesk();
    const addSteps = (from: number, to: number): void => {
      for (let n = from; n < to; n += 1)
        raw
          .prepare(
            `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
             VALUES (?, 'lend', 1, 1, '2026-11-25T08:00:00.000Z', NULL, '{}', '{}')`,
          )
          .run(`op-${n}`);
    };
    const plans = (): readonly string[] =>
      (
        raw.prepare('EXPLAIN QUERY PLAN SELECT kind FROM command_log WHERE seq > +? ORDER BY seq').all(1) as {
          readonly detail: string;
        }[]
      ).map(({ detail }) => detail);
    addSteps(0, 1);
    raw.exec('ANALYZE');
    expect(plans()).toContain('SCAN command_log');
    analyzeTables(raw as ReadableDB, which);
    addSteps(1, 40);
    expect(plans()).not.toContain('SCAN command_log');
    expect(listCommandsAfter(raw as ReadableDB, 38)).toHaveLength(2);
    expect(raw.prepare("SELECT 1 FROM sqlite_stat1 WHERE tbl = 'desk'").get()).toBeDefined();
    expect(raw.prepare("SELECT 1 FROM sqlite_stat1 WHERE tbl = 'command_log'").get()).toBeUndefined();
  },
);
