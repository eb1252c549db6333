import { shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { type Result, fail, ok, refuse } from '../../shared/ipc/result.ts';
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
import type { WriteReport } from '../../shared/ipc/write-views.ts';
import { commandLineOperator, importerOf, secondStartImporter } from './files/command-line.ts';
import { Files } from './files/export/files.service.ts';
import type { ImportLog } from './files/import-log.ts';
import { type Importer, authorizeImporter } from './files/importer.ts';
import type { HowToImport } from './files/process/messages.ts';
import { LibraryFile } from './files/library-file.service.ts';
import type { FileProcess } from './files/process/child-process.ts';
import type { FromProcess, ToProcess } from './files/process/messages.ts';
import { Imports } from './files/taking-back/imports.service.ts';
import { WatchedFolder } from './files/watching/watched-folder.service.ts';
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

/** The services of files: what the page asks for, a watched folder, and imports that are taken back. */
const openServices = (parts: ExchangeParts, onSize: (bytes: number) => void) => {
  const { db, dataDir, emit, now, log, session, atWindow } = parts;
  const startAs = (name: string): (() => FileProcess) =>
    childProcessOf<ToProcess, FromProcess>(join(import.meta.dirname, 'file-process.js'), name);
  const timeZone = (): string => loadSettings(db).library.timeZone;
  const common = {
    dataDir,
    databaseFile: parts.opened.file,
    timeZone,
    session,
    now,
    startProcess: startAs(t('program.borrowDeskImport')),
    showInFolder: (path: string): void => shell.showItemInFolder(path),
    context: { db, session, now, timeZone },
    changed: () => emit('changed', { topics: ['imports'] }),
  };
  const libraryFile = new LibraryFile({
    ...common,
    emitProgress: (progress) => {
      onSize(progress.bytesTotal);
      emit('importProgress', progress);
    },
    emitDryRun: (progress) => emit('dryRunProgress', progress),
    emitEnded: parts.imported,
    importLog: parts.importLog,
    chooseFile: () => atWindow(chooseLibraryFile),
    logFault: (error) => log.error('import.fault', error),
  });
  return {
    libraryFile,
    files: new Files({
      ...common,
      db,
      startProcess: startAs(t('program.borrowDeskExport')),
      choosePlace: (name) => atWindow((window) => choosePlaceForFile(window, name)),
      emitProgress: (progress) => emit('writeProgress', progress),
      emitEnded: (report) => emit('writeEnded', report),
      logFault: (error) => log.error('export.fault', error),
    }),
    imports: new Imports({
      ...common,
      demoFile: demoFile(),
      libraryFile,
      ended: parts.takenBack,
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

/** What is worked out once, when it is first asked for. */
const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
};

/** Who asks by the command line, and with whose rights it imports and exports. */
const commandLineOf = ({ db, session, now, switches }: ExchangeParts) => {
  // A PIN comes as one line, and what the first file brings changes who may.
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

/**
 * Files in and out, for the page and for the command line. Imports of the command line begin at once; `beforeWindow` settles when its
 * small files are in.
 */
export const openExchange = (parts: ExchangeParts) => {
  const { log, switches, session, movedAway } = parts;
  let hearSize = (_bytes: number): void => undefined;
  const services = openServices(parts, (bytes) => hearSize(bytes));
  const { libraryFile, files, watchedFolder: folderWatch } = services;
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
  const exportWith =
    (importer: () => Result<Importer> | Promise<Result<Importer>>) =>
    async (file: string, withoutPatrons: boolean): Promise<WriteReport> =>
      files.saveLibraryAt(file, await importer(), withoutPatrons);
  const { askCommandLine, importerAtStart } = commandLineOf(parts);
  const atStart = importAtStart(switches, {
    importFile: async (file, how) => importWith(await importerAtStart(), file, how),
    onSize: (hear) => (hearSize = hear),
  });
  const importAndExport = async (second: Switches): Promise<void> => {
    const who = (): Result<Importer> => secondStartImporter(session, second.operator);
    const areIn =
      second.importFile === null ||
      (await importAndTell(second, second.importFile, (file, how) => importWith(who(), file, how)));
    await exportAndTell(second, areIn, exportWith(who));
  };
  return {
    ...services,
    endFirst,
    beforeWindow: atStart.beforeWindow,
    /** Settles when every file that the command line names is in, or was refused: whether all are in. */
    filesIn: atStart.all.then((areIn) => exportAndTell(switches, areIn, exportWith(importerAtStart))),
    askCommandLine,
    /** Writes the library into a new file, where whoever works here may. */
    writeLibrary: async (path: string): Promise<Result<null>> => {
      const { outcome, failure } = await exportWith(() => authorizeImporter(session))(path, false);
      return outcome === 'done'
        ? ok(null)
        : fail('file-unwritable', failure ?? t('goingOut.theFileCouldNotBeWritten'));
    },
    /** Imports and exports what a second start names. */
    importSecond: (second: Switches): void => void importAndExport(second),
  };
};
