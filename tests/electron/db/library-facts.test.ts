import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFileTask } from '../../../electron/main/db/file-tasks.ts';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { newestVersion, openGood, ownFolder } from './support.ts';

const golden = join(import.meta.dirname, '../../fixtures/databases');
const versions = readdirSync(golden).filter((name) => name.endsWith('.sqlite'));

test('a library of every earlier version can be told of, held against ours, and fitted to this workstation', async () => {
  const dataDir = ownFolder();
  const { db } = await openGood({ dataDir });
  db.exec(`INSERT INTO setting (key, value) VALUES ('scanner', '{"prefix":"#","suffix":""}')`);
  expect(versions.length).toBeGreaterThan(10);
  for (const name of versions) {
    const file = join(ownFolder(), name);
    copyFileSync(join(golden, name), file);
    const look = await runFileTask({
      kind: 'look-into',
      file,
      newestSchema: newestVersion,
      standsAlone: true,
    });
    expect(look, name).toMatchObject({ fault: null, facts: { libraries: expect.any(Array) } });
    const here = databaseFileOf(dataDir);
    expect(await runFileTask({ kind: 'compare', here, there: file }), name).toMatchObject({
      sameLibrary: false,
      onlyHere: { count: 0 },
    });
    await runFileTask({ kind: 'keep-workstation', from: here, to: file });
    const opened = ownFolder();
    copyFileSync(file, databaseFileOf(opened));
    await openGood({ dataDir: opened });
  }
});
