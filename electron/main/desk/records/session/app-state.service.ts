import { underPolicy } from '../../../../../shared/domain/policy.ts';
import type { Policy } from '../../../../../shared/domain/policy-checks.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import type { Asked } from '../../../../../shared/ipc/asked-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import type { Answers, LateAnswers } from '../../../ipc/handlers.ts';
import type { Verb } from '../../../../../shared/ipc/channels.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { countOpenMessages } from '../../store/messages.queries.ts';
import {
  libraryTimeZone,
  loadSettings,
  saveInstallationSettings,
  saveLibrarySettings,
  saveWorkstationSettings,
} from '../settings/settings.service.ts';
import { authorizeAnyRole } from '../../steps/frame/authorize.ts';
import { countToUndo } from '../../store/keyed-steps.queries.ts';
import { hasRequests } from '../../store/has-requests.queries.ts';
import { failedSlipCount } from '../../store/print-jobs.queries.ts';
import { isShortPin } from '../../../../../shared/domain/pin.ts';
import { findPin } from '../../store/operators.queries.ts';
import { checkPin } from './sign-in.ts';
import type { DeskSession } from './session.service.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Facts about the program, passed in by the composition root. */
export type ProgramFacts = {
  readonly version: string;
  readonly dataDir: string;
  readonly dataAccess: AppState['dataAccess'];
  /** What the IT department has set for this computer. */
  readonly policy: Policy;
  /** Why this workstation has not joined the hub that the policy names; empty if it has, or need not. */
  readonly whyNotJoined: () => string;
  /** Whether the command line names files to import: an empty library is then being filled. */
  readonly importsAtStart: boolean;
  /** Where slips go now, by the settings and the command line. */
  readonly describePrinting: () => AppState['printing'];
  /** Whether the serial scanner is connected. */
  readonly describeScanner: () => AppState['scanner'];
  /** Whether letters are being sent, as the worker last saw it. */
  readonly describeMail: () => Pick<AppState['mail'], 'state' | 'words'>;
  readonly describeBackups: () => AppState['backups'];
  readonly movedAway: () => AppState['movedAway'];
  /** What was asked for outside the window and is not answered yet. */
  readonly asked: () => Asked | null;
  readonly quit: () => void;
  readonly openDataFolder: () => Promise<void>;
  /** Copies the data that support needs first, and shows it. */
  readonly copySupportReport: () => Promise<void>;
  readonly startAgain: () => void;
  /** Logs an error of the page. */
  readonly logPageError: (error: Error, kind: 'thrown' | 'rejected') => void;
  readonly now: () => Date;
};

type Late = 'signIn' | 'openDataFolder' | 'copySupportReport';

export type AppStateService = LateAnswers<'app', Late> & Answers<'app', Exclude<Verb<'app'>, Late>>;

/** The operator and desk, and the configuration of this workstation: what is shown around every page. */
export const appStateService = (
  db: ReadableDB,
  session: DeskSession,
  facts: ProgramFacts,
): AppStateService => {
  const context = { db, session, now: facts.now, timeZone: () => libraryTimeZone(db) };
  const { values } = facts.policy;
  // The hash of a short PIN that was entered: the stored PIN is short as long as it has this hash.
  let shortPinHash: string | null = null;
  const pinHash = (): string => findPin(db, session.operator().id)?.hash ?? '';
  const pinIsShort = (): boolean => session.signedIn() && shortPinHash !== null && shortPinHash === pinHash();
  const load = (): Result<AppState> => ok(stateOf(db, session, facts, pinIsShort()));
  const loadAfter = (result: Result<unknown>): Result<AppState> => (result.ok ? load() : result);
  return {
    load,
    chooseDesk: ({ deskId, insteadOfFirst }) => loadAfter(session.chooseDesk(deskId, insteadOfFirst)),
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
    saveSettings: (input) => loadAfter(saveWorkstationSettings(db, session, input.settings, values)),
    saveInstallationSettings: (input) => loadAfter(saveInstallationSettings(context, input, values)),
    saveLibrarySettings: (input) => loadAfter(saveLibrarySettings(context, input)),
    asked: () => ok(facts.asked()),
    quit: () => {
      facts.quit();
      return ok(null);
    },
    openDataFolder: async () => {
      const allowed = authorizeAnyRole(session, t('Opening the data folder'));
      if (!allowed.ok) return allowed;
      await facts.openDataFolder();
      return ok(null);
    },
    copySupportReport: async () => {
      await facts.copySupportReport();
      return ok(null);
    },
    startAgain: () => {
      facts.startAgain();
      return ok(null);
    },
    reportError: ({ kind, name, stack }) => {
      facts.logPageError(Object.assign(new Error(''), { name, stack }), kind);
      return ok(null);
    },
  };
};

/** The names of the invalid values, each once although it may have several faults; a name that is not told stands for one value. */
const invalidOf = ({ problems }: Policy): string[] =>
  problems
    .filter(({ name }, place) => name === null || problems.findIndex((one) => one.name === name) === place)
    .map(({ name }) => name ?? t('one with an unknown name'));

const stateOf = (
  db: ReadableDB,
  session: DeskSession,
  facts: ProgramFacts,
  pinIsShort: boolean,
): AppState => ({
  // Read again: another workstation may have changed a setting of the library.
  settings: underPolicy(loadSettings(db), facts.policy.values),
  pinIsShort,
  version: facts.version,
  dataDir: facts.dataDir,
  dataAccess: facts.dataAccess,
  policy: {
    values: facts.policy.values,
    isUnread: facts.policy.whyUnread !== null,
    invalid: invalidOf(facts.policy),
    whyNotJoined: facts.whyNotJoined(),
  },
  desks: [...session.desks()],
  operators: [...session.operators()],
  desk: session.desk(),
  operator: session.operator(),
  signedIn: session.signedIn(),
  isLocked: session.isLocked(),
  isEmpty: !facts.importsAtStart && !hasRequests(db),
  printing: facts.describePrinting(),
  scanner: facts.describeScanner(),
  mail: { ...facts.describeMail(), ...countOpenMessages(db) },
  slipsFailed: failedSlipCount(db),
  toTakeBack: countToUndo(db, session.libraries()),
  backups: facts.describeBackups(),
  movedAway: facts.movedAway(),
});
