import BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFileTask } from '../../../electron/main/db/file-tasks.ts';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { newestVersion, openGood, openSecondTime, ownFolder } from './support.ts';

const golden = join(import.meta.dirname, '../../fixtures/databases');
const versions = readdirSync(golden).filter((name) => name.endsWith('.sqlite'));

test('there are libraries of earlier versions to look at', () => {
  expect(versions.length).toBeGreaterThan(10);
});

test.each(versions)(
  'a library as in %s can be told of, held against ours, and fitted to this workstation',
  async (name) => {
    const dataDir = ownFolder();
    const { db } = await openSecondTime(dataDir);
    db.exec(`INSERT INTO setting (key, value) VALUES ('scanner', '{"prefix":"#","suffix":""}')`);
    const file = join(ownFolder(), name);
    copyFileSync(join(golden, name), file);
    const there = new BetterSqlite3(file);
    there.exec(
      "INSERT INTO operator_role (operator_id, role, library_id) VALUES (1, 'fulfillment-services-operator', 1)",
    );
    there.close();
    const look = await runFileTask({
      kind: 'look-into',
      file,
      newestSchema: newestVersion,
      isCopy: true,
    });
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
