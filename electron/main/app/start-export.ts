import type { WriteReport } from '../../../shared/ipc/write-views.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Exports the library to the file given on the command line, after the named files are imported, and reports the outcome.
 * @param areIn whether all were imported: otherwise nothing is exported, because it would not be what was requested.
 * @returns whether everything requested was done.
 */
export const exportAndReport = async (
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
