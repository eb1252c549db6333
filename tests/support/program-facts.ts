import { dirname } from 'node:path';
import type { ProgramFacts } from '../../electron/main/desk/records/session/app-state.service.ts';
import type { TestDesk } from './desk.ts';

/** The program's facts on a test desk: no printer, no mail account, good backups. */
export const programFacts = (desk: TestDesk, more: Partial<ProgramFacts> = {}): ProgramFacts => ({
  version: '0',
  dataDir: dirname(desk.file),
  dataAccess: 'profile',
  policy: { values: {}, problems: [], whyUnread: null },
  whyNotJoined: () => '',
  importsAtStart: false,
  describePrinting: () => ({ target: 'pdf', description: '', isFixed: false }),
  describeScanner: () => ({ state: 'none', words: '' }),
  describeMail: () => ({ state: 'none', words: '' }),
  describeBackups: () => ({ state: 'good', since: null, words: '' }),
  movedAway: () => null,
  asked: () => null,
  quit: () => undefined,
  openDataFolder: () => Promise.resolve(),
  copySupportReport: () => Promise.resolve(),
  startAgain: () => undefined,
  logPageError: () => undefined,
  now: desk.context.now,
  ...more,
});
