import { createActor, fromPromise, type ActorRefFrom } from 'xstate';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { HubState, HubStatus } from '../../../../shared/ipc/hub-views.ts';
import { shorteningLog } from '../../db/log-upkeep.ts';
import { inTransaction } from '../../db/open.ts';
import { countPending } from '../../desk/store/pending-steps.queries.ts';
import { moveHubState, readHubState } from '../../desk/store/hub.queries.ts';
import { countSetAside } from '../../desk/store/set-aside.queries.ts';
import { prepareSync } from '../prepare-sync.ts';
import { hubOf, type BringUp, type Hub } from '../hub.ts';
import { replay } from '../replay.ts';
import { retrySetAside, overwriteWithHubRows } from '../retry-set-aside.ts';
import { openStepDesk } from '../step-desk.ts';
import type { SyncParts } from '../sync-parts.ts';
import { syncSteps } from '../sync-steps.ts';
import { timeSlices } from '../time-slices.ts';
import type { KnownHub } from './connection-file.ts';
import { hubVersion } from './fill-hub.ts';
import type { LinkEvents, LinkParts } from './link-parts.ts';
import { attemptOf, hubStateOf, isUnderWay, isConnectedToHub, wrongClocks } from './link-state.ts';
import { connectPostgres, overConnection, type HubConnection } from './postgres.ts';
import { syncMachine, type Attempt } from './sync.machine.ts';
import { Upkeep } from './upkeep.ts';

const confirmedMs = 30_000;

/** The connection of this workstation to its hub while the program runs: it connects and syncs until it is stopped. */
export class HubLink {
  /** The hub, which can be queried in any state: over a separate connection if there is no current one. */
  readonly hub: Hub = hubOf((text, values) => this.queryHub(text, values));
  private readonly parts: LinkParts;
  private readonly known: KnownHub;
  private readonly events: LinkEvents;
  private readonly sync: SyncParts;
  private readonly upkeep: Upkeep;
  private readonly actor: ActorRefFrom<typeof syncMachine>;
  private connection: HubConnection | null = null;
  /** Whether the connection broke; queries on it reject. */
  private isBroken = false;
  private isStopped = false;
  /** Counts attempts to connect; all but the last one are discarded. */
  private attempts = 0;
  /** The work in progress, possibly on a connection that is already gone: it then fails at its next query. */
  private working: Promise<unknown> = Promise.resolve();
  private bringUpStep: BringUp | null = null;
  private wrongClocks: HubStatus['clocks'] = null;
  private hasOlderHub = false;
  /** Why the hub refused the last change that this program made by itself since it connected; null if it refused none. */
  private refused: { readonly words: string } | null = null;
  private shown: HubState = 'connecting';
  private shownSince: Instant;
  private readonly watchers = new Set<() => void>();

  constructor(parts: LinkParts, known: KnownHub, events: LinkEvents) {
    const { db, now } = parts;
    this.parts = parts;
    this.known = known;
    this.events = events;
    const hub = hubOf((text, values) => this.connected().query(text, values));
    const shortenLog = shorteningLog(db);
    this.sync = {
      db,
      hub,
      replay: replay(openStepDesk(db), () => instantOf(now()), known.name),
      name: known.name,
      slices: timeSlices(async () => {
        // A problem with the disk shows when a slice is written.
        await shortenLog().catch((error: unknown) => parts.log('hub.log-not-shortened', error));
        if (isConnectedToHub(this.shown)) await this.upkeep.leases.renew();
      }),
      now: () => instantOf(now()),
      changed: parts.changed,
      onSlipsRemoved: parts.onSlipsRemoved,
      onNamesForgotten: parts.onNamesForgotten,
      fault: (words, isStep) => {
        parts.fault(words, isStep);
        if (!isStep) this.refused = { words };
      },
    };
    this.upkeep = new Upkeep(this.sync, parts);
    this.shownSince = instantOf(now());
    this.actor = createActor(
      syncMachine.provide({
        actors: {
          connect: fromPromise(() => this.connect()),
          sync: fromPromise(() => this.inTurn(() => this.attempt(() => this.syncOnce()))),
        },
        actions: { disconnect: () => this.disconnect() },
      }),
      { input: { paused: known.alone } },
    );
    this.actor.subscribe((snapshot) => this.show(hubStateOf(snapshot.value, snapshot.context)));
    this.actor.start();
  }

  state(): HubState {
    return this.shown;
  }

  /** Returns what staff see of the connection. */
  status(): Pick<
    HubStatus,
    'state' | 'since' | 'words' | 'clocks' | 'isOlder' | 'lettersFrom' | 'sendsLetters'
  > {
    return {
      state: this.shown,
      since: this.shownSince,
      words: isConnectedToHub(this.shown)
        ? (this.refused?.words ?? '')
        : this.actor.getSnapshot().context.words,
      clocks: this.wrongClocks,
      isOlder: this.isOlder(),
      lettersFrom: this.upkeep.leases.holder('letters'),
      sendsLetters: this.sendsLetters(),
    };
  }

  /** Whether the hub's functions are of an earlier version than this program. */
  isOlder(): boolean {
    return this.hasOlderHub || this.shown === 'hub-too-old';
  }

  /** Must be called after the hub was updated. */
  updated(): void {
    this.hasOlderHub = false;
    if (this.shown === 'hub-too-old') this.actor.send({ type: 'resume' });
  }

  /** Syncs now: a step is pending, or the user asked for it. */
  wake(): void {
    this.actor.send({ type: 'wake' });
  }

  workAlone(alone: boolean): void {
    this.actor.send({ type: alone ? 'pause' : 'resume' });
  }

  /** Connects and pushes what a restored hub lacks from here, by the step of an administrator. */
  bringUp(step: BringUp): void {
    this.bringUpStep = step;
    this.actor.send({ type: 'resume' });
  }

  /** Whether this workstation is the one that sends letters. */
  sendsLetters(): boolean {
    return this.upkeep.leases.isMine('letters');
  }

  /** Whether this workstation does the housekeeping for all, such as deleting patron data. */
  doesHousekeeping(): boolean {
    return this.upkeep.leases.isMine('care');
  }

  /**
   * Resolves when everything that was done here before has its position. @returns whether it has: not if the hub refused what this program wrote by
   * itself, so that it is tried again after a pause and not at once.
   */
  confirmed(): Promise<boolean> {
    const { refused } = this;
    return new Promise((resolve) => {
      const end = (isConfirmed: boolean): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        // What waited for it is sent now.
        if (isConfirmed) this.refused = null;
        resolve(isConfirmed);
      };
      const look = (): void => {
        if (this.shown === 'in-step' && countPending(this.parts.db) === 0) end(this.refused === refused);
        else if (!isUnderWay(this.shown)) end(false);
      };
      const timer = setTimeout(() => end(false), confirmedMs);
      this.watchers.add(look);
      this.wake();
      look();
    });
  }

  /**
   * Retries writing set-aside steps, or fetches their rows from the hub, when no other syncing is running. Returns how many steps are still
   * set aside. Rejects if the hub cannot be reached.
   */
  settleSetAside(how: 'again' | 'rows'): Promise<number> {
    return this.inTurn(async () => {
      if (how === 'rows') return await overwriteWithHubRows(this.sync);
      await retrySetAside(this.sync);
      return countSetAside(this.parts.db);
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    const closing = this.connection;
    if (this.actor.getSnapshot().status === 'active') this.actor.send({ type: 'end' });
    this.actor.stop();
    await closing?.close();
    await this.working;
  }

  private show(next: HubState): void {
    if (next !== this.shown) {
      // Being busy for a moment does not count as a new state for the user.
      if (!isConnectedToHub(next) || !isConnectedToHub(this.shown))
        this.shownSince = instantOf(this.parts.now());
      this.shown = next;
    }
    for (const look of this.watchers) look();
    this.parts.stateChanged();
  }

  private connected(): HubConnection {
    if (this.connection === null) throw new Error('not connected');
    return this.connection;
  }

  private async attempt(work: () => Promise<Attempt>): Promise<Attempt> {
    try {
      return await work();
    } catch (error) {
      // An error caused by stopping is not a failure.
      return attemptOf(error, this.isStopped ? () => undefined : this.parts.log);
    }
  }

  private async connect(): Promise<Attempt> {
    const came = await this.attempt(async () => {
      await this.open();
      return await this.greet();
    });
    if (came.kind === 'stopped' && came.why === 'refused') this.events.refused();
    return came;
  }

  private async open(): Promise<void> {
    this.attempts += 1;
    const mine = this.attempts;
    await this.working;
    const opened = await connectPostgres(this.known, this.known);
    if (mine !== this.attempts) {
      void opened.close();
      throw new Error('not wanted any more');
    }
    this.connection = opened;
    this.isBroken = false;
    this.refused = null;
    if (opened.server.fingerprint !== this.known.fingerprint) this.events.renewed(opened.server);
    this.upkeep.hasConnected();
    void opened.gone.then(() => {
      if (this.connection !== opened) return;
      this.isBroken = true;
      this.actor.send({ type: 'lost', words: '' });
    });
    await opened.onNews(() => this.wake());
  }

  private async greet(): Promise<Attempt> {
    const { db, program, schemaVersion } = this.parts;
    const state = readHubState(db);
    if (state === null) return { kind: 'stopped', why: 'refused', words: '' };
    const { cursor, confirmedN } = state;
    const asked = { program, schemaVersion, cursor, confirmedN, waiting: countPending(db) };
    const greeting = await this.sync.hub.hello(asked);
    this.hasOlderHub = greeting.version < hubVersion;
    this.wrongClocks = wrongClocks(new Date(await this.sync.hub.clockMs()), this.parts.now());
    const { epoch, workstation } = greeting;
    // The program exited while it created the hub, before it could record the epoch.
    if (state.epoch === '') inTransaction(db, (write) => moveHubState(write, { epoch, workstation }));
    this.events.joined();
    const bringUp = this.bringUpStep;
    this.bringUpStep = null;
    const why = await prepareSync(this.sync, greeting, { schemaVersion, bringUp });
    return why === null ? { kind: 'ready' } : { kind: 'stopped', why, words: '' };
  }

  /** Runs work one piece after the other: set-aside steps must not be retried while steps are pulled. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const now = this.working.then(work);
    this.working = now.catch(() => undefined);
    return now;
  }

  private async syncOnce(): Promise<Attempt> {
    await this.upkeep.after(() => syncSteps(this.sync));
    // It may have broken after the last answer, while that was written: with no query running, nothing reports it.
    return this.isBroken ? { kind: 'unreachable', words: '', isFull: false } : { kind: 'ready' };
  }

  private async queryHub(text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
    if (this.connection !== null && !this.isBroken) return await this.connection.query(text, values);
    return await overConnection(this.known, this.known, 'usual', ({ query }) => query(text, values));
  }

  private disconnect(): void {
    this.attempts += 1;
    const closing = this.connection;
    this.connection = null;
    void closing?.close();
  }
}
