import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { AppState, Settings } from '../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../db/types.ts';
import { judgeAdministration } from '../operators/judge-administration.ts';
import { countOpenMessages } from '../messages/messages.queries.ts';
import { loadSettings, saveSettings } from '../settings/settings.service.ts';
import { failedSlipCount } from '../slips/slips.queries.ts';
import { isShortPin } from '../../../../shared/domain/pin.ts';
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
  readonly openDataFolder: () => Promise<void>;
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
      const allowed = judgeSettings(session, settings, input.settings);
      if (!allowed.ok) return allowed;
      const saved = saveSettings(db, input.settings);
      if (saved.ok) settings = saved.value;
      return loadAfter(saved);
    },
    openDataFolder: async () => {
      await facts.openDataFolder();
      return ok(null);
    },
  };
};

/** How this workstation looks, prints and scans is everybody's affair; everything else is the library's. */
const ofTheWorkstation: readonly string[] = [
  'appearance',
  'printing',
  'scanner',
] satisfies (keyof Settings)[];

const judgeSettings = (session: DeskSession, before: Settings, after: Settings): Result<null> => {
  const changed = (Object.keys(after) as (keyof Settings)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return changed.every((part) => ofTheWorkstation.includes(part))
    ? ok(null)
    : judgeAdministration(session, 'Changing how the library works', null);
};
