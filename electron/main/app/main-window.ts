import { app, BrowserWindow, Menu, screen } from 'electron';
import { language } from '../../../shared/words/language.ts';
import { languageSwitch } from '../../../shared/ipc/channels.ts';
import type { Log } from '../log/log.ts';
import { reloadCrashedPage } from './page-health.ts';
import { windowBackground } from './theme.ts';
import { windowIcon } from './window-icon.ts';
import { placeWindow, smallestWindow, type WindowState } from './window-state.ts';

/** If the page is not loaded by then, the window is shown all the same: staff must see that something is running. */
const showAtLatestMs = 5_000;

type MainWindowOptions = {
  /** The address of the page. */
  readonly url: string;
  /** Path of the built preload script. */
  readonly preload: string;
  /** What was stored with `save`; anything else is ignored. */
  readonly stored: unknown;
  /** Stores the window's position; called when it closes and before the program quits, while the database is open. */
  readonly save: (state: WindowState) => void;
  /** Shows it minimised. */
  readonly isMinimised: boolean;
  /** Settles when the page has drawn without painting: the window is shown then, and paints. */
  readonly drawn: Promise<unknown>;
  readonly log: Log;
};

/**
 * Creates the program's window and loads the page. It is shown when the page's scripts have run. Closing it quits the program
 * (lifecycle.ts). The app must be ready.
 */
export const createMainWindow = (options: MainWindowOptions): BrowserWindow => {
  const { maximised, ...bounds } = placeWindow(options.stored, workAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    // A page that may paint waits for the graphics process, which starts up meanwhile, before it runs any script.
    paintWhenInitiallyHidden: false,
    title: app.getName(),
    ...windowIcon(),
    backgroundColor: windowBackground(),
    webPreferences: {
      preload: options.preload,
      additionalArguments: [`${languageSwitch}${language}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Compiled scripts are cached from the first start on, not only after frequent use.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: !app.isPackaged,
      // Scans are answered with sounds before the user has clicked anywhere.
      autoplayPolicy: 'no-user-gesture-required',
      // Timers of the page continue while another window covers it.
      backgroundThrottling: false,
    },
  });
  showAfter(options.drawn, window, maximised, options.isMinimised);
  remember(window, maximised, options.save);
  offerEditMenu(window);
  reloadCrashedPage(window, options.url, options.log);
  window.loadURL(options.url).catch((error: unknown) => options.log.error('page.not-loaded', error));
  return window;
};

const workAreas = (): [Electron.Rectangle, ...Electron.Rectangle[]] => {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main.workArea, ...others.map(({ workArea }) => workArea)];
};

const showAfter = (
  drawn: Promise<unknown>,
  window: BrowserWindow,
  maximised: boolean,
  isMinimised: boolean,
): void => {
  const show = (): void => {
    clearTimeout(latest);
    if (window.isDestroyed() || window.isVisible()) return;
    if (isMinimised) {
      if (maximised) window.once('restore', () => window.maximize());
      window.minimize();
      return;
    }
    if (maximised) window.maximize();
    window.show();
  };
  const latest = setTimeout(show, showAtLatestMs);
  void drawn.then(show);
};

const remember = (window: BrowserWindow, maximised: boolean, save: (state: WindowState) => void): void => {
  // A minimised window is not maximised, but may be so when it is shown again.
  let isMaximised = maximised;
  window.on('maximize', () => (isMaximised = true));
  window.on('unmaximize', () => (isMaximised = false));
  const saveNow = (): void => {
    if (window.isDestroyed()) return;
    save({
      ...window.getNormalBounds(),
      maximised: window.isMinimized() ? isMaximised : window.isMaximized(),
    });
  };
  window.on('close', saveNow);
  app.on('before-quit', saveNow);
  window.once('closed', () => app.removeListener('before-quit', saveNow));
};

/** Brings the window to the front, for a second start of the program. */
export const bringToFront = (window: BrowserWindow): void => {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

/** Adds a context menu with the usual commands for text fields and selected text. The page has its own menus for everything else. */
const offerEditMenu = (window: BrowserWindow): void => {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const copy = { role: 'copy' } as const;
    Menu.buildFromTemplate(
      isEditable ? [{ role: 'cut' }, copy, { role: 'paste' }, { role: 'selectAll' }] : [copy],
    ).popup({ window });
  });
};
