import BetterSqlite3 from 'better-sqlite3';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { listBackups } from '../../../../../electron/main/db/backup.ts';
import { inspectLibrary } from '../../../../../electron/main/db/library-facts.ts';
import { migrations } from '../../../../../electron/main/db/migrations/index.ts';
import { incomingFileOf } from '../../../../../electron/main/db/take-over.ts';
import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import type { RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { newestVersion } from '../../../db/support.ts';
import { newOpId } from '../../../../support/desk.ts';
import { useBackupDesk } from './backup-desk.ts';

const { desk, value, folder, own, backUpAt, note, service, looked } = useBackupDesk();

test('the list shows the contents of each backup, or why it cannot be restored', async () => {
  note('first');
  const good = await backUpAt('2026-11-20T09:00:00Z');
  const named = (day: number): string =>
    join(folder(), `borrow-desk-202611${day}T090000Z-v${newestVersion}.sqlite`);
  copyFileSync(good, named(10));
  truncateSync(named(10), 8_192);
  const zeroed = readFileSync(good);
  zeroed.fill(0, 4_096, 40_960);
  writeFileSync(named(11), zeroed);
  writeFileSync(named(12), 'no database, but a letter to a patron '.repeat(200));
  const other = new BetterSqlite3(named(13));
  other.exec('CREATE TABLE bookmark (url TEXT)');
  other.close();
  mkdirSync(named(14));
  symlinkSync(good, named(15));
  copyFileSync(good, named(16));
  const newer = new BetterSqlite3(named(16));
  newer.pragma('user_version = 99990');
  newer.close();
  writeFileSync(named(17), '');
  copyFileSync(good, named(18));
  const otherSchema = new BetterSqlite3(named(18));
  otherSchema.exec('DROP VIEW schema_fingerprint');
  otherSchema.close();
  const words = Object.fromEntries(
    (await looked()).map((backup) => [backup.name, [backup.state, backup.words || backup.facts?.requests]]),
  );
  expect(words).toEqual({
    [basename(good)]: ['good', 1],
    [basename(named(10))]: ['unfit', expect.stringContaining('cut short')],
    [basename(named(11))]: ['unfit', expect.stringContaining('damaged')],
    [basename(named(12))]: ['unfit', expect.stringContaining('is not a database')],
    [basename(named(13))]: ['unfit', expect.stringContaining('another program')],
    [basename(named(14))]: ['unfit', expect.stringContaining('folder')],
    [basename(named(15))]: ['unfit', expect.stringContaining('link')],
    [basename(named(16))]: ['unfit', expect.stringContaining('newer version')],
    [basename(named(17))]: ['unfit', expect.stringContaining('empty')],
    [basename(named(18))]: ['unfit', expect.stringContaining('pre-release version')],
  });
  // A backup that cannot be restored is not brought either, and leaves nothing behind.
  const backups = service();
  for (const day of [10, 11, 12, 13, 14, 16, 17, 18])
    expect((await backups.bring({ name: basename(named(day)) })).ok, `day ${day}`).toBe(false);
  expect(existsSync(incomingFileOf(desk().file))).toBe(false);
});

test('an unreadable backup says so', () => {
  const place = own();
  chmodSync(place, 0o755);
  const file = join(place, `borrow-desk-20261120T090000Z-v${newestVersion}.sqlite`);
  writeFileSync(file, 'SQLite format 3', { mode: 0 });
  const isRoot = process.getuid?.() === 0;
  // Root can read everything, so the check runs as another user.
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(
      inspectLibrary(file, { migrations, check: () => ({ problems: [] }), migrates: false }),
    ).toMatchObject({ fault: 'no-right' });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test('Back up now makes a verified backup, which is kept separately from the daily ones', async () => {
  await backUpAt('2026-11-24T09:00:00Z');
  note('of today');
  value(await service().make({}));
  expect(listBackups(folder()).map(({ kind }) => kind)).toEqual(['by-hand', 'daily']);
  expect((await looked()).map(({ facts }) => facts?.requests)).toEqual([1, 0]);
});

test('the preview says what would be lost and by whom; typing the word restores, and the next start has the data', async () => {
  note('before');
  const backup = await backUpAt('2026-11-24T09:00:00Z');
  note('after');
  let ended = false;
  const backups = service({ startAgain: () => (ended = true) });
  const picture = value(await backups.bring({ name: basename(backup) })) as RestorePicture;
  expect(picture).toMatchObject({
    sameLibrary: true,
    here: { requests: 2, steps: 2 },
    there: { requests: 1, steps: 1 },
    requestsOnlyHere: 1,
    onlyHere: { count: 1, byOperator: [{ name: 'A. Operator', count: 1 }] },
    onlyThere: { count: 0 },
  });
  expect(picture.onlyHere.last[0]).toMatchObject({ externalId: 'E-after', label: 'Note added' });
  expect(await backups.restore({ token: picture.token, typed: 'restore please' })).toMatchObject({
    error: { code: 'word-missing' },
  });
  expect([ended, existsSync(`${desk().file}.next`)]).toEqual([false, false]);
  value(await backups.restore({ token: picture.token, typed: ' RESTORE ' }));
  expect([ended, existsSync(`${desk().file}.next`)]).toEqual([true, true]);
});

test('a previewed file is deleted when the preview is left, and its token becomes invalid', async () => {
  const backup = await backUpAt('2026-11-24T09:00:00Z');
  const backups = service();
  const { token } = value(await backups.bring({ name: basename(backup) })) as RestorePicture;
  expect(existsSync(incomingFileOf(desk().file))).toBe(true);
  await backups.leave({});
  expect(existsSync(incomingFileOf(desk().file))).toBe(false);
  expect(await backups.restore({ token, typed: 'RESTORE' })).toMatchObject({ ok: false });
  expect(existsSync(`${desk().file}.next`)).toBe(false);
  // No page can name a path.
  expect(await backups.bring({ name: '../borrow-desk().sqlite' })).toMatchObject({ ok: false });
});

test('an operator who administers no library is refused every call', async () => {
  desk().raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Clerk');
                 INSERT INTO operator_role (operator_id, role, library_id, desk_id)
                 VALUES (2, 'circulation-desk-operator', 1, 1)`);
  desk().context.session.refresh();
  desk().context.session.chooseOperator(2 as OperatorId);
  const backups = service();
  const refused = { ok: false, error: { code: 'role-missing' } };
  expect(await backups.make({})).toMatchObject(refused);
  expect(await backups.bring({ name: 'x' })).toMatchObject(refused);
  expect(await backups.bringFile({})).toMatchObject(refused);
  expect(await backups.restore({ token: newOpId(), typed: 'RESTORE' })).toMatchObject(refused);
  expect(await backups.chooseSecondFolder({})).toMatchObject(refused);
  expect(await backups.forgetSecondFolder({})).toMatchObject(refused);
  expect(await backups.move({})).toMatchObject(refused);
  expect(await backups.takeBack({ typed: 'TAKE BACK' })).toMatchObject(refused);
});

test('old leftovers are named, because they may hold patron data that was removed since', () => {
  const dataDir = dirname(desk().file);
  const names = ['damaged-20250101T000000Z', 'own-requests-12.json', 'borrow-desk().sqlite.incoming.damaged'];
  for (const name of [...names, 'damaged-20261124T000000Z', 'logs']) {
    mkdirSync(join(dataDir, name));
    utimesSync(join(dataDir, name), new Date('2026-08-01T00:00:00Z'), new Date('2026-08-01T00:00:00Z'));
  }
  utimesSync(
    join(dataDir, 'damaged-20261124T000000Z'),
    new Date('2026-11-24T00:00:00Z'),
    new Date('2026-11-24T00:00:00Z'),
  );
  expect(value(service().list({}) as Result<{ readonly old: string[] }>).old).toEqual([]);
  const listed = service({ goesBefore: () => new Date('2026-08-27T00:00:00Z') }).list({});
  expect(value(listed as Result<{ readonly old: string[] }>).old).toEqual(names.toSorted());
});
