import { type Page, pageNames } from './pages.ts';
import { t } from '../words/words.ts';

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
  'focus.scanBox': {
    keys: 'F2',
    menu: t('commands.scanBox'),
    palette: null,
    help: t('commands.toTheScanBox'),
  },
  'focus.search': {
    keys: 'F3',
    menu: t('commands.searchRequests'),
    palette: null,
    help: t('common.searchRequests'),
  },
  'show.palette': {
    keys: 'Ctrl+K',
    menu: t('commands.goToDoFind'),
    palette: null,
    help: t('commands.goToAnyPageDoAny'),
  },
  'print.slip': {
    keys: 'F4',
    menu: t('commands.printSlip'),
    palette: t('common.printSlip'),
    help: t('commands.printTheSlipOfTheLast'),
  },
  'export.list': {
    keys: 'Ctrl+Shift+E',
    menu: t('commands.exportList'),
    palette: t('commands.exportList'),
    help: t('commands.saveTheListInSight'),
  },
  'undo.lastStep': {
    keys: 'Ctrl+Z',
    menu: t('commands.undoLastStep'),
    palette: t('commands.undoLastStep2'),
    help: t('commands.undoTheLastStepInA'),
  },
  'redo.lastStep': {
    keys: 'Ctrl+Shift+Z',
    menu: t('commands.redoStep'),
    palette: t('commands.redoTheUndoneStep'),
    help: t('commands.takeTheStepThatWasUndone'),
  },
  'session.switch': {
    keys: 'Ctrl+Shift+O',
    menu: t('commands.switchOperator'),
    palette: t('common.switchOperator'),
    help: t('commands.switchOperatorFirstLettersEnter'),
  },
  'session.signOut': {
    keys: 'Ctrl+Shift+L',
    menu: t('commands.signOut'),
    palette: t('common.signOut'),
    help: t('common.signOut'),
  },
  'show.help': {
    keys: 'F1',
    menu: t('common.help'),
    palette: t('common.help'),
    help: t('commands.helpWithThisPage'),
  },
} as const satisfies Record<string, CommandFacts>;

export type Command = keyof typeof commands;

/** Going to a page is a command as well. */
type PageCommand = `go.${Page}`;

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
