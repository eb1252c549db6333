import { app, BrowserWindow, session, shell } from 'electron';
import { rebuildIndexes, restoreNewestBackup, setAsideForEmpty } from '../db/recover.ts';
import { setAsideForeignLog } from '../db/set-aside.ts';
import { closeDesk, databaseFileOf, openDeskFile, type OpenedDesk, type OpenOptions } from '../db/start.ts';
import {
  emptyDatabaseWord,
  startFault,
  startWays,
  type StartFault,
  type StartWay,
} from '../db/start-faults.ts';
import type { Accepted } from '../db/inspect-file.ts';
import type { Log } from '../log/log.ts';
import { doneInTime } from '../with-timeout.ts';
import { choicePath, documentPolicy, startFaultDocument, waitDocument } from './documents.ts';
import type { DataDir } from './data-dir.ts';
import { denyPermissions } from './security.ts';
import { windowBackground } from './theme.ts';
import { parseUrl } from './trusted-urls.ts';
import { windowIcon } from './window-icon.ts';
import { t } from '../../../shared/words/words.ts';

const address = 'app://start/';

type Choice = { readonly way: StartWay; readonly typed: string };

/**
 * A window that asks how to deal with a fault. It has no scripts and no preload: its buttons are forms whose requests the program answers.
 */
type FaultWindow = {
  /** Shows a fault and waits for a choice. Closing the window chooses `quit`. */
  readonly ask: (fault: StartFault, notice: string) => Promise<Choice>;
  /** Shows that the program is working. */
  readonly wait: () => void;
  readonly close: () => void;
};

/** After this time the start shows what it is doing: checking a large library, or copying it before an update. */
const timeoutMs = 1_000;

/** What opening needs before any choice is made. */
type Unchosen = Omit<OpenOptions, keyof Accepted>;

/**
 * Opens the desk's database. If that takes long, staff see a progress page; if it fails, staff see the reason and choose a way out, as
 * often as needed. Also works before the app is ready: a successful start waits for nothing. Faults are also written to stderr; at an
 * unattended start (`isUnattended`) that is all.
 * @param openFile opens it; replaced by tests of slow starts.
 * @returns null if staff chose to quit, or no user is there to choose.
 */
export const openDeskOrAsk = async (
  options: Unchosen & {
    readonly log: Log;
  } & Partial<Pick<DataDir, 'chromiumFault'>>,
  openFile: typeof openDeskFile = openDeskFile,
): Promise<OpenedDesk | null> => {
  let window: FaultWindow | null = null;
  const fault = options.chromiumFault ?? null;
  const open = async (accepted: Accepted): ReturnType<typeof openDeskFile> => {
    // The engine was given a temporary folder for this window: with it, the desk would run without the lock of the data folder.
    if (fault) return { ok: false, fault: startFault('chromium-read-only', fault.folder, fault.code) };
    const opening = openFile({ ...options, ...accepted });
    const isSoon = await doneInTime(timeoutMs, opening);
    if (!isSoon && !options.isUnattended) {
      await app.whenReady();
      window ??= makeFaultWindow();
      window.wait();
    }
    return opening;
  };
  let opened = await open({});
  let notice = '';
  while (!opened.ok) {
    options.log.warn('start.fault', { kind: opened.fault.kind });
    process.stderr.write(`${opened.fault.sentence}\n`);
    if (options.isUnattended) return null;
    await app.whenReady();
    window ??= makeFaultWindow();
    const choice = await window.ask(opened.fault, notice);
    options.log.info('start.choice', { way: choice.way });
    if (choice.way === 'quit') {
      window.close();
      return null;
    }
    if (choice.way === 'rebuild' || choice.way === 'restore') window.wait();
    const outcome = await carryOut(choice, opened.fault, options);
    notice = outcome.notice;
    if (outcome.openAgain) opened = await open(outcome.accepted);
  }
  const goesOn = await announceSetAside(opened, options, (fault) => {
    window ??= makeFaultWindow();
    return window.ask(fault, '');
  });
  window?.close();
  if (goesOn) return opened;
  closeDesk(opened.db);
  return null;
};

/**
 * Says that another database was in this one's place and was set aside, and where it is.
 * @returns whether staff continue with the new one. At an unattended start the program continues.
 */
const announceSetAside = async (
  { setAsideIn }: OpenedDesk,
  { log, isUnattended, dataDir }: Unchosen & { readonly log: Log },
  ask: (fault: StartFault) => Promise<Choice>,
): Promise<boolean> => {
  if (setAsideIn === null) return true;
  const fault = startFault('other-schema', setAsideIn, '');
  log.warn('start.set-aside');
  process.stderr.write(`${fault.sentence} ${setAsideIn}\n`);
  if (isUnattended) return true;
  await app.whenReady();
  let { way } = await ask(fault);
  for (; way === 'open-folder'; { way } = await ask(fault)) await shell.openPath(dataDir);
  return way === 'go-on';
};

type Outcome = { readonly notice: string; readonly openAgain: boolean; readonly accepted: Accepted };

const stay = (notice: string): Outcome => ({ notice, openAgain: false, accepted: {} });
const openAgain: Outcome = { notice: '', openAgain: true, accepted: {} };

const carryOut = async (
  { way, typed }: Choice,
  fault: StartFault,
  options: Unchosen & { readonly log: Log },
): Promise<Outcome> => {
  try {
    switch (way) {
      case 'retry':
      case 'quit':
        return openAgain;
      case 'open-folder':
        return stay(await shell.openPath(options.dataDir));
      case 'restore':
        return await restore(options);
      case 'rebuild':
        return await rebuild(options.dataDir);
      case 'go-on':
        if (fault.kind === 'older') setAsideForeignLog(databaseFileOf(options.dataDir), options.now());
        return { ...openAgain, accepted: { asItIs: true } };
      case 'start-empty':
        return setAsideForEmpty(options.dataDir, typed, options.now())
          ? { ...openAgain, accepted: { mayBeginEmpty: true } }
          : stay(
              t(
                'Nothing was changed. To start with an empty database, type {emptyDatabaseWord} in capitals.',
                { emptyDatabaseWord },
              ),
            );
    }
  } catch (error) {
    options.log.error('start.choice-failed', error, { way });
    return stay(
      t(
        'That did not work, but nothing was lost. Check that the disk has space and can be written to, then try again.',
      ),
    );
  }
};

const rebuild = async (dataDir: string): Promise<Outcome> => {
  if (await rebuildIndexes(databaseFileOf(dataDir))) return openAgain;
  return stay(
    t(
      'The indexes could not be rebuilt because the database contains a duplicate of something that must be unique. Nothing was changed. Continue with the newest good backup, if one is offered, or ask for help.',
    ),
  );
};

const restore = async (options: Unchosen): Promise<Outcome> => {
  const restored = await restoreNewestBackup(options.dataDir, options.now());
  return restored ? openAgain : stay(t('The data folder has no good backup. Nothing was changed.'));
};

const makeFaultWindow = (): FaultWindow => {
  const pages = session.fromPartition('start-fault');
  denyPermissions(pages);
  let shown: string | null = null;
  let choose: (choice: Choice) => void = () => undefined;
  pages.protocol.handle('app', (request) => {
    const choice = choiceIn(request.url);
    if (choice) choose(choice);
    return new Response(choice || shown === null ? waitDocument() : shown, {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': documentPolicy },
    });
  });
  // This window closes before the main one opens: that must not end the program.
  app.on('window-all-closed', () => undefined);
  const window = new BrowserWindow({
    width: 760,
    height: 700,
    title: app.getName(),
    ...windowIcon(),
    backgroundColor: windowBackground(),
    autoHideMenuBar: true,
    webPreferences: {
      session: pages,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  guard(window);
  window.once('closed', () => choose({ way: 'quit', typed: '' }));
  return {
    wait: () => {
      shown = null;
      if (!window.isDestroyed()) window.loadURL(address).catch(() => undefined);
    },
    ask: (fault, notice) =>
      new Promise((resolve) => {
        choose = resolve;
        if (window.isDestroyed()) return resolve({ way: 'quit', typed: '' });
        shown = startFaultDocument(fault, notice);
        // Loading is aborted if the window is closed in the meantime; the choice is then `quit`.
        window.loadURL(address).catch(() => undefined);
      }),
    close: () => window.destroy(),
  };
};

const guard = ({ webContents }: BrowserWindow): void => {
  webContents.on('will-navigate', (event) => {
    if (!event.url.startsWith(address)) event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
};

const ways: readonly string[] = startWays;

const choiceIn = (requested: string): Choice | null => {
  const url = parseUrl(requested);
  if (!url?.pathname.startsWith(choicePath)) return null;
  const way = url.pathname.slice(choicePath.length);
  return ways.includes(way) ? { way: way as StartWay, typed: url.searchParams.get('typed') ?? '' } : null;
};
