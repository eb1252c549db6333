import { app } from 'electron';
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Switches } from './switches.ts';

/** A file of this size is imported before staff could have read the page: the window waits for it. */
const smallFileBytes = 5 * 1024 * 1024;

/** The library files that the command line asks for, in order. */
const filesOf = (switches: Switches): readonly string[] => [
  ...(switches.demo ? [join(app.getAppPath(), 'resources', 'demo-library.json')] : []),
  ...(switches.importFile === null ? [] : [switches.importFile]),
];

const isSmall = (file: string): boolean => sizeOf(file) <= smallFileBytes;

/** Whether the window is to wait for a file. */
export const importsBeforeWindow = (switches: Switches): boolean =>
  filesOf(switches).some((file) => isSmall(file));

/**
 * Imports what the command line names and says on stdout what came of it.
 * @returns `beforeWindow` settles when the small files are in, `all` when every file is: a large one goes on beside the work.
 */
export const importAtStart = (
  switches: Switches,
  importFile: (file: string) => Promise<ImportReport>,
): { readonly beforeWindow: Promise<void>; readonly all: Promise<void> } => {
  const files = filesOf(switches);
  const small = files.filter((file) => isSmall(file));
  const large = files.filter((file) => !small.includes(file));
  const importAll = async (some: readonly string[]): Promise<void> => {
    for (const file of some) process.stdout.write(`${summary(await importFile(file))}\n`);
  };
  const beforeWindow = importAll(small);
  return { beforeWindow, all: beforeWindow.then(() => importAll(large)) };
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const summary = ({ fileName, outcome, failure, totals, reportFile }: ImportReport): string => {
  const { added, updated, skipped, refused } = totals;
  const rows = `${added} added, ${updated} updated, ${skipped} unchanged, ${refused} refused`;
  const why = failure === null ? '' : ` ${failure}`;
  const where = reportFile === null ? '' : ` (see ${reportFile})`;
  return `import: ${basename(fileName)}: ${outcome}, ${rows}${where}.${why}`;
};
