/**
 * The names of all calls, by job: `slips: ['list']` is the channel `slips.list`. They are separate from their shapes, so that the preload
 * needs no library. A name without a shape in the contract, or without a method in the job's service, does not compile.
 */
export const calls = {
  app: [
    'load',
    'chooseDesk',
    'signIn',
    'signOut',
    'saveSettings',
    'saveInstallationSettings',
    'saveLibrarySettings',
    'asked',
    'quit',
    'openDataFolder',
    'copySupportReport',
    'startAgain',
    'reportError',
  ],
  today: ['cards', 'list'],
  doneHere: ['list', 'choices', 'key'],
  reports: ['prepare', 'read', 'saveTable', 'savePlot'],
  receiving: ['open', 'look', 'makeBarcode'],
  scanning: ['look'],
  scanner: ['ports', 'listen'],
  requests: [
    'list',
    'facets',
    'viewCounts',
    'details',
    'choices',
    'views',
    'saveView',
    'deleteView',
    'sameWork',
  ],
  decisions: ['facts', 'partners'],
  loans: ['findPatron', 'ofPatron'],
  returning: ['look', 'pack'],
  steps: ['take', 'today', 'undoFacts', 'redo'],
  slips: [
    'list',
    'preview',
    'sample',
    'logo',
    'chooseLogo',
    'placeLogo',
    'removeLogo',
    'retry',
    'reprint',
    'printOf',
    'printTest',
    'open',
    'printers',
  ],
  backups: [
    'list',
    'make',
    'chooseSecondFolder',
    'forgetSecondFolder',
    'bring',
    'bringFile',
    'bringAsked',
    'restore',
    'leave',
    'move',
    'takeBack',
  ],
  libraryFile: [
    'choose',
    'drop',
    'read',
    'survey',
    'keepProfile',
    'dryRun',
    'cancelDryRun',
    'showDryRun',
    'import',
    'cancel',
    'status',
    'showReport',
  ],
  files: ['saveLibrary', 'saveList', 'saveOffline', 'cancel', 'status', 'show'],
  imports: ['list', 'takeBack', 'demo'],
  hub: [
    'status',
    'look',
    'make',
    'invite',
    'chooseJoining',
    'join',
    'share',
    'bringUp',
    'takeAnew',
    'update',
    'chooseOwn',
    'leaveOwnOut',
    'verify',
    'cancelVerify',
    'setAside',
    'tryAside',
    'takeHubRows',
    'leaveAside',
    'changeServer',
    'workAlone',
    'workstations',
    'remove',
    'invitations',
    'withdraw',
    'tasks',
    'solve',
  ],
  watchedFolder: ['status', 'choose', 'saveProfile', 'stop'],
  places: [
    'libraries',
    'desks',
    'partners',
    'patrons',
    'missing',
    'saveLibrary',
    'saveLetters',
    'deskWork',
    'saveDesk',
    'savePartner',
    'savePatron',
    'remove',
    'followFile',
  ],
  patronData: ['save', 'forget'],
  operators: ['list', 'save', 'remove', 'setPin'],
  calendar: ['load', 'saveHours', 'closeDays', 'openDays'],
  reasons: ['list', 'save', 'order', 'remove'],
  letters: [
    'list',
    'saveByHand',
    'read',
    'retry',
    'print',
    'dealtWith',
    'notDealtWith',
    'saveAddress',
    'templates',
    'preview',
    'saveTemplate',
    'resetTemplate',
  ],
  mail: ['account', 'saveAccount', 'removeAccount', 'test', 'chooseAuthority', 'removeAuthority'],
} as const;

export type Job = keyof typeof calls;
export type Verb<J extends Job> = (typeof calls)[J][number];
export type Channel = { [J in Job]: `${J}.${Verb<J>}` }[Job];

export const channels = Object.entries(calls).flatMap(([job, verbs]) =>
  verbs.map((verb) => `${job}.${verb}` as Channel),
);

/** Dropped files are passed on by the preload, which asks the system for their paths, so that no page can name a path itself. */
export const fileChannel = 'libraryFile.drop' satisfies Channel;

/** The names of all events, which go from the main process to the renderer. */
export const eventNames = [
  'scan',
  'testScan',
  'command',
  'print',
  'changed',
  'importProgress',
  'dryRunProgress',
  'importEnded',
  'writeProgress',
  'writeEnded',
  'queueAsked',
  'asked',
] as const;

export type EventName = (typeof eventNames)[number];

/** The channels on which the page reads and keeps the state to restore after a reload. */
export const memoryChannels = { read: 'memory.read', keep: 'memory.keep' } as const;

/** The switch that tells a window’s preload the program's language. */
export const languageSwitch = '--borrow-desk-language=';
