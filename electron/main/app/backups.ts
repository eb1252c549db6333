import { app, type BrowserWindow } from 'electron';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { backupsExpireBefore } from '../../../shared/domain/backups.ts';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import { backupFolderOf } from '../db/backup.ts';
import { DailyBackups } from '../db/daily-backup.ts';
import type { OutsideAnswer, OutsideTask } from '../db/outside-tasks.ts';
import { runOutsideWith } from '../db/outside.ts';
import {
  type BackupParts,
  backupsService,
  type BackupsService,
} from '../desk/records/backups/backups.service.ts';
import { resolveInterruptedMove } from '../desk/records/backups/move-library.ts';
import { openSecondFolder } from '../desk/records/backups/second-folder.ts';
import { lastErasure } from '../desk/records/erasure/erase-ended.ts';
import type { Log } from '../log/log.ts';
import { childProcessOf } from './child-process.ts';
import { askInWindow, chooseBackupFolder, chooseMoveTarget, chooseWholeLibrary } from './dialogs.ts';

/** The backups of the program, and their service for the page. */
type ProgramBackups = {
  readonly service: BackupsService;
  readonly describe: () => AppState['backups'];
  readonly stop: () => Promise<void>;
};

type Given =
  | 'db'
  | 'dataDir'
  | 'databaseFile'
  | 'session'
  | 'now'
  | 'movedAway'
  | 'isImporting'
  | 'startAgain'
  | 'changed'
  | 'askedLibrary';

type Parts = Pick<BackupParts, Given> & {
  readonly window: () => BrowserWindow | null;
  /** The folder of the program's bundles. */
  readonly bundles: string;
  readonly settings: () => Settings;
  readonly log: Log;
};

/** Sets up daily backups, the second folder and the service, with their Electron dependencies. */
export const openBackups = (parts: Parts): ProgramBackups => {
  const { db, dataDir, now, log } = parts;
  const atWindow = askInWindow(parts.window);
  const second = openSecondFolder(db);
  const runOutside = runOutsideWith(
    childProcessOf<OutsideTask, OutsideAnswer>(
      join(parts.bundles, 'outside-process.cjs'),
      t('Borrow Desk Copy'),
    ),
  );
  const goesBefore = (): Date | null =>
    backupsExpireBefore(lastErasure(db), now(), Number(parts.settings().backups.forgottenDays));
  const daily = new DailyBackups({
    db,
    folder: backupFolderOf(dataDir),
    now,
    keep: () => Number(parts.settings().backups.keepHere),
    goesBefore,
    second: {
      folder: second.folder,
      keep: () => Number(parts.settings().backups.keepThere),
      run: runOutside,
    },
    report: (ended) => {
      if ('error' in ended) log.error('backup.failed', ended.error);
      else log.info('backup.made');
      parts.changed();
    },
    // End-to-end tests shorten this time; the packaged program ignores the variable.
    firstLookAfterMs: app.isPackaged
      ? undefined
      : Number(process.env['BORROW_DESK_FIRST_BACKUP_MS']) || undefined,
  });
  void resolveInterruptedMove({ ...parts, runOutside });
  return {
    service: backupsService({
      ...parts,
      daily,
      goesBefore,
      second,
      runOutside,
      computer: hostname(),
      chooseFolder: () => atWindow(chooseBackupFolder),
      chooseLibrary: () => atWindow(chooseWholeLibrary),
      chooseTarget: (name) => atWindow((window) => chooseMoveTarget(window, name)),
    }),
    describe: () => {
      const { since, ...state } = daily.describe();
      return { ...state, since: since && instantOf(since) };
    },
    stop: () => daily.stop(),
  };
};
