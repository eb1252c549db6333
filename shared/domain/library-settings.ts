import { t } from '../words/words.ts';
import { longestIdleMinutes } from './idle-lock.ts';
import { limitedQueues, type Queue, queueFacts } from './queues.ts';
import type { NumberField, SettingGroup } from './setting-fields.ts';

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

/** What each library sets for itself: it goes by the library of the request, and on a hold shelf by that of the shelf. */
export const libraryGroups = {
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
  /** electron/main/desk/output/notices/notice-rules.ts: when the clock writes to patrons. `letters_off` says which of it is written. */
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
} as const satisfies Readonly<Record<string, SettingGroup>>;

/** What all libraries share. When somebody is signed out by itself is among it: it guards names of patrons. */
export const installationGroups = {
  library: {
    whose: 'installation',
    section: 'hours',
    fields: {
      /** IANA name, for example `America/New_York`; empty: that of the computer. */
      timeZone: { kind: 'text', label: t('settings.timeZoneOfTheLibrary'), longest: 64, start: '' },
    },
  },
  /** shared/domain/slips/design.ts: how slips look, where that is not the usual way. */
  slipDesigns: {
    whose: 'installation',
    section: 'slip-design',
    fields: {
      designs: { kind: 'list', label: t('slipDesign.slips'), of: 'slip-design', start: [] },
    },
  },
  /** shared/domain/queues.ts: so many days something may wait for others before Today marks it. */
  queueLimits: {
    whose: 'installation',
    section: 'queues',
    fields: Object.fromEntries(limitedQueues.map((queue) => [queue, limitField(queue)])) as Readonly<
      Record<(typeof limitedQueues)[number], NumberField>
    >,
  },
  /** After how many days what names a patron goes from requests that have ended, for good. 0: never. */
  patronData: {
    whose: 'installation',
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
    whose: 'installation',
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
    whose: 'installation',
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
