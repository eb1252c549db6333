import { app, dialog, shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import * as z from 'zod';
import { settleDataDir } from './app/data-dir.ts';
import { chooseCertificateFile, chooseLibraryFile, showAbout } from './app/dialogs.ts';
import { catchTheRest } from './app/last-resort.ts';
import { manageLifecycle, quitWithWindow } from './app/lifecycle.ts';
import { bringToFront, createMainWindow } from './app/main-window.ts';
import { buildMenu } from './app/menu.ts';
import { registerAppScheme, servePage } from './app/protocol.ts';
import { whenReady } from './app/ready.ts';
import { closeWaysOut } from './app/security.ts';
import { claimDataDir } from './app/single-instance.ts';
import { openDeskOrAsk } from './app/start-fault.ts';
import { importAtStart } from './app/start-import.ts';
import type { Switches } from './app/switches.ts';
import { parseSwitches, typedFolder } from './app/switches.ts';
import { useColorScheme } from './app/theme.ts';

import { openLettersOut } from './connections/letters-out.ts';
import { backupFolderOf } from './db/backup.ts';
import { startDailyBackups } from './db/daily-backup.ts';
import { migrations } from './db/migrations/index.ts';
import { asDeskDatabase } from './db/open.ts';
import { closeDesk, markSuspect } from './db/start.ts';
import { deskHandlers } from './desk/desk.ts';
import { judgeAdministration } from './desk/operators/judge-administration.ts';
import { createLibraryFile } from './desk/library-file/library-file.service.ts';
import { startPrintQueue } from './desk/slips/print-queue.ts';
import { appStateService } from './desk/session/app-state.service.ts';
import type { DeskSession } from './desk/session/session.service.ts';
import { openSession } from './desk/session/session.service.ts';
import { loadSettings, readSetting, writeSetting } from './desk/settings/settings.service.ts';
import { watchPrinters } from './devices/printing/known-printers.ts';
import { listPrinters } from './devices/printing/printers.ts';
import { createSlipPrinter } from './devices/printing/slip-printer.ts';
import { attachWedge } from './devices/scanner/scanner.ts';
import { announceChanges } from './ipc/announce.ts';
import type { Emit } from './ipc/events.ts';
import { registerHandlers } from './ipc/register.ts';
import { logFolderOf, openLog } from './log/log.ts';
import { everything } from '../../shared/ipc/topics.ts';
import { ok } from '../../shared/ipc/result.ts';

// The composition root: what the program is made of, in the order in which it comes to life.

performance.mark('main.loaded');
const switches = parseSwitches(process.argv.slice(1), typedFolder(process.env, process.cwd()));
const dataDir = settleDataDir(switches);
const now = (): Date => new Date();
const log = openLog({ folder: logFolderOf(dataDir), level: 'info', now });
catchTheRest(log);
// Both must come before Electron is ready, so before anything is awaited.
registerAppScheme();
let window: BrowserWindow | null = null;
const earlyStarts: Switches[] = [];
let onSecondStart = (second: Switches): void => void earlyStarts.push(second);
const typedIn = typedFolder(process.env, process.cwd());
const isFirst = claimDataDir(process.argv.slice(1), typedIn, (second) => onSecondStart(second));
// Not awaited: Electron becomes ready only when this module has run to its end.
if (isFirst) void start().catch(giveUp);
else app.exit(0);

function giveUp(error: unknown): void {
  log.error('start.failed', error);
  dialog.showErrorBox(
    `${app.getName()} could not start`,
    `Nothing that was stored is lost. Try again; if it does not start then either, report it with the log in ${dataDir}.`,
  );
  app.exit(1);
}

async function start(): Promise<void> {
  for (const problem of switches.problems) process.stderr.write(`${problem}\n`);
  const opened = await openDeskOrAsk({ dataDir, migrations, now, log });
  if (!opened) return app.exit(0);
  const db = asDeskDatabase(opened.db);
  performance.mark('database.open');

  const emit: Emit = (event, payload) => {
    if (window && !window.isDestroyed()) window.webContents.send(event, payload);
  };
  const timeZone = (): string => appState.settings().library.timeZone;
  let session: DeskSession | null = null;
  const libraryFile = createLibraryFile({
    dataDir,
    databaseFile: opened.file,
    timeZone: () => loadSettings(db).library.timeZone,
    workerFile: join(import.meta.dirname, 'import-worker.js'),
    emitProgress: (progress) => emit('importProgress', progress),
    emitEnded: (report) => {
      session?.refresh();
      emit('importEnded', report);
      emit('changed', { topics: [...everything] });
    },
    judge: () => (session ? judgeAdministration(session, 'Importing a library file', null) : ok(null)),
    chooseFile: async () => (window ? await chooseLibraryFile(window) : null),
    showInFolder: (path) => shell.showItemInFolder(path),
    now,
    logFault: (error) => log.error('import.fault', error),
  });
  // Before the session: a first start with a file stands at a desk of that file.
  const imports = importAtStart(switches, libraryFile.importPath);
  await imports.beforeWindow;
  session = openSession(db);
  const slipPrinter = createSlipPrinter({
    dataDir,
    printing: () => appState.settings().printing,
    override: switches.printer,
    printers: listPrinters,
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
  const printers = watchPrinters(slipPrinter, () => emit('changed', { topics: ['app'] }));
  const lettersOut = openLettersOut({
    db,
    session,
    now,
    timeZone,
    templateFolder: join(app.getAppPath(), 'resources', 'letters'),
    chooseCertificate: async () => (window ? await chooseCertificateFile(window) : null),
    changed: () => emit('changed', { topics: ['app', 'messages'] }),
    logFault: (error) => log.error('send-queue.failed', error),
  });
  const appState = appStateService(db, session, {
    version: app.getVersion(),
    dataDir,
    describePrinting: printers.describe,
    describeMail: lettersOut.queue.describe,
    openDataFolder: async () => void (await shell.openPath(dataDir)),
    now,
  });
  const handlers = announceChanges(
    deskHandlers(
      { db, session, now, timeZone },
      {
        appState,
        libraryFile,
        slipPrinter,
        letters: { ...lettersOut, tryNow: lettersOut.queue.tryNow },
        mail: lettersOut.mail,
      },
    ),
    emit,
    () => {
      printQueue.kick();
      lettersOut.queue.kick();
      useColorScheme(appState.settings().appearance.colorScheme);
    },
  );

  performance.mark('services.made');
  await app.whenReady();
  performance.mark('electron.ready');
  const pageUrl = servePage(
    join(import.meta.dirname, '../renderer'),
    app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'],
  );
  closeWaysOut({ pageUrl, externalHosts: [], log });
  registerHandlers(handlers, { pageUrl, log, onDamage: () => markSuspect(opened.db) });
  useColorScheme(appState.settings().appearance.colorScheme);
  buildMenu((command) => emit('command', { command }), {
    isMac: process.platform === 'darwin',
    isDevelopment: !app.isPackaged,
    appName: app.getName(),
    showAbout: () => void showAbout(window, dataDir),
  });
  window = createMainWindow({
    url: pageUrl,
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    stored: readSetting(db, 'window', z.unknown()),
    save: (state) => writeSetting(db, 'window', state),
    log,
  });
  performance.mark('window.created');
  attachWedge(window.webContents, {
    affixes: () => appState.settings().scanner,
    onScan: (scan) => emit('scan', scan),
  });
  const backups = startDailyBackups({
    db,
    folder: backupFolderOf(dataDir),
    now,
    report: (ended) => {
      if ('error' in ended) log.error('backup.failed', ended.error);
      else log.info('backup.made');
    },
  });
  const closeDatabase = (): void => {
    const error = closeDesk(db);
    if (error) log.error('database.not-closed', error);
  };
  manageLifecycle({
    cleanUp: [
      { name: 'import', run: libraryFile.close },
      { name: 'print-queue', run: printQueue.stop },
      { name: 'send-queue', run: lettersOut.queue.stop },
      { name: 'backups', run: backups.stop },
      { name: 'database', run: closeDatabase },
    ],
    atOnce: closeDatabase,
    log,
  });
  quitWithWindow(window, closeDatabase);
  onSecondStart = (second) => {
    if (window) bringToFront(window);
    if (second.importFile !== null) void libraryFile.importPath(second.importFile);
  };
  for (const second of earlyStarts) onSecondStart(second);
  printQueue.kick();
  lettersOut.queue.kick();
  whenReady(window, switches, imports.all, log);
}
