import BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFileTask } from '../../../electron/main/db/file-tasks.ts';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { originOf } from '../../../electron/main/db/schema.ts';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { openGood, openSecondTime, ownFolder } from './support.ts';

const golden = join(import.meta.dirname, '../../fixtures/databases');
const nameOf = (version: number): string => `${String(version).padStart(4, '0')}.sqlite`;
const versions = migrations.map(({ version }) => version);

const schemaOf = (db: BetterSqlite3.Database): unknown[] =>
  db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`).all();

/** The schema of a new database, which every migrated one must end with. */
const newSchema = ((): unknown[] => {
  const fresh = new BetterSqlite3(':memory:');
  migrate(fresh, migrations);
  const schema = schemaOf(fresh);
  fresh.close();
  return schema;
})();

test('versions increase, and each has its golden database', () => {
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  const files = readdirSync(golden).filter((name) => name.endsWith('.sqlite'));
  expect(files).toEqual(versions.map(nameOf));
});

// Fails after each change of the schema before the first release: `node tests/fixtures/databases/make.ts` recreates the database.
test.each(versions)('the golden database of version %i was made with this schema', (version) => {
  const db = new BetterSqlite3(
    new BetterSqlite3(join(golden, nameOf(version)), { readonly: true }).serialize(),
  );
  expect(originOf(db)).toBe('ours');
  db.close();
});

test.each(versions)(
  'a database of version %i opens with all its rows and ends with the schema of a new one',
  async (version) => {
    const dataDir = ownFolder();
    copyFileSync(join(golden, nameOf(version)), databaseFileOf(dataDir));
    const { db, setAsideIn } = await openGood({ dataDir });
    expect(setAsideIn).toBeNull();
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

test.each(versions)(
  'a library of version %i can be inspected, compared with the current one, and adapted to this workstation',
  async (version) => {
    const dataDir = ownFolder();
    const { db } = await openSecondTime(dataDir);
    db.exec(`INSERT INTO setting (key, value) VALUES ('scanner', '{"prefix":"#","suffix":""}')`);
    const file = join(ownFolder(), nameOf(version));
    copyFileSync(join(golden, nameOf(version)), file);
    const look = await runFileTask({ kind: 'look-into', file, isCopy: true });
    expect(look).toMatchObject({ fault: null, facts: { libraries: expect.any(Array) } });
    const here = databaseFileOf(dataDir);
    expect(await runFileTask({ kind: 'compare', here, there: file })).toMatchObject({
      sameLibrary: false,
      onlyHere: { count: 0 },
    });
    await runFileTask({ kind: 'keep-workstation', from: here, to: file });
    const opened = ownFolder();
    copyFileSync(file, databaseFileOf(opened));
    await openGood({ dataDir: opened });
  },
);
