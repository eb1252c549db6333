import type { Output } from '../../../../shared/ipc/contract.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { OperatorView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext, Session } from '../../desk/context.ts';
import { authorizeAdministration } from '../../desk/records/operators/authorize-administration.ts';
import { countPending } from '../../desk/store/pending-steps.queries.ts';
import { readHubState } from '../../desk/store/hub.queries.ts';
import { countOpenTasks } from '../../desk/store/tasks.queries.ts';
import type { ConnectionFile, KnownHub } from './connection-file.ts';
import { failureOf } from './failures.ts';
import type { HubSql } from './fill-hub.ts';
import { HubLink } from './hub-link.ts';
import { stopSync, type Incoming } from './join-hub.ts';
import type { LinkParts } from './link-parts.ts';
import type { OwnRequests } from './own-requests.ts';
import type { ServerIdentity } from './server-certificate.ts';

/** What the hub features of this workstation need from the program. */
export type HubParts = Omit<LinkParts, 'db' | 'now'> & {
  readonly context: DeskContext;
  readonly databaseFile: string;
  readonly file: ConnectionFile;
  readonly makes: () => HubSql;
  /** Fetches the identity of the server at an address. */
  readonly fetchIdentity: (host: string, port: number, signal: AbortSignal) => Promise<ServerIdentity>;
  readonly incoming: Incoming;
  readonly saveJoining: (name: string, text: string) => Promise<string | null>;
  readonly chooseJoining: () => Promise<string | null>;
  /** Lets the user choose the folder for joining files of several computers. */
  readonly chooseJoiningFolder: () => Promise<string | null>;
  readonly startAgain: () => void;
  /** This workstation's own requests from before it joined. */
  readonly own: OwnRequests;
  /** Writes the library of this workstation to a file. */
  readonly writeLibrary: (path: string) => Promise<Result<null>>;
  /** Opens a file for import. */
  readonly chooseImport: (path: string) => Promise<Result<Output<'libraryFile.drop'>>>;
};

type Busy = { readonly state: 'making' | 'joining'; rows: number };
type Answer<T> = Promise<Result<T>>;

/** Which hub this workstation belongs to, its connection to it, and what it is busy with. */
export class Membership {
  readonly parts: HubParts;
  readonly db: ReadableDB;
  /** Null on a workstation that works alone, or no longer knows how to reach its hub. */
  known: KnownHub | null;
  link: HubLink | null;
  /** The number that this workstation gets at its next start. */
  joinedAs: number | null = null;
  /** A running comparison with the hub, and its progress. */
  comparison: { looked: number; readonly ends: AbortController } | null = null;
  private busy: Busy | null = null;
  private isUnattended = false;
  private actingOperator: OperatorView | null = null;

  constructor(parts: HubParts) {
    this.parts = parts;
    this.db = parts.context.db;
    this.known = readHubState(this.db) === null ? null : parts.file.read();
    this.link = this.known && this.open(this.known);
  }

  status(): HubStatus {
    const { db, known, link, busy } = this;
    const state = readHubState(db);
    const shown = link?.status();
    return {
      since: null,
      words: '',
      clocks: null,
      isOlder: false,
      lettersFrom: '',
      sendsLetters: true,
      ...shown,
      state: busy?.state ?? shown?.state ?? (state === null ? 'alone' : 'refused'),
      waiting: countPending(db),
      address: known === null ? '' : `${known.host}:${known.port}/${known.database}`,
      name: known?.name ?? '',
      number: this.joinedAs ?? state?.workstation ?? null,
      rows: busy?.rows ?? 0,
      tasks: countOpenTasks(db),
      looked: this.comparison?.looked ?? null,
      ownRequests: this.parts.own.count(),
    };
  }

  mayAdministrate(): Result<null> {
    if (this.isUnattended) return ok(null);
    const { session } = this.parts.context;
    const acting: Session = { ...session, operator: () => this.actingOperator ?? session.operator() };
    return authorizeAdministration(acting, t('Sharing requests with other workstations'), null);
  }

  /** Begins work that the IT department has ordered for this computer; the operator’s rights are checked again as soon as it waits. */
  async unattended<T>(work: () => Answer<T>): Answer<T> {
    this.isUnattended = true;
    let begun: Answer<T>;
    try {
      begun = work();
    } finally {
      this.isUnattended = false;
    }
    return await begun;
  }

  /** Runs work with the rights of an operator who has not signed in but was named on the command line. */
  async actingAs<T>(operator: OperatorView, work: () => Promise<T>): Promise<T> {
    this.actingOperator = operator;
    try {
      return await work();
    } finally {
      this.actingOperator = null;
    }
  }

  /** Runs work that only an administrator may do; a failure of the hub or the connection becomes a sentence. */
  async asAdministrator<T>(work: () => Answer<T>): Answer<T> {
    const allowed = this.mayAdministrate();
    return allowed.ok ? await orFailure(work) : allowed;
  }

  /** Runs work that needs this workstation's hub. */
  async withHub<T>(work: (link: HubLink, known: KnownHub) => Answer<T>): Answer<T> {
    const { link, known } = this;
    if (link === null || known === null) return refuseWithoutHub();
    return await orFailure(() => work(link, known));
  }

  asAdministratorWithHub<T>(work: (link: HubLink, known: KnownHub) => Answer<T>): Answer<T> {
    return this.asAdministrator(() => this.withHub(work));
  }

  /** Creates or joins a hub: only for administrators, one at a time, and only if there is no hub yet. */
  async asAdministratorWithoutHub(
    state: Busy['state'],
    work: (progress: (rows: number) => void) => Answer<HubStatus>,
    failed: (error: unknown) => Result<HubStatus> = failureOf,
  ): Answer<HubStatus> {
    const allowed = this.mayAdministrate();
    if (!allowed.ok) return allowed;
    if (this.isBusy()) return refuseBusy();
    if (this.link !== null)
      return refuse('hub-failed', t('This workstation already shares its requests. Leave that hub first.'));
    return await this.whileBusy(state, work, failed);
  }

  isBusy(): boolean {
    return this.busy !== null;
  }

  /** Runs work that takes long, and shows its progress. @param failed returns what staff read if it throws. */
  async whileBusy(
    state: Busy['state'],
    work: (progress: (rows: number) => void) => Answer<HubStatus>,
    failed: (error: unknown) => Result<HubStatus>,
  ): Answer<HubStatus> {
    const now: Busy = { state, rows: 0 };
    this.busy = now;
    this.parts.stateChanged();
    try {
      return await work((rows) => {
        now.rows = rows;
        this.parts.stateChanged();
      });
    } catch (error) {
      return failed(error);
    } finally {
      this.busy = null;
      this.parts.stateChanged();
    }
  }

  /** Makes this the hub of this workstation. */
  begin(hub: KnownHub): void {
    this.remember(hub);
    this.link = this.open(hub);
  }

  remember(hub: KnownHub): void {
    this.parts.file.write(hub);
    this.known = hub;
  }

  /** Makes this workstation work alone from now on; its data stays. */
  async leave(): Promise<void> {
    const closing = this.link;
    this.link = null;
    this.known = null;
    await closing?.stop();
    stopSync(this.db);
    this.parts.file.remove();
    this.parts.stateChanged();
  }

  /**
   * Connects to a hub. If the program exited while it was creating the hub, either the hub exists, with the login that was stored
   * beforehand, or it does not.
   */
  open(hub: KnownHub): HubLink {
    const { context, ...parts } = this.parts;
    return new HubLink({ ...parts, db: this.db, now: context.now }, hub, {
      joined: () => {
        if (this.known?.making === true) this.remember({ ...this.known, making: false });
      },
      renewed: (server) => {
        if (this.known !== null) this.remember({ ...this.known, ...server });
      },
      refused: () => {
        if (this.known?.making === true) void this.leave();
      },
    });
  }
}

/** The refusal of what cannot begin while a hub is created, joined or loaded again. */
export const refuseBusy = (): Result<never> =>
  refuse(
    'hub-failed',
    t('The hub connection is already being changed. Wait until that finishes.'),
    undefined,
    true,
  );

/** The refusal of what only a workstation of a hub can do. */
export const refuseWithoutHub = (): Result<never> =>
  refuse(
    'hub-failed',
    t('This workstation is not connected to a hub. Create or join one in Settings › Desks together.'),
  );

const orFailure = async <T>(work: () => Answer<T>): Answer<T> => {
  try {
    return await work();
  } catch (error) {
    return failureOf(error);
  }
};
