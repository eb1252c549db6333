import { languages } from '../words/languages.ts';
import type { Translate } from '../words/words.ts';
import { longestIdleMinutes } from './idle-lock.ts';
import type { SettingName } from './settings.ts';
import type { UpdateChannel } from './update-server.ts';
import { slipKinds, type SlipKind } from './slips/all-slips.ts';

// What an IT department can set for all users of a computer. Reading, checking, locked settings, the templates for Windows
// (electron/tooling/policy) and the table of the guide (resources/guides/policy.md) are made from this list.

type Kind =
  /** An absolute path, in which %NAME% stands for a variable of the system (electron/main/app/system-variables.ts). */
  | { readonly kind: 'folder' }
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, (t: Translate) => string>> }
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      /** With which number the editor of Group Policy begins. */
      readonly begins: number;
      readonly unit: (t: Translate) => string;
    }
  /** The name of a printer, or `pdf`; with `orSystem` also `system`: the system’s default printer. */
  | { readonly kind: 'printer'; readonly orSystem: boolean }
  /** Names of the program’s command-line switches. */
  | { readonly kind: 'switches' }
  /** With `isServer` the address of an update server (update-server.ts). */
  | { readonly kind: 'text'; readonly longest: number; readonly isServer?: true };

export type PolicyValue = Kind & {
  readonly label: (t: Translate) => string;
  readonly explains: (t: Translate) => string;
  /** The settings that it replaces and locks: their groups and fields. */
  readonly sets: readonly (readonly [group: SettingName, field: string])[];
};

/** Which versions of the program the templates for Windows are for. */
export const versionsOfPolicy = (t: Translate): string => t('Borrow Desk, any version');

/** The longest name of a printer. */
export const longestPrinterName = 256;

type PrintedKind = Exclude<SlipKind, 'test'>;
type PrinterOfKind = `Printer${Capitalize<PrintedKind>}`;

/** The kinds of slips that steps print. */
export const printedKinds = (Object.keys(slipKinds) as SlipKind[]).filter(
  (kind): kind is PrintedKind => kind !== 'test',
);

/** Returns the name of the value for the printer of one kind of slip. */
export const printerValueOf = (kind: PrintedKind): PrinterOfKind =>
  `Printer${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}` as PrinterOfKind;

/** The label of a kind of slip, which its own module says in English, in another language. */
const labelOf = (kind: SlipKind, translate: Translate): string => translate(slipKinds[kind].label);

const printerOfKind = (kind: PrintedKind) =>
  ({
    kind: 'printer',
    orSystem: false,
    label: (t: Translate) => t('Printer: {label}', { label: labelOf(kind, t) }),
    explains: (t: Translate) =>
      t(
        'Prints the slips of this kind on this printer, at every desk: the printer’s name, or pdf for PDF files.',
      ),
    // shared/domain/policy.ts: a route of a list, not a whole field.
    sets: [],
  }) as const satisfies PolicyValue;

const printersOfKinds = Object.fromEntries(
  printedKinds.map((kind) => [printerValueOf(kind), printerOfKind(kind)]),
) as Readonly<Record<PrinterOfKind, ReturnType<typeof printerOfKind>>>;

/** Every value of the policy, by its name in the registry, in the managed preferences and in the policy file. */
export const policyValues = {
  DataFolder: {
    kind: 'folder',
    label: (t: Translate) => t('Data folder'),
    explains: (t: Translate) =>
      t(
        'The folder with all data, on a local disk. The system fills in %USERNAME% and %COMPUTERNAME%, on Windows also %USERPROFILE% and %LOCALAPPDATA%, elsewhere also %HOME%, so that each account can have its own folder. No other variables can be used.',
      ),
    sets: [],
  },
  JoiningFolder: {
    kind: 'folder',
    label: (t: Translate) => t('Folder of joining files'),
    explains: (t: Translate) =>
      t(
        'A workstation without requests joins the hub with the file in this folder that is named after the computer, in lower case: desk-07.json, or ts-01+ana.json for one account of a terminal server. Staff must not be able to write to the folder.',
      ),
    sets: [],
  },
  Printer: {
    kind: 'printer',
    orSystem: true,
    label: (t: Translate) => t('Printer for slips'),
    explains: (t: Translate) =>
      t(
        'Prints slips on this printer: its name, pdf for PDF files, or system for the system’s default printer.',
      ),
    sets: [
      ['printing', 'target'],
      ['printing', 'printerName'],
    ],
  },
  ...printersOfKinds,
  Language: {
    kind: 'choice',
    choices: { en: () => languages.en.name, de: () => languages.de.name, es: () => languages.es.name },
    label: (t: Translate) => t('Language'),
    explains: (t: Translate) => t('The language of the program for staff.'),
    sets: [['language', 'language']],
  },
  IdleLockMinutes: {
    kind: 'number',
    least: 0,
    most: longestIdleMinutes,
    begins: 10,
    unit: (t: Translate) => t('minutes'),
    label: (t: Translate) => t('Sign out automatically'),
    explains: (t: Translate) =>
      t(
        'Signs an operator out after this many minutes without a key press, a scan or a mouse movement. 0 means never.',
      ),
    sets: [['idleLock', 'idleMinutes']],
  },
  Updates: {
    kind: 'choice',
    choices: {
      off: (t: Translate) => t('Do not check for updates'),
      announce: (t: Translate) => t('Notify only'),
      automatic: (t: Translate) =>
        t('Install when no one is working, or notify if only IT staff can install'),
    },
    label: (t: Translate) => t('Updates'),
    explains: (t: Translate) =>
      t(
        'Whether the program checks for updates and installs them. It can only install them if Borrow Desk was installed for one account on Windows.',
      ),
    sets: [['updates', 'how']],
  },
  UpdateServer: {
    kind: 'text',
    longest: 500,
    isServer: true,
    label: (t: Translate) => t('Update server'),
    explains: (t: Translate) =>
      t(
        'The https:// address of the folder where the program checks for updates, instead of the address in the build.',
      ),
    sets: [],
  },
  UpdateChannel: {
    kind: 'choice',
    choices: {
      latest: (t: Translate) => t('Versions for everyone'),
      beta: (t: Translate) => t('Versions that a few workstations try first'),
    } satisfies Record<UpdateChannel, (t: Translate) => string>,
    label: (t: Translate) => t('Update channel'),
    explains: (t: Translate) => t('Which list of versions the program follows on the update server.'),
    sets: [],
  },
  RefusedSwitches: {
    kind: 'switches',
    label: (t: Translate) => t('Refused command-line switches'),
    explains: (t: Translate) =>
      t(
        'The program refuses to start with these switches: one name per line, for example export. quit and minimised cannot be refused: installers and the start with the session need them.',
      ),
    sets: [],
  },
  SupportAddress: {
    kind: 'text',
    longest: 200,
    label: (t: Translate) => t('Address for support'),
    explains: (t: Translate) =>
      t('Whom staff ask for help, for example an e-mail address or a telephone number.'),
    sets: [],
  },
} as const satisfies Readonly<Record<string, PolicyValue>>;

type Values = typeof policyValues;
export type PolicyName = keyof Values;

type ValueOf<V extends PolicyValue> = V extends { readonly kind: 'choice'; readonly choices: infer C }
  ? keyof C
  : V extends { readonly kind: 'number' }
    ? number
    : V extends { readonly kind: 'switches' }
      ? readonly string[]
      : string;

/** The values that are set on a computer. */
export type PolicySettings = { readonly [N in PolicyName]?: ValueOf<Values[N]> };

/** The list of values with their names. */
export const policyEntries = Object.entries(policyValues) as unknown as readonly (readonly [
  PolicyName,
  PolicyValue,
])[];
