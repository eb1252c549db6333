import { app, type BrowserWindow } from 'electron';
import { once } from 'node:events';
import type { Policy } from '../../shared/domain/policy-checks.ts';
import { showAbout } from './app/about.ts';
import { startCodes } from './app/abort-start.ts';
import type { DataDir } from './app/data-dir.ts';
import { manageLifecycle, quitWithWindow, type CleanUpStep } from './app/lifecycle.ts';
import { bringToFront, showMainWindow } from './app/main-window.ts';
import { buildMenu } from './app/menu.ts';
import { openPageMemory } from './app/page-memory.ts';
import { protectOnWindows } from './app/private-files.ts';
import { whenReady } from './app/ready.ts';
import { lockHolderOf } from './app/single-instance.ts';
import { openDeskOrAsk } from './app/start-fault.ts';
import { importsBeforeWindow } from './app/start-import.ts';
import type { Switches } from './app/switches.ts';
import { colorSchemeIn, useColorScheme } from './app/theme.ts';
import { migrations } from './db/migrations/index.ts';
import { asDeskDatabase } from './db/open.ts';
import { closeDesk } from './db/start.ts';
import type { ReadableDB } from './db/types.ts';
import { readRawSetting, writeSetting } from './desk/records/settings/raw-settings.ts';
import type { Emit } from './ipc/events.ts';
import { registerHandlers } from './ipc/register.ts';
import type { Log } from './log/log.ts';
import type { Program } from './program.ts';
import type { ProgramParts } from './program-base.ts';
import { doneInTime } from './with-timeout.ts';

// What happens behind the window while its page loads: the database is opened, and when the page can be seen, the program itself
// (program.ts) starts.

/** The page has painted within this time; if it never does, the program starts anyway. */
const paintedAtLatestMs = 2_000;
/** A minimised window has no picture. */
const seenAtLatestMs = 250;
const onePixel = { x: 0, y: 0, width: 1, height: 1 };

/** A start that has got as far as its window. */
export type Start = DataDir & {
  /** Hidden, and loading its page; null if this start shows no window. */
  readonly page: BrowserWindow | null;
  readonly pageUrl: string;
  /** The folder of the built page. */
  readonly pages: string;
  readonly switches: Switches;
  readonly policy: Policy;
  readonly now: () => Date;
  readonly log: Log;
  readonly announceGraphics: ((window: BrowserWindow) => Promise<void>) | null;
  /** Passes on second starts, also those until now. */
  readonly followSecondStarts: (follow: (second: Switches) => void) => void;
};

type Desk = Pick<ProgramParts, 'db' | 'opened' | 'access' | 'memory' | 'endFirst'> & {
  readonly closeDatabase: () => void;
};

// For what goes on no further because the program is about to end.
const never = <T>(): Promise<T> => new Promise(() => undefined);

let window: BrowserWindow | null = null;
let isEnding = false;
// An unattended start exits with this code unless all of its files were imported.
let exitCode = 0;

/** Opens the database, shows the window when its page has drawn, and starts the program. */
export async function goOn(start: Start): Promise<void> {
  const { page, pageUrl, switches, log } = start;
  if (switches.exitWhenDone) exitCode = startCodes.failed;
  let called = (): void => undefined;
  const firstCall = new Promise<void>((resolve) => (called = resolve));
  const opening = openDesk(start);
  const isProgramFirst = page === null || importsBeforeWindow(switches);
  const starting = opening.then(async (desk) => {
    // The page shows small files of the command line from the beginning; otherwise it comes first. While this thread loads the program, the
    // page and the graphics process wait for it: so it does that after the first paint.
    if (!isProgramFirst) await painted(page);
    return loadProgram(start, desk);
  });
  // Registered before the database is open: if that takes long, the page asks earlier.
  registerHandlers({
    answer: () => starting.then(({ answer }) => answer),
    memory: () => opening.then(({ memory }) => memory),
    pageUrl,
    called,
  });
  const filesIn = starting.then((program) => program.filesIn);
  // Before anything is awaited: the page may be loaded by then.
  if (page) whenReady(page, switches, filesIn, log);
  const desk = await opening;
  if (isProgramFirst) await starting;
  if (page?.isDestroyed()) return app.quit();
  if (page === null) {
    if (await filesIn) exitCode = 0;
    return app.quit();
  }
  window = page;
  show(start, page, desk, firstCall);
  attach(start, page, await starting);
  void start.announceGraphics?.(page).catch((error: unknown) => log.error('graphics.not-told', error));
}

async function openDesk(start: Start): Promise<Desk> {
  const { dataDir, isNew, chromiumFault, switches, log, now } = start;
  const access = await protectOnWindows(dataDir, isNew, log);
  const isUnattended = switches.exitWhenDone;
  const opened = await openDeskOrAsk({ dataDir, migrations, now, log, chromiumFault, isUnattended });
  if (!opened) {
    app.exit(lockHolderOf(dataDir) ? startCodes.dataFolderHeld : exitCode);
    return never();
  }
  performance.mark('database.open');
  const db = opened.db as ReadableDB;
  const closeDatabase = (): void => {
    const error = closeDesk(db);
    if (error) log.error('database.not-closed', error);
  };
  const memory = openPageMemory(
    readRawSetting(db, 'pageMemory'),
    (texts) => writeSetting(db, 'pageMemory', texts),
    (error) => log.warn('page-memory.not-kept', {}, error),
  );
  // The program adds its own steps in front as they start.
  const cleanUp: CleanUpStep[] = [
    { name: 'page-memory', run: memory.write },
    { name: 'database', run: closeDatabase },
  ];
  manageLifecycle({ cleanUp, atOnce: closeDatabase, log, exitCode: () => exitCode });
  app.once('before-quit', () => (isEnding = true));
  // Before the page has drawn anything.
  useColorScheme(colorSchemeIn(readRawSetting(db, 'appearance')));
  return { db, opened, access, memory, closeDatabase, endFirst: (steps) => void cleanUp.unshift(...steps) };
}

const emit: Emit = (event, payload) => {
  if (window && !window.isDestroyed()) window.webContents.send(event, payload);
};

async function loadProgram(
  { dataDir, switches, policy, now, log, pages }: Start,
  { db, opened, access, memory, endFirst }: Desk,
): Promise<Program> {
  const program = await import('./program.ts');
  performance.mark('program.loaded');
  // The window was closed right away: the database is about to close, and no work may start on it.
  if (isEnding) return never();
  const started = await program.startProgram({
    db: asDeskDatabase(opened.db),
    opened,
    access,
    memory,
    endFirst,
    dataDir,
    switches,
    policy,
    window: () => window,
    emit,
    nameOtherSystem: (name) => window && showMenu({ dataDir, policy, now, log, pages }, window, db, name),
    now,
    log,
    isEnding: () => isEnding,
  });
  performance.mark('program.started');
  return started;
}

function show(
  start: Start,
  page: BrowserWindow,
  { db, closeDatabase }: Desk,
  firstCall: Promise<void>,
): void {
  showMainWindow(page, {
    stored: readRawSetting(db, 'window'),
    isMinimised: start.switches.minimised || wasOpenedAtLogin(),
    // The page calls when it has drawn: its components ask for their data.
    drawn: firstCall,
    save: (state) => {
      try {
        writeSetting(db, 'window', state);
      } catch (error) {
        // The position of the window is not worth a message on exit.
        start.log.warn('window.not-kept', {}, error);
      }
    },
  });
  quitWithWindow(page, closeDatabase);
  showMenu(start, page, db, '');
}

/**
 * Waits until the page can be seen. `ready-to-show` comes before that, and the first picture needs this thread. A copy of one pixel is
 * answered after that picture.
 */
const painted = (page: BrowserWindow): Promise<boolean> =>
  doneInTime(
    paintedAtLatestMs,
    once(page, 'ready-to-show')
      .then(() => doneInTime(seenAtLatestMs, page.webContents.capturePage(onePixel)))
      // The window was closed meanwhile.
      .catch(() => undefined),
  );

/** On macOS a login item has no switches. */
const wasOpenedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

function showMenu(
  { dataDir, policy, now, log, pages }: Pick<Start, 'dataDir' | 'policy' | 'now' | 'log' | 'pages'>,
  shown: BrowserWindow,
  db: ReadableDB,
  otherSystem: string,
): void {
  buildMenu((command) => emit('command', { command }), {
    isMac: process.platform === 'darwin',
    isDevelopment: !app.isPackaged,
    close: () => shown.close(),
    appName: app.getName(),
    otherSystem,
    showAbout: () => void showAbout(shown, { dataDir, pages, supportAddress: policy.values.SupportAddress }),
    // Loaded on demand: the start does not need it.
    copySupportReport: () =>
      void import('./app/support-report.ts')
        .then(({ copySupportReport }) => copySupportReport(shown, { db, dataDir, now, policy }))
        .catch((error: unknown) => log.error('support-report.failed', error)),
  });
}

function attach({ followSecondStarts }: Start, shown: BrowserWindow, program: Program): void {
  program.attach(shown);
  shown.on('close', (event) => {
    if (isEnding) return;
    event.preventDefault();
    // The question would not be seen.
    if (shown.isMinimized()) shown.restore();
    program.closeAsked();
  });
  followSecondStarts((second) => {
    // The second start reported that it exits without having done anything.
    if (second.exitWhenDone) return;
    if (!second.minimised) bringToFront(shown);
    program.secondStart(second);
  });
}
