import { languages } from '../words/languages.ts';
import { t } from '../words/words.ts';
import { scannerGroups } from './scanner-settings.ts';
import type { SettingGroup } from './setting-fields.ts';
import { paperSizes } from './slips/printing.ts';

/** After so many days a backup goes that holds patron data which went since. */
const daysOfForgotten = { '30': '30', '90': '90', '180': '180', '365': '365' } as const;

/** How many backups stay: one a day, so these are days of work. */
const copiesKept = { '7': '7', '14': '14', '30': '30', '90': '90' } as const;

/** How a workstation looks, prints and scans. The mail account is in no group: its password is sealed with this computer's key. */
export const workstationGroups = {
  appearance: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'appearance',
    fields: {
      colorScheme: {
        kind: 'choice',
        label: t('settings.colours'),
        choices: { auto: t('settings.asTheSystem'), light: t('settings.light'), dark: t('settings.dark') },
        start: 'auto',
      },
      density: {
        kind: 'choice',
        label: t('common.density'),
        choices: {
          comfortable: t('common.comfortable'),
          compact: t('common.compact'),
          touch: t('settings.touch'),
        },
        start: 'comfortable',
      },
      sounds: {
        kind: 'switch',
        label: t('settings.soundsOneSoftToneForDone'),
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
        label: t('settings.language'),
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
        label: t('settings.theQueuesOfTodayCount'),
        choices: { all: t('settings.allLibraries'), library: t('settings.theLibraryOfThisDesk') },
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
        label: t('settings.notifyOfWhatPassesItsLimit'),
        start: false,
      },
    },
  },
  setUp: {
    whose: 'workstation',
    changedBy: 'everybody',
    section: 'set-up',
    fields: {
      /** Where the guide through the first hour stands. */
      step: {
        kind: 'choice',
        label: t('settings.setUpThisWorkstation'),
        choices: {
          library: t('settings.libraryAndDesk'),
          operator: t('settings.operatorAndPin'),
          printer: t('settings.printer'),
          scanner: t('navigation.scanner'),
          requests: t('common.requests'),
          ended: t('common.done'),
        },
        start: 'library',
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
        label: t('settings.slipsGoTo'),
        choices: {
          system: t('settings.theSystemsDefaultPrinter'),
          queue: t('settings.onePrinter'),
          pdf: t('settings.pdfFiles'),
        },
        start: 'system',
      },
      /** Of the printer that `queue` means. */
      printerName: { kind: 'text', label: t('settings.printer'), longest: 256, start: '' },
      paper: {
        kind: 'choice',
        label: t('settings.paper'),
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
  /** So many daily backups stay here, and so many copies in the second folder. */
  backups: {
    whose: 'workstation',
    changedBy: 'administrators',
    section: 'backups',
    fields: {
      keepHere: {
        kind: 'choice',
        label: t('settings.dailyBackupsKeptHere'),
        choices: copiesKept,
        start: '14',
      },
      keepThere: {
        kind: 'choice',
        label: t('settings.copiesKeptInTheSecondFolder'),
        choices: copiesKept,
        start: '30',
      },
      forgottenDays: {
        kind: 'choice',
        label: t('settings.daysAfterWhichBackupsGoThat'),
        choices: daysOfForgotten,
        start: '90',
      },
    },
  },
  /** shared/domain/slips/printing.ts: slips that go to another printer than the rest. */
  slipRoutes: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'printing',
    fields: {
      routes: { kind: 'list', label: t('printing.printerOfAKind'), of: 'slip-route', start: [] },
      papers: { kind: 'list', label: t('printing.paperOfAPrinter'), of: 'printer-paper', start: [] },
    },
  },
  ...scannerGroups,
} as const satisfies Readonly<Record<string, SettingGroup>>;
