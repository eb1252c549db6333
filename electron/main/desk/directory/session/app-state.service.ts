import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { AppState, Settings } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { authorizeAdministration } from '../operators/authorize-administration.ts';
import { countOpenMessages } from '../../store/messages.queries.ts';
import { loadSettings, saveSettings } from '../settings/settings.service.ts';
import { authorizeAnyRole } from '../../kernel/authorize.ts';
import { failedSlipCount } from '../../store/print-jobs.queries.ts';
import { isShortPin } from '../../../../../shared/domain/pin.ts';
import { findPin } from './session.queries.ts';
import { checkPin } from './sign-in.ts';
import type { DeskSession } from './session.service.ts';

/** What the program itself knows, passed in by the composition root. */
export type ProgramFacts = {
  readonly version: string;
  readonly dataDir: string;
  /** Where slips go now, by the settings and the command line. */
  readonly describePrinting: () => AppState['printing'];
  /** Whether letters leave, as the worker last saw it. */
  readonly describeMail: () => Pick<AppState['mail'], 'state' | 'words'>;
  readonly describeBackups: () => AppState['backups'];
  readonly openDataFolder: () => Promise<void>;
  /** Takes an error of the page, for the log. */
  readonly logPageError: (error: Error, kind: 'thrown' | 'rejected') => void;
  readonly now: () => Date;
};

export type AppStateService = {
  readonly settings: () => Settings;
  readonly load: () => Result<AppState>;
  readonly chooseDesk: (input: Input<'app.chooseDesk'>) => Result<AppState>;
  readonly signIn: (input: Input<'app.signIn'>) => Promise<Result<AppState>>;
  readonly signOut: () => Result<AppState>;
  readonly saveSettings: (input: Input<'app.saveSettings'>) => Result<AppState>;
  readonly openDataFolder: () => Promise<Result<null>>;
  readonly reportError: (input: Input<'app.reportError'>) => Result<null>;
};

/** Who works where, and how this workstation is set up: what every page shows around its lane. */
export const appStateService = (
  db: ReadableDB,
  session: DeskSession,
  facts: ProgramFacts,
): AppStateService => {
  let settings = loadSettings(db);
  // What was kept of a short PIN when it was typed: it is short as long as that is what is kept.
  let shortPinHash: string | null = null;
  const pinHash = (): string => findPin(db, session.operator().id)?.hash ?? '';
  const load = (): Result<AppState> =>
    ok({
      version: facts.version,
      dataDir: facts.dataDir,
      desks: [...session.desks()],
      operators: [...session.operators()],
      desk: session.desk(),
      operator: session.operator(),
      signedIn: session.signedIn(),
      isLocked: session.isLocked(),
      pinIsShort: session.signedIn() && shortPinHash !== null && shortPinHash === pinHash(),
      settings,
      printing: facts.describePrinting(),
      mail: { ...facts.describeMail(), ...countOpenMessages(db) },
      slipsFailed: failedSlipCount(db),
      backups: facts.describeBackups(),
    });
  const loadAfter = (result: Result<unknown>): Result<AppState> => (result.ok ? load() : result);
  return {
    settings: () => settings,
    load,
    chooseDesk: ({ deskId }) => loadAfter(session.chooseDesk(deskId)),
    signIn: async ({ operatorId, pin }) => {
      const checked = await checkPin(db, facts.now, operatorId, pin);
      const signedIn = checked.ok ? session.chooseOperator(operatorId) : checked;
      if (signedIn.ok) shortPinHash = pin !== null && isShortPin(pin) && pinHash() !== '' ? pinHash() : null;
      return loadAfter(signedIn);
    },
    signOut: () => {
      session.signOut();
      return load();
    },
    saveSettings: (input) => {
      const allowed = authorizeSettings(session, settings, input.settings);
      if (!allowed.ok) return allowed;
      const saved = saveSettings(db, input.settings);
      if (saved.ok) settings = saved.value;
      return loadAfter(saved);
    },
    openDataFolder: async () => {
      const allowed = authorizeAnyRole(session, 'Opening the data folder');
      if (!allowed.ok) return allowed;
      await facts.openDataFolder();
      return ok(null);
    },
    reportError: ({ kind, name, stack }) => {
      facts.logPageError(Object.assign(new Error(''), { name, stack }), kind);
      return ok(null);
    },
  };
};

/**
 * Whose affair a setting is: how the program looks is everybody's, how this workstation prints and scans is that of whoever works
 * at it, and the rest is the library's.
 */
const affairs: Readonly<Record<keyof Settings, 'everybody' | 'desk' | 'library'>> = {
  appearance: 'everybody',
  printing: 'desk',
  scanner: 'desk',
  library: 'library',
  holdShelf: 'library',
  loans: 'library',
  idleLock: 'library',
};

const authorizeSettings = (session: DeskSession, before: Settings, after: Settings): Result<null> => {
  const changed = (Object.keys(after) as (keyof Settings)[])
    .filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]))
    .map((part) => affairs[part]);
  const library = changed.includes('library')
    ? authorizeAdministration(session, 'Changing how the library works', null)
    : ok(null);
  return library.ok && changed.includes('desk')
    ? authorizeAnyRole(session, 'Changing printer or scanner')
    : library;
};
