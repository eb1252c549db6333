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
  readonly describePrinting: () => Promise<AppState['printing']>;
  readonly openDataFolder: () => Promise<void>;
};

export type AppStateService = {
  readonly settings: () => Settings;
  readonly load: () => Promise<Result<AppState>>;
  readonly chooseDesk: (input: Input<'app.chooseDesk'>) => Promise<Result<AppState>>;
  readonly chooseOperator: (input: Input<'app.chooseOperator'>) => Promise<Result<AppState>>;
  readonly saveSettings: (input: Input<'app.saveSettings'>) => Promise<Result<AppState>>;
  readonly openDataFolder: () => Promise<Result<null>>;
};

/** Who works where, and how this workstation is set up: what every page shows around its lane. */
export const appStateService = (
  db: ReadableDB,
  session: DeskSession,
  facts: ProgramFacts,
): AppStateService => {
  let settings = loadSettings(db);
  const load = async (): Promise<Result<AppState>> =>
    ok({
      version: facts.version,
      dataDir: facts.dataDir,
      desks: [...session.desks()],
      operators: [...session.operators()],
      desk: session.desk(),
      operator: session.operator(),
      settings,
      printing: await facts.describePrinting(),
      messagesWaiting: countWaitingMessages(db),
      slipsFailed: failedSlipCount(db),
    });
  const loadAfter = async (result: Result<unknown>): Promise<Result<AppState>> =>
    result.ok ? load() : result;
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
