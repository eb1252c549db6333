import { basename } from 'node:path';
import * as z from 'zod';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { HubStatus, Joining } from '../../../../shared/ipc/hub-views.ts';
import { workstation } from '../../../../shared/ipc/hub-views.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { OperatorView } from '../../../../shared/ipc/views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { HubTasksService } from '../tasks.service.ts';
import { authorizeAdministration } from '../../desk/records/operators/authorize-administration.ts';
import type { DeskContext, Session } from '../../desk/kernel/context.ts';
import { inTransaction } from '../../db/open.ts';
import { asideService } from '../aside.service.ts';
import { hideAside } from '../../desk/store/hub-aside.queries.ts';
import { countOwnRequests, countPending, readHubState } from '../../desk/store/hub.queries.ts';
import { countOpenTasks } from '../../desk/store/tasks.queries.ts';
import type { Service } from '../../ipc/handlers.ts';
import type { ConnectionFile, KnownHub } from './connection-file.ts';
import { failureOf, failureOfJoining } from './failures.ts';
import type { HubLink, LinkTold } from './hub-link.ts';
import { openJoiningFiles } from './joining-files.ts';
import { isWithHub, openRemoving } from './removing.ts';
import { newLogin } from './make-hub.ts';
import type { OwnRequests } from './own-requests.ts';
import type { Login } from './postgres.ts';
import type { VerifyHub } from './verify-hub.ts';
import { nameOfAuthority, type ServerIdentity } from './server-certificate.ts';
import type { BringAnew, BringLibrary, MakeOfLibrary } from './begin-sharing.ts';

/** How long a server may take to show by what it is known. */
const lookMs = 8_000;
/** After so many rows more the page hears how far a comparison is. */
const toldAfter = 200;

export type HubParts = {
  readonly context: DeskContext;
  readonly db: ReadableDB;
  readonly file: ConnectionFile;
  readonly tasks: HubTasksService;
  /** By what the server at an address is known. */
  readonly fetchIdentity: (host: string, port: number, signal: AbortSignal) => Promise<ServerIdentity>;
  /** Opens the connection that is kept; null where there is none. */
  readonly openLink: (hub: KnownHub, told: LinkTold) => HubLink;
  /** Makes a hub of the library of this workstation. */
  readonly make: MakeOfLibrary;
  /** Brings the functions of a hub up to date, with the account of an administrator. */
  readonly update: (hub: KnownHub, administrator: Login) => Promise<void>;
  /** Brings the library of a hub beside that of this workstation, for the next start. */
  readonly bring: BringLibrary;
  /** The same for a workstation that was away for too long. */
  readonly bringAnew: BringAnew;
  /** This workstation works alone from now on; what is here stays. */
  readonly endSharing: () => void;
  /** Compares this workstation with its hub. */
  readonly verify: VerifyHub;
  readonly saveJoining: (name: string, text: string) => Promise<string | null>;
  readonly chooseJoining: () => Promise<string | null>;
  readonly startAgain: () => void;
  /** Requests of its own that a workstation had before it joined. */
  readonly own: OwnRequests;
  /** Writes the library of this workstation into a file. */
  readonly writeLibrary: (path: string) => Promise<Result<null>>;
  /** Chooses a file to be imported. */
  readonly chooseImport: (path: string) => Promise<Result<Output<'libraryFile.drop'>>>;
  /** Told when the state is another. */
  readonly moved: () => void;
};

export type HubService = Service<'hub'> & {
  /** The text of a joining file. */
  readonly invitation: (hours: number) => Promise<Result<string>>;
  /** Looks at a joining file, which `join` then names by its token. */
  readonly readInvitation: (text: string) => Result<Joining>;
  readonly link: () => HubLink | null;
  /** Runs work with the rights of an operator who has not signed in: the command line names them. */
  readonly actingAs: <T>(operator: OperatorView, work: () => Promise<T>) => Promise<T>;
  /** Told of each import: where all of its own requests are in, nothing is to be asked of them any more. */
  readonly imported: (report: Pick<ImportReport, 'fileName' | 'outcome' | 'totals'>) => void;
  readonly stop: () => Promise<void>;
};

/** Several workstations on one hub: making it, joining it, and how this one stands. */
export const hubService = (parts: HubParts): HubService => {
  const { db, context, file, moved } = parts;
  let known = readHubState(db) === null ? null : file.read();
  /** A hub that the program was making when it ended: it is there, with the login that was written down before, or it is not. */
  const told: LinkTold = {
    joined: () => {
      if (known?.making === true) file.write((known = { ...known, making: false }));
    },
    renewed: (server) => {
      if (known !== null) file.write((known = { ...known, ...server }));
    },
    refused: () => {
      if (known?.making === true) void alone();
    },
  };
  let link = known === null ? null : parts.openLink(known, told);
  let busy: { readonly state: 'making' | 'joining'; rows: number } | null = null;
  /** The number that this workstation has from its next start. */
  let joinedAs: number | null = null;
  let checking: { looked: number; readonly ends: AbortController } | null = null;

  const status = (): HubStatus => ({
    state: busy?.state ?? link?.state() ?? (readHubState(db) === null ? 'alone' : 'refused'),
    waiting: countPending(db),
    since: link?.since() ?? null,
    words: link?.words() ?? '',
    address: known === null ? '' : `${known.host}:${known.port}/${known.database}`,
    name: known?.name ?? '',
    number: joinedAs ?? readHubState(db)?.workstation ?? null,
    rows: busy?.rows ?? 0,
    tasks: countOpenTasks(db),
    lettersFrom: link?.lettersFrom() ?? '',
    sendsLetters: link?.sendsLetters() ?? true,
    looked: checking?.looked ?? null,
    clocks: link?.clocks() ?? null,
    isOlder: link?.isOlder() ?? false,
    ownRequests: parts.own.count(),
  });
  let acting: OperatorView | null = null;
  const session: Session = { ...context.session, operator: () => acting ?? context.session.operator() };
  const mayAdministrate = (): Result<null> =>
    authorizeAdministration(session, t('hub.sharingRequests'), null);
  const linkOr = <T>(work: (link: HubLink) => Promise<Result<T>>): Promise<Result<T>> | Result<T> =>
    link === null ? refuse('hub-failed', t('hub.thisWorkstationWorksAlone')) : work(link);

  /** Runs what takes its time, once at a time. */
  const busyWith = async (
    state: 'making' | 'joining',
    work: (progress: (rows: number) => void) => Promise<Result<HubStatus>>,
    failed: (error: unknown) => Result<HubStatus> = failureOf,
  ): Promise<Result<HubStatus>> => {
    const allowed = mayAdministrate();
    if (!allowed.ok) return allowed;
    if (busy !== null || link !== null) return refuse('hub-failed', t('hub.thisWorkstationHasAHub'));
    const now = (busy = { state, rows: 0 });
    moved();
    try {
      return await work((rows) => {
        now.rows = rows;
        moved();
      });
    } catch (error) {
      return failed(error);
    } finally {
      busy = null;
      moved();
    }
  };

  const begin = (hub: KnownHub): void => {
    file.write(hub);
    known = hub;
    link = parts.openLink(hub, told);
  };

  const joiningFiles = openJoiningFiles(parts, {
    mayAdministrate,
    connected: () => (known === null || link === null ? null : { hub: known, link }),
  });

  const settleAside = async (
    open: HubLink,
    how: Parameters<HubLink['settleAside']>[0],
  ): Promise<Result<{ left: number }>> => {
    if (!isWithHub.includes(open.state())) return refuse('hub-failed', t('hub.onlyTogetherWithTheHub'));
    try {
      return ok({ left: await open.settleAside(how) });
    } catch (error) {
      return failureOf(error);
    }
  };

  const alone = async (): Promise<void> => {
    const closing = link;
    link = null;
    known = null;
    await closing?.stop();
    parts.endSharing();
    file.remove();
    moved();
  };

  const removing = openRemoving({ context, db, mayAdministrate, status, link: () => link, alone });

  return {
    link: () => link,
    actingAs: async (operator, work) => {
      acting = operator;
      try {
        return await work();
      } finally {
        acting = null;
      }
    },
    stop: async () => link?.stop(),
    imported: ({ fileName, outcome, totals }) => {
      const path = parts.own.path();
      if (path === null || basename(path) !== fileName) return;
      if (outcome !== 'done' || totals.refused > 0) return;
      parts.own.remove();
      moved();
    },

    status: () => ok(status()),

    look: async ({ host, port }) => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      try {
        const shown = await parts.fetchIdentity(host.trim(), port, AbortSignal.timeout(lookMs));
        return ok({ fingerprint: shown.fingerprint, authority: nameOfAuthority(shown.authority) });
      } catch (error) {
        return failureOf(error);
      }
    },

    make: ({ host: typed, port, database, user, password, fingerprint, name }) =>
      busyWith('making', async (progress) => {
        const host = typed.trim();
        const shown = await parts.fetchIdentity(host, port, AbortSignal.timeout(lookMs));
        if (!isSame(shown.fingerprint, fingerprint))
          return fail('hub-failed', t('hub.theFingerprintIsAnother', { shown: shown.fingerprint }));
        const address = { host, port, database: database.trim(), ...shown };
        const login = newLogin();
        const own = { ...address, ...login, name: name.trim(), alone: false };
        file.write({ ...own, making: true });
        try {
          await parts.make(address, { user, password }, { name: own.name, login }, progress);
        } catch (error) {
          file.remove();
          throw error;
        }
        begin({ ...own, making: false });
        busy = null;
        return ok(status());
      }),

    invitation: joiningFiles.invitation,
    invite: joiningFiles.invite,
    readInvitation: joiningFiles.read,
    chooseJoining: joiningFiles.choose,

    join: ({ token, name }) =>
      busyWith(
        'joining',
        async (progress) => {
          const invitation = joiningFiles.chosen(token);
          if (invitation === null) return refuse('joining-unfit', t('hub.chooseTheJoiningFileAgain'));
          // Those of an earlier time are not in the library that is here: nobody has looked at them.
          if (parts.own.count() > 0) return refuse('joining-unfit', t('hub.lookAtThemBeforeJoining'));
          const own = countOwnRequests(db);
          if (own > 0) {
            const written = await parts.writeLibrary(parts.own.placeFor(own));
            if (!written.ok) return written;
          }
          joiningFiles.forget();
          const joined = await parts.bring(invitation, name.trim(), progress).catch((error: unknown) => {
            // They are in the library still, which stays.
            parts.own.remove();
            throw error;
          });
          const known = { ...invitation.address, name: name.trim(), alone: false, making: false };
          file.write({ ...known, ...joined.login });
          joinedAs = joined.workstation;
          parts.startAgain();
          return ok(status());
        },
        failureOfJoining,
      ),

    chooseOwn: () => {
      const path = parts.own.path();
      return path === null ? refuse('hub-failed', t('hub.noRequestsOfItsOwn')) : parts.chooseImport(path);
    },

    leaveOwnOut: () => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      parts.own.remove();
      return ok(status());
    },

    share: () => {
      link?.wake();
      // Who asks for it does not want to wait for the next attempt.
      if (link !== null && link.state() !== 'paused') link.workAlone(false);
      return ok(status());
    },

    takeAnew: async () => {
      if (known === null || link?.state() !== 'too-far-behind' || busy !== null)
        return refuse('hub-failed', t('hub.theHubKeepsWhatItMissed'));
      const hub = known;
      const now = (busy = { state: 'joining', rows: 0 });
      moved();
      try {
        // It would take its new number for a copy's.
        await link.stop();
        await parts.bringAnew(hub, (rows) => {
          now.rows = rows;
          moved();
        });
        parts.startAgain();
        return ok(status());
      } catch (error) {
        link = parts.openLink(hub, told);
        return failureOf(error);
      } finally {
        busy = null;
        moved();
      }
    },

    update: ({ user, password }) => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      return linkOr(async (open) => {
        if (known === null || !open.isOlder()) return refuse('hub-failed', t('hub.theHubIsUpToDate'));
        try {
          await parts.update(known, { user, password });
          open.updated();
          return ok(status());
        } catch (error) {
          return failureOf(error);
        }
      });
    },

    changeServer: async ({ host, port, database, fingerprint }) => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      if (link === null || known === null) return refuse('hub-failed', t('hub.thisWorkstationWorksAlone'));
      try {
        const at = { host: host.trim(), port, database: database.trim() };
        const shown = await parts.fetchIdentity(at.host, at.port, AbortSignal.timeout(lookMs));
        if (!isSame(shown.fingerprint, fingerprint))
          return fail('hub-failed', t('hub.theFingerprintIsAnother', { shown: shown.fingerprint }));
        await link.stop();
        begin({ ...known, ...at, ...shown });
        moved();
        return ok(status());
      } catch (error) {
        return failureOf(error);
      }
    },

    workAlone: ({ alone }) => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      if (link === null || known === null) return refuse('hub-failed', t('hub.thisWorkstationWorksAlone'));
      known = { ...known, alone };
      file.write(known);
      link.workAlone(alone);
      return ok(status());
    },

    workstations: () =>
      linkOr(async ({ ask }) => {
        try {
          return ok(await ask('SELECT hub.list_workstations() AS answer', [], z.array(workstation)));
        } catch (error) {
          return failureOf(error);
        }
      }),

    verify: async () => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      const hub = known;
      if (hub === null || link === null) return refuse('hub-failed', t('hub.thisWorkstationWorksAlone'));
      if (checking !== null) return refuse('hub-failed', t('hub.itIsComparedAlready'));
      const now = (checking = { looked: 0, ends: new AbortController() });
      moved();
      try {
        await link.confirmed();
        // What can be written by now differs no more.
        if (isWithHub.includes(link.state())) await link.settleAside('again');
        const found = await parts.verify(
          hub,
          (looked) => {
            // The page need not hear of each row.
            if (looked - now.looked < toldAfter) return;
            now.looked = looked;
            moved();
          },
          now.ends.signal,
        );
        return ok({ ...found, differing: [...found.differing] });
      } catch (error) {
        return now.ends.signal.aborted ? ok(null) : failureOf(error);
      } finally {
        checking = null;
        moved();
      }
    },

    cancelVerify: () => {
      checking?.ends.abort();
      return ok(status());
    },

    ...removing,
    ...parts.tasks,
    ...asideService(context),

    tryAside: () => linkOr((open) => settleAside(open, 'again')),
    takeHubRows: () => {
      const allowed = mayAdministrate();
      return allowed.ok ? linkOr((open) => settleAside(open, 'rows')) : allowed;
    },
    leaveAside: ({ culprit }) => {
      const allowed = mayAdministrate();
      if (!allowed.ok) return allowed;
      inTransaction(db, (write) => hideAside(write, culprit));
      return ok(null);
    },
  };
};

/** Whether two fingerprints are the same, however their digits are written. */
const isSame = (one: string, other: string): boolean => digitsOf(one) === digitsOf(other);
const digitsOf = (fingerprint: string): string => fingerprint.replace(/[^0-9a-f]/giu, '').toLowerCase();
