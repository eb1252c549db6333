import { longestIdleMinutes } from './idle-lock.ts';
import { type Queue, limitedQueues, queueFacts } from './queues.ts';
import { scannerGroups } from './scanner-settings.ts';
import type { ListItems, NumberField, SettingField, SettingGroup } from './setting-fields.ts';
import { paperSizes } from './slips/printing.ts';
import { languages } from '../words/languages.ts';
import { t } from '../words/words.ts';

/** The age limit of a queue. */
const limitField = (queue: Queue): NumberField => ({
  kind: 'number',
  label: queueFacts(queue).label,
  description: t('settings.todayMarksWhatHasWaitedFor'),
  unit: 'days',
  least: 1,
  most: 365,
  start: queueFacts(queue).limitDays ?? 7,
});

/** After how many days a patron is told that a loan is overdue. The first notice has a switch; the others may be left out. */
const overdueField = (label: string, description: string, start: number): NumberField => ({
  kind: 'number',
  label,
  description,
  unit: 'days',
  least: start === 1 ? 1 : 0,
  most: 365,
  start,
});

/** After so many days a backup goes that holds patron data which went since. */
const daysOfForgotten = { '30': '30', '90': '90', '180': '180', '365': '365' } as const;

/** How many backups stay: one a day, so these are days of work. */
const copiesKept = { '7': '7', '14': '14', '30': '30', '90': '90' } as const;

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
  library: {
    whose: 'library',
    section: 'hours',
    fields: {
      /** IANA name, for example `America/New_York`; empty: that of the computer. */
      timeZone: { kind: 'text', label: t('settings.timeZoneOfTheLibrary'), longest: 64, start: '' },
    },
  },
  /** shared/domain/slips/design.ts: how slips look, where that is not the usual way. */
  slipDesigns: {
    whose: 'library',
    section: 'slip-design',
    fields: {
      designs: { kind: 'list', label: t('slipDesign.slips'), of: 'slip-design', start: [] },
    },
  },
  holdShelf: {
    whose: 'library',
    section: 'hold-shelf',
    fields: {
      days: {
        kind: 'number',
        label: t('settings.daysOnTheHoldShelf'),
        description: t('settings.howLongAnItemWaitsFor'),
        unit: 'days',
        least: 1,
        most: 365,
        start: 10,
      },
      parcelDays: {
        kind: 'number',
        label: t('settings.daysThatAParcelToThe'),
        description: t('settings.anItemNeverWaitsLongerThan'),
        unit: 'days',
        least: 0,
        most: 60,
        start: 4,
      },
    },
  },
  loans: {
    whose: 'library',
    section: 'hold-shelf',
    fields: {
      defaultPeriodDays: {
        kind: 'number',
        label: t('settings.loanPeriodInDays'),
        description: t('settings.forLoansForWhichThePartner'),
        unit: 'days',
        least: 1,
        most: 730,
        start: 28,
      },
      /** The patron's date lies so long before the partner's: a loan ends earlier, and a renewal asks for longer. */
      daysBeforePartner: {
        kind: 'number',
        label: t('settings.daysBeforeThePartnersDate'),
        description: t('settings.soManyDaysEarlierThanThe'),
        unit: 'days',
        least: 0,
        most: 60,
        start: 0,
      },
    },
  },
  /** shared/domain/queues.ts: so many days something may wait for others before Today marks it. */
  queueLimits: {
    whose: 'library',
    section: 'queues',
    fields: Object.fromEntries(limitedQueues.map((queue) => [queue, limitField(queue)])) as Readonly<
      Record<(typeof limitedQueues)[number], NumberField>
    >,
  },
  /** shared/domain/notices.ts: when the clock writes to patrons. Which of it is written each library says for itself. */
  notices: {
    whose: 'library',
    section: 'letters-written',
    fields: {
      dueSoonDays: {
        kind: 'number',
        label: t('settings.dueSoonDaysBefore'),
        description: t('settings.soManyDaysBeforeItsDue'),
        unit: 'days',
        least: 1,
        most: 60,
        start: 3,
      },
      overdueDays: overdueField(
        t('settings.overdueDaysAfter'),
        t('settings.firstNoticeCountedFromTheDue'),
        1,
      ),
      overdueAgainDays: overdueField(t('settings.overdueAgainDaysAfter'), t('settings.secondNotice0None'), 7),
      overdueLastDays: overdueField(
        t('settings.overdueForTheLastTimeDays'),
        t('settings.thirdNotice0None'),
        14,
      ),
    },
  },
  /** After how many days what names a patron goes from requests that have ended. 0, never, until a library decides: it is for good. */
  patronData: {
    whose: 'library',
    section: 'patron-data',
    fields: {
      afterDays: {
        kind: 'number',
        label: t('settings.removePatronDataAfterDays'),
        description: t('settings.countedFromTheLastChangeOf'),
        unit: 'days',
        least: 0,
        most: 3_650,
        start: 90,
      },
    },
  },
  /** After how many days what steps on ended requests changed goes, at each workstation and at the hub. Less than 60 days a restored hub may need. */
  steps: {
    whose: 'library',
    section: 'patron-data',
    fields: {
      days: {
        kind: 'number',
        label: t('settings.daysForWhichStepsAreKept'),
        description: t('settings.afterThemWhatStepsChangedGoes'),
        unit: 'days',
        least: 60,
        most: 3_650,
        start: 90,
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
        label: t('settings.signOutAutomatically'),
        description: t('settings.countedFromTheLastKeyScan'),
        unit: 'minutes',
        least: 0,
        most: longestIdleMinutes,
        start: null,
        orNull: true,
      },
      withSystem: {
        kind: 'switch',
        label: t('settings.alsoWhenTheComputerIsLocked'),
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
      : F extends { readonly kind: 'list'; readonly of: infer L extends keyof ListItems }
        ? readonly ListItems[L][]
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
