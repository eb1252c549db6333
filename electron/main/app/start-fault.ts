import { app, BrowserWindow, session, shell } from 'electron';
import { rebuildIndexes, restoreNewestBackup, setAsideForEmpty } from '../db/recover.ts';
import { setForeignLogAside } from '../db/set-aside.ts';
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

/** A window that asks what to do about a fault. It has no scripts and no preload: its buttons are forms that we answer. */
type FaultWindow = {
  /** Shows a fault and waits for a choice. Closing the window chooses `quit`. */
  readonly ask: (fault: StartFault, notice: string) => Promise<Choice>;
  /** Says that the program is at work. */
  readonly wait: () => void;
  readonly close: () => void;
};

/** A start that takes longer says what it is about: a check, or a copy before an update, of a large library. */
const patienceMs = 1_000;

/** What the opening needs before anybody has chosen anything. */
type Unchosen = Omit<OpenOptions, keyof Accepted>;

/**
 * Opens the desk's database. When that takes long, staff see that it does; when it fails, staff see why and choose a way out, as often as it takes.
 * Works before the app is ready too: a good start waits for nothing.
 * What is wrong is said on stderr too; where nobody is there to choose (`isUnattended`) that is all.
 * @param openFile opens it; given by tests of how long that may take.
 * @returns null when staff chose to quit, or nobody is there to choose.
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
    // The engine got a folder of its own for this: with it the desk would work without the lock of the data folder.
    if (fault) return { ok: false, fault: startFault('chromium-read-only', fault.folder, fault.code) };
    const opening = openFile({ ...options, ...accepted });
    const isSoon = await doneInTime(patienceMs, opening);
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
  const goesOn = await tellOfSetAside(opened, options, (fault) => {
    window ??= makeFaultWindow();
    return window.ask(fault, '');
  });
  window?.close();
  if (goesOn) return opened;
  closeDesk(opened.db);
  return null;
};

/**
 * Says that another database was in the place of this one and was set aside, and where it is.
 * @returns whether staff go on with the new one. Where nobody is there to choose the program goes on.
 */
const tellOfSetAside = async (
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
        if (fault.kind === 'older') setForeignLogAside(databaseFileOf(options.dataDir), options.now());
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
      'The indexes could not be rebuilt, because the database contains something twice that may be there only once. Nothing was changed. Continue with the newest good backup, or ask for help.',
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
  // This window goes before the main one comes: that is not the end of the program.
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
        // Loading is given up when the window is closed meanwhile; the choice is `quit` then.
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
