import { dirname } from 'node:path';
import { backupFolderOf } from '../../electron/main/db/backup.ts';
import { DailyBackups } from '../../electron/main/db/daily-backup.ts';
import type { RunOutside } from '../../electron/main/db/outside.ts';
import { runOutsideTask } from '../../electron/main/db/outside-tasks.ts';
import type {
  BackupParts,
  BackupsService,
} from '../../electron/main/desk/records/backups/backups.service.ts';
import { backupsService } from '../../electron/main/desk/records/backups/backups.service.ts';
import { openMovedAway } from '../../electron/main/desk/records/backups/moved-away.ts';
import { openSecondFolder } from '../../electron/main/desk/records/backups/second-folder.ts';
import type { TestDesk } from './desk.ts';

/** Runs tasks on network drives and USB sticks in this process, not in the program's worker. */
export const runOutsideHere: RunOutside = (task, progress = () => undefined) =>
  runOutsideTask(task, progress);

/** Backups of a test desk without answers to dialogs; `more` overrides parts. */
export const testBackups = (desk: TestDesk, more: Partial<BackupParts> = {}): BackupsService => {
  const { db, session, now } = desk.context;
  const dataDir = dirname(desk.file);
  const second = openSecondFolder(db);
  const runOutside = more.runOutside ?? runOutsideHere;
  return backupsService({
    db,
    dataDir,
    databaseFile: desk.file,
    session,
    now,
    daily: new DailyBackups({
      db,
      folder: backupFolderOf(dataDir),
      now,
      report: () => undefined,
      second: { folder: second.folder, keep: () => 2, run: runOutside },
      // Only when a test asks for it.
      firstLookAfterMs: 2 ** 30,
    }),
    second,
    movedAway: openMovedAway(db),
    runOutside,
    computer: 'TEST-DESK',
    isImporting: () => false,
    goesBefore: () => null,
    chooseFolder: () => Promise.resolve(null),
    chooseLibrary: () => Promise.resolve(null),
    chooseTarget: () => Promise.resolve(null),
    askedLibrary: () => null,
    startAgain: () => undefined,
    changed: () => undefined,
    ...more,
  });
};
