import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';

test('sums that were counted by an earlier rule are counted anew, and no trigger of theirs stays', () => {
  const db = new BetterSqlite3(':memory:');
  const upTo = (version: number) => migrations.filter((migration) => migration.version <= version);
  migrate(db, upTo(220));
  db.exec(`UPDATE report_state SET time_zone = 'UTC', requests_to = 7, steps_to = 9;
           INSERT INTO report_made VALUES ('2026-11-02', 1, 'LOANED', 3)`);
  const triggers = () =>
    db
      .prepare<[], string>(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'report%' ORDER BY name",
      )
      .pluck()
      .all();
  const before = triggers();
  migrate(db, upTo(240));
  expect(db.prepare('SELECT time_zone, requests_to, steps_to FROM report_state').raw().all()).toEqual([
    ['', 0, 0],
  ]);
  expect(db.prepare('SELECT * FROM report_made').all()).toEqual([]);
  // Counting is told by views now.
  expect(before.filter((name) => !triggers().includes(name))).toEqual([
    'report_count_anew',
    'report_count_requests',
    'report_count_steps',
  ]);
  db.close();
});
