import type { WriteReport } from '../../../shared/ipc/write-views.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Writes the library where the command line says, once the files that it names are in, and says what came of it.
 * @param areIn whether they are: otherwise nothing is written, because it would not be what was asked for.
 * @returns whether everything that was asked for is done.
 */
export const exportAndTell = async (
  { exportFile, exportWithoutPatrons }: Pick<Switches, 'exportFile' | 'exportWithoutPatrons'>,
  areIn: boolean,
  exportTo: (file: string, withoutPatrons: boolean) => Promise<WriteReport>,
): Promise<boolean> => {
  if (exportFile === null) return areIn;
  if (!areIn) {
    process.stderr.write(
      `${t('export: Nothing was exported, because not every named file could be imported completely.')}\n`,
    );
    return false;
  }
  const { fileName, outcome, failure, rows } = await exportTo(exportFile, exportWithoutPatrons);
  const isDone = outcome === 'done';
  const to = isDone ? process.stdout : process.stderr;
  to.write(
    `${t('export {fileName}: {outcome, select, done {done, {rows, plural, one {# request} other {# requests}}} cancelled {cancelled} other {failed}}.{why}', { fileName, outcome, rows, why: failure === null ? '' : ` ${failure}` })}\n`,
  );
  return isDone;
};
