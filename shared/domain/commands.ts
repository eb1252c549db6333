import { type Page, pageNames } from './pages.ts';
import { t } from '../words/words.ts';

type CommandFacts = {
  readonly keys: string;
  /** Its label in the menu of the window. */
  readonly menu: string;
  /** Its label in the palette; null if it is not in the palette. */
  readonly palette: string | null;
  /** Its description in the help on keys. */
  readonly help: string;
};

/** The commands on every page besides going to a page. The page runs them, wherever they come from: menu, palette or a key. */
export const commands = {
  'focus.scanBox': {
    keys: 'F2',
    menu: t('Scan Box'),
    palette: null,
    help: t('Go to the scan box'),
  },
  'focus.search': {
    keys: 'F3',
    menu: t('Search Requests'),
    palette: null,
    help: t('Search requests'),
  },
  'show.palette': {
    keys: 'Ctrl+K',
    menu: t('Find Anything…'),
    palette: null,
    help: t('Go to any page, run any command or find a request: type a few letters, then press Enter'),
  },
  'print.slip': {
    keys: 'F4',
    menu: t('Print Slip'),
    palette: t('Print slip'),
    help: t('Reprint the last item’s slip, or print the return slip where it is offered'),
  },
  'export.list': {
    keys: 'Ctrl+Shift+E',
    menu: t('Export list…'),
    palette: t('Export list…'),
    help: t('Save the list on screen as an Excel workbook or CSV file'),
  },
  'undo.lastStep': {
    keys: 'Ctrl+Z',
    menu: t('Undo Last Step'),
    palette: t('Undo last step'),
    help: t('Undo the last step (in a text field: undo typing)'),
  },
  'redo.lastStep': {
    keys: 'Ctrl+Shift+Z',
    menu: t('Redo Step'),
    palette: t('Redo last undone step'),
    help: t('Redo the last undone step (in a text field: redo typing)'),
  },
  'session.switch': {
    keys: 'Ctrl+Shift+O',
    menu: t('Switch Operator…'),
    palette: t('Switch operator'),
    help: t('Switch operator: type the first letters, then press Enter'),
  },
  'session.signOut': {
    keys: 'Ctrl+Shift+L',
    menu: t('Sign Out'),
    palette: t('Sign out'),
    help: t('Sign out'),
  },
  'show.help': {
    keys: 'F1',
    menu: t('Help'),
    palette: t('Help'),
    help: t('Open or close help beside the page'),
  },
} as const satisfies Record<string, CommandFacts>;

export type Command = keyof typeof commands;

/** Going to a page is a command too. */
type PageCommand = `go.${Page}`;

export const goTo = (page: Page): PageCommand => `go.${page}`;

/** The commands in the menu of the window. */
export type MenuCommand = PageCommand | Command;

export const menuCommands: readonly MenuCommand[] = [
  ...pageNames.map(goTo),
  ...(Object.keys(commands) as Command[]),
];

/** Whether a command goes to a page. */
export const isGoing = (command: MenuCommand): command is PageCommand => command.startsWith('go.');

export const pageOfCommand = (command: PageCommand): Page => command.slice('go.'.length) as Page;
