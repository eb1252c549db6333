import { take } from '../../../../../electron/main/desk/steps/take.ts';
import BetterSqlite3 from 'better-sqlite3';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { backUp, backupFolderOf, listBackups } from '../../../../../electron/main/db/backup.ts';
import { DailyBackups } from '../../../../../electron/main/db/daily-backup.ts';
import { lookIntoLibrary } from '../../../../../electron/main/db/library-facts.ts';
import { migrations } from '../../../../../electron/main/db/migrations/index.ts';
import { isDecided, incomingFileOf } from '../../../../../electron/main/db/take-over.ts';
import type { BackupParts } from '../../../../../electron/main/desk/records/backups/backups.service.ts';
import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import type { BackupView, RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import { contract } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { runOutsideHere, testBackups } from '../../../../support/backups.ts';
import { onSmallDisk } from '../../../db/small-disk.ts';
import { newestVersion } from '../../../db/support.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};
const folder = (): string => backupFolderOf(dirname(desk.file));
const own = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'borrow-desk-second-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const backUpAt = (at: string): Promise<string> => backUp(desk.context.db, folder(), 'daily', new Date(at));
const note = (text: string): void => {
  const requestId = addRequest(desk, { externalId: `E-${text}` });
  value(take(desk.context, 'add-note', { opId: newOpId(), requestId, text, active: false }));
};
const service = (more: Partial<BackupParts> = {}) => testBackups(desk, more);
/** The list when every backup has been looked into. */
const looked = async (backups = service()): Promise<readonly BackupView[]> => {
  let list = value(backups.list({}) as Result<{ readonly backups: readonly BackupView[] }>);
  for (let turn = 0; turn < 4_000 && list.backups.some(({ state }) => state === 'waiting'); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    list = value(backups.list({}) as Result<{ readonly backups: readonly BackupView[] }>);
  }
  return list.backups;
};

test('the list says of each backup what it holds, or why it cannot be restored', async () => {
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
    [basename(named(12))]: ['unfit', expect.stringContaining('no database at all')],
    [basename(named(13))]: ['unfit', expect.stringContaining('another program')],
    [basename(named(14))]: ['unfit', expect.stringContaining('folder')],
    [basename(named(15))]: ['unfit', expect.stringContaining('link')],
    [basename(named(16))]: ['unfit', expect.stringContaining('newer version')],
    [basename(named(17))]: ['unfit', expect.stringContaining('empty')],
    [basename(named(18))]: ['unfit', expect.stringContaining('before the first release')],
  });
  // What cannot be restored is not brought either, and nothing of it stays.
  const backups = service();
  for (const day of [10, 11, 12, 13, 14, 16, 17, 18])
    expect((await backups.bring({ name: basename(named(day)) })).ok, `day ${day}`).toBe(false);
  expect(existsSync(incomingFileOf(desk.file))).toBe(false);
});

test('a backup that may not be read says so', () => {
  const place = own();
  chmodSync(place, 0o755);
  const file = join(place, `borrow-desk-20261120T090000Z-v${newestVersion}.sqlite`);
  writeFileSync(file, 'SQLite format 3', { mode: 0 });
  const isRoot = process.getuid?.() === 0;
  // Who may read everything looks as somebody who may not.
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(
      lookIntoLibrary(file, { migrations, check: () => ({ problems: [] }), bringsUpToDate: false }),
    ).toMatchObject({ fault: 'no-right' });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test('Back up now makes a checked one, which is kept apart from the daily ones', async () => {
  await backUpAt('2026-11-24T09:00:00Z');
  note('of today');
  value(await service().make({}));
  expect(listBackups(folder()).map(({ kind }) => kind)).toEqual(['by-hand', 'daily']);
  expect((await looked()).map(({ facts }) => facts?.requests)).toEqual([1, 0]);
});

test('the picture says what would be lost and whose it is; the word restores, and the next start has the rest', async () => {
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
  expect([ended, isDecided(desk.file)]).toEqual([false, false]);
  value(await backups.restore({ token: picture.token, typed: ' RESTORE ' }));
  expect([ended, isDecided(desk.file)]).toEqual([true, true]);
});

test('what was looked at is dropped when it is left, and its token is worth nothing', async () => {
  const backup = await backUpAt('2026-11-24T09:00:00Z');
  const backups = service();
  const { token } = value(await backups.bring({ name: basename(backup) })) as RestorePicture;
  expect(existsSync(incomingFileOf(desk.file))).toBe(true);
  await backups.leave({});
  expect(existsSync(incomingFileOf(desk.file))).toBe(false);
  expect(await backups.restore({ token, typed: 'RESTORE' })).toMatchObject({ ok: false });
  expect(isDecided(desk.file)).toBe(false);
  // No page can name a path.
  expect(await backups.bring({ name: '../borrow-desk.sqlite' })).toMatchObject({ ok: false });
});

test('who does not look after a library is refused all of it', async () => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Clerk');
                 INSERT INTO operator_role (operator_id, role, library_id, desk_id)
                 VALUES (2, 'circulation-desk-operator', 1, 1)`);
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as OperatorId);
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

const withSecond = (second: string | null, run = runOutsideHere) =>
  new DailyBackups({
    db: desk.context.db,
    folder: folder(),
    now: desk.context.now,
    report: () => undefined,
    second: { folder: () => second, keep: () => 2, run },
    firstLookAfterMs: 2 ** 30,
  });

test('each backup is copied into the second folder, read back, and the oldest copies make room', async () => {
  const second = own();
  writeFileSync(join(second, 'of a person.txt'), 'stays');
  const daily = withSecond(second);
  for (const day of ['21', '22', '23']) {
    desk.setNow(`2026-11-${day}T09:00:00Z`);
    await daily.look();
  }
  expect(readdirSync(second).sort()).toEqual([
    `borrow-desk-20261122T090000Z-v${newestVersion}.sqlite`,
    `borrow-desk-20261123T090000Z-v${newestVersion}.sqlite`,
    'of a person.txt',
  ]);
  const newest = `borrow-desk-20261123T090000Z-v${newestVersion}.sqlite`;
  expect(readFileSync(join(second, newest))).toEqual(readFileSync(join(folder(), newest)));
  expect(daily.describe()).toMatchObject({ state: 'good' });
  expect(daily.second()).toMatchObject({ copies: 2, words: '' });
  await daily.stop();
});

test('a second folder that is not there is said, and never made; when it is back the backup goes there', async () => {
  const parent = own();
  const second = join(parent, 'Borrow Desk TEST-DESK');
  const daily = withSecond(second);
  await daily.look();
  expect(daily.describe()).toMatchObject({ state: 'second-late', since: null });
  expect(daily.describe().words).toContain('The second folder is not there');
  expect(readdirSync(parent)).toEqual([]);
  mkdirSync(second);
  await daily.look();
  expect(daily.describe()).toMatchObject({ state: 'good' });
  expect(readdirSync(second)).toHaveLength(1);
  await daily.stop();
});

test('a second folder that vanishes in the middle of a copy leaves nothing that passes for a backup', async () => {
  const second = own();
  const daily = withSecond(second, (task, progress) =>
    runOutsideHere(task, (bytes, of) => {
      rmSync(second, { recursive: true, force: true });
      progress?.(bytes, of);
    }),
  );
  await daily.look();
  expect(daily.describe()).toMatchObject({ state: 'second-late' });
  expect(existsSync(second)).toBe(false);
  expect(listBackups(folder())).toHaveLength(1);
  await daily.stop();
});

test('what is read back differently is no copy', async () => {
  const second = own();
  const daily = withSecond(second, (task, progress) =>
    runOutsideHere(task, (bytes, of) => {
      // Written in full: now the drive loses some of it.
      const [partial] = readdirSync(second);
      if (bytes * 2 === of && partial) truncateSync(join(second, partial), 100);
      progress?.(bytes, of);
    }),
  );
  await daily.look();
  expect(daily.describe().words).toContain('is not what was written');
  expect(readdirSync(second)).toEqual([]);
  await daily.stop();
});

test.runIf(onSmallDisk.isPossible)('a full drive is said, and a copy that was there stays', async () => {
  const second = onSmallDisk.mount(1);
  writeFileSync(
    join(second, `borrow-desk-20261101T090000Z-v${newestVersion}.sqlite`),
    Buffer.alloc(800 * 1024),
  );
  const daily = withSecond(second);
  await daily.look();
  expect(daily.describe().words).toContain('is full');
  expect(readdirSync(second)).toEqual([`borrow-desk-20261101T090000Z-v${newestVersion}.sqlite`]);
  await daily.stop();
});

test('the folder that a person chooses gets one of this computer, and is forgotten when they say so', async () => {
  const chosen = own();
  const backups = service({ chooseFolder: () => Promise.resolve(chosen) });
  await backUpAt('2026-11-24T09:00:00Z');
  const list = value(await backups.chooseSecondFolder({}));
  expect(list?.second.folder).toBe(join(chosen, 'Borrow Desk TEST-DESK'));
  expect(value(await backups.forgetSecondFolder({})).second.folder).toBe(null);
});

test('a library moves by one file without the password; this desk rests until somebody takes it back', async () => {
  note('moves along');
  const secret = 'sealed-with-the-key-of-this-computer';
  const put = desk.raw.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  put.run('mailAccount', JSON.stringify({ host: 'mail.example', sealedPassword: secret, forgotten: null }));
  put.run('printing', JSON.stringify({ target: 'queue', printerName: 'THIS-PRINTER', paper: '80mm' }));
  put.run('scanner', JSON.stringify({ prefix: '#', suffix: '' }));
  const target = join(own(), 'library.borrow-desk');
  const backups = service({ chooseTarget: () => Promise.resolve(target) });
  value(await backups.move({}));
  expect(backups.rests()).toBe(true);
  const bytes = readFileSync(target);
  expect([bytes.includes(secret), bytes.includes('THIS-PRINTER')]).toEqual([false, false]);
  const moved = new BetterSqlite3(target, { readonly: true });
  expect(moved.prepare('SELECT count(*) FROM request').pluck().get()).toBe(1);
  expect(
    moved.prepare("SELECT key FROM setting WHERE key IN ('scanner', 'movedAway')").pluck().all(),
  ).toEqual(['scanner']);
  moved.close();
  // A start later it still rests.
  expect(service().rests()).toBe(true);
  expect(await backups.takeBack({ typed: 'yes' })).toMatchObject({ error: { code: 'word-missing' } });
  value(await backups.takeBack({ typed: 'TAKE BACK' }));
  expect(service().rests()).toBe(false);
});

test('a move that fails leaves the desk at work, and one that the program did not live to end never was', async () => {
  const backups = service({
    chooseTarget: () => Promise.resolve(join(own(), 'no such folder', 'library.borrow-desk')),
  });
  expect(await backups.move({})).toMatchObject({ ok: false });
  expect(backups.rests()).toBe(false);
  expect(readdirSync(dirname(desk.file)).filter((name) => name.includes('incoming'))).toEqual([]);
  desk.raw
    .prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('movedAway', ?)")
    .run(JSON.stringify({ state: 'moving', at: '2026-11-25T09:30:00.000Z', fileName: 'x' }));
  expect(service().rests()).toBe(false);
});

test('the file of another workstation is opened with the same picture, whatever it is called', async () => {
  const elsewhere = openTestDesk();
  onTestFinished(elsewhere.close);
  addRequest(elsewhere, { externalId: 'FROM-ELSEWHERE' });
  const target = join(own(), 'library.borrow-desk');
  value(await testBackups(elsewhere, { chooseTarget: () => Promise.resolve(target) }).move({}));
  note('here');
  const picture = value(await service({ chooseLibrary: () => Promise.resolve(target) }).bringFile({}));
  expect(picture).toMatchObject({
    sameLibrary: false,
    takenAt: null,
    fileName: 'library.borrow-desk',
    there: { requests: 1 },
    onlyHere: { count: 1 },
  });
  // Nobody has taken a step there.
  expect(contract['backups.bringFile'].output.parse(picture)?.there.newestStepAt).toBe(null);
});

test('backups of every kind with patron data removed since are deleted after some days, here and in the second folder; the newest is kept', async () => {
  const second = own();
  for (const [day, kind] of [
    [1, 'daily'],
    [2, 'by-hand'],
    [3, 'before-migration'],
    [4, 'before-import'],
    [5, 'before-restore'],
    [6, 'rescued'],
    [20, 'by-hand'],
  ] as const)
    await backUp(
      desk.context.db,
      folder(),
      kind,
      new Date(`2026-11-${String(day).padStart(2, '0')}T09:00:00Z`),
    );
  for (const day of [10, 11, 21])
    writeFileSync(join(second, `borrow-desk-202611${day}T090000Z-v${newestVersion}.sqlite`), '');
  writeFileSync(join(second, 'of a person.sqlite'), '');
  let goesBefore: Date | null = null;
  const daily = new DailyBackups({
    db: desk.context.db,
    folder: folder(),
    now: desk.context.now,
    report: () => undefined,
    goesBefore: () => goesBefore,
    second: { folder: () => second, keep: () => 30, run: runOutsideHere },
    firstLookAfterMs: 2 ** 30,
  });
  await daily.look();
  expect(listBackups(folder())).toHaveLength(8);
  goesBefore = new Date('2026-11-20T08:59:59Z');
  await daily.look();
  expect(listBackups(folder()).map(({ takenAt }) => takenAt.toISOString().slice(0, 10))).toEqual([
    '2026-11-25',
    '2026-11-20',
  ]);
  expect(readdirSync(second).map((name) => name.slice(0, 20))).toEqual([
    'borrow-desk-20261121',
    'borrow-desk-20261125',
    'of a person.sqlite',
  ]);
  goesBefore = new Date('2027-11-20T00:00:00Z');
  await daily.look();
  expect(listBackups(folder()).map(({ takenAt }) => takenAt.toISOString().slice(0, 10))).toEqual([
    '2026-11-25',
  ]);
  expect(readdirSync(second)).toHaveLength(2);
  await daily.stop();
});

test('old leftovers are named, because they may hold patron data that was removed since', () => {
  const dataDir = dirname(desk.file);
  const names = ['damaged-20250101T000000Z', 'own-requests-12.json', 'borrow-desk.sqlite.incoming.damaged'];
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
