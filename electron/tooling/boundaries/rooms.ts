/** The parts of the page, lowest first: each builds on those before it. The build leaves `development` out. */
export const pageParts = [
  'development',
  'api',
  'components',
  'machines',
  'scanner',
  'places',
  'steps',
  'shell',
  'requests',
  'files',
  'pages',
  'app',
];

/** The groups of the desk, lowest first, as patterns: each builds on those before it. */
export const deskGroups = ['store', 'steps/frame', 'records', 'output', 'steps(?!/frame/)', 'queries'];

/** Libraries that one room alone uses. */
export const roomOfLibrary = {
  'better-sqlite3': 'electron/main/db',
  pg: 'electron/main/sync/link',
  nodemailer: 'electron/main/mail',
  imapflow: 'electron/main/mail',
  'postal-mime': 'electron/main/mail',
  htmlparser2: 'electron/main/mail',
  serialport: 'electron/main/devices/scanner',
  'electron-pos-printer': 'electron/main/devices/printing',
  sax: 'electron/main/xml',
  yauzl: 'electron/main/files/reading',
  'csv-parse': 'electron/main/files/reading',
  'intl-messageformat': 'shared/words',
  'electron-updater': 'electron/main/updates',
};
