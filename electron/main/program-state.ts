import { app, shell } from 'electron';
import type { RunningWork } from '../../shared/ipc/asked-views.ts';
import { importsBeforeWindow } from './app/start-import.ts';
import { copySupportReport } from './app/support-report.ts';
import {
  appStateService,
  type AppStateService,
  type ProgramFacts,
} from './desk/records/session/app-state.service.ts';
import type { Base } from './program-base.ts';

/** What other parts of the program say about themselves. */
type Said = {
  readonly slips: { readonly describe: ProgramFacts['describePrinting'] };
  readonly scanners: { readonly describe: ProgramFacts['describeScanner'] };
  readonly letters: { readonly describe: ProgramFacts['describeMail'] };
  readonly backups: { readonly describe: ProgramFacts['describeBackups'] };
  readonly joining: { readonly why: ProgramFacts['whyNotJoined'] };
  readonly exchange: Readonly<Record<'libraryFile' | 'files', { readonly isRunning: () => boolean }>>;
  readonly startAgain: () => void;
};

/** Opens what the page shows about the program itself. */
export const openAppState = (
  base: Base,
  { slips, scanners, letters, backups, joining, exchange, startAgain }: Said,
): AppStateService => {
  const { db, dataDir, access, now, log, policy } = base;
  return appStateService(db, base.session, {
    version: app.getVersion(),
    dataDir,
    dataAccess: access,
    policy,
    whyNotJoined: joining.why,
    importsAtStart: importsBeforeWindow(base.switches),
    describePrinting: slips.describe,
    describeScanner: scanners.describe,
    describeMail: letters.describe,
    describeBackups: backups.describe,
    movedAway: base.movedAway.said,
    copySupportReport: () => copySupportReport(base.window(), { db, dataDir, now, policy }),
    asked: () =>
      base.asked.next({ isSignedIn: base.session.signedIn(), running: () => runningWorkOf(exchange) }),
    quit: () => app.quit(),
    openDataFolder: async () => void (await shell.openPath(dataDir)),
    startAgain,
    logPageError: (error, kind) => log.error('page.error', error, { kind }),
    now,
  });
};

/** The work that the end of the program would cut off. Slips are none: one at the printer is finished, the others are printed at the next start. */
const runningWorkOf = ({ libraryFile, files }: Said['exchange']): RunningWork[] => [
  ...(libraryFile.isRunning() ? (['import'] as const) : []),
  ...(files.isRunning() ? (['export'] as const) : []),
];
