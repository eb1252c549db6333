import { t } from '../../../shared/words/words.ts';

/** The sections of Settings in the order of their list. Each has an address of its own: `#/settings/<id>`. */
export const settingsSections = [
  {
    id: 'appearance',
    label: t('navigation.appearance'),
    group: t('navigation.thisWorkstation'),
    words: t('navigation.darkModeLightContrast'),
  },
  {
    id: 'scanner',
    label: t('navigation.scanner'),
    group: t('navigation.thisWorkstation'),
    words: t('navigation.scannerGunKeyboardWedge'),
  },
  {
    id: 'printing',
    label: t('common.printing'),
    group: t('navigation.thisWorkstation'),
    words: t('navigation.paperSlipsQueuePdf'),
  },
  {
    id: 'set-up',
    label: t('settings.setUpThisWorkstation'),
    group: t('navigation.thisWorkstation'),
    words: t('navigation.guideFirstRunBegin'),
  },
  {
    id: 'data',
    label: t('navigation.dataAndVersion'),
    group: t('navigation.thisWorkstation'),
    words: t('navigation.folderDatabaseBackupLicencesAbout'),
  },
  {
    id: 'backups',
    label: t('navigation.backups'),
    group: t('navigation.thisWorkstation'),
    words: t('navigation.restoreCopySecondFolderMove'),
  },
  {
    id: 'sync',
    label: t('hub.desksTogether'),
    group: t('navigation.thisWorkstation'),
    words: t('hub.whatItIsSearchedBy'),
  },
  {
    id: 'library-file',
    label: t('common.libraryFile'),
    group: t('navigation.records'),
    words: t('navigation.importJsonCsv'),
  },
  {
    id: 'libraries',
    label: t('common.libraries'),
    group: t('navigation.records'),
    words: t('navigation.addressTimeZoneBarcodes'),
  },
  {
    id: 'desks',
    label: t('common.desks'),
    group: t('navigation.records'),
    words: t('navigation.holdShelfReceivesPickup'),
  },
  {
    id: 'partners',
    label: t('common.partners'),
    group: t('navigation.records'),
    words: t('navigation.lendingLibrariesAddressEMail'),
  },
  {
    id: 'patrons',
    label: t('common.patrons'),
    group: t('navigation.records'),
    words: t('navigation.readersRequestersCardsBarcode'),
  },
  {
    id: 'operators',
    label: t('common.operatorsAndRoles'),
    group: t('navigation.records'),
    words: t('navigation.staffPeoplePinRolesPermissions'),
  },
  {
    id: 'reasons',
    label: t('common.cancellationReasons'),
    group: t('navigation.howTheLibraryWorks'),
    words: 'cancel',
  },
  {
    id: 'hours',
    label: t('navigation.hoursAndClosedDays'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.openingHoursCalendarHolidaysClosedDays'),
  },
  {
    id: 'hold-shelf',
    label: t('navigation.holdShelfAndLoans'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.loanPeriodDaysDue'),
  },
  {
    id: 'queues',
    label: t('navigation.ageLimitsOfToday'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.waitingTooLongOverdue'),
  },
  {
    id: 'patron-data',
    label: t('navigation.patronData'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.privacyForgetDeleteRetention'),
  },
  {
    id: 'signing-out',
    label: t('common.signingOut'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.lockIdleMinutes'),
  },
  {
    id: 'mail',
    label: t('navigation.mail'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.smtpServerPasswordAccount'),
  },
  {
    id: 'letters-written',
    label: t('navigation.lettersThatAreWritten'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.noticesOffOn'),
  },
  {
    id: 'slip-design',
    label: t('slipDesign.slips'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('slipDesign.designLayoutFields'),
  },
  {
    id: 'letters',
    label: t('common.letters'),
    group: t('navigation.howTheLibraryWorks'),
    words: t('navigation.templatesTextWording'),
  },
] as const satisfies readonly {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** What else somebody may type who looks for it. */
  readonly words: string;
}[];

export type SettingsSection = (typeof settingsSections)[number]['id'];

/** Whether the text is the id of a section. */
export const isSettingsSection = (text: string): text is SettingsSection =>
  settingsSections.some(({ id }) => id === text);
