import { createActor, fromPromise } from 'xstate';
import * as z from 'zod';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { HubState, HubStatus } from '../../../../shared/ipc/hub-views.ts';
import type { ReadableDB } from '../../db/types.ts';
import { afterGreeting } from '../after-greeting.ts';
import { shareSteps, tooMuchToday, type BringUp, type SharingParts } from '../share.ts';
import { openStepDesk } from '../step-desk.ts';
import { rebase } from '../rebase.ts';
import { turnsByTime } from '../turns.ts';
import { TooFarBehind } from '../take-in.ts';
import { shorteningLog } from '../../db/log-upkeep.ts';
import { inTransaction } from '../../db/open.ts';
import { nameCulprits, takeHubRows, tryAside } from '../aside-again.ts';
import { countAside } from '../../desk/store/hub-aside.queries.ts';
import { countPending, moveHubState, readHubState } from '../../desk/store/hub.queries.ts';
import type { KnownHub } from './connection-file.ts';
import { hubVersion } from './fill-hub.ts';
import { answerOf, hubOf, type Hub } from './hub-port.ts';
import { connectPostgres, OtherCertificate, type HubConnection } from './postgres.ts';
import type { ServerIdentity } from './server-certificate.ts';
import { sharingMachine, type Attempt } from './sharing.machine.ts';

/** The connection of this workstation to its hub, as long as the program runs. */
export type HubLink = {
  readonly state: () => HubState;
  /** Since when it is in that state. */
  readonly since: () => Instant;
  readonly words: () => string;
  /** What the clocks here and there showed, where one of them is wrong. */
  readonly clocks: () => HubStatus['clocks'];
  /** Looks now: something waits, or somebody wants it. */
  readonly wake: () => void;
  /** Whether the hub's functions are of an earlier version than this program. */
  readonly isOlder: () => boolean;
  /** Somebody brought it up to date. */
  readonly updated: () => void;
  readonly workAlone: (alone: boolean) => void;
  /** Connects, and lets what a restored hub lacks come again from here, by the step of an administrator. */
  readonly bringUp: (step: BringUp) => void;
  /** Whether this workstation is the one that sends letters. */
  readonly sendsLetters: () => boolean;
  /** Whether it does what one does for all: patron data that goes. */
  readonly looksAfterAll: () => boolean;
  /** Which one sends letters; empty where nobody knows. */
  readonly lettersFrom: () => string;
  /** Settles when everything that was done here before has its place: whether it has. */
  readonly confirmed: () => Promise<boolean>;
  /** Asks the hub, whatever became of sharing. Rejects where it cannot be reached. */
  readonly ask: <T>(text: string, values: readonly unknown[], shape: z.ZodType<T>) => Promise<T>;
  /**
   * Tries again to write what is set aside, or takes its rows as they are at the hub; when nothing else is shared. Gives how many steps are set aside
   * still. Rejects where the hub is not reached.
   */
  readonly settleAside: (how: 'again' | 'rows') => Promise<number>;
  readonly stop: () => Promise<void>;
};

/** What whoever opened the connection is told. */
export type LinkTold = {
  /** The hub knows this workstation. */
  readonly joined: () => void;
  /** Its server has another key than the one that is known, and the known authority vouches for it. */
  readonly renewed: (server: ServerIdentity) => void;
  /** The hub does not. */
  readonly refused: () => void;
};

export type LinkParts = LinkTold & {
  readonly db: ReadableDB;
  readonly hub: KnownHub;
  /** The version of the program, and of its schema. */
  readonly program: string;
  readonly schemaVersion: number;
  readonly now: () => Date;
  /** Told when others have changed something here. */
  readonly changed: () => void;
  /** Told when the state, or what waits, is another. */
  readonly moved: () => void;
  /** Whether letters could leave from here. */
  readonly hasMail: () => boolean;
  readonly slipsGone: SharingParts['slipsGone'];
  readonly namesGone: SharingParts['namesGone'];
  readonly fault: (words: string) => void;
  readonly log: (event: string, error: unknown) => void;
};

/** What one workstation does for all of them. */
type Lease = 'letters' | 'care';

/** How long a lease holds without being asked for again. */
const leaseSeconds = 90;
/** How long before its end nobody relies on it any more. */
const leaseMarginMs = 20_000;
/** It is asked for again no sooner: a connection on which nothing happens carries little. */
const leaseAgainMs = 50_000;
const confirmedMs = 30_000;
/** What is set aside is tried again when it connects, and so often, so many at once. */
const asideAgainMs = 300_000;
const asideAtOnce = 200;
/** Clocks that differ by less are right enough. */
const clockMarginMs = 300_000;

const leaseShape = z.object({ mine: z.boolean(), holder: z.string() });

/** Connects and shares until it is stopped. */
export const openHubLink = (parts: LinkParts): HubLink => {
  const { db, now } = parts;
  let connection: HubConnection | null = null;
  /** The connection broke; what it is asked rejects. */
  let isBroken = false;
  let isStopped = false;
  /** Attempts to connect; one that is not the last any more is not wanted. */
  let attempts = 0;
  /** What is shared now, also over a connection that is gone: it ends at the next thing that it asks. */
  let sharingNow: Promise<unknown> = Promise.resolve();
  let bringUpBy: BringUp | null = null;
  /** When what is set aside was tried last on this connection. */
  let asideTriedAt = Number.NEGATIVE_INFINITY;
  const notAsked = { holder: '', mineUntil: 0, askedAt: Number.NEGATIVE_INFINITY };
  const leases: Record<
    Lease,
    { readonly holder: string; readonly mineUntil: number; readonly askedAt: number }
  > = { letters: notAsked, care: notAsked };

  let clocks: HubStatus['clocks'] = null;
  let forgotOn = '';
  let isOlder = false;

  const connected = (): HubConnection => {
    if (connection === null) throw new Error('not connected');
    return connection;
  };
  const hub = (): Hub => hubOf(connected().query);
  const shortenLog = shorteningLog(db);
  const sharing: SharingParts = {
    db,
    hub: {
      push: (base, ops) => hub().push(base, ops),
      pull: (place, own, most) => hub().pull(place, own, most),
      beginAnew: () => hub().beginAnew(),
      places: (opIds) => hub().places(opIds),
      workstations: () => hub().workstations(),
      knownColumns: () => hub().knownColumns(),
      lacks: (asked) => hub().lacks(asked),
      addColumns: (...asked) => hub().addColumns(...asked),
      rowsAfter: (...asked) => hub().rowsAfter(...asked),
      beginLife: (lost) => hub().beginLife(lost),
    },
    rebase: rebase(openStepDesk(db), () => instantOf(now()), parts.hub.name),
    name: parts.hub.name,
    // What is wrong with the disk is told by the turn itself.
    turns: turnsByTime(() =>
      shortenLog().catch((error: unknown) => parts.log('hub.log-not-shortened', error)),
    ),
    now: () => instantOf(now()),
    changed: parts.changed,
    slipsGone: parts.slipsGone,
    namesGone: parts.namesGone,
    fault: parts.fault,
  };

  const attempt = async (work: () => Promise<Attempt>): Promise<Attempt> => {
    try {
      return await work();
    } catch (error) {
      // What the end cuts off is no failure.
      return classify(error, isStopped ? () => undefined : parts.log);
    }
  };

  const connect = (): Promise<Attempt> =>
    attempt(async () => {
      attempts += 1;
      const mine = attempts;
      await sharingNow;
      const { user, password, ...address } = parts.hub;
      const opened = await connectPostgres(address, { user, password });
      if (mine !== attempts) {
        void opened.close();
        throw new Error('not wanted any more');
      }
      connection = opened;
      isBroken = false;
      if (opened.server.fingerprint !== parts.hub.fingerprint) parts.renewed(opened.server);
      asideTriedAt = Number.NEGATIVE_INFINITY;
      void opened.gone.then(() => {
        if (connection !== opened) return;
        isBroken = true;
        actor.send({ type: 'lost', words: '' });
      });
      await opened.onNews(() => actor.send({ type: 'wake' }));
      const state = readHubState(db);
      if (state === null) return { kind: 'stopped', why: 'refused', words: '' };
      const said = await hub().hello({
        program: parts.program,
        schemaVersion: parts.schemaVersion,
        cursor: state.cursor,
        confirmedN: state.confirmedN,
        waiting: countPending(db),
      });
      isOlder = said.version < hubVersion;
      clocks = await compareClocks();
      // The program ended while it made the hub, before it could note which it was.
      if (state.epoch === '')
        inTransaction(db, (write) =>
          moveHubState(write, { epoch: said.epoch, workstation: said.workstation }),
        );
      parts.joined();
      const bringUp = bringUpBy;
      bringUpBy = null;
      const why = await afterGreeting(sharing, said, { schemaVersion: parts.schemaVersion, bringUp });
      return why === null ? { kind: 'ready' } : { kind: 'stopped', why, words: '' };
    }).then((came) => {
      if (came.kind === 'stopped' && came.why === 'refused') parts.refused();
      return came;
    });

  /** By its own clock a step says when it was taken: one that is wrong by more than any answer takes is told of. */
  const compareClocks = async (): Promise<HubStatus['clocks']> => {
    const hubMs = await ask(
      "SELECT date_part('epoch', clock_timestamp()) * 1000 AS answer",
      [],
      z.coerce.number(),
    );
    const here = now();
    if (Math.abs(here.getTime() - hubMs) < clockMarginMs) return null;
    return { here: instantOf(here), hub: instantOf(new Date(hubMs)) };
  };

  /** One after the other: what is set aside is not tried while steps come in. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const now = sharingNow.then(work);
    sharingNow = now.catch(() => undefined);
    return now;
  };
  const share = (): Promise<Attempt> => inTurn(shareOnce);
  const shareOnce = (): Promise<Attempt> =>
    attempt(async () => {
      const before = countAside(db);
      await shareSteps(sharing);
      await lookAtAside(before);
      // Who cannot send letters leaves that to another one.
      if (parts.hasMail()) await keepLease('letters');
      await keepLease('care');
      await forgetPatrons();
      // It may have broken after the last answer, while that was written: nobody asks, and so nobody is told.
      return isBroken ? { kind: 'unreachable', words: '', isFull: false } : { kind: 'ready' };
    });

  /** @param before how many steps were set aside before others came in. */
  const lookAtAside = async (before: number): Promise<void> => {
    const count = countAside(db);
    if (count > before)
      parts.log('hub.steps-set-aside', new Error(`${count - before} more, ${count} in all`));
    if (count === 0) return;
    await nameCulprits(sharing);
    const isFirst = asideTriedAt === Number.NEGATIVE_INFINITY;
    if (performance.now() - asideTriedAt < asideAgainMs) return;
    asideTriedAt = performance.now();
    await tryAside(sharing, isFirst ? undefined : asideAtOnce);
  };

  const keepLease = async (name: Lease): Promise<void> => {
    const askedAt = performance.now();
    if (askedAt - leases[name].askedAt < leaseAgainMs) return;
    const said = await takeLease(name);
    const mineUntil = said.mine ? askedAt + leaseSeconds * 1_000 - leaseMarginMs : 0;
    const isNew = mineUntil > 0 !== leases[name].mineUntil > 0;
    leases[name] = { holder: said.holder, mineUntil, askedAt };
    if (isNew) parts.moved();
  };
  const takeLease = (name: Lease): Promise<z.infer<typeof leaseShape>> =>
    ask(
      'SELECT hub.take_lease($1, $2, $3) AS answer',
      [name, leaseSeconds, readHubState(db)?.cursor ?? null],
      leaseShape,
    );
  /** Once a day one workstation lets the hub forget what its steps said of patrons who were forgotten, and what old ones changed. */
  const forgetPatrons = async (): Promise<void> => {
    const today = now().toISOString().slice(0, 10);
    if (!holds('care') || forgotOn === today) return;
    forgotOn = today;
    try {
      await ask('SELECT to_jsonb(hub.drop_logins()::text) AS answer', [], z.unknown());
      let many = await ask('SELECT hub.forget_patrons() AS answer', [], z.number());
      many += await ask('SELECT hub.empty_steps() AS answer', [], z.number());
      // It looks at a part of them at a time.
      if (many > 0) forgotOn = '';
    } catch (error) {
      // Nobody waits for it, and tomorrow it is tried again.
      parts.log('hub.not-forgotten', error);
    }
  };
  const holds = (name: Lease): boolean => leases[name].mineUntil > performance.now();

  const ask: HubLink['ask'] = async (text, values, shape) =>
    answerOf(await connected().query(text, values), shape);

  const askAnyhow: HubLink['ask'] = async (text, values, shape) => {
    if (connection !== null && !isBroken) return await ask(text, values, shape);
    const { user, password, ...address } = parts.hub;
    const own = await connectPostgres(address, { user, password });
    try {
      return answerOf(await own.query(text, values), shape);
    } finally {
      await own.close();
    }
  };

  const disconnect = (): void => {
    attempts += 1;
    const closing = connection;
    connection = null;
    void closing?.close();
  };

  const actor = createActor(
    sharingMachine.provide({
      actors: { connect: fromPromise(connect), share: fromPromise(share) },
      actions: { disconnect },
    }),
    { input: { paused: parts.hub.alone } },
  );
  let state: HubState = 'connecting';
  let since = instantOf(now());
  const waiting = new Set<() => void>();
  actor.subscribe((snapshot) => {
    const next = stateOf(snapshot.value as Value, snapshot.context);
    if (next !== state) {
      // Being busy for a moment is no other state for who looks at it.
      if (!isBusy(next) || !isBusy(state)) since = instantOf(now());
      state = next;
    }
    for (const look of waiting) look();
    parts.moved();
  });
  actor.start();

  return {
    state: () => state,
    since: () => since,
    words: () => actor.getSnapshot().context.words,
    clocks: () => clocks,
    isOlder: () => isOlder || state === 'hub-too-old',
    updated: () => {
      isOlder = false;
      if (state === 'hub-too-old') actor.send({ type: 'resume' });
    },
    wake: () => actor.send({ type: 'wake' }),
    bringUp: (step) => {
      bringUpBy = step;
      actor.send({ type: 'resume' });
    },
    workAlone: (alone) => actor.send({ type: alone ? 'pause' : 'resume' }),
    sendsLetters: () => holds('letters'),
    looksAfterAll: () => holds('care'),
    lettersFrom: () => leases.letters.holder,
    confirmed: () =>
      new Promise((resolve) => {
        const end = (done: boolean): void => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(done);
        };
        const look = (): void => {
          if (state === 'in-step' && countPending(db) === 0) end(true);
          else if (!isUnderWay(state)) end(false);
        };
        const timer = setTimeout(() => end(false), confirmedMs);
        waiting.add(look);
        actor.send({ type: 'wake' });
        look();
      }),
    ask: askAnyhow,
    settleAside: (how) =>
      inTurn(async () => {
        if (how === 'rows') return await takeHubRows(sharing);
        await tryAside(sharing);
        return countAside(db);
      }),
    stop: async () => {
      isStopped = true;
      const closing = connection;
      if (actor.getSnapshot().status === 'active') actor.send({ type: 'end' });
      actor.stop();
      await closing?.close();
      await sharingNow;
    },
  };
};

type Value = 'beginning' | 'connecting' | 'sharing' | 'inStep' | 'offline' | 'paused' | 'stopped' | 'ended';

const stateOf = (
  value: Value,
  {
    stopped,
    failed,
    isFull,
  }: { readonly stopped: HubState | null; readonly failed: number; readonly isFull: boolean },
): HubState => {
  const alone = isFull ? 'hub-full' : 'offline';
  switch (value) {
    case 'connecting':
      // Trying again is no other state for who looks at it: it works alone since the first time.
      return stopped ?? (failed > 0 ? alone : value);
    case 'offline':
      return alone;
    case 'inStep':
      return 'in-step';
    case 'stopped':
      return stopped ?? 'refused';
    case 'beginning':
      return 'connecting';
    case 'ended':
      return 'alone';
    default:
      return value;
  }
};

/** Whether it is with the hub. */
const isBusy = (state: HubState): boolean => state === 'sharing' || state === 'in-step';

/** Whether it is with the hub, or on the way there. */
const isUnderWay = (state: HubState): boolean => isBusy(state) || state === 'connecting';

// What PostgreSQL says: a wrong password, a login that may not, a function that raises that this is no workstation of the hub.
const refusals = ['28P01', '28000', 'HB001', '42501'];

// Its disk is full.
const noRoom = '53100';

const classify = (error: unknown, log: LinkParts['log']): Attempt => {
  if (error instanceof OtherCertificate) return { kind: 'stopped', why: 'other-certificate', words: '' };
  if (error instanceof TooFarBehind) return { kind: 'stopped', why: 'too-far-behind', words: '' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // A fault of ours stops nothing for good: it is tried again, and stands in the log.
  log('hub.failed', error);
  const words = error instanceof Error ? error.message : String(error);
  if (refusals.includes(code)) return { kind: 'stopped', why: 'refused', words };
  if (code === tooMuchToday) return { kind: 'stopped', why: 'too-much-today', words };
  return { kind: 'unreachable', words, isFull: code === noRoom };
};
