import { languages } from '../words/languages.ts';
import { t } from '../words/words.ts';
import { longestIdleMinutes } from './idle-lock.ts';
import { namesOf } from './listed.ts';
import { otherSystemKinds, type SentStep, sentSteps } from './other-system-kinds.ts';
import { limitedQueues, type Queue, queueFacts } from './queues.ts';
import type { NumberField, SettingGroup, SwitchField } from './setting-fields.ts';

/** The age limit of a queue. */
const limitField = (queue: Queue): NumberField => ({
  kind: 'number',
  label: queueFacts(queue).label,
  unit: 'days',
  least: 1,
  most: 365,
  start: queueFacts(queue).limitDays ?? 7,
});

/**
 * After how many days a patron is told that a loan is overdue. The first notice has its own switch; the others can be turned off with 0.
 */
const overdueField = (label: string, description: string, start: number): NumberField => ({
  kind: 'number',
  label,
  description,
  unit: 'days',
  least: start === 1 ? 1 : 0,
  most: 365,
  start,
});

const labelsOf = <K extends string>(of: Readonly<Record<K, { readonly label: string }>>) =>
  Object.fromEntries(namesOf(of).map((name) => [name, of[name].label])) as Readonly<Record<K, string>>;

const sendsOf = (step: SentStep): SwitchField => ({
  kind: 'switch',
  label: sentSteps[step].label,
  start: false,
});

/** The settings of each library: the library of the request applies, and for a hold shelf that of the shelf. */
export const libraryGroups = {
  holdShelf: {
    whose: 'library',
    section: 'hold-shelf',
    fields: {
      days: {
        kind: 'number',
        label: t('Days on the hold shelf'),
        description: t('How long an item waits for its patron, from the day it is put there'),
        unit: 'days',
        least: 1,
        most: 365,
        start: 10,
      },
      parcelDays: {
        kind: 'number',
        label: t('Days for a parcel to reach the partner'),
        description: t('An item never waits past the partner’s due date minus this many days'),
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
        label: t('Loan period in days'),
        description: t('Used when the partner gave no date'),
        unit: 'days',
        least: 1,
        most: 730,
        start: 28,
      },
      /** The patron's due date is this many days before the partner's: loans are shorter, and renewals ask for longer. */
      daysBeforePartner: {
        kind: 'number',
        label: t('Days before the partner’s date'),
        description: t('The patron’s due date is this many days before the partner’s'),
        unit: 'days',
        least: 0,
        most: 60,
        start: 0,
      },
    },
  },
  /** The language of its letters, independent of the program's language. A new library gets that of its workstation (first-start.ts). */
  letters: {
    whose: 'library',
    section: 'letters',
    fields: {
      language: {
        kind: 'choice',
        label: t('Language of letters'),
        choices: { en: languages.en.name, de: languages.de.name, es: languages.es.name },
        start: 'en',
      },
    },
  },
  /** electron/main/desk/output/notices/notice-rules.ts: when the clock writes to patrons. `letters_off` says which notices are written. */
  notices: {
    whose: 'library',
    section: 'letters-written',
    fields: {
      dueSoonDays: {
        kind: 'number',
        label: t('Due soon notice, days before'),
        description: t('The patron is notified this many days before the due date'),
        unit: 'days',
        least: 1,
        most: 60,
        start: 3,
      },
      overdueDays: overdueField(t('First overdue notice, days after'), t('Counted from the due date'), 1),
      overdueAgainDays: overdueField(
        t('Second overdue notice, days after'),
        t('Counted from the due date; 0 means no second notice'),
        7,
      ),
      overdueLastDays: overdueField(
        t('Last overdue notice, days after'),
        t('Counted from the due date; 0 means no last notice'),
        14,
      ),
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;

/** The settings that all libraries share. The automatic sign-out is one of them, because it protects patron names. */
export const installationGroups = {
  library: {
    whose: 'installation',
    section: 'hours',
    fields: {
      /** IANA name, for example `America/New_York`; empty: that of the computer. */
      timeZone: { kind: 'text', label: t('Time zone'), longest: 64, start: '' },
    },
  },
  /** shared/domain/pages.ts: the system into which staff key steps. Empty: it has no name. */
  otherSystem: {
    whose: 'installation',
    section: 'other-system',
    fields: {
      name: { kind: 'text', label: t('Other system’s name'), longest: 40, start: '' },
    },
  },
  /** How steps are sent to the other system. The workstation that sends the letters sends them; passwords stay at workstations. */
  ncip: {
    whose: 'installation',
    section: 'other-system',
    fields: {
      kind: {
        kind: 'choice',
        label: t('Send steps to'),
        choices: labelsOf(otherSystemKinds),
        start: 'none',
      },
      address: { kind: 'text', is: 'address', label: t('NCIP address'), longest: 2_000, start: '' },
      fromAgency: { kind: 'text', label: t('Our symbol'), longest: 200, start: '' },
      toAgency: { kind: 'text', label: t('Other system’s symbol'), longest: 200, start: '' },
      profileType: { kind: 'text', label: t('Profile'), longest: 200, start: '' },
      authentication: {
        kind: 'choice',
        label: t('Authentication'),
        choices: {
          none: t('None'),
          password: t('Password in each message'),
          basic: t('User name and password'),
        },
        start: 'none',
      },
      user: { kind: 'text', label: t('User name'), longest: 320, start: '' },
      /** Trusted for its server, in addition to the well-known ones. */
      authority: {
        kind: 'text',
        is: 'certificates',
        label: t('Certificate authority'),
        longest: 20_000,
        start: '',
      },
      loansBy: {
        kind: 'choice',
        label: t('Send loans, renewals and returns by'),
        choices: { ncip: 'NCIP', sip2: 'SIP2' },
        start: 'ncip',
      },
      namesDesk: { kind: 'switch', label: t('Include the pickup location'), start: true },
      notifies: { kind: 'switch', label: t('Have the other system notify the patron'), start: false },
      /** What was received is scanned in there too, before the system holds it for the patron. */
      scansIn: {
        kind: 'switch',
        label: t('Staff also scan in received items in the other system'),
        start: false,
      },
      looksUp: {
        kind: 'switch',
        label: t('Look up patrons by NCIP at workstations without SIP2'),
        start: false,
      },
      received: sendsOf('received'),
      lent: sendsOf('lent'),
      renewed: sendsOf('renewed'),
      back: sendsOf('back'),
      returned: sendsOf('returned'),
      recalled: sendsOf('recalled'),
      /** Chosen on Connections. */
      isHeld: { kind: 'switch', label: t('On hold'), start: false },
    },
  },
  /** shared/domain/slips/design.ts: the design of slips, if not the default. */
  slipDesigns: {
    whose: 'installation',
    section: 'slip-design',
    fields: {
      designs: { kind: 'list', label: t('Slip layout'), of: 'slip-design', start: [] },
    },
  },
  /** shared/domain/queues.ts: how many days something may wait for others before Today marks it. */
  queueLimits: {
    whose: 'installation',
    section: 'queues',
    fields: Object.fromEntries(limitedQueues.map((queue) => [queue, limitField(queue)])) as Readonly<
      Record<(typeof limitedQueues)[number], NumberField>
    >,
  },
  /** The number of days after which patron data is permanently erased from ended requests. 0: never. */
  patronData: {
    whose: 'installation',
    section: 'patron-data',
    fields: {
      afterDays: {
        kind: 'number',
        label: t('Days until patron data is removed'),
        description: t(
          'Counted from the last change to a closed request, or the last file that mentioned it. 0 means never; new libraries start with 90. This cannot be undone.',
        ),
        unit: 'days',
        least: 0,
        most: 3_650,
        start: 90,
      },
    },
  },
  /**
   * The number of days after which the details of steps on ended requests are removed, at each workstation and at the hub. A restored hub
   * may need those of the last 60 days.
   */
  steps: {
    whose: 'installation',
    section: 'patron-data',
    fields: {
      days: {
        kind: 'number',
        label: t('Days that steps of closed requests can be undone'),
        description: t(
          'Counted from the last change to a closed request. After that its steps can no longer be undone; the history is kept. A workstation that is offline for longer must reload the library from the hub.',
        ),
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
        label: t('Sign out automatically'),
        description: t(
          'Counted from the last key press, scan or mouse movement. Printing and imports continue, and what was on the page is kept for the same operator.',
        ),
        unit: 'minutes',
        least: 0,
        most: longestIdleMinutes,
        start: null,
        orNull: true,
      },
      withSystem: {
        kind: 'switch',
        label: t('Also when the computer is locked or goes to sleep, if the operator has a PIN'),
        start: true,
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
