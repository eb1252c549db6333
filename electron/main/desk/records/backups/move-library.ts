import { basename } from 'node:path';
import { libraryEnding } from '../../../../../shared/domain/backups.ts';
import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import { fail, ok, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { BadCopyError } from '../../../db/backup.ts';
import { codeOf } from '../../../db/errors.ts';
import { runInFileWorker } from '../../../db/run-file-task.ts';
import { dropIncoming, incomingFileOf } from '../../../db/take-over.ts';
import { notDoneOf } from './backup-failures.ts';
import type { BackupParts } from './backups.service.ts';

type Parts = Pick<
  BackupParts,
  'databaseFile' | 'movedAway' | 'runOutside' | 'chooseTarget' | 'now' | 'changed'
>;

/**
 * Writes the library into one file for another workstation, and verifies it. This desk is out of use from before the file is written, so no
 * step is here but not in the file. That is stored permanently before the file gets its name, so even if the program is killed, no two
 * libraries are in use. If an error occurs earlier, nothing changes and the desk stays in use.
 * @returns the file's name; null if the dialog was cancelled.
 */
export const moveLibrary = async (parts: Parts): Promise<Result<{ readonly fileName: string } | null>> => {
  const { databaseFile, movedAway, runOutside } = parts;
  const at = parts.now();
  const target = await parts.chooseTarget(`Borrow Desk ${calendarDateIn(at, 'UTC')}.${libraryEnding}`);
  if (target === null) return ok(null);
  const fileName = basename(target);
  const copy = incomingFileOf(databaseFile);
  await resolveInterruptedMove(parts);
  try {
    movedAway.begin({ at: instantOf(at), fileName }, target);
    const { problems } = await runInFileWorker({ kind: 'copy', file: databaseFile, to: copy });
    if (problems.length > 0) throw new BadCopyError(problems);
    await runInFileWorker({ kind: 'strip-for-move', file: copy });
    await runOutside({ kind: 'copy-unnamed', from: copy, to: target });
    movedAway.naming();
    await runOutside({ kind: 'give-name', to: target });
    settled(movedAway);
    return ok({ fileName });
  } catch (error) {
    movedAway.breakOff();
    if (!(await resolveInterruptedMove(parts)))
      return fail(
        'file-unwritable',
        t(
          'The drive did not confirm that “{fileName}” was written, so this workstation is out of use for now. Check the drive. If the file is there, open it on the other workstation; if not, use the library here again.',
          { fileName },
        ),
        {
          cause: codeOf(error),
        },
      );
    return notDoneOf(error, 'writing');
  } finally {
    dropIncoming(databaseFile);
  }
};

/**
 * Settles a move that was interrupted with the program or with its drive. If the unnamed copy still exists, the file never got its name:
 * the copy is removed, and the desk is in use. If it does not exist, the file may have its name, and the desk stays out of use.
 * @returns whether it is certain that the file does not exist. Never rejects.
 */
export const resolveInterruptedMove = async ({
  movedAway,
  runOutside,
  changed,
}: Pick<BackupParts, 'movedAway' | 'runOutside' | 'changed'>): Promise<boolean> => {
  const left = movedAway.unsettled();
  if (left === null) return true;
  try {
    if (left.mayHaveName) {
      const { copies } = await runOutside({ kind: 'look-for-unnamed', to: left.target });
      if (copies === 0) {
        movedAway.end();
        return false;
      }
      // First: without the copy, the next start would assume that the file has its name.
      movedAway.neverNamed();
    }
    await runOutside({ kind: 'remove-unnamed', to: left.target });
    movedAway.reclaim();
    return true;
  } catch {
    // The drive is not available: the next start tries again.
    return !movedAway.rests();
  } finally {
    changed();
  }
};

const settled = (movedAway: BackupParts['movedAway']): void => {
  try {
    movedAway.end();
  } catch {
    // The stored state `naming` has the same effect; the next start tries again.
  }
};
