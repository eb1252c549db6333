import { app } from 'electron';
import { t } from '../../../shared/words/words.ts';
import { codeOf } from '../db/errors.ts';
import { abortStart, abortStartInWindow, startCodes } from './abort-start.ts';
import { otherPrograms } from './other-programs.ts';
import { lockHolderOf } from './single-instance.ts';
import { ignoredByRunningInstance, type Switches } from './switches.ts';

/** How long somebody may take to answer a question about unsaved input before the program counts as still running. */
const endsWithinMs = 60_000;
/** The processes of a program that has ended may still be listed for this long. */
const listedForMs = 5_000;
const lookEveryMs = 200;

type Start = { readonly dataDir: string; readonly switches: Switches };

/** Whether other copies of the packaged program run. In development, Electron itself is the program of many. */
const runsElsewhere = (): boolean =>
  app.isPackaged &&
  otherPrograms(process.execPath, [process.pid, ...app.getAppMetrics().map(({ pid }) => pid)]).length > 0;

/** Returns the exit code of `--quit` once no program uses its data folder, and says on stderr why it is not 0. */
export const codeOfQuit = (): number => {
  const name = app.getName();
  try {
    if (!runsElsewhere()) return 0;
    process.stderr.write(
      `${t('{name} is still running on this computer: in another session, under another account or with another data folder. It can only be closed there.', { name })}\n`,
    );
    return startCodes.runsElsewhere;
  } catch (error) {
    process.stderr.write(
      `${t('Could not find out whether {name} is still running elsewhere on this computer ({code}).', { name, code: codeOf(error) })}\n`,
    );
    return startCodes.failed;
  }
};

/** Blocks until something is so: if this thread went on, Electron would become ready, for which it needs a display. @returns whether it is. */
const isInTime = (timeMs: number, isSo: () => boolean): boolean => {
  for (const until = Date.now() + timeMs; Date.now() < until;) {
    if (isSo()) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookEveryMs);
  }
  return false;
};

const isUnlisted = (): boolean => {
  try {
    return !runsElsewhere();
  } catch {
    // `codeOfQuit` says so.
    return true;
  }
};

const endQuit = (dataDir: string): number => {
  if (!isInTime(endsWithinMs, () => lockHolderOf(dataDir) === null)) return startCodes.dataFolderHeld;
  isInTime(listedForMs, isUnlisted);
  return codeOfQuit();
};

/** Ends a second start. The running program was notified, and imports and exports the named files. Everything else is refused. */
export const endSecondStart = async ({ dataDir, switches }: Start): Promise<void> => {
  const name = app.getName();
  if (switches.quit) return app.exit(endQuit(dataDir));
  if (switches.exitWhenDone)
    return abortStart(
      t(
        '{name} is already running with this data folder, so nothing was done. Close it first, or import and export there.',
        { name },
      ),
      startCodes.dataFolderHeld,
    );
  if (lockHolderOf(dataDir)?.isUnattended === true)
    return abortStartInWindow(
      t(
        '{name} is already using this data folder in the background: a command is importing, exporting or sharing. Start {name} again when it has finished.',
        { name },
      ),
      startCodes.dataFolderHeld,
    );
  const left = ignoredByRunningInstance(switches).join(', ');
  process.stderr.write(
    `${t('{name} is already running with this data folder. Its window comes to the front, and it imports and exports any files you named.{count, plural, =0 {} other { Not done: {left}. To do this, close {name} and start it again with these switches.}}', { name, left, count: left.length })}\n`,
  );
  const { importFile, exportFile, request, libraryFile } = switches;
  const isDone = left === '' && [importFile, exportFile, request, libraryFile].some((each) => each !== null);
  app.exit(isDone ? 0 : startCodes.dataFolderHeld);
};
