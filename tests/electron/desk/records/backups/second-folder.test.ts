import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, listBackups } from '../../../../../electron/main/db/backup.ts';
import { DailyBackups } from '../../../../../electron/main/db/daily-backup.ts';
import { runOutsideHere } from '../../../../support/backups.ts';
import { onSmallDisk } from '../../../db/small-disk.ts';
import { newestVersion } from '../../../db/support.ts';
import { useBackupDesk } from './backup-desk.ts';

const { desk, value, folder, own, backUpAt, service } = useBackupDesk();

const withSecond = (second: string | null, run = runOutsideHere) =>
  new DailyBackups({
    db: desk().context.db,
    folder: folder(),
    now: desk().context.now,
    report: () => undefined,
    second: { folder: () => second, keep: () => 2, run },
    firstLookAfterMs: 2 ** 30,
  });

test('each backup is copied to the second folder and verified, and the oldest copies are deleted', async () => {
  const second = own();
  writeFileSync(join(second, 'of a person.txt'), 'stays');
  const daily = withSecond(second);
  for (const day of ['21', '22', '23']) {
    desk().setNow(`2026-11-${day}T09:00:00Z`);
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

test('a missing second folder is reported and never created; when it is back the backup is copied', async () => {
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

test('a second folder that disappears during a copy contains nothing that looks like a backup', async () => {
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

test('a copy that reads back differently does not count', async () => {
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
  expect(daily.describe().words).toContain('differs from what was written');
  expect(readdirSync(second)).toEqual([]);
  await daily.stop();
});

test.runIf(onSmallDisk.isPossible)('a full drive is reported, and existing copies are kept', async () => {
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

test('the chosen folder gets a subfolder for this computer, and can be forgotten', async () => {
  const chosen = own();
  const backups = service({ chooseFolder: () => Promise.resolve(chosen) });
  await backUpAt('2026-11-24T09:00:00Z');
  const list = value(await backups.chooseSecondFolder({}));
  expect(list?.second.folder).toBe(join(chosen, 'Borrow Desk TEST-DESK'));
  expect(value(await backups.forgetSecondFolder({})).second.folder).toBe(null);
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
      desk().context.db,
      folder(),
      kind,
      new Date(`2026-11-${String(day).padStart(2, '0')}T09:00:00Z`),
    );
  for (const day of [10, 11, 21])
    writeFileSync(join(second, `borrow-desk-202611${day}T090000Z-v${newestVersion}.sqlite`), '');
  writeFileSync(join(second, 'of a person.sqlite'), '');
  let goesBefore: Date | null = null;
  const daily = new DailyBackups({
    db: desk().context.db,
    folder: folder(),
    now: desk().context.now,
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
