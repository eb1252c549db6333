import { longestIdleMinutes } from './idle-lock.ts';
import { paperSizes } from './slips.ts';

/** One value that staff choose, with its label in Settings and the value that holds until somebody chooses another. */
export type SettingField = ChosenField | NumberField;

/** What can be stored as soon as it is chosen. */
export type ChosenField =
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly choices: Readonly<Record<string, string>>;
      readonly start: string;
    }
  | { readonly kind: 'switch'; readonly label: string; readonly start: boolean }
  | { readonly kind: 'text'; readonly label: string; readonly longest: number; readonly start: string };

/** What is typed, so that it stands in a form with a button. */
type NumberField = {
  readonly kind: 'number';
  readonly label: string;
  readonly description: string;
  readonly unit: 'days' | 'minutes';
  readonly least: number;
  readonly most: number;
  readonly start: number | null;
  /** Null stands for something of its own, which the form says. */
  readonly orNull?: boolean;
};

/** Settings that are stored together, under the name of their group. */
export type SettingGroup = {
  /** The section of Settings where it is chosen. */
  readonly section: string;
} & (
  | {
      /** How this workstation looks, prints and scans. */
      readonly whose: 'workstation';
      readonly changedBy: 'everybody' | 'staff';
      readonly fields: Readonly<Record<string, ChosenField>>;
    }
  | {
      /** How the library works, which all its desks follow; an administrator changes it, and the log of steps keeps the change. */
      readonly whose: 'library';
      readonly fields: Readonly<Record<string, SettingField>>;
    }
);

/**
 * All settings. Storage, defaults, contract and the forms of Settings are made from this list.
 *
 * When somebody is signed out by itself is the library's: what it guards, names of patrons on an open screen, is too.
 * The mail account is in no group: its password is sealed with this computer's key.
 */
export const settingGroups = {
  appearance: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      colorScheme: {
        kind: 'choice',
        label: 'Colours',
        choices: { auto: 'As the system', light: 'Light', dark: 'Dark' },
        start: 'auto',
      },
      density: {
        kind: 'choice',
        label: 'Density',
        choices: { comfortable: 'Comfortable', compact: 'Compact' },
        start: 'comfortable',
      },
      sounds: {
        kind: 'switch',
        label: 'Sounds: one soft tone for done, two low ones for refused, three for attention',
        start: true,
      },
    },
  },
  printing: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'printing',
    fields: {
      target: {
        kind: 'choice',
        label: 'Slips go to',
        choices: { system: 'The system’s default printer', queue: 'One printer', pdf: 'PDF files' },
        start: 'system',
      },
      /** Of the printer that `queue` means. */
      printerName: { kind: 'text', label: 'Printer', longest: 256, start: '' },
      paper: {
        kind: 'choice',
        label: 'Paper',
        choices: {
          '80mm': paperSizes['80mm'].label,
          '58mm': paperSizes['58mm'].label,
          A4: paperSizes.A4.label,
          Letter: paperSizes.Letter.label,
        },
        start: '80mm',
      },
    },
  },
  scanner: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      /** What the scanner sends around each code; cut off. */
      prefix: { kind: 'text', label: 'Sent before each code', longest: 8, start: '' },
      suffix: { kind: 'text', label: 'Sent after each code', longest: 8, start: '' },
    },
  },
  library: {
    whose: 'library',
    section: 'hours',
    fields: {
      /** IANA name, for example `America/New_York`; empty: that of the computer. */
      timeZone: { kind: 'text', label: 'Time zone of the library', longest: 64, start: '' },
    },
  },
  holdShelf: {
    whose: 'library',
    section: 'hold-shelf',
    fields: {
      /** So long before the due date the wait on the hold shelf ends: the parcel to the partner takes as many days. */
      deliveryDays: {
        kind: 'number',
        label: 'Days on the hold shelf',
        description: 'How long an item waits for its patron, from the day on which it is put there',
        unit: 'days',
        least: 1,
        most: 365,
        start: 3,
      },
    },
  },
  loans: {
    whose: 'library',
    section: 'hold-shelf',
    fields: {
      defaultPeriodDays: {
        kind: 'number',
        label: 'Loan period in days',
        description: 'For loans for which the partner gave no date',
        unit: 'days',
        least: 1,
        most: 730,
        start: 28,
      },
    },
  },
  /** shared/domain/idle-lock.ts */
  idleLock: {
    whose: 'library',
    section: 'signing-out',
    fields: {
      idleMinutes: {
        kind: 'number',
        label: 'Sign out automatically',
        description:
          'Counted from the last key, scan or move of the mouse. Prints and imports go on, and what stood on the page is kept for the same operator.',
        unit: 'minutes',
        least: 0,
        most: longestIdleMinutes,
        start: null,
        orNull: true,
      },
      withSystem: {
        kind: 'switch',
        label: 'Also when the computer is locked or goes to sleep, if the operator has a PIN',
        start: true,
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;

type Groups = typeof settingGroups;
export type SettingName = keyof Groups;

type ValueOf<F extends SettingField> = F extends { readonly kind: 'choice'; readonly choices: infer C }
  ? keyof C
  : F extends { readonly kind: 'switch' }
    ? boolean
    : F extends { readonly kind: 'text' }
      ? string
      : F extends { readonly orNull: true }
        ? number | null
        : number;
type ValuesOf<G extends SettingGroup> = { [F in keyof G['fields']]: ValueOf<G['fields'][F]> };
type NamesOf<W extends SettingGroup['whose']> = {
  [G in SettingName]: Groups[G]['whose'] extends W ? G : never;
}[SettingName];

/** The value of every setting. */
export type Settings = { [G in SettingName]: ValuesOf<Groups[G]> };
/** Groups of settings to be stored; the others stay as they are. */
export type LibrarySettings = Partial<Pick<Settings, NamesOf<'library'>>>;
export type WorkstationSettings = Partial<Pick<Settings, NamesOf<'workstation'>>>;

type GroupOf<W extends SettingGroup['whose']> = Extract<SettingGroup, { readonly whose: W }>;

/** The groups of the library, or of the workstation, with their fields. */
export const groupsOf = <W extends SettingGroup['whose']>(
  whose: W,
): readonly (readonly [SettingName, GroupOf<W>])[] =>
  (Object.entries(settingGroups) as [SettingName, SettingGroup][]).flatMap(([name, group]) =>
    group.whose === whose ? [[name, group as GroupOf<W>] as const] : [],
  );
