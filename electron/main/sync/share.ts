import type { Instant, OperatorId, OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import { codeOf } from '../db/errors.ts';
import { deferForeignKeys, inTransaction, withSynchronousNormal } from '../db/open.ts';
import { mostStepBytes } from '../db/step-size.ts';
import type { ReadableDB } from '../db/types.ts';
import type { PendingStep } from '../desk/store/hub.queries.ts';
import {
  countPending,
  giveRange,
  isPending,
  listPending,
  moveHubState,
  readHubState,
  renumberPending,
  sizeOfStep,
} from '../desk/store/hub.queries.ts';
import { listStepsOnMade } from '../desk/store/hub-changes.queries.ts';
import { keepStep } from '../desk/store/hub-kept.queries.ts';
import { requestsOfKeys } from '../desk/kernel/hub-keys.ts';
import {
  countAside,
  isAsideBefore,
  listAsideRows,
  listAsideRowsOf,
} from '../desk/store/hub-aside.queries.ts';
import { fetchHubRows, putHubRows, type HubRow } from './hub-rows.ts';
import { offerOf } from './offer.ts';
import type { HubTable, SharedLists } from '../db/hub-schema.ts';
import type { OfferedOp, Pulled, Row, Verdicts } from './op.ts';
import type { Why } from './rebase.ts';
import { checkFirst, confirm, putBackAll, toPutBack, type Rebase } from './take-in.ts';
import { takeInOrSetAside, type TakenOrAside } from './set-aside.ts';
import { refuseStep } from './refuse-step.ts';
import type { Turns } from './turns.ts';

/** What is asked of the hub (sync/link). */
export type HubOfSteps = {
  readonly push: (base: number, ops: readonly OfferedOp[]) => Promise<Verdicts>;
  readonly pull: (place: number, own: number, most: number) => Promise<Pulled>;
  readonly beginAnew: () => Promise<number>;
  readonly knownColumns: () => Promise<Readonly<Record<string, readonly string[]>>>;
  readonly lacks: (asked: SharedLists) => Promise<readonly string[]>;
  readonly addColumns: (tables: readonly HubTable[], version: number) => Promise<void>;
  readonly rowsAfter: (table: string, after: number, most: number) => Promise<readonly Row[]>;
  readonly workstations: () => Promise<readonly { readonly number: number; readonly name: string }[]>;
  readonly places: (opIds: readonly string[]) => Promise<Readonly<Record<string, number>>>;
  readonly beginLife: (lost: LostLife) => Promise<string>;
};

/** The step of an administrator who lets a restored hub be brought up again from here. */
export type BringUp = { readonly operatorId: OperatorId; readonly opId: OpId };

/** What a workstation knows that a restored hub lacks: by this the hub sees that it is behind. */
export type LostLife = {
  /** The epoch of the backup, and the one that this workstation knew. */
  readonly before: string;
  readonly mineBefore: string;
  /** The greatest number of a workstation that is known here. */
  readonly greatestNumber: number;
  /** The number of the last step of this workstation that the hub had, and the step at the place that this workstation had reached. */
  readonly confirmedN: number;
  readonly cursorOp: string;
  readonly bringUp: BringUp;
};

/** How many steps go at once: few enough that the page does not wait while they are read. */
const pulledAtOnce = 50;
const offeredAtOnce = 25;
const checkedAtOnce = 8;
/** Who looks at the rows reads them anew at most so often while much comes in. */
const toldEveryMs = 1_000;

export type SharingParts = {
  readonly db: ReadableDB;
  readonly hub: HubOfSteps;
  readonly rebase: Rebase;
  /** The name of this workstation. */
  readonly name: string;
  readonly turns: Turns;
  readonly now: () => Instant;
  /** Told when others have changed something here. */
  readonly changed: () => void;
  /** Told of slips that are not kept any more, because their patron was forgotten. */
  readonly slipsGone: (jobs: readonly PrintJobId[]) => void;
  /** Told what patrons who were forgotten elsewhere were known by: files of this workstation may name them. */
  readonly namesGone: (texts: readonly string[]) => void;
  /** Told when the hub forbids what the rules allowed: one of them is wrong. */
  readonly fault: (words: string) => void;
};

/** The hub takes no more from this workstation today: its code. */
export const tooMuchToday = 'HB017';

/** This workstation works alone: it was taken out, or its library was replaced. */
export class WorksAlone extends Error {}

export const stateOf = (db: ReadableDB): NonNullable<ReturnType<typeof readHubState>> => {
  const state = readHubState(db);
  if (state === null) throw new WorksAlone('works alone');
  return state;
};

/**
 * Offers what waits here and takes in what others did, until nothing is left of either. What waits is offered first: what meets nothing that others
 * did gets its place at once, however much there is to take in. Rejects where the hub cannot be reached: what was stored stays, and the next call
 * goes on.
 */
export const shareSteps = async (parts: SharingParts): Promise<void> => {
  const { db } = parts;
  for (let isFirst = true; ; isFirst = false) {
    const hasOffered = await offerAll(parts).catch(async (error: unknown) => {
      // What others do comes in all the same.
      if (codeOf(error) === tooMuchToday) await takeInAll(parts);
      throw error;
    });
    if (!hasOffered && !isFirst) return;
    await takeInAll(parts);
    if (countPending(db) === 0) return;
  }
};

/** Offers what waits, up to a step that the hub does not take as it is. @returns whether anything was offered. */
const offerAll = async (parts: SharingParts): Promise<boolean> => {
  const { db, hub, now, rebase, turns } = parts;
  /** Steps for which rows came from the hub: once is enough. */
  const besideAside = new Set<string>();
  for (let hasOffered = false; ; hasOffered = true) {
    while (checkFirst(db, checkedAtOnce, rebase)) await turns.pause();
    const waiting = notTooMuch(db, listPending(db, offeredAtOnce));
    if (waiting.length === 0) return hasOffered;
    const beside =
      countAside(db) === 0 ? undefined : waiting.find((step) => isBesideAside(db, step, besideAside));
    if (beside) {
      await takesWhatIsAside(parts, beside, besideAside, 'its');
      // Meanwhile steps of others came in: what waits may be refused by now.
      continue;
    }
    const { cursor } = stateOf(db);
    const offers = waiting.map((step) => offerOf(db, step, now()));
    const verdicts = await hub.push(cursor, offers);
    await settle(parts, { offered: waiting, offers, verdicts, besideAside });
    if (verdicts.length < waiting.length || verdicts.at(-1)?.verdict !== 'accepted') return true;
  }
};

/** The first of them, as many as go at once: always one. */
const notTooMuch = (db: ReadableDB, waiting: readonly PendingStep[]): readonly PendingStep[] => {
  let bytes = 0;
  const end = waiting.findIndex(({ opId }) => (bytes += sizeOfStep(db, opId)) > mostStepBytes);
  return end === -1 ? waiting : waiting.slice(0, Math.max(1, end));
};

/** Takes in everything up to the head of the order. */
export const takeInAll = async (parts: SharingParts): Promise<void> => {
  const { db, hub, changed } = parts;
  let isCopy = false;
  let isUntold = false;
  let toldAt = performance.now();
  const tell = (): void => {
    if (isUntold) changed();
    isUntold = false;
    toldAt = performance.now();
  };
  try {
    for (;;) {
      const { cursor, confirmedN, workstation } = stateOf(db);
      let answer = await hub.pull(cursor, confirmedN, pulledAtOnce);
      // Of the steps of another copy's number it knows none.
      if (answer.workstation !== workstation) answer = await hub.pull(cursor, 0, pulledAtOnce);
      isCopy ||= isAnother(db, answer);
      const { head } = answer;
      // No step has a place beyond the last one.
      const ops = answer.ops.filter(({ seq }) => seq <= head);
      const hasMore = ops.length > 0 && (ops.at(-1)?.seq ?? 0) < head;
      if (await takeInTurns(parts, ops, hasMore)) isUntold = true;
      if (performance.now() - toldAt > toldEveryMs) tell();
      if (hasMore) continue;
      // Only now: by the number that it has still, it knows which steps are its own.
      if (isCopy) await beginAnew(parts);
      return;
    }
  } finally {
    tell();
  }
};

/** How often rows are asked for anew because somebody shared something meanwhile. */
const mostTries = 20;

/** Rows of the hub of one moment at which everything else is in here. @param wanted names them then. Rejects where the hub cannot be reached. */
export const fetchAtHead = async (
  parts: SharingParts,
  wanted: () => Parameters<typeof fetchHubRows>[1],
): Promise<readonly HubRow[]> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    await takeInAll(parts);
    const rows = await fetchHubRows(parts, wanted());
    const { cursor, confirmedN } = stateOf(parts.db);
    if ((await parts.hub.pull(cursor, confirmedN, 1)).head === cursor) return rows;
  }
  throw new Error('the hub is too busy to be asked for rows');
};

/**
 * Takes in steps a few at a time. Only the last turn of all waits for the disk: what a power cut takes of the others is asked for again.
 * @param hasMore whether others follow.
 * @returns whether others changed something.
 */
const takeInTurns = async (
  { db, rebase, turns, now, slipsGone, namesGone }: SharingParts,
  ops: Pulled['ops'],
  hasMore: boolean,
): Promise<boolean> => {
  let hasChanged = false;
  for (let at = 0; at < ops.length;) {
    await turns.pause();
    const most = turns.rows();
    let rows = 0;
    let end = at;
    while (end < ops.length && (end === at || rows + rowsOf(ops[end]) <= most)) rows += rowsOf(ops[end++]);
    const startMs = performance.now();
    const write = (): TakenOrAside => takeInOrSetAside(db, ops.slice(at, end), rebase, now());
    const taken = hasMore || end < ops.length ? withSynchronousNormal(db, write) : write();
    hasChanged ||= taken.hasChanged || taken.aside > 0;
    slipsGone(taken.slipsGone);
    turns.took(rows, performance.now() - startMs);
    at = end;
  }
  const names = ops.flatMap(namesOfForgotten);
  if (names.length > 0) namesGone(names);
  return hasChanged;
};

/** The name, card and address of a patron whom a step forgets. */
const namesOfForgotten = (op: Pulled['ops'][number]): readonly string[] =>
  'changes' in op && op.kind === 'forget-patron'
    ? op.changes
        .filter(({ t, a }) => t === 'patron' && a === null)
        .flatMap(({ b }) => [b?.['name'], b?.['barcode'], b?.['email']])
        .filter((text): text is string => typeof text === 'string' && text !== '')
    : [];

/** How much work a step is: its rows, and its line of the log. */
const rowsOf = (op: Pulled['ops'][number] | undefined): number =>
  op && 'changes' in op ? op.changes.length + 1 : 1;

/** Whether this file was copied or put back: its number belongs to another copy now, or has taken steps that nobody here knows. */
const isAnother = (db: ReadableDB, { workstation, ops }: Pulled): boolean => {
  const state = stateOf(db);
  return (
    workstation !== state.workstation ||
    ops.some(({ own, n, opId }) => own && (n ?? 0) > state.confirmedN && !isPending(db, opId))
  );
};

const settle = async (
  parts: SharingParts,
  {
    offered,
    offers,
    verdicts,
    besideAside,
  }: {
    readonly offered: readonly PendingStep[];
    readonly offers: readonly OfferedOp[];
    readonly verdicts: Verdicts;
    readonly besideAside: Set<string>;
  },
): Promise<void> => {
  const { db } = parts;
  const byId = new Map(offered.map((step) => [step.opId as string, step]));
  inTransaction(db, (writable) => {
    for (const [at, { opId, verdict, seq }] of verdicts.entries()) {
      const step = byId.get(opId);
      if (!step || verdict !== 'accepted') continue;
      if (typeof seq === 'number')
        keepStep(writable, { seq, opId: step.opId, body: JSON.stringify(offers[at]) });
      confirm(writable, step.opId, step.n);
    }
  });
  const last = verdicts.at(-1);
  const step = last && byId.get(last.opId);
  if (!last || !step) return;
  if (last.verdict === 'forbidden' && !(await takesWhatIsAside(parts, step, besideAside, 'all')))
    forbid(parts, step, last.why ?? '');
  if (last.verdict !== 'diverged') return;
  const { workstation } = stateOf(db);
  await takeInAll(parts);
  if (stateOf(db).workstation === workstation) await beginAnew(parts);
};

/**
 * Whether a step that waits is about a request on which one of another workstation is set aside: it was taken on what is no longer so.
 * @param once steps for which rows came from the hub already.
 */
const isBesideAside = (
  db: ReadableDB,
  { opId, reads, writes }: PendingStep,
  once: ReadonlySet<string>,
): boolean =>
  !once.has(`${opId} its`) &&
  requestsOfKeys([...reads, ...writes]).some((id) => isAsideBefore(db, { table: 'request', id }));

/**
 * Takes the rows as they are at the hub that a step is about, with those that steps which are set aside would change along with them, or with all that they
 * would change: one may have taken a name that it uses. Then it is checked again.
 * @param once for which steps that was done. @returns whether a row was another.
 */
const takesWhatIsAside = async (
  parts: SharingParts,
  { opId, reads, writes }: PendingStep,
  once: Set<string>,
  which: 'its' | 'all',
): Promise<boolean> => {
  const { db } = parts;
  if (countAside(db) === 0 || once.has(`${opId} ${which}`)) return false;
  once.add(`${opId} ${which}`);
  const requests = requestsOfKeys([...reads, ...writes]);
  const wanted = (): ReturnType<typeof listAsideRows> => [
    ...listAsideRowsOf(db, opId, requests),
    ...(which === 'all' ? listAsideRows(db) : []),
  ];
  return await putHubRows(parts, await fetchAtHead(parts, wanted));
};

/** The hub holds what may never be. A step that breaks it is kept as refused, and those that build on it are checked again. */
const forbid = ({ db, rebase, now, name, fault }: SharingParts, step: PendingStep, words: string): void => {
  fault(words);
  const why: Why = { code: 'forbidden', message: '' };
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const later = listPending(writable).filter(({ n }) => n > step.n);
    const onMade = new Set(listStepsOnMade(writable, step.opId));
    const [first, ...others] = putBackAll(writable, [
      step,
      ...toPutBack(writable, later, { touched: new Set(step.writes), placed: onMade, later: new Set() }).met,
    ]);
    const needsTask = first?.logged !== undefined;
    if (first) refuseStep(writable, first, { why, at: now(), needsTask, workstation: name });
    for (const other of others) rebase(writable, other);
  });
};

/**
 * This workstation's data was copied, or restored from a backup, so that its numbers come twice. It gets another number, with ids of its own. What
 * waits here keeps its ids, unless another copy has given them meanwhile: that shows when those rows come in.
 */
export const beginAnew = async ({ db, hub }: SharingParts): Promise<void> => {
  const workstation = await hub.beginAnew();
  inTransaction(db, (writable) => {
    renumberPending(writable);
    giveRange(writable, workstation);
    moveHubState(writable, { workstation, confirmedN: 0, lastN: countPending(writable) });
  });
};
