import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { libraryEnding } from '../../../shared/domain/backups.ts';
import { t } from '../../../shared/words/words.ts';

/** What the command line requests. */
export type Switches = {
  /** Absolute path of the data folder; null for the system's default. */
  readonly dataDir: string | null;
  /** Absolute path of a library file to import at the start. */
  readonly importFile: string | null;
  /** How that file is read: the name of a profile or of a system; null: according to its columns. */
  readonly profile: string | null;
  /** Absolute path of a file for the outcome of each row, one JSON line per row. */
  readonly importReport: string | null;
  /** Absolute path of a file to which the library is exported, after the imports. */
  readonly exportFile: string | null;
  /** Replaces patrons with numbers in that file. */
  readonly exportWithoutPatrons: boolean;
  /** Who imports and exports: the name of an operator; null for the only one. */
  readonly operator: string | null;
  /** Import the built-in demo library. */
  readonly demo: boolean;
  /** Where slips are printed in this run: `pdf`, `system` or the name of a print queue; null for the setting. */
  readonly printer: string | null;
  /** Absolute path of a PNG to write when the page is ready. */
  readonly screenshotFile: string | null;
  /** Absolute path of a file that says where to create a hub, and with which account: JSON with host, port, database, user, password. */
  readonly makeHub: string | null;
  /** Absolute path of a joining file to write. */
  readonly inviteToHub: string | null;
  /** Absolute path of a joining file to join with. */
  readonly joinHub: string | null;
  /** Compare this workstation with its hub. */
  readonly verifyHub: boolean;
  /** The name of this workstation at the hub; null for the name of the computer. */
  readonly hubName: string | null;
  /** Show the window minimised, as when the session starts the program. */
  readonly minimised: boolean;
  /** Exit as soon as the page is ready. */
  readonly exitWhenReady: boolean;
  /** Show no window, and exit as soon as the files are imported. */
  readonly exitWhenDone: boolean;
  /** End the running program; an installer asks for it. */
  readonly quit: boolean;
  /** The identifier of a request to show, from a link. */
  readonly request: string | null;
  /** Absolute path of a library file to open. */
  readonly libraryFile: string | null;
  /** Sentences about switches that could not be understood. */
  readonly problems: readonly string[];
};

/** The names of the program's switches. */
export const switchNames = [
  'data-dir',
  'import',
  'profile',
  'import-report',
  'export',
  'export-without-patrons',
  'operator',
  'demo',
  'printer',
  'screenshot-when-ready',
  'make-hub',
  'invite-to-hub',
  'join-hub',
  'verify-hub',
  'hub-name',
  'minimised',
  'exit-when-ready',
  'exit-when-done',
  'quit',
] as const;
type SwitchName = (typeof switchNames)[number];

type Given = ReturnType<typeof parseArgs>['values'];

/**
 * Parses the command line. Other switches are left to Chromium; if a switch is given twice, the last one counts.
 * @param argv arguments, with or without the program's own path.
 * @param cwd the folder to which relative paths refer.
 */
export const parseSwitches = (argv: readonly string[], cwd: string): Switches => {
  // Without a list of options each argument is parsed separately: a value follows "=", and what comes after a blank is another argument.
  const { values: given, positionals } = parseArgs({ args: [...argv], strict: false });
  const problems: string[] = [];
  const has = (name: SwitchName): boolean => given[name] !== undefined;
  const text = (name: SwitchName, example: string): string | null => textOf(given, name, example, problems);
  const path = (name: SwitchName, example: string): string | null => {
    const value = text(name, example);
    return value === null ? null : resolve(cwd, value);
  };
  return {
    dataDir: path('data-dir', 'FOLDER'),
    importFile: path('import', 'FILE'),
    profile: text('profile', 'NAME'),
    importReport: path('import-report', 'FILE'),
    exportFile: path('export', 'FILE'),
    exportWithoutPatrons: has('export-without-patrons'),
    operator: text('operator', 'NAME'),
    demo: has('demo'),
    printer: text('printer', 'NAME'),
    screenshotFile: path('screenshot-when-ready', 'FILE'),
    makeHub: path('make-hub', 'FILE'),
    inviteToHub: path('invite-to-hub', 'FILE'),
    joinHub: path('join-hub', 'FILE'),
    verifyHub: has('verify-hub'),
    hubName: text('hub-name', 'NAME'),
    minimised: has('minimised'),
    exitWhenReady: has('exit-when-ready'),
    exitWhenDone: has('exit-when-done'),
    quit: has('quit'),
    ...openedIn(positionals, cwd),
    problems,
  };
};

const scheme = 'borrow-desk:';
const linkStart = `${scheme}request/`;
const isLink = (text: string): boolean => text.toLowerCase().startsWith(scheme);
const isLibraryFile = (text: string): boolean => text.toLowerCase().endsWith(`.${libraryEnding}`);

/** The switches that say where and how the program works. The others ask for something that is done once. */
const ofEveryStart: readonly SwitchName[] = ['data-dir', 'printer', 'minimised'];
const isSwitch = (argument: string, name: SwitchName): boolean =>
  argument === `--${name}` || argument.startsWith(`--${name}=`);
const asksOnce = (argument: string): boolean =>
  switchNames.some((name) => !ofEveryStart.includes(name) && isSwitch(argument, name));

/**
 * Returns the arguments for a restart: those of this start, without what it did or opened once.
 * @param isAsked somebody asked for the restart, and waits for the window.
 */
export const argumentsOfRestart = (args: readonly string[], isAsked = false): string[] => {
  const end = args.indexOf('--');
  const kept = end < 0 ? args : args.slice(0, end);
  return kept.filter((each) =>
    each.startsWith('-')
      ? !(asksOnce(each) || (isAsked && isSwitch(each, 'minimised')))
      : !(isLink(each) || isLibraryFile(each)),
  );
};

/** An identifier is at most this long. */
const identifierChars = 200;

/** Returns what a link or a file of the system names: `borrow-desk:request/<identifier>`, or a library file. */
const openedIn = (positionals: readonly string[], cwd: string): Pick<Switches, 'request' | 'libraryFile'> => {
  const link = positionals.findLast((each) => each.toLowerCase().startsWith(linkStart));
  // Any web page may offer a link: none names a file.
  const file = positionals.findLast((each) => isLibraryFile(each) && !isLink(each));
  return {
    request: link === undefined ? null : identifierIn(link.slice(linkStart.length)),
    libraryFile: file === undefined ? null : pathOf(file, cwd),
  };
};

// Desktops of Linux pass a file as its path or as its address.
const pathOf = (file: string, cwd: string): string | null => {
  try {
    return file.startsWith('file:') ? fileURLToPath(file) : resolve(cwd, file);
  } catch {
    return null;
  }
};

const identifierIn = (text: string): string | null => {
  try {
    const identifier = decodeURIComponent(text.replace(/\/$/, '')).trim();
    return identifier === '' || identifier.length > identifierChars ? null : identifier;
  } catch {
    return null;
  }
};

const textOf = (given: Given, name: SwitchName, example: string, problems: string[]): string | null => {
  const value = given[name];
  if (value === undefined) return null;
  if (typeof value === 'string' && value.trim() !== '') return value;
  problems.push(t('--{name} needs a value and was ignored. Use --{name}={example}.', { name, example }));
  return null;
};

/** Returns the requested switches that a running program does not accept from a second start. */
export const ignoredByRunningInstance = (switches: Switches): readonly SwitchName[] => {
  const asked: readonly (readonly [SwitchName, boolean])[] = [
    ['demo', switches.demo],
    ['screenshot-when-ready', switches.screenshotFile !== null],
    ['make-hub', switches.makeHub !== null],
    ['invite-to-hub', switches.inviteToHub !== null],
    ['join-hub', switches.joinHub !== null],
    ['verify-hub', switches.verifyHub],
  ];
  return asked.flatMap(([name, isAsked]) => (isAsked ? [name] : []));
};

/** Returns the folder in which the user typed the command: npm starts programs in the project's folder and keeps the user's in INIT_CWD. */
export const typedFolder = (environment: Readonly<Record<string, string | undefined>>, cwd: string): string =>
  environment['INIT_CWD'] ?? cwd;
