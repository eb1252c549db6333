import { app, shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { kindOfPrinter, printingFor } from '../../shared/domain/slips/printing.ts';
import type { OpId } from '../../shared/domain/ids.ts';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { everything } from '../../shared/ipc/topics.ts';
import type { CleanUpStep } from './app/clean-up.ts';
import { askAt, chooseCertificateFile, choosePicture, saveReportFile, saveTextFile } from './app/dialogs.ts';
import { noteLanguage } from './app/language-note.ts';
import { openBackups } from './app/backups.ts';
import { openHub } from './app/hub.ts';
import { shareAsAsked } from './app/hub-switches.ts';
import type { PageMemory } from './app/page-memory.ts';
import { closeContents } from './app/private-files.ts';
import { watchActivity } from './app/activity.ts';
import type { Switches } from './app/switches.ts';
import { copySupportReport } from './app/support-report.ts';
import { useColorScheme } from './app/theme.ts';
import { openLettersOut } from './mail/letters-out.ts';
import { startLogUpkeep } from './db/log-upkeep.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import { startRescue } from './db/rescue.ts';
import { requestFullCheck } from './db/file-identity.ts';
import type { OpenedDesk } from "./db/start.ts";
import type { ReadableDB } from './db/types.ts';
import { deskHandlers } from './desk/desk.ts';
import { openMovedAway } from './desk/records/backups/moved-away.ts';
import { openImportLog } from './files/import-log.ts';
import { appStateService } from './desk/records/session/app-state.service.ts';
import { openSession } from './desk/records/session/session.service.ts';
import { findCommand } from './desk/store/command-log.queries.ts';
import { libraryTimeZone } from './desk/records/settings/settings.service.ts';
import { scannerService } from './desk/records/settings/scanner.service.ts';
import { findLogo } from './desk/output/slips/slip-logo.service.ts';
import { startPrintQueue } from './desk/output/slips/print-queue.ts';
import { watchPrinters } from './devices/printing/choose-printer.ts';
import { listPrinters } from './devices/printing/printers.ts';
import { slipFolder } from './devices/printing/pdf.ts';
import { createSlipPrinter } from './devices/printing/slip-printer.ts';
import { createScanners } from './devices/scanner/scanners.ts';
import { announceChanges } from './ipc/announce.ts';
import { dispatch } from './ipc/dispatch.ts';
import type { Emit } from './ipc/events.ts';
import type { AnswerCall } from './ipc/register.ts';
import type { Log } from './log/log.ts';
import { openClocks } from './program-clocks.ts';
import { openExchange } from './program-exchange.ts';

// What the program does, as against how it comes to life (start.ts): the services behind the page and their workers.
// It is loaded while the page is, because it is by far the larger part of the code.

/** What the start has made ready. */
export type ProgramParts = {
  readonly db: ReadableDB;
  readonly opened: OpenedDesk;
  readonly dataDir: string;
  readonly switches: Switches;
  readonly window: () => BrowserWindow | null;
  readonly emit: Emit;
  readonly now: () => Date;
  readonly log: Log;
  /** What the page keeps for when it is loaded anew. */
  readonly memory: PageMemory;
  /** Takes what is to be ended before the database is closed, after what it was given earlier. */
  readonly endFirst: (steps: readonly CleanUpStep[]) => void;
  /** Whether the program is ending: then the database is not there for long, and nothing begins to work on it. */
  readonly isEnding: () => boolean;
};

/** By then the page has been drawn, even on a slow machine. What can wait for it does. */
const startMs = 1_000;

export type Program = {
  /** Answers the calls of the page. */
  readonly answer: AnswerCall;
  /** Settles when every file that the command line names is in, or was refused: whether all are in. */
  readonly filesIn: Promise<boolean>;
  /** Imports and exports what a second start names. */
  readonly importSecond: (second: Switches) => void;
  /** Starts what works beside the page: scanner, print queue, send queue. */
  readonly attach: (window: BrowserWindow) => void;
};

/**
 * Starts the services. Settles when the small files of the command line are in: the page shows them from the beginning. Never
 * settles where somebody ends the program meanwhile.
 */
export const startProgram = async (parts: ProgramParts): Promise<Program> => {
  const { db, dataDir, emit, now, log, switches } = parts;
  const atWindow = askAt(parts.window);
  const timeZone = (): string => libraryTimeZone(db);
  // Before the session, which does away with an unused first desk once the imports there are over.
  const importLog = await retryOnBusy(() => openImportLog(db, now));
  const session = await retryOnBusy(() => openSession(db));
  const movedAway = await retryOnBusy(() => openMovedAway(db));
  let lettersAfterImport = (): void => undefined;
  const refreshSession = (): Promise<void> =>
    retryOnBusy(() => session.refresh()).catch((error: unknown) => log.error('session.failed', error));
  const readAllAnew = async (): Promise<void> => {
    await refreshSession();
    emit('changed', { topics: [...everything] });
  };
  const tellImportEnded = async (report: ImportReport): Promise<void> => {
    await refreshSession();
    hub.imported(report);
    emit('importEnded', report);
    emit('changed', { topics: [...everything] });
    // A renewal that a patron made outside is told to the partner and the patron; loans that came may be due.
    lettersAfterImport();
    await logUpkeep.look();
  };
  const startAgain = (): void => {
    app.relaunch();
    app.quit();
  };
  let hasMail = (): boolean => false;
  let kickLetters = (): void => undefined;
  const hub = openHub({
    ...parts,
    databaseFile: parts.opened.file,
    context: { db, session, now, timeZone },
    // Whoever asked by the command line starts it again.
    startAgain: switches.exitWhenDone ? () => undefined : startAgain,
    writeLibrary: (path) => exchange.writeLibrary(path),
    chooseImport: (path) => exchange.libraryFile.drop({ path }),
    changed: () => void readAllAnew(),
    hasMail: () => hasMail(),
    stateChanged: () => {
      emit('changed', { topics: ['hub'] });
      // It may be this workstation's turn to send letters.
      kickLetters();
    },
  });
  // What one workstation does for all of them, this one does where it works alone.
  const sendsLetters = (): boolean => hub.link()?.sendsLetters() ?? true;
  const looksAfterAll = (): boolean => hub.link()?.doesHousekeeping() ?? true;
  const exchange = openExchange({
    ...parts,
    session,
    importLog,
    movedAway,
    atWindow,
    imported: (report) => void tellImportEnded(report),
    takenBack: () => void readAllAnew(),
  });
  const { libraryFile } = exchange;
  const rescue = startRescue({
    db,
    now,
    report: (ended) => {
      if ('error' in ended) log.error('rescue.failed', ended.error);
      else log.warn('rescue.done');
    },
  });
  const logUpkeep = startLogUpkeep({
    db,
    assertStorage: rescue.assertStorage,
    mayNot: libraryFile.isRunning,
    failed: (error) => log.error('log-upkeep.failed', error),
  });
  parts.endFirst(exchange.endFirst);
  await exchange.beforeWindow;
  if (parts.isEnding()) return new Promise(() => undefined);
  // A first start with a file stands at a desk of that file.
  await retryOnBusy(() => session.refresh());
  const slipPrinter = createSlipPrinter({
    dataDir,
    // At the desk where the slip is printed: there is the printer that staff stand at.
    printing: (slip) => {
      const { printing, slipRoutes } = appState.settings();
      return slip === null
        ? printing
        : printingFor(kindOfPrinter(slip), session.desk().id, printing, slipRoutes);
    },
    override: switches.printer,
    printers: listPrinters,
    logo: () => findLogo(db),
  });
  const printQueue = startPrintQueue({
    db,
    print: slipPrinter.print,
    now,
    changed: (slip) => {
      // The page notes this at the step itself; only when a slip has come out or failed are there other counts.
      emit('print', slip);
      if (slip.state !== 'printing') emit('changed', { topics: ['slips'] });
    },
    logFault: (error) => log.error('print-queue.failed', error),
  });
  const scanners = createScanners({
    settings: () => appState.settings(),
    onScan: (scan) => {
      // The keys of a wedge are seen by the watch itself.
      if (scan.source === 'line') idleWatch.active();
      emit('scan', scan);
    },
    heard: (trial) => emit('scanTrial', trial),
    changed: () => emit('changed', { topics: ['app'] }),
    log,
  });
  let startIsOver = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    startIsOver = resolve;
  });
  const printers = watchPrinters(slipPrinter, () => emit('changed', { topics: ['app'] }), started);
  const lettersOut = openLettersOut({
    db,
    session,
    now,
    timeZone,
    templateFolder: join(app.getAppPath(), 'resources', 'letters'),
    isImporting: () => libraryFile.isRunning() || movedAway.rests(),
    rests: movedAway.rests,
    sendsLetters,
    confirmed: async () => (await hub.link()?.confirmed()) ?? true,
    chooseCertificate: () => atWindow(chooseCertificateFile),
    changed: () => emit('changed', { topics: ['app', 'messages'] }),
    logFault: (error) => log.error('send-queue.failed', error),
  });
  lettersAfterImport = lettersOut.afterImport;
  hasMail = () => lettersOut.mail.current() !== null;
  kickLetters = lettersOut.queue.kick;
  const backups = openBackups({
    db,
    dataDir,
    databaseFile: parts.opened.file,
    session,
    now,
    movedAway,
    isImporting: libraryFile.isRunning,
    startAgain,
    changed: () => emit('changed', { topics: ['app'] }),
    window: parts.window,
    bundles: import.meta.dirname,
    settings: () => appState.settings(),
    log,
  });
  const appState = appStateService(db, session, {
    version: app.getVersion(),
    dataDir,
    describePrinting: printers.describe,
    describeScanner: scanners.describe,
    describeMail: lettersOut.describe,
    describeBackups: backups.describe,
    movedAway: movedAway.said,
    copySupportReport: async () => {
      const window = parts.window();
      if (window) await copySupportReport(window, { db, dataDir, now });
    },
    openDataFolder: async () => void (await shell.openPath(dataDir)),
    startAgain,
    logPageError: (error, kind) => log.error('page.error', error, { kind }),
    now,
  });
  const context = { db, session, now, timeZone };
  const keepLanguage = (): void => {
    try {
      noteLanguage(dataDir, appState.settings().language.language);
    } catch (error) {
      log.error('language.not-noted', error);
    }
  };
  keepLanguage();
  // While the library is worked with elsewhere its slips and letters are not this workstation's.
  const workOff = (): void => {
    if (movedAway.rests()) return;
    printQueue.kick();
    lettersOut.queue.kick();
  };
  if (!movedAway.rests()) exchange.watchedFolder.start();
  const handlers = announceChanges(
    deskHandlers(context, {
      appState,
      ...exchange,
      backups: backups.service,
      hub,
      slipPrinter,
      slipLogo: {
        choose: () => atWindow(choosePicture),
        draw: async (type, data) => (await import('./devices/printing/slip-view.ts')).drawnSize(type, data),
      },
      scanner: scannerService(scanners),
      letters: {
        ...lettersOut,
        tryNow: lettersOut.queue.tryNow,
        saveFile: (name, text) => atWindow((window) => saveTextFile(window, name, text)),
      },
      mail: lettersOut.mail,
      patronData: {
        slipFolder: join(dataDir, slipFolder),
        saveFile: (name, text) => atWindow((window) => saveTextFile(window, name, text)),
        emptyLog: logUpkeep.look,
        reportFolder: join(dataDir, 'reports'),
        forgetPage: parts.memory.forget,
      },
      saveReport: (name, content) => atWindow((window) => saveReportFile(window, name, content)),
    }),
    emit,
    () => {
      workOff();
      hub.link()?.wake();
      useColorScheme(appState.settings().appearance.colorScheme);
      pastLimits.settingsSaved();
      scanners.settingsSaved();
      keepLanguage();
    },
    libraryFile.stepFirst,
  );
  const { forgetting, idleWatch, pastLimits } = openClocks({
    ...parts,
    context,
    settings: () => appState.settings(),
    mayForget: () => !libraryFile.isRunning() && !movedAway.rests() && looksAfterAll(),
    emptyLog: logUpkeep.look,
  });
  parts.endFirst([
    { name: 'past-limits', run: pastLimits.stop },
    { name: 'scanner', run: scanners.stop },
    { name: 'print-queue', run: printQueue.stop },
    { name: 'hub', run: hub.stop },
    { name: 'forgetting', run: forgetting.stop },
    { name: 'notices', run: lettersOut.notices.stop },
    { name: 'send-queue', run: lettersOut.queue.stop },
    { name: 'backups', run: backups.stop },
    { name: 'log-upkeep', run: logUpkeep.stop },
    { name: 'rescue', run: rescue.stop },
    { name: 'idle-watch', run: idleWatch.stop },
  ]);
  const onDamage = (): void => requestFullCheck(parts.opened.file);
  return {
    // What the page asks at the end finds no database any more, and nobody reads the answer.
    answer: (call) =>
      parts.isEnding()
        ? new Promise(() => undefined)
        : dispatch(
            handlers,
            {
              ...call,
              checkOutput: !app.isPackaged,
              assertStorage: rescue.assertStorage,
              asker: () => session?.operator().id,
              isStored: (opId) => findCommand(db, opId as OpId) !== undefined,
              onDamage,
            },
            log,
          ),
    filesIn: exchange.filesIn.then(
      async (areIn) => areIn && (await shareAsAsked(hub, switches, exchange.askCommandLine)),
    ),
    importSecond: exchange.importSecond,
    attach: (window) => {
      scanners.attach(window.webContents);
      watchActivity(window.webContents, idleWatch);
      setTimeout(startIsOver, startMs);
      void started.then(() => closeContents(dataDir, log));
      void started.then(lettersOut.notices.start);
      void started.then(forgetting.start);
      void started.then(pastLimits.settingsSaved);
      workOff();
    },
  };
};
