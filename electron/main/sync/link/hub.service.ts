import { basename } from 'node:path';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { OperatorView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import { hideSetAside } from '../../desk/store/set-aside.queries.ts';
import type { Service } from '../../ipc/handlers.ts';
import { setAsideService } from '../set-aside.service.ts';
import { hubTasksService } from '../tasks.service.ts';
import { compareOnCopy } from './compare-on-copy.ts';
import { failureOf } from './failures.ts';
import type { HubLink } from './hub-link.ts';
import { joiningService, type JoiningService } from './joining.ts';
import { leavingService } from './leaving.ts';
import { isConnectedToHub } from './link-state.ts';
import { type HubParts, Membership } from './membership.ts';

/** How many rows are compared between two progress reports to the page. */
const shownEvery = 200;

export type HubService = Service<'hub'> &
  Pick<JoiningService, 'invitation' | 'readInvitation' | 'joinUnattended'> & {
    readonly link: () => HubLink | null;
    /** Runs work with the rights of an operator who has not signed in but was named on the command line. */
    readonly actingAs: <T>(operator: OperatorView, work: () => Promise<T>) => Promise<T>;
    /** Called after each import: once all of its earlier requests are imported, the user need not be asked about them again. */
    readonly imported: (report: Pick<ImportReport, 'fileName' | 'outcome' | 'totals'>) => void;
    readonly stop: () => Promise<void>;
  };

/** The service for sharing a hub with other workstations: creating and joining it, and this workstation's status. */
export const hubService = (parts: HubParts): HubService => {
  const member = new Membership(parts);
  return {
    link: () => member.link,
    actingAs: (operator, work) => member.actingAs(operator, work),
    stop: async () => member.link?.stop(),
    imported: ({ fileName, outcome, totals }) => {
      const path = parts.own.path();
      if (path === null || basename(path) !== fileName.toLowerCase()) return;
      if (outcome !== 'done' || totals.refused > 0) return;
      parts.own.remove();
      parts.stateChanged();
    },
    status: () => ok(member.status()),
    share: () => {
      const { link } = member;
      link?.wake();
      // A user who asks for it does not want to wait for the next attempt.
      if (link !== null && link.state() !== 'paused') link.workAlone(false);
      return ok(member.status());
    },
    workstations: () => member.withHub(async ({ hub }) => ok(await hub.workstations())),
    ...joiningService(member),
    ...leavingService(member),
    ...comparingService(member),
    ...hubTasksService(parts.context),
    ...setAsideService(parts.context),
  };
};

type ComparingService = Pick<
  Service<'hub'>,
  'verify' | 'cancelVerify' | 'tryAside' | 'takeHubRows' | 'leaveAside'
>;

/** Comparing with the hub, and resolving set-aside steps. */
const comparingService = (member: Membership): ComparingService => ({
  verify: () => compare(member),
  cancelVerify: () => {
    member.comparison?.ends.abort();
    return ok(member.status());
  },
  tryAside: () => settleSetAside(member, 'again'),
  takeHubRows: () => member.asAdministrator(() => settleSetAside(member, 'rows')),
  leaveAside: ({ culprit }) => {
    const allowed = member.mayAdministrate();
    if (!allowed.ok) return allowed;
    inTransaction(member.db, (write) => hideSetAside(write, culprit));
    return ok(null);
  },
});

const settleSetAside = (member: Membership, how: 'again' | 'rows'): Promise<Result<{ left: number }>> =>
  member.withHub(async (link) =>
    isConnectedToHub(link.state())
      ? ok({ left: await link.settleSetAside(how) })
      : refuse(
          'hub-failed',
          t('This needs a connection to the hub. Try again when this workstation is connected.'),
        ),
  );

const compare = (member: Membership): ReturnType<ComparingService['verify']> =>
  member.asAdministratorWithHub(async (link, known) => {
    const { db, parts } = member;
    if (member.comparison !== null) return refuse('hub-failed', t('A comparison is already running.'));
    const now = (member.comparison = { looked: 0, ends: new AbortController() });
    parts.stateChanged();
    const progress = (looked: number): void => {
      // The page need not be told of every row.
      if (looked - now.looked < shownEvery) return;
      now.looked = looked;
      parts.stateChanged();
    };
    try {
      await link.confirmed();
      // Steps that can be written by now should not count as differences.
      if (isConnectedToHub(link.state())) await link.settleSetAside('again');
      const found = await compareOnCopy(
        db,
        `${parts.databaseFile}.checked`,
        known,
        progress,
        now.ends.signal,
      );
      return ok({ ...found, differing: [...found.differing] });
    } catch (error) {
      return now.ends.signal.aborted ? ok(null) : failureOf(error);
    } finally {
      member.comparison = null;
      parts.stateChanged();
    }
  });
