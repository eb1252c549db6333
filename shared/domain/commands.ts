import type { Page } from './pages.ts';
import { pageNames } from './pages.ts';

type CommandFacts = {
  readonly keys: string;
  /** Its words in the menu of the window. */
  readonly menu: string;
  /** Its words in the palette; null where the palette has no use for it. */
  readonly palette: string | null;
  /** What the help of keys says that it does. */
  readonly help: string;
};

/** What a key does on every page, besides going to one. The page carries it out, whoever asks: menu, palette or a field. */
export const commands = {
  'focus.scanBox': { keys: 'F2', menu: 'Scan Box', palette: null, help: 'To the scan box' },
  'focus.search': { keys: 'F3', menu: 'Search Requests', palette: null, help: 'Search requests' },
  'show.palette': {
    keys: 'Ctrl+K',
    menu: 'Go to, Do, Find …',
    palette: null,
    help: 'Go to any page, do any command, find a request: some letters, Enter',
  },
  'print.slip': {
    keys: 'F4',
    menu: 'Print Slip',
    palette: 'Print slip',
    help: 'Print the slip of the last item again, or the return slip where it is offered',
  },
  'undo.lastStep': {
    keys: 'Ctrl+Z',
    menu: 'Undo Last Step',
    palette: 'Undo last step',
    help: 'Undo the last step (in a text field: undo typing)',
  },
  'session.switch': {
    keys: 'Ctrl+Shift+O',
    menu: 'Switch Operator …',
    palette: 'Switch operator',
    help: 'Switch operator: first letters, Enter',
  },
  'session.signOut': { keys: 'Ctrl+Shift+L', menu: 'Sign Out', palette: 'Sign out', help: 'Sign out' },
  'show.keys': { keys: 'F1', menu: 'Keys', palette: 'Keys', help: 'These keys' },
} as const satisfies Record<string, CommandFacts>;

export type Command = keyof typeof commands;

/** Going to a page is a command as well. */
export type PageCommand = `go.${Page}`;

export const goTo = (page: Page): PageCommand => `go.${page}`;

/** What staff can choose from the menu of the window. */
export type MenuCommand = PageCommand | Command;

export const menuCommands: readonly MenuCommand[] = [
  ...pageNames.map(goTo),
  ...(Object.keys(commands) as Command[]),
];

/** Whether a command goes to a page. */
export const isGoing = (command: MenuCommand): command is PageCommand => command.startsWith('go.');

export const pageOfCommand = (command: PageCommand): Page => command.slice('go.'.length) as Page;
