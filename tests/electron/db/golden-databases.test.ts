import BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { openGood, ownFolder } from './support.ts';

const goldenOf = (version: number): string =>
  join(import.meta.dirname, '../../fixtures/databases', `${String(version).padStart(4, '0')}.sqlite`);

const schemaOf = (db: BetterSqlite3.Database): unknown[] =>
  db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`).all();

/** What a new database has, which every other one must end with. */
const newSchema = ((): unknown[] => {
  const fresh = new BetterSqlite3(':memory:');
  migrate(fresh, migrations);
  const schema = schemaOf(fresh);
  fresh.close();
  return schema;
})();

test('migrations go up and never share a number', () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

// A migration without its golden database fails here: `node tests/fixtures/databases/make.ts` makes it.
test.each(migrations.map(({ version }) => version))(
  'a database of version %i opens with all its rows and ends with the schema of a new one',
  async (version) => {
    expect(existsSync(goldenOf(version))).toBe(true);
    const dataDir = ownFolder();
    copyFileSync(goldenOf(version), databaseFileOf(dataDir));
    const { db } = await openGood({ dataDir });
    expect(schemaOf(db)).toEqual(newSchema);
    expect(
      db
        .prepare(
          `SELECT request.external_id AS externalId, item.barcode, loan.due_on AS dueOn
             FROM request LEFT JOIN item ON item.request_id = request.id LEFT JOIN loan ON loan.item_id = item.id
            ORDER BY request.id`,
        )
        .all(),
    ).toEqual([
      { externalId: '01MAIN0000101', barcode: 'N-31234', dueOn: '2026-12-11' },
      { externalId: '01MAIN0000102', barcode: null, dueOn: null },
    ]);
  },
);
