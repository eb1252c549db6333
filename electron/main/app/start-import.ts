import { app } from 'electron';
import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { HowToImport } from '../files/process/messages.ts';
import { rowLine } from '../files/report/row-report.ts';
import { makeNewFile } from './new-files.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/** A file up to this size is imported before staff could have read the page: the window waits for it. */
const smallFileBytes = 5 * 1024 * 1024;
/** But no longer than this: its drive may not respond. */
const windowWaitsMs = 8_000;

/** Returns the path of the demo library shipped with the program. */
export const demoFile = (): string => join(app.getAppPath(), 'resources', 'demo-library.json');

/** Returns the library files requested on the command line, in order. */
const filesOf = (switches: Switches): readonly string[] => [
  ...(switches.demo ? [demoFile()] : []),
  ...(switches.importFile === null ? [] : [switches.importFile]),
];

/** Returns how a file of the command line is read; the demo library needs no profile. */
const howOf = ({ importFile, profile, importReport, exitWhenDone }: Switches, file: string): HowToImport => ({
  isUnattended: exitWhenDone,
  mapping: { ...noMapping, profile: file === importFile ? profile : null },
  rowReport: file === importFile && importReport !== null ? { path: importReport, as: 'json-lines' } : null,
});

/** Whether the window must wait for a file. */
export const importsBeforeWindow = (switches: Switches): boolean => filesOf(switches).length > 0;

/**
 * Imports the files named on the command line and reports the outcome.
 * @param importer.onSize registers a callback for the size of the file being imported, in bytes.
 * @returns `beforeWindow` settles when the files are imported, or one is large or slow: that one continues in the background. `all` settles
 * when every file was imported or refused, with whether all were completed.
 */
export const importAtStart = (
  switches: Switches,
  importer: {
    readonly importFile: ImportFile;
    readonly onSize: (hear: (bytes: number) => void) => void;
  },
): { readonly beforeWindow: Promise<void>; readonly all: Promise<boolean> } => {
  const importAll = async (): Promise<boolean> => {
    let areAllDone = true;
    for (const file of filesOf(switches)) {
      areAllDone = (await importAndReport(switches, file, importer.importFile)) && areAllDone;
    }
    return areAllDone;
  };
  const all = importAll();
  const beforeWindow = new Promise<void>((resolve) => {
    const late = setTimeout(resolve, windowWaitsMs);
    const go = (): void => {
      clearTimeout(late);
      resolve();
    };
    importer.onSize((bytes) => {
      if (bytes > smallFileBytes) go();
    });
    void all.finally(go);
  });
  return { beforeWindow, all };
};

type ImportFile = (file: string, how: HowToImport) => Promise<ImportReport>;

/** Imports a file and reports the outcome, also in its row report. @returns whether it was completed. */
export const importAndReport = async (
  switches: Switches,
  file: string,
  importFile: ImportFile,
): Promise<boolean> => {
  const how = howOf(switches, file);
  const path = how.rowReport?.path ?? null;
  if (path !== null && !makeNewFile(path)) {
    process.stderr.write(
      `import: ${t('the --import-report file cannot be written, so nothing was imported: {path}', { path })}\n`,
    );
    return false;
  }
  const report = await importFile(file, how);
  if (path !== null && report.failure !== null)
    appendFileSync(
      path,
      rowLine({ section: 'file', row: 0, outcome: 'refused', externalId: '', reason: report.failure }),
    );
  printOutcome(report);
  return report.outcome === 'done';
};

/** Prints the outcome of an import: on stdout, or on stderr if it was not completed. */
const printOutcome = (report: ImportReport): void => {
  const to = report.outcome === 'done' ? process.stdout : process.stderr;
  to.write(`${summary(report)}\n`);
};

const summary = ({ fileName, outcome, failure, totals, reportFile }: ImportReport): string => {
  const { added, updated, unchanged, conflict, skipped, refused } = totals;
  const rows = t(
    '{added} added, {updated} updated, {unchanged} unchanged{conflict, plural, =0 {} one {, # conflict} other {, # conflicts}}, {skipped} skipped, {refused} refused',
    {
      added,
      updated,
      unchanged,
      conflict,
      skipped,
      refused,
    },
  );
  const why = failure === null ? '' : ` ${failure}`;
  const where = reportFile === null ? '' : t(' (see {reportFile})', { reportFile });
  return t('import: {basename}: {outcome}, {rows}{where}.{why}', {
    basename: basename(fileName),
    outcome,
    rows,
    where,
    why,
  });
};
