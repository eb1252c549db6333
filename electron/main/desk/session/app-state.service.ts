import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { AppState, Settings } from '../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../db/types.ts';
import { countWaitingMessages } from '../messages/messages.queries.ts';
import { loadSettings, saveSettings } from '../settings/settings.service.ts';
import { failedSlipCount } from '../slips/slips.queries.ts';
import type { DeskSession } from './session.service.ts';

/** What the program itself knows, passed in by the composition root. */
export type ProgramFacts = {
  readonly version: string;
  readonly dataDir: string;
  /** Where slips go now, by the settings and the command line. */
  readonly describePrinting: () => AppState['printing'];
  readonly openDataFolder: () => Promise<void>;
};

export type AppStateService = {
  readonly settings: () => Settings;
  readonly load: () => Result<AppState>;
  readonly chooseDesk: (input: Input<'app.chooseDesk'>) => Result<AppState>;
  readonly chooseOperator: (input: Input<'app.chooseOperator'>) => Result<AppState>;
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
  const load = (): Result<AppState> =>
    ok({
      version: facts.version,
      dataDir: facts.dataDir,
      desks: [...session.desks()],
      operators: [...session.operators()],
      desk: session.desk(),
      operator: session.operator(),
      settings,
      printing: facts.describePrinting(),
      messagesWaiting: countWaitingMessages(db),
      slipsFailed: failedSlipCount(db),
    });
  const loadAfter = (result: Result<unknown>): Result<AppState> => (result.ok ? load() : result);
  return {
    settings: () => settings,
    load,
    chooseDesk: ({ deskId }) => loadAfter(session.chooseDesk(deskId)),
    chooseOperator: ({ operatorId }) => loadAfter(session.chooseOperator(operatorId)),
    saveSettings: (input) => {
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
