import { languages } from '../words/languages.ts';
import { t } from '../words/words.ts';
import { scannerGroups } from './scanner-settings.ts';
import type { SettingGroup } from './setting-fields.ts';
import { paperSizes } from './slips/printing.ts';

/** The days after which a backup is deleted that contains patron data removed since. */
const daysOfForgotten = { '30': '30', '90': '90', '180': '180', '365': '365' } as const;

/** The number of backups kept: one a day, so these are working days. */
const copiesKept = { '7': '7', '14': '14', '30': '30', '90': '90' } as const;

/** How a workstation looks, prints and scans. The mail account is in no group: its password is encrypted with this computer's key. */
export const workstationGroups = {
  appearance: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      colorScheme: {
        kind: 'choice',
        label: t('Colours'),
        choices: { auto: t('Match the system'), light: t('Light'), dark: t('Dark') },
        start: 'auto',
      },
      density: {
        kind: 'choice',
        label: t('Density'),
        choices: {
          comfortable: t('Comfortable'),
          compact: t('Compact'),
          touch: t('Touch'),
        },
        start: 'comfortable',
      },
      sounds: {
        kind: 'switch',
        label: t('Sounds: one soft tone for done, two low ones for refused, three for attention'),
        start: true,
      },
    },
  },
  language: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      language: {
        kind: 'choice',
        label: t('Language'),
        choices: { en: languages.en.name, de: languages.de.name, es: languages.es.name },
        start: 'en',
      },
    },
  },
  today: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      countsOf: {
        kind: 'choice',
        label: t('Queues on Today cover'),
        choices: { all: t('All libraries'), library: t('This desk’s library') },
        start: 'all',
      },
    },
  },
  notifications: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      pastLimit: {
        kind: 'switch',
        label: t(
          'Notify when something passes its limit, with a number on the program’s icon; no names are shown',
        ),
        start: false,
      },
    },
  },
  sessionStart: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      withSession: {
        kind: 'switch',
        label: t('Start Borrow Desk minimised when I sign in to this computer'),
        start: false,
      },
    },
  },
  setUp: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'set-up',
    fields: {
      /** The current page of the guide through the first hour. */
      step: {
        kind: 'choice',
        label: t('Set up this workstation'),
        choices: {
          welcome: t('Welcome'),
          library: t('Library and desk'),
          operator: t('Operator and PIN'),
          printer: t('Printer'),
          scanner: t('Scanner'),
          mail: t('Mail'),
          partners: t('Partners without an address'),
          ready: t('Ready'),
          ended: t('Done'),
        },
        start: 'welcome',
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
        label: t('Slips go to'),
        choices: {
          system: t('The system’s default printer'),
          queue: t('One printer'),
          pdf: t('PDF files'),
        },
        start: 'system',
      },
      /** The printer that `queue` means. */
      printerName: { kind: 'text', label: t('Printer'), longest: 256, start: '' },
      paper: {
        kind: 'choice',
        label: t('Paper'),
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
  /** The numbers of daily backups kept here, and of copies in the second folder. */
  backups: {
    whose: 'workstation',
    changedBy: 'administrators',
    section: 'backups',
    fields: {
      keepHere: {
        kind: 'choice',
        label: t('Daily backups kept here'),
        choices: copiesKept,
        start: '14',
      },
      keepThere: {
        kind: 'choice',
        label: t('Copies kept in the second folder'),
        choices: copiesKept,
        start: '30',
      },
      forgottenDays: {
        kind: 'choice',
        label: t('Days to keep backups with patron data that has since been removed'),
        choices: daysOfForgotten,
        start: '90',
      },
    },
  },
  updates: {
    whose: 'workstation',
    changedBy: 'administrators',
    section: 'updates',
    fields: {
      how: {
        kind: 'choice',
        label: t('Updates'),
        choices: {
          automatic: t('Install when no one is working, or notify if only IT staff can install'),
          announce: t('Notify only'),
          off: t('Do not check for updates'),
        },
        start: 'automatic',
      },
    },
  },
  /** shared/domain/slips/printing.ts: slips that go to another printer than the rest. */
  slipRoutes: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'printing',
    fields: {
      routes: { kind: 'list', label: t('Printer for one kind of slip'), of: 'slip-route', start: [] },
      papers: { kind: 'list', label: t('Printer paper'), of: 'printer-paper', start: [] },
    },
  },
  ...scannerGroups,
} as const satisfies Readonly<Record<string, SettingGroup>>;
