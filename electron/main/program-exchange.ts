import { shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../shared/ipc/result.ts';
import { t } from '../../shared/words/words.ts';
import { childProcessOf } from './app/child-process.ts';
import type { CleanUpStep } from './app/clean-up.ts';
import { chooseLibraryFile, choosePlaceForFile, chooseWatchedFolder } from './app/dialogs.ts';
import { readFirstLine } from './app/standard-input.ts';
import { exportAndTell } from './app/start-export.ts';
import { demoFile, importAndTell, importAtStart } from './app/start-import.ts';
import type { Switches } from './app/switches.ts';
import type { MovedAwayNote } from './desk/records/backups/moved-away.ts';
import type { DeskSession } from './desk/records/session/session.service.ts';
import { loadSettings } from './desk/records/settings/settings.service.ts';
import type { OperatorView } from '../../shared/ipc/views.ts';
import { commandLineOperator, importerOf, secondStartImporter } from './files/command-line.ts';
import { createFiles } from './files/going-out/files.service.ts';
import type { ImportLog } from './files/import-log.ts';
import type { Importer } from './files/importer.ts';
import { authorizeImporter } from './files/importer.ts';
import type { HowToImport } from './files/import-messages.ts';
import { createLibraryFile } from './files/library-file.service.ts';
import type { ImportProcess } from './files/running-import.ts';
import { importsService } from './files/taking-back/imports.service.ts';
import { watchedFolder } from './files/watching/watched-folder.service.ts';
import type { ProgramParts } from './program.ts';

type ExchangeParts = Pick<ProgramParts, 'db' | 'opened' | 'dataDir' | 'switches' | 'emit' | 'now' | 'log'> & {
  readonly session: DeskSession;
  readonly importLog: ImportLog;
  readonly movedAway: MovedAwayNote;
  readonly atWindow: <T>(ask: (window: BrowserWindow) => Promise<T | null>) => Promise<T | null>;
  /** Hears that an import is over. */
  readonly imported: (report: ImportReport) => void;
  /** Hears that one was taken back. */
  readonly takenBack: () => void;
};

/**
 * Files in and out: what the page asks for, what the command line names, a watched folder, and imports that are taken back. Imports of
 * the command line begin at once; `beforeWindow` settles when its small files are in.
 */
export const openExchange = (parts: ExchangeParts) => {
  const { db, dataDir, emit, now, log, switches, session, movedAway, atWindow } = parts;
  const databaseFile = parts.opened.file;
  const timeZone = (): string => loadSettings(db).library.timeZone;
  const context = { db, session, now, timeZone };
  const showInFolder = (path: string): void => shell.showItemInFolder(path);
  const startImportProcess: () => ImportProcess = childProcessOf(
    join(import.meta.dirname, 'import-process.js'),
    t('program.borrowDeskImport'),
  );
  let hearSize = (_bytes: number): void => undefined;
  const libraryFile = createLibraryFile({
    dataDir,
    databaseFile,
    timeZone,
    startProcess: startImportProcess,
    emitProgress: (progress) => {
      hearSize(progress.bytesTotal);
      emit('importProgress', progress);
    },
    emitTrial: (progress) => emit('trialProgress', progress),
    emitEnded: parts.imported,
    session,
    importLog: parts.importLog,
    chooseFile: () => atWindow(chooseLibraryFile),
    showInFolder,
    now,
    logFault: (error) => log.error('import.fault', error),
  });
  const files = createFiles({
    db,
    databaseFile,
    timeZone,
    session,
    now,
    startProcess: childProcessOf(
      join(import.meta.dirname, 'write-process.js'),
      t('program.borrowDeskExport'),
    ),
    choosePlace: (name) => atWindow((window) => choosePlaceForFile(window, name)),
    showInFolder,
    emitProgress: (progress) => emit('writeProgress', progress),
    emitEnded: (report) => emit('writeEnded', report),
    logFault: (error) => log.error('export.fault', error),
  });
  const pastImports = importsService({
    context,
    demoFile: demoFile(),
    databaseFile,
    startProcess: startImportProcess,
    libraryFile,
    changed: () => emit('changed', { topics: ['imports'] }),
    ended: parts.takenBack,
    logFault: (error) => log.error('take-back.fault', error),
  });
  const folderWatch = watchedFolder({
    context,
    dataDir,
    startProcess: startImportProcess,
    libraryFile,
    chooseFolder: () => atWindow(chooseWatchedFolder),
    changed: () => emit('changed', { topics: ['imports'] }),
    logProblem: (code) => log.warn('watched-folder.problem', { code }),
    logFault: (error) => log.error('watched-folder.fault', error),
  });
  const endImports = (): Promise<void> => {
    // First: a file of the folder whose import is cut off is none that was refused.
    folderWatch.close();
    return libraryFile.close();
  };
  const endFirst: readonly CleanUpStep[] = [
    { name: 'import', run: endImports },
    { name: 'export', run: files.close },
  ];
  const importWith = (asked: Result<Importer>, file: string, how: HowToImport): Promise<ImportReport> => {
    const importer = movedAway.rests()
      ? refuse('moved-away', t('admission.thisLibraryIsWorkedWithOn'))
      : asked;
    if (!importer.ok) log.warn('import.refused', { code: importer.error.code });
    return libraryFile.importPath(file, importer, how);
  };
  // Once: a PIN comes as one line.
  let commandLine: Promise<Result<OperatorView>> | null = null;
  const askCommandLine = (): Promise<Result<OperatorView>> =>
    (commandLine ??= commandLineOperator(
      { db, session, now },
      { name: switches.operator, readPin: () => readFirstLine(process.stdin) },
    ));
  // Once as well: what the first file brings changes who may.
  let importer: Promise<Result<Importer>> | null = null;
  const importerAtStart = (): Promise<Result<Importer>> =>
    (importer ??= askCommandLine().then((operator) =>
      operator.ok ? importerOf(session, operator.value) : operator,
    ));
  const imports = importAtStart(switches, {
    importFile: async (file, how) => importWith(await importerAtStart(), file, how),
    onSize: (hear) => (hearSize = hear),
  });
  const filesIn = imports.all.then((areIn) =>
    exportAndTell(switches, areIn, async (file, withoutPatrons) =>
      files.saveLibraryAt(file, await importerAtStart(), withoutPatrons),
    ),
  );
  return {
    libraryFile,
    files,
    imports: pastImports,
    watchedFolder: folderWatch,
    endFirst,
    beforeWindow: imports.beforeWindow,
    /** Settles when every file that the command line names is in, or was refused: whether all are in. */
    filesIn,
    /** Who asks by the command line. */
    askCommandLine,
    /** Writes the library into a new file, where whoever works here may. */
    writeLibrary: async (path: string): Promise<Result<null>> => {
      const { outcome, failure } = await files.saveLibraryAt(path, authorizeImporter(session), false);
      return outcome === 'done'
        ? ok(null)
        : fail('file-unwritable', failure ?? t('goingOut.theFileCouldNotBeWritten'));
    },
    /** Imports and exports what a second start names. */
    importSecond: (second: Switches): void => {
      const who = (): Result<Importer> => secondStartImporter(session, second.operator);
      const areIn =
        second.importFile === null
          ? Promise.resolve(true)
          : importAndTell(second, second.importFile, (file, how) => importWith(who(), file, how));
      void areIn.then((done) =>
        exportAndTell(second, done, (file, withoutPatrons) =>
          files.saveLibraryAt(file, who(), withoutPatrons),
        ),
      );
    },
  };
};
