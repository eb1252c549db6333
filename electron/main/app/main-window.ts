import { app, BrowserWindow, Menu, screen } from 'electron';
import { language } from '../../../shared/words/language.ts';
import { languageSwitch } from '../../../shared/ipc/channels.ts';
import type { Log } from '../log/log.ts';
import { keepPageAlive } from './page-health.ts';
import { windowBackground } from './theme.ts';
import { windowIcon } from './window-icon.ts';
import { placeWindow, smallestWindow, type WindowState } from './window-state.ts';

/** If the page never says that it has painted, the window is shown all the same: staff must see that something runs. */
const showAtLatestMs = 5_000;

export type MainWindowOptions = {
  /** The address of the page. */
  readonly url: string;
  /** Path of the built preload. */
  readonly preload: string;
  /** What was stored with `save`; anything else is ignored. */
  readonly stored: unknown;
  /** Stores where the window was; called when it closes and before the program quits, while the database is open. */
  readonly save: (state: WindowState) => void;
  readonly log: Log;
};

/**
 * Makes the program's window and loads the page. It is shown when the page has painted. Closing it quits the program
 * (lifecycle.ts). The app must be ready.
 */
export const createMainWindow = (options: MainWindowOptions): BrowserWindow => {
  const { maximised, ...bounds } = placeWindow(options.stored, workAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
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
      // Compiled scripts are kept from the first start on, not only after they have run often.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: !app.isPackaged,
      // Scans are answered with sounds before anybody has clicked.
      autoplayPolicy: 'no-user-gesture-required',
      // Timers of the page go on while another window covers it.
      backgroundThrottling: false,
    },
  });
  showWhenPainted(window, maximised);
  remember(window, options.save);
  offerEditMenu(window);
  keepPageAlive(window, options.url, options.log);
  window.loadURL(options.url).catch((error: unknown) => options.log.error('page.not-loaded', error));
  return window;
};

const workAreas = (): [Electron.Rectangle, ...Electron.Rectangle[]] => {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main.workArea, ...others.map(({ workArea }) => workArea)];
};

const showWhenPainted = (window: BrowserWindow, maximised: boolean): void => {
  const show = (): void => {
    clearTimeout(latest);
    if (window.isDestroyed() || window.isVisible()) return;
    if (maximised) window.maximize();
    window.show();
  };
  const latest = setTimeout(show, showAtLatestMs);
  window.once('ready-to-show', show);
};

const remember = (window: BrowserWindow, save: (state: WindowState) => void): void => {
  const saveNow = (): void => {
    if (window.isDestroyed()) return;
    save({ ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  window.on('close', saveNow);
  app.on('before-quit', saveNow);
  window.once('closed', () => app.removeListener('before-quit', saveNow));
};

/** Brings the window to the front: a second start of the program lands here. */
export const bringToFront = (window: BrowserWindow): void => {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

/** A context menu with the usual commands for text fields and selected text. The page has menus of its own for the rest. */
const offerEditMenu = (window: BrowserWindow): void => {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const copy = { role: 'copy' } as const;
    Menu.buildFromTemplate(
      isEditable ? [{ role: 'cut' }, copy, { role: 'paste' }, { role: 'selectAll' }] : [copy],
    ).popup({ window });
  });
};
