import { shell } from 'electron';
import { join } from 'node:path';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { type Result, fail, ok } from '../../shared/ipc/result.ts';
import { t } from '../../shared/words/words.ts';
import { childProcessOf } from './app/child-process.ts';
import type { CleanUpStep } from './app/lifecycle.ts';
import { chooseLibraryFile, choosePlaceForFile, chooseWatchedFolder } from './app/dialogs.ts';
import { readFirstLine } from './app/standard-input.ts';
import { exportAndReport } from './app/start-export.ts';
import { demoFile, importAndReport, importAtStart } from './app/start-import.ts';
import type { Switches } from './app/switches.ts';
import type { WriteReport } from '../../shared/ipc/write-views.ts';
import { refuseMovedAway } from './desk/admission.ts';
import { commandLineOperator, importerOf, secondStartImporter } from './files/command-line.ts';
import { Files } from './files/export/files.service.ts';
import { exportFailure } from './files/failures.ts';
import { authorizeImporter, type Importer } from './files/importer.ts';
import { LibraryFile } from './files/library-file.service.ts';
import type { FileProcess } from './files/process/child-process.ts';
import type { FromProcess, HowToImport, ToProcess } from './files/process/messages.ts';
import { Imports } from './files/undo-import/imports.service.ts';
import { WatchedFolder } from './files/watching/watched-folder.service.ts';
import type { Base } from './program-base.ts';

/** Creates the file services: for the page, for a watched folder, and for undoing imports. */
const openServices = (base: Base) => {
  const { emit, log, news, atWindow } = base;
  const startAs = (name: string): (() => FileProcess) =>
    childProcessOf<ToProcess, FromProcess>(join(import.meta.dirname, 'file-process.cjs'), name);
  const common = {
    ...base,
    startProcess: startAs(t('Borrow Desk Import')),
    showInFolder: (path: string): void => shell.showItemInFolder(path),
    changed: () => emit('changed', { topics: ['imports'] }),
  };
  const libraryFile = new LibraryFile({
    ...common,
    emitProgress: (progress) => {
      news.emit('importSized', progress.bytesTotal);
      emit('importProgress', progress);
    },
    emitDryRun: (progress) => emit('dryRunProgress', progress),
    emitEnded: (report) => news.emit('imported', report),
    chooseFile: () => atWindow(chooseLibraryFile),
    logFault: (error) => log.error('import.fault', error),
  });
  return {
    libraryFile,
    files: new Files({
      ...common,
      startProcess: startAs(t('Borrow Desk Export')),
      choosePlace: (name) => atWindow((window) => choosePlaceForFile(window, name)),
      emitProgress: (progress) => emit('writeProgress', progress),
      emitEnded: (report) => emit('writeEnded', report),
      logFault: (error) => log.error('export.fault', error),
    }),
    imports: new Imports({
      ...common,
      demoFile: demoFile(),
      libraryFile,
      ended: () => news.emit('rowsChanged'),
      logFault: (error) => log.error('take-back.fault', error),
    }),
    watchedFolder: new WatchedFolder({
      ...common,
      libraryFile,
      chooseFolder: () => atWindow(chooseWatchedFolder),
      logProblem: (code) => log.warn('watched-folder.problem', { code }),
      logFault: (error) => log.error('watched-folder.fault', error),
    }),
  };
};

/** Returns a function that runs work once, when it is first called. */
const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
};

/** Determines who acts on the command line, and with which rights it imports and exports. */
const commandLineOf = ({ db, session, now, switches }: Base) => {
  // A PIN is a single line of input, and the first imported file may change who has which rights.
  const askCommandLine = once(() =>
    commandLineOperator(
      { db, session, now },
      { name: switches.operator, readPin: () => readFirstLine(process.stdin) },
    ),
  );
  const importerAtStart = once(async () => {
    const operator = await askCommandLine();
    return operator.ok ? importerOf(session, operator.value) : operator;
  });
  return { askCommandLine, importerAtStart };
};

/** Sets up imports and exports, for the page and for the command line. */
export const openExchange = (base: Base) => {
  const services = openServices(base);
  const { libraryFile, files, watchedFolder } = services;
  const endImports = (): Promise<void> => {
    // First: a file of the folder whose import is cut off must not count as refused.
    watchedFolder.close();
    return libraryFile.close();
  };
  const endFirst: readonly CleanUpStep[] = [
    { name: 'import', run: endImports },
    { name: 'export', run: files.close },
  ];
  return { ...services, endFirst, ...openCommandLine(base, libraryFile, files) };
};

/** Runs the imports and exports of this start's command line, and of a second one's. */
const openCommandLine = (base: Base, libraryFile: LibraryFile, files: Files) => {
  const { log, news, session, switches, movedAway } = base;
  const { askCommandLine, importerAtStart } = commandLineOf(base);
  const importWith = (asked: Result<Importer>, file: string, how: HowToImport): Promise<ImportReport> => {
    const importer = movedAway.rests() ? refuseMovedAway() : asked;
    if (!importer.ok) log.warn('import.refused', { code: importer.error.code });
    return libraryFile.importPath(file, importer, how);
  };
  const exportWith =
    (importer: () => Result<Importer> | Promise<Result<Importer>>) =>
    async (file: string, withoutPatrons: boolean): Promise<WriteReport> =>
      files.saveLibraryAt(file, await importer(), withoutPatrons);
  return {
    /** Determines who acts on the command line. */
    askCommandLine,
    /**
     * Starts with the files named on the command line. `beforeWindow` settles when the small ones are imported, `filesIn` when every one
     * was imported or refused: whether all were imported.
     */
    begin: () => {
      const { beforeWindow, all } = importAtStart(switches, {
        importFile: async (file, how) => importWith(await importerAtStart(), file, how),
        onSize: (hear) => void news.on('importSized', hear),
      });
      return {
        beforeWindow,
        filesIn: all.then((areIn) => exportAndReport(switches, areIn, exportWith(importerAtStart))),
      };
    },
    /** Exports the library to a new file, if the current operator may do so. */
    writeLibrary: async (path: string): Promise<Result<null>> => {
      const { outcome, failure } = await exportWith(() => authorizeImporter(session))(path, false);
      return outcome === 'done' ? ok(null) : fail('file-unwritable', failure ?? exportFailure(null));
    },
    /** Shows, imports and exports what a second start names. */
    secondStart: async (second: Switches): Promise<void> => {
      base.asked.add(second);
      const who = (): Result<Importer> => secondStartImporter(session, second.operator);
      const areIn =
        second.importFile === null ||
        (await importAndReport(second, second.importFile, (file, how) => importWith(who(), file, how)));
      await exportAndReport(second, areIn, exportWith(who));
    },
  };
};
