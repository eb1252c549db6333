import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../shared/ipc/events.ts';

export type MenuOptions = {
  readonly isMac: boolean;
  /** Adds reloading and the developer tools. */
  readonly isDevelopment: boolean;
  readonly appName: string;
  readonly showAbout: () => void;
  readonly copyDiagnostics: () => void;
};

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The program's menu. Every key that works anywhere stands in it (design.md, Keys). */
export const menuTemplate = (
  send: (command: MenuCommand) => void,
  options: MenuOptions,
): MenuItemConstructorOptions[] => {
  const item = (label: string, command: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    accelerator,
    click: () => send(command),
  });
  const settings = item('Settings', 'go.settings', 'CmdOrCtrl+,');
  const about = { label: `About ${options.appName}`, click: options.showAbout };
  const quit: MenuItemConstructorOptions = { role: 'quit', accelerator: 'CmdOrCtrl+Q' };
  return [
    ...(options.isMac ? [macMenu(options.appName, about, settings, quit)] : []),
    {
      label: '&File',
      submenu: [
        item('Print Slip', 'print.slip', 'F4'),
        separator,
        item('Switch Operator …', 'session.switch', 'CmdOrCtrl+Shift+O'),
        item('Sign Out', 'session.signOut', 'CmdOrCtrl+Shift+L'),
        ...(options.isMac ? [] : [separator, settings, separator, quit]),
      ],
    },
    editMenu(item('Undo Last Step', 'undo.lastStep', 'CmdOrCtrl+Z')),
    viewMenu(options.isDevelopment),
    {
      label: '&Go',
      submenu: [
        item('Today', 'go.today', 'CmdOrCtrl+1'),
        item('Receiving Items', 'go.receiving', 'CmdOrCtrl+2'),
        item('Borrowing Requests', 'go.requests', 'CmdOrCtrl+3'),
        item('Manage Patron Services', 'go.patronServices', 'CmdOrCtrl+4'),
        item('Return Items', 'go.returnItems', 'CmdOrCtrl+5'),
        item('Scan In Items', 'go.scanIn', 'CmdOrCtrl+6'),
        item('Slips', 'go.slips', 'CmdOrCtrl+7'),
        item('Letters and messages', 'go.letters', 'CmdOrCtrl+8'),
        separator,
        item('Scan Box', 'focus.scanBox', 'F2'),
        item('Search Requests', 'focus.search', 'F3'),
        item('Go to, Do, Find …', 'show.palette', 'CmdOrCtrl+K'),
      ],
    },
    {
      role: 'help',
      label: '&Help',
      submenu: [
        item('Keys', 'show.keys', 'F1'),
        separator,
        { label: 'Copy Diagnostics', click: options.copyDiagnostics },
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

// The page decides what undo means: in a text field with text it is the text's, otherwise the last step's.
const editMenu = (undo: MenuItemConstructorOptions): MenuItemConstructorOptions => ({
  label: '&Edit',
  submenu: [
    undo,
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    separator,
    { role: 'selectAll' },
  ],
});

const viewMenu = (isDevelopment: boolean): MenuItemConstructorOptions => ({
  label: '&View',
  submenu: [
    { role: 'resetZoom', label: 'Actual Size' },
    { role: 'zoomIn', label: 'Larger' },
    // The same without Shift, on keyboards where the plus sign needs it.
    { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut', label: 'Smaller' },
    separator,
    { role: 'togglefullscreen' },
    ...(isDevelopment ? ([separator, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ],
});
