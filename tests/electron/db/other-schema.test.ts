import BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import { closeDesk, databaseFileOf } from '../../../electron/main/db/start.ts';
import { at, fill, newestVersion, openGood, openSecondTime, ownFolder, patronCount } from './support.ts';

/** A data folder with a backup and a database as left by a version from before the first release, whose schema versions went up to 282. */
const folderOfOtherSchema = async (version: number): Promise<string> => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 50);
  await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  closeDesk(desk.db);
  const db = new BetterSqlite3(desk.file);
  db.exec("DROP VIEW schema_fingerprint; CREATE VIEW schema_fingerprint AS SELECT 'another' AS fingerprint");
  db.pragma(`user_version = ${version}`);
  db.close();
  return dataDir;
};

test.each([newestVersion, 282])(
  'a database of version %i with another schema is set aside with all its files, and a new one is created',
  async (version) => {
    const dataDir = await folderOfOtherSchema(version);
    const desk = await openGood({ dataDir });
    expect(desk.setAsideIn).toBe(join(dataDir, 'other-schema-20261125T093000Z'));
    expect(patronCount(desk)).toBe(0);
    const aside = new BetterSqlite3(join(desk.setAsideIn ?? '', basename(desk.file)), { readonly: true });
    expect(aside.prepare('SELECT count(*) FROM patron').pluck().get()).toBe(50);
    aside.close();
    closeDesk(desk.db);
    expect((await openGood({ dataDir })).setAsideIn).toBeNull();
  },
);

test('rows that are only in its log are set aside with it', async () => {
  const dataDir = await folderOfOtherSchema(282);
  const open = new BetterSqlite3(databaseFileOf(dataDir));
  open.exec("INSERT INTO patron (barcode, name) VALUES ('LAST', 'in the log alone')");
  const cut = ownFolder();
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith('borrow-desk.')))
    copyFileSync(join(dataDir, name), join(cut, name));
  open.close();
  const log = readFileSync(`${databaseFileOf(cut)}-wal`);
  const { setAsideIn } = await openGood({ dataDir: cut });
  const aside = join(setAsideIn ?? '', basename(databaseFileOf(cut)));
  expect(readFileSync(`${aside}-wal`).equals(log)).toBe(true);
  expect(readdirSync(setAsideIn ?? '')).toContain(`${basename(aside)}-shm`);
});
