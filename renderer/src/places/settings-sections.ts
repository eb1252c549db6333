import { t } from '../../../shared/words/words.ts';

/** The sections of Settings in list order. Each has its own address: `#/settings/<id>`. */
export const settingsSections = [
  {
    id: 'appearance',
    label: t('Appearance'),
    group: t('This workstation'),
    words: t('dark mode light contrast'),
  },
  {
    id: 'scanner',
    label: t('Scanner'),
    group: t('This workstation'),
    words: t('scanner gun keyboard wedge'),
  },
  {
    id: 'printing',
    label: t('Printing'),
    group: t('This workstation'),
    words: t('paper slips queue pdf'),
  },
  {
    id: 'set-up',
    label: t('Set up this workstation'),
    group: t('This workstation'),
    words: t('guide first run begin start'),
  },
  {
    id: 'data',
    label: t('Data and version'),
    group: t('This workstation'),
    words: t('folder database backup licences about'),
  },
  {
    id: 'updates',
    label: t('Updates'),
    group: t('This workstation'),
    words: t('new version upgrade install'),
  },
  {
    id: 'backups',
    label: t('Backups'),
    group: t('This workstation'),
    words: t('restore copy second folder share stick move workstation'),
  },
  {
    id: 'sync',
    label: t('Desks together'),
    group: t('This workstation'),
    words: t('hub share several workstations server PostgreSQL join network'),
  },
  {
    id: 'endpoint',
    label: t('Incoming messages'),
    group: t('This workstation'),
    words: t('ISO 18626 partners network port TLS folder'),
  },
  {
    id: 'library-file',
    label: t('Library file'),
    group: t('Records'),
    words: t('import json csv'),
  },
  {
    id: 'libraries',
    label: t('Libraries'),
    group: t('Records'),
    words: t('address time zone barcodes'),
  },
  {
    id: 'desks',
    label: t('Desks'),
    group: t('Records'),
    words: t('hold shelf receives pickup'),
  },
  {
    id: 'partners',
    label: t('Partners'),
    group: t('Records'),
    words: t('lending libraries address e-mail'),
  },
  {
    id: 'patrons',
    label: t('Patrons'),
    group: t('Records'),
    words: t('readers requesters cards barcode'),
  },
  {
    id: 'operators',
    label: t('Operators and roles'),
    group: t('Records'),
    words: t('staff people PIN roles permissions'),
  },
  {
    id: 'reasons',
    label: t('Cancellation reasons'),
    group: t('How the library works'),
    words: 'cancel',
  },
  {
    id: 'hours',
    label: t('Hours and closed days'),
    group: t('How the library works'),
    words: t('opening hours calendar holidays closed days week'),
  },
  {
    id: 'hold-shelf',
    label: t('Hold shelf and loans'),
    group: t('How the library works'),
    words: t('loan period days due'),
  },
  {
    id: 'queues',
    label: t('Waiting limits'),
    group: t('How the library works'),
    words: t('waiting too long overdue'),
  },
  {
    id: 'patron-data',
    label: t('Patron data'),
    group: t('How the library works'),
    words: t('privacy forget delete retention gdpr'),
  },
  {
    id: 'signing-out',
    label: t('Signing out'),
    group: t('How the library works'),
    words: t('lock idle minutes'),
  },
  {
    id: 'other-system',
    label: t('Other system'),
    group: t('How the library works'),
    words: t('Alma key into name SIP2 patrons blocks'),
  },
  {
    id: 'mail',
    label: t('Mail'),
    group: t('How the library works'),
    words: t('SMTP server password account'),
  },
  {
    id: 'letters-written',
    label: t('Which letters to send'),
    group: t('How the library works'),
    words: t('notices off on'),
  },
  {
    id: 'slip-design',
    label: t('Slip layout'),
    group: t('How the library works'),
    words: t('design layout fields paper receipt'),
  },
  {
    id: 'letters',
    label: t('Letters'),
    group: t('How the library works'),
    words: t('templates text wording'),
  },
] as const satisfies readonly {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** Additional search words. */
  readonly words: string;
}[];

export type SettingsSection = (typeof settingsSections)[number]['id'];

/** Whether the text is the id of a section. */
export const isSettingsSection = (text: string): text is SettingsSection =>
  settingsSections.some(({ id }) => id === text);
