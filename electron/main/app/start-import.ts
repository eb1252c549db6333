import { app } from 'electron';
import { basename, join } from 'node:path';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Switches } from './switches.ts';

/** A file of this size is imported before staff could have read the page: the window waits for it. */
const smallFileBytes = 5 * 1024 * 1024;
/** But not for longer than this: its drive may not answer. */
const windowWaitsMs = 8_000;

/** The library files that the command line asks for, in order. */
const filesOf = (switches: Switches): readonly string[] => [
  ...(switches.demo ? [join(app.getAppPath(), 'resources', 'demo-library.json')] : []),
  ...(switches.importFile === null ? [] : [switches.importFile]),
];

/** Whether the window is to wait for a file. */
export const importsBeforeWindow = (switches: Switches): boolean => filesOf(switches).length > 0;

/**
 * Imports what the command line names and says what came of it.
 * @param importer.onSize hears how large the file of the running import is, in bytes, as soon as that is known.
 * @returns `beforeWindow` settles when the files are in, or one is large or slow: it goes on beside the work. `all` settles when
 * every file is in, or was refused, with whether all went to their end.
 */
export const importAtStart = (
  switches: Switches,
  importer: {
    readonly importFile: (file: string) => Promise<ImportReport>;
    readonly onSize: (hear: (bytes: number) => void) => void;
  },
): { readonly beforeWindow: Promise<void>; readonly all: Promise<boolean> } => {
  const importAll = async (): Promise<boolean> => {
    let areAllDone = true;
    for (const file of filesOf(switches)) {
      const report = await importer.importFile(file);
      sayWhatCame(report);
      areAllDone &&= report.outcome === 'done';
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

/** Says what came of an import: on stdout, or on stderr where it did not go to its end. */
export const sayWhatCame = (report: ImportReport): void => {
  const to = report.outcome === 'done' ? process.stdout : process.stderr;
  to.write(`${summary(report)}\n`);
};

const summary = ({ fileName, outcome, failure, totals, reportFile }: ImportReport): string => {
  const { added, updated, skipped, refused } = totals;
  const rows = `${added} added, ${updated} updated, ${skipped} unchanged, ${refused} refused`;
  const why = failure === null ? '' : ` ${failure}`;
  const where = reportFile === null ? '' : ` (see ${reportFile})`;
  return `import: ${basename(fileName)}: ${outcome}, ${rows}${where}.${why}`;
};
