import { app, type BrowserWindow } from 'electron';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { showAbout } from './app/about.ts';
import type { CleanUpStep } from './app/lifecycle.ts';
import { abortStart, abortStartInWindow, failedWords, startCodes } from './app/abort-start.ts';
import { resolveDataDir } from './app/data-dir.ts';
import { dataDirOf } from './app/data-folder.ts';
import { identify } from './app/identity.ts';
import { handleUncaughtErrors } from './app/last-resort.ts';
import { manageLifecycle, quitWithWindow } from './app/lifecycle.ts';
import { bringToFront, createMainWindow } from './app/main-window.ts';
import { buildMenu } from './app/menu.ts';
import { whyNotNew } from './app/new-files.ts';
import { exitIfNoDisplay } from './app/no-display.ts';
import { openPageMemory } from './app/page-memory.ts';
import { type DataAccess, makeFilesPrivate, protectOnWindows } from './app/private-files.ts';
import { checkPolicy, type Policy } from '../../shared/domain/policy-checks.ts';
import { policySource } from './app/policy/policy-source.ts';
import { switchesUnderPolicy } from './app/policy/switches-under-policy.ts';
import { exitIfNotAllowed, exitIfRefusedByPolicy } from './app/refuse-switches.ts';
import { registerAppScheme, servePage } from './app/protocol.ts';
import { whenReady } from './app/ready.ts';
import { codeOfQuit, endSecondStart } from './app/second-start.ts';
import { closeNetwork, restrictNavigation } from './app/security.ts';
import { claimDataDir, lockHolderOf } from './app/single-instance.ts';
import { openDeskOrAsk } from './app/start-fault.ts';
import { importsBeforeWindow } from './app/start-import.ts';
import { configureGraphics } from './app/software-drawing.ts';
import type { Switches } from './app/switches.ts';
import { parseSwitches, switchNames, typedFolder } from './app/switches.ts';
import { systemVariables } from './app/system-variables.ts';
import { colorSchemeIn, useColorScheme } from './app/theme.ts';
import { migrations } from './db/migrations/index.ts';
import { asDeskDatabase } from './db/open.ts';
import { closeDesk, type OpenedDesk } from './db/start.ts';
import type { ReadableDB } from './db/types.ts';
import { readRawSetting, writeSetting } from './desk/records/settings/raw-settings.ts';
import type { Emit } from './ipc/events.ts';
import { registerHandlers } from './ipc/register.ts';
import { openLog } from './log/log.ts';
import type { Program } from './program.ts';
import type { ProgramParts } from './program-base.ts';
import { doneInTime } from './with-timeout.ts';
import { t } from '../../shared/words/words.ts';

// How the program starts: the data folder, the database, the window, and behind it the program itself (program.ts). Only what the window
// needs is imported here: all of it is loaded before the window can begin to load its page. The performance marks show where the time of a
// start goes (tests/bench/start.bench.ts).

/** The page has painted within this time; if it never does, the program starts anyway. */
const paintedAtLatestMs = 2_000;
/** A minimised window has no picture. */
const seenAtLatestMs = 250;
const onePixel = { x: 0, y: 0, width: 1, height: 1 };

performance.mark('main.loaded');
// Before anything else: what such a switch opens is open as soon as Electron is ready.
if (app.isPackaged) exitIfNotAllowed(process.argv.slice(1), process.env);
const policy = policyOfComputer();
exitIfRefusedByPolicy(process.argv.slice(1), policy.values.RefusedSwitches ?? []);
const switches = switchesUnderPolicy(
  parseSwitches(process.argv.slice(1), typedFolder(process.env, process.cwd())),
  policy.values,
);
// A program that never ran here has nothing to end, and gets no data folder for that.
if (switches.quit && !existsSync(dataDirOf(switches.dataDir))) process.exit(codeOfQuit());
const whyNoFile = whyNotNew(switches, dataDirOf(switches.dataDir));
if (whyNoFile !== null) abortStart(whyNoFile, startCodes.fileNotNew);
exitIfNoDisplay(switches);
identify();
makeFilesPrivate();
const { dataDir, isNew, chromiumFault, logFolder } = resolveDataDir(switches);
const pages = join(import.meta.dirname, '../renderer');
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const now = (): Date => new Date();
const log = openLog({ folder: logFolder, now });
handleUncaughtErrors(log);
// These must run before Electron is ready, so before anything is awaited.
registerAppScheme();
closeNetwork(devServer !== undefined);
let window: BrowserWindow | null = null;
let isEnding = false;
const emit: Emit = (event, payload) => {
  if (window && !window.isDestroyed()) window.webContents.send(event, payload);
};
const earlyStarts: Switches[] = [];
let onSecondStart = (second: Switches): void => void earlyStarts.push(second);
const typedIn = typedFolder(process.env, process.cwd());
const isFirst = claimDataDir(dataDir, process.argv.slice(1), typedIn, (second) => onSecondStart(second));
const announceGraphics = isFirst ? configureGraphics({ dataDir, now, log }) : null;
// An unattended start exits with this code unless all of its files were imported.
let exitCode: number = switches.exitWhenDone ? startCodes.failed : 0;
// Not awaited: Electron becomes ready only when this module has finished.
if (!isFirst || switches.quit) void endSecondStart({ dataDir, switches });
else void start().catch(failed);

function policyOfComputer(): Policy {
  const { raw, whyUnread } = policySource();
  const checked = checkPolicy(raw, {
    isWindows: process.platform === 'win32',
    variables: systemVariables(),
    switches: switchNames,
  });
  return { ...checked, whyUnread };
}

async function failed(error: unknown): Promise<void> {
  log.error('start.failed', error);
  const advice = t(
    'Nothing that was saved is lost. Try again; if it still does not start, report the problem with the log in {dataDir}.',
    { dataDir },
  );
  await abortStartInWindow(failedWords(error, advice), startCodes.failed);
}

async function start(): Promise<void> {
  for (const problem of switches.problems) process.stderr.write(`${problem}\n`);
  // The support report names them.
  if (policy.whyUnread !== null) log.warn('policy.unread');
  if (policy.problems.length > 0) log.warn('policy.ignored', { values: policy.problems.length });
  const access = await protectOnWindows(dataDir, isNew, log);
  const opened = await openDeskOrAsk({
    dataDir,
    migrations,
    now,
    log,
    chromiumFault,
    isUnattended: switches.exitWhenDone,
  });
  if (!opened) return app.exit(lockHolderOf(dataDir) ? startCodes.dataFolderHeld : exitCode);
  performance.mark('database.open');
  await app.whenReady();
  performance.mark('electron.ready');
  await run(opened, access);
}

async function run(opened: OpenedDesk, access: DataAccess): Promise<void> {
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
  const startProgram = (): Promise<Program> => loadProgram({ db, opened, access, memory, cleanUp });
  if (switches.exitWhenDone) {
    const { filesIn } = await startProgram();
    if (await filesIn) exitCode = 0;
    return app.quit();
  }
  // The page shows small files from the beginning; otherwise the page comes first. While this thread loads the program, the page and the
  // graphics process wait for it: so it does that after the first paint.
  const before = importsBeforeWindow(switches) ? await startProgram() : null;
  const pageUrl = servePage(pages, devServer);
  restrictNavigation({ pageUrl, externalHosts: [], log });
  useColorScheme(colorSchemeIn(readRawSetting(db, 'appearance')));
  let called = (): void => undefined;
  const firstCall = new Promise<void>((resolve) => (called = resolve));
  window = openWindow(db, pageUrl, firstCall);
  performance.mark('window.created');
  quitWithWindow(window, closeDatabase);
  showMenu(window, db, '');
  const starting = before ? Promise.resolve(before) : painted(window).then(startProgram);
  registerHandlers(
    starting.then(({ answer }) => answer),
    pageUrl,
    memory,
    () => called(),
  );
  whenReady(
    window,
    switches,
    starting.then(({ filesIn }) => filesIn),
    log,
  );
  attach(window, await starting);
  void announceGraphics?.(window).catch((error: unknown) => log.error('graphics.not-told', error));
}

type Opened = Pick<ProgramParts, 'db' | 'opened' | 'access' | 'memory'> & { readonly cleanUp: CleanUpStep[] };

async function loadProgram({ cleanUp, ...parts }: Opened): Promise<Program> {
  const program = await import('./program.ts');
  performance.mark('program.loaded');
  // The window was closed right away: the database is about to close, and no work may start on it.
  if (isEnding) return new Promise(() => undefined);
  const started = await program.startProgram({
    ...parts,
    db: asDeskDatabase(parts.opened.db),
    dataDir,
    switches,
    policy,
    window: () => window,
    emit,
    nameOtherSystem: (name) => window && showMenu(window, parts.db, name),
    now,
    log,
    endFirst: (steps) => void cleanUp.unshift(...steps),
    isEnding: () => isEnding,
  });
  performance.mark('program.started');
  return started;
}

function openWindow(db: ReadableDB, url: string, firstCall: Promise<void>): BrowserWindow {
  return createMainWindow({
    url,
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    stored: readRawSetting(db, 'window'),
    isMinimised: switches.minimised || wasOpenedAtLogin(),
    // The page calls when it has drawn: its components ask for their data.
    drawn: firstCall,
    save: (state) => {
      try {
        writeSetting(db, 'window', state);
      } catch (error) {
        // The position of the window is not worth a message on exit.
        log.warn('window.not-kept', {}, error);
      }
    },
    log,
  });
}

/**
 * Waits until the page can be seen. `ready-to-show` comes before that, and the first picture needs this thread. A copy of one pixel is
 * answered after that picture.
 */
const painted = (shown: BrowserWindow): Promise<boolean> =>
  doneInTime(
    paintedAtLatestMs,
    once(shown, 'ready-to-show')
      .then(() => doneInTime(seenAtLatestMs, shown.webContents.capturePage(onePixel)))
      // The window was closed meanwhile.
      .catch(() => undefined),
  );

/** On macOS a login item has no switches. */
const wasOpenedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

function showMenu(shown: BrowserWindow, db: ReadableDB, otherSystem: string): void {
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

function attach(shown: BrowserWindow, program: Program): void {
  program.attach(shown);
  shown.on('close', (event) => {
    if (isEnding) return;
    event.preventDefault();
    // The question would not be seen.
    if (shown.isMinimized()) shown.restore();
    program.closeAsked();
  });
  onSecondStart = (second) => {
    // The second start reported that it exits without having done anything.
    if (second.exitWhenDone) return;
    if (!second.minimised) bringToFront(shown);
    program.secondStart(second);
  };
  for (const second of earlyStarts) onSecondStart(second);
}
