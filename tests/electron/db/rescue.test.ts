import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFolderOf, listBackups } from '../../../electron/main/db/backup.ts';
import { DatabaseGoneError } from '../../../electron/main/db/database-gone.ts';
import { asDeskDatabase, inTransaction } from '../../../electron/main/db/open.ts';
import { restoreNewestBackup } from '../../../electron/main/db/recover.ts';
import { startRescue, type Rescue } from '../../../electron/main/db/rescue.ts';
import { closeDesk, type OpenedDesk } from '../../../electron/main/db/start.ts';
import { at, fill, openFaulty, openGood, openSecondTime, ownFolder, patronCount } from './support.ts';

// The database is removed while the program runs; the open connection can still read everything confirmed before.

type Running = {
  readonly desk: OpenedDesk;
  readonly dataDir: string;
  readonly rescue: Rescue;
  readonly ended: (object | null)[];
};

const running = async (): Promise<Running> => {
  const dataDir = join(ownFolder(), 'data');
  const desk = await openSecondTime(dataDir);
  fill(desk, 400);
  const db = asDeskDatabase(desk.db);
  inTransaction(db, (writable) => {
    writable.prepare("INSERT INTO patron (barcode, name) VALUES ('S', 'confirmed last')").run();
  });
  const ended: (object | null)[] = [];
  const rescue = startRescue({ db, now: () => at, report: (how) => void ended.push(how) });
  return { desk, dataDir, rescue, ended };
};

const sentenceOf = ({ rescue }: Running): string => {
  try {
    rescue.assertStorage();
    return '';
  } catch (error) {
    return error instanceof DatabaseGoneError ? error.sentence : String(error);
  }
};

const onPosix = process.platform !== 'win32';

test.runIf(onPosix).each([
  ['the file', ({ desk }: Running) => rmSync(desk.file)],
  [
    'the file with its log',
    ({ desk }: Running) => ['', '-wal', '-shm'].forEach((ending) => rmSync(desk.file + ending)),
  ],
  ['the whole folder', ({ dataDir }: Running) => rmSync(dataDir, { recursive: true })],
])(
  'everything confirmed in a deleted database (%s) becomes a backup, which the next start offers',
  async (_, remove) => {
    const desk = await running();
    remove(desk);
    expect(sentenceOf(desk)).not.toContain('saved as a backup');
    await desk.rescue.stop();
    expect(desk.ended).toEqual([{ file: expect.stringContaining('-rescued.sqlite') as string }]);
    expect(sentenceOf(desk)).toContain(
      'Everything confirmed up to then was saved as a backup in the data folder',
    );
    closeDesk(desk.desk.db);
    const fault = await openFaulty({ dataDir: desk.dataDir });
    expect(fault).toMatchObject({ kind: 'missing', newestBackup: { kind: 'rescued' } });
    await restoreNewestBackup(desk.dataDir, at);
    expect(patronCount(await openGood({ dataDir: desk.dataDir }))).toBe(401);
  },
);

test.runIf(onPosix)('a deleted log is merged into the file, so that even a crash loses nothing', async () => {
  const desk = await running();
  rmSync(`${desk.desk.file}-wal`);
  expect(sentenceOf(desk)).toContain('Put it back, then try again');
  await desk.rescue.stop();
  expect(desk.ended).toEqual([{ file: null }]);
  // A crash: the next start finds only the file.
  const crashed = ownFolder();
  for (const name of ['borrow-desk.sqlite', 'borrow-desk.sqlite.mark'])
    renameSync(join(desk.dataDir, name), join(crashed, name));
  expect(patronCount(await openGood({ dataDir: crashed }))).toBe(401);
});

test('a folder that was only moved is left alone', async () => {
  const desk = await running();
  renameSync(desk.dataDir, `${desk.dataDir}-away`);
  expect(sentenceOf(desk)).toContain('was moved or deleted');
  await desk.rescue.stop();
  expect(desk.ended).toEqual([]);
  expect(existsSync(desk.dataDir)).toBe(false);
});

test.runIf(onPosix)('a failed rescue is reported', async () => {
  const desk = await running();
  rmSync(desk.desk.file);
  writeFileSync(backupFolderOf(desk.dataDir), 'in the way');
  expect(sentenceOf(desk)).not.toBe('');
  await desk.rescue.stop();
  expect(desk.ended).toMatchObject([{ error: { code: 'EEXIST' } }]);
  expect(listBackups(backupFolderOf(desk.dataDir))).toEqual([]);
});
