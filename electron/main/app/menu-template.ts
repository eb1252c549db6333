import type { MenuItemConstructorOptions } from 'electron';
import type { Command, MenuCommand } from '../../../shared/domain/commands.ts';
import { commands, goTo } from '../../../shared/domain/commands.ts';
import type { Page } from '../../../shared/domain/pages.ts';
import { pageLabel, pageNames, pages } from '../../../shared/domain/pages.ts';
import { t } from '../../../shared/words/words.ts';

export type MenuOptions = {
  readonly isMac: boolean;
  /** Adds reloading and the developer tools. */
  readonly isDevelopment: boolean;
  readonly appName: string;
  /** The configured name of the other system; empty if there is none. */
  readonly otherSystem: string;
  readonly showAbout: () => void;
  readonly copySupportReport: () => void;
  /** Closes the window as its own button does, which asks about unsaved input. */
  readonly close: () => void;
};

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Returns the program's menu. It contains every shortcut that works anywhere. */
export const menuTemplate = (
  send: (command: MenuCommand) => void,
  options: MenuOptions,
): MenuItemConstructorOptions[] => {
  const item = (label: string, command: MenuCommand, keys: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    accelerator: keys.replace('Ctrl', 'CmdOrCtrl'),
    click: () => send(command),
  });
  const toPage = (page: Page): MenuItemConstructorOptions =>
    item(pageLabel(page, options.otherSystem), goTo(page), pages[page].keys);
  const does = (command: Command): MenuItemConstructorOptions =>
    item(commands[command].menu, command, commands[command].keys);
  // Each operating system has its own place for these.
  const settings = toPage('settings');
  const about = { label: t('About {app}', { app: options.appName }), click: options.showAbout };
  // Not the role of Electron, which ends the program without a question.
  const label = options.isMac ? t('Quit {app}', { app: options.appName }) : t('Close');
  const quit = { label, click: options.close, accelerator: 'CmdOrCtrl+Q' };
  return [
    ...(options.isMac ? [macMenu(options.appName, about, settings, quit)] : []),
    {
      label: t('&File'),
      submenu: [
        does('print.slip'),
        does('export.list'),
        separator,
        does('session.switch'),
        does('session.signOut'),
        ...(options.isMac ? [] : [separator, settings, separator, quit]),
      ],
    },
    editMenu(does('undo.lastStep'), does('redo.lastStep')),
    viewMenu(options.isDevelopment),
    {
      label: t('&Go'),
      submenu: [
        ...pageNames.filter((page) => page !== 'settings').map(toPage),
        separator,
        does('focus.scanBox'),
        does('focus.search'),
        does('show.palette'),
      ],
    },
    {
      role: 'help',
      label: t('&Help'),
      submenu: [
        does('show.help'),
        separator,
        { label: t('Copy support report'), click: options.copySupportReport },
        ...(options.isMac ? [] : [separator, about]),
      ],
    },
  ];
};

const macMenu = (
  label: string,
  about: MenuItemConstructorOptions,
  settings: MenuItemConstructorOptions,
  quit: MenuItemConstructorOptions,
): MenuItemConstructorOptions => ({
  label,
  submenu: [
    about,
    separator,
    settings,
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    quit,
  ],
});

// The page decides what undo and redo apply to: the text of a non-empty text field, otherwise the last step.
const editMenu = (
  undo: MenuItemConstructorOptions,
  redo: MenuItemConstructorOptions,
): MenuItemConstructorOptions => ({
  label: t('&Edit'),
  submenu: [
    undo,
    redo,
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    separator,
    { role: 'selectAll' },
  ],
});

const viewMenu = (isDevelopment: boolean): MenuItemConstructorOptions => ({
  label: t('&View'),
  submenu: [
    { role: 'resetZoom', label: t('Actual size') },
    { role: 'zoomIn', label: t('Larger') },
    // The same without Shift, for keyboards on which the plus sign needs it.
    { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut', label: t('Smaller') },
    separator,
    { role: 'togglefullscreen' },
    ...(isDevelopment ? ([separator, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ],
});
