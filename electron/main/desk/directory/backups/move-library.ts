import { basename } from 'node:path';
import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { BadCopyError } from '../../../db/backup.ts';
import { runFileTaskAside } from '../../../db/run-file-task.ts';
import { dropIncoming, incomingFileOf } from '../../../db/take-over.ts';
import { libraryEnding } from './library-ending.ts';
import { notDoneOf } from './backup-failures.ts';
import type { BackupParts } from './backups.service.ts';

type Parts = Pick<BackupParts, 'databaseFile' | 'movedAway' | 'runOutside' | 'chooseTarget' | 'now'>;

/**
 * Writes the library into one file for another workstation, and reads it back. This desk rests from before the file is written: no
 * step is here and not in the file. What fails leaves everything as it was, and the desk goes on.
 * @returns the file's name; null when the person closed the dialog.
 */
export const moveLibrary = async ({
  databaseFile,
  movedAway,
  runOutside,
  chooseTarget,
  now,
}: Parts): Promise<Result<{ readonly fileName: string } | null>> => {
  const at = now();
  const target = await chooseTarget(`Borrow Desk ${calendarDateIn(at, 'UTC')}.${libraryEnding}`);
  if (target === null) return ok(null);
  const fileName = basename(target);
  const copy = incomingFileOf(databaseFile);
  try {
    movedAway.begin({ at: instantOf(at), fileName });
    const { problems } = await runFileTaskAside({ kind: 'copy', file: databaseFile, to: copy });
    if (problems.length > 0) throw new BadCopyError(problems);
    await runFileTaskAside({ kind: 'strip-for-move', file: copy });
    await runOutside({ kind: 'copy', from: copy, to: target });
    movedAway.end();
    return ok({ fileName });
  } catch (error) {
    movedAway.takeBack();
    return notDoneOf(error, 'writing');
  } finally {
    dropIncoming(databaseFile);
  }
};
