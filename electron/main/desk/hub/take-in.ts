import type { OpId, PrintJobId, RequestId } from '../../../../shared/domain/ids.ts';
import type { Log, SharedTable } from '../../db/hub-capture.ts';
import { sharedColumns, sharedTables, withoutHubCapture } from '../../db/hub-capture.ts';
import { beginCapture, endCapture } from '../../db/change-capture.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import { deferForeignKeys, inTransaction, undoable } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { forgetHere, isForgetting } from '../history/forgetting/forget-here.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { findCommand, insertCommand, insertRequestEvent } from '../store/command-log.queries.ts';
import type { HubState, PendingStep, SharedEvent } from '../store/hub.queries.ts';
import { keepStep } from '../store/hub-kept.queries.ts';
import { records } from '../kernel/hub-keys.ts';
import { offerOf } from './offer.ts';
import {
  findPending,
  forgetHubChanges,
  isPending,
  keepIdsAhead,
  lastLogLine,
  listEventsOf,
  listPending,
  markToCheck,
  moveHubState,
  readHubState,
  removeFromLog,
  removePending,
  withdrawSlips,
} from '../store/hub.queries.ts';
import {
  findLogLine,
  listHubChanges,
  listStepsOnMade,
  listStepsThatMade,
  listStepsThatTakeAway,
  putImage,
  touchRow,
  type HubChange,
} from '../store/hub-changes.queries.ts';
import type { ForeignOp, Pulled, Row } from './op.ts';

/** A step of this workstation that was put back, with all that is needed to check it again. */
export type PutBack = {
  readonly step: PendingStep;
  /** Its line of the log; undefined for what the program wrote by itself. */
  readonly logged: LoggedCommand | undefined;
  readonly changes: readonly HubChange[];
  /** Its lines of history. */
  readonly events: readonly SharedEvent[];
  /** Ids that rows of earlier steps had, and that are somebody else's row now. */
  readonly moved: Set<number>;
  /** Rows that have come in now, by table and id, whether they are still there or not: their ids are not given again. */
  readonly given: ReadonlySet<string>;
};

/** Checks a step again that was put back, on the rows as they are now: it is written anew, or it is refused and becomes a task. */
export type Rebase = (db: WritableDB, step: PutBack) => void;

/** Raised where the hub does not keep any more what this workstation did not take in in time. */
export class TooFarBehind extends Error {
  constructor() {
    super('too far behind');
  }
}

/** What came of steps that were taken in. */
export type TakenIn = {
  /** Whether others changed something. */
  readonly hasChanged: boolean;
  /** Slips that are not kept any more, because their patron was forgotten. */
  readonly slipsGone: readonly PrintJobId[];
};

/**
 * Takes in steps in the hub's order, in one transaction: the steps of this workstation that wait and meet them are put back, the rows of the others
 * written, and what was put back checked again. Steps that meet nobody stay as they are.
 * @throws TooFarBehind; SqliteError: nothing is changed then.
 */
export const takeIn = (db: ReadableDB, ops: Pulled['ops'], rebase: Rebase): TakenIn =>
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const state = readHubState(writable);
    const last = ops.at(-1);
    if (state === null || last === undefined) return { hasChanged: false, slipsGone: [] };
    const arrived = ops.filter(
      (op): op is Extract<typeof op, { changes: unknown }> =>
        'changes' in op && !isKnown(writable, op, state),
    );
    if (arrived.some(({ gone }) => gone)) throw new TooFarBehind();
    for (const op of ops) keepArrived(writable, op);
    const slipsGone: PrintJobId[] = [];
    const given = new Set(
      arrived.flatMap(({ changes }) => changes.flatMap(({ t, id, b }) => (b === null ? [`${t} ${id}`] : []))),
    );
    const putBack = takeInArrived(writable, { arrived, given, slipsGone });
    for (const op of ops)
      if (op.own && (!('by' in op) || op.by === state.workstation)) confirm(writable, op.opId, op.n);
    moveHubState(writable, { cursor: last.seq, cursorOp: last.opId, logTo: lastLogLine(writable) });
    const moved = new Set<number>();
    for (const step of putBack) rebase(writable, { ...step, moved, given });
    return { hasChanged: arrived.length > 0, slipsGone };
  });

/** Keeps a step with its place, in case the hub loses it. Of an own one the hub sends no more than the place. */
const keepArrived = (db: WritableDB, op: Pulled['ops'][number]): void => {
  const { seq, opId } = op;
  if ('changes' in op) return keepStep(db, { seq, opId, body: JSON.stringify(op) });
  const waiting = findPending(db, opId);
  if (waiting) keepStep(db, { seq, opId, body: JSON.stringify(offerOf(db, waiting)) });
};

/**
 * What this workstation has already: it is in its log, because it came with the snapshot, or was placed under the number that this file still has. A
 * step that waits here and has its place all the same, because the answer was lost, is taken in like those of others: where this file was copied
 * or put back, the hub may have it with other rows.
 */
const isKnown = (db: ReadableDB, { opId, kind, by, n }: ForeignOp, state: HubState): boolean =>
  !isPending(db, opId) &&
  ((kind !== null && findCommand(db, opId) !== undefined) ||
    (by === state.workstation && typeof n === 'number' && n <= state.confirmedN));

/** Notes that the hub has a step of this workstation. */
export const confirm = (db: WritableDB, opId: OpId, n: number | null): void => {
  removePending(db, opId);
  const confirmedN = readHubState(db)?.confirmedN ?? 0;
  if (n !== null && n > confirmedN) moveHubState(db, { confirmedN: n });
};

/**
 * Writes steps of the hub's order. Returns the steps that wait here and were put back for it, without those that have their place now.
 * @param arrived `given`: the rows that they make, as in `PutBack`. `slipsGone` gets the slips that are not kept any more.
 */
const takeInArrived = (
  db: WritableDB,
  {
    arrived,
    given,
    slipsGone,
  }: {
    readonly arrived: readonly ForeignOp[];
    readonly given: ReadonlySet<string>;
    readonly slipsGone: PrintJobId[];
  },
): readonly PutBack[] => {
  if (arrived.length === 0) return [];
  const waiting = listPending(db);
  const placed = new Set(arrived.map(({ opId }) => opId));
  // Another copy of this file has given an id that a step here gave too: who puts that back later, after the row was deleted here, would find the
  // other one in its place.
  const twice = waiting.length === 0 ? [] : listStepsThatMade(db, [...given]);
  // Rows of others may refer to what one of these takes away.
  const takeAway = waiting.length === 0 ? [] : listStepsThatTakeAway(db);
  const touched = new Set(arrived.flatMap(({ writes }) => writes));
  const { met, unsure } = toPutBack(db, waiting, {
    touched,
    placed: new Set([...placed, ...twice, ...takeAway]),
    // A record that goes must not be referred to any more when it does.
    later: arrived.some(takesRecordAway) ? new Set() : readByAll,
  });
  markToCheck(db, unsure);
  const first = putBackAll(db, met);
  for (const { step } of first) if (placed.has(step.opId)) removePending(db, step.opId);
  // Another copy of this file had to offer it as refused: its slips go, as they went there.
  for (const { opId, outcome } of arrived) if (outcome === 'refused') withdrawSlips(db, opId);
  const stand = (steps: readonly PutBack[]): readonly PutBack[] =>
    steps.filter(({ step }) => !placed.has(step.opId));
  const writeAll = (): void => arrived.forEach((op) => slipsGone.push(...writeStep(db, op)));
  const wrote = undoable(db, writeAll, isUniqueViolation);
  if (wrote) return stand(first);
  // Two that made the same at once: nobody knows which of those that wait it was, so that all of them are checked again.
  const rest = putBackAll(
    db,
    waiting.filter((step) => !met.includes(step)),
  );
  slipsGone.length = 0;
  writeAll();
  return stand([...first, ...rest].sort((one, other) => one.step.n - other.step.n));
};

const takesRecordAway = ({ writes, changes }: ForeignOp): boolean =>
  writes.includes(records) && changes.some(({ a }) => a === null);

/** Waiting steps that others touched. */
type Met = {
  /** They must be put back before rows of others are written. */
  readonly met: readonly PendingStep[];
  /** Their rows stay: they read what is another now, and are checked again before they are offered. */
  readonly unsure: readonly PendingStep[];
};

/** Every step reads these: where others have changed one of them all that wait are checked again, few at a time. */
const readByAll: ReadonlySet<string> = new Set([records]);

/**
 * The steps that must be put back: those that read or wrote what others changed, those that have their place by now, those that build on them, and
 * those that changed later what one of them read. The last would else be seen by a step that was taken before them.
 */
const meeting = (
  waiting: readonly PendingStep[],
  { touched, placed, later }: { readonly placed: ReadonlySet<OpId> } & Omit<Touching, 'placed'>,
): Met => {
  const written = new Set(touched);
  const read = new Set<string>();
  const unsure: PendingStep[] = [];
  const met = waiting.filter((step) => {
    const { opId, reads, writes, refusal } = step;
    const stands = refusal === null && writes.length > 0;
    const isChanged = (key: string): boolean => written.has(key);
    const meets =
      placed.has(opId) ||
      (stands && (writes.some(isChanged) || reads.some((key) => isChanged(key) && !later.has(key)))) ||
      writes.some((key) => read.has(key));
    if (meets) {
      for (const key of writes) written.add(key);
      for (const key of reads) read.add(key);
    } else if (stands && reads.some(isChanged)) unsure.push(step);
    return meets;
  });
  return { met, unsure };
};

/** What others did. */
type Touching = {
  /** The keys that they wrote. */
  readonly touched: ReadonlySet<string>;
  /** Waiting steps that have their place now, or must be checked again for another reason. */
  readonly placed?: ReadonlySet<OpId>;
  /** Keys of which it is enough to check later whoever only read them. */
  readonly later: ReadonlySet<string>;
};

/**
 * The same, with those that wrote rows of a request which one of them has made, whatever their keys are: with the request those rows go, and nobody
 * else would write them again.
 */
export const toPutBack = (
  db: ReadableDB,
  waiting: readonly PendingStep[],
  { touched, placed = new Set(), later }: Touching,
): Met => {
  let found = meeting(waiting, { touched, placed, later });
  for (;;) {
    const onMade = found.met.flatMap(({ opId }) => listStepsOnMade(db, opId));
    const more = meeting(waiting, { touched, placed: new Set([...placed, ...onMade]), later });
    if (more.met.length === found.met.length) return found;
    found = more;
  }
};

/**
 * Checks the first of the steps again of which it was put off, on the rows as they are now, with those that meet them.
 * @param most how many of them.
 * @returns whether there was one. @throws SqliteError: nothing is changed then.
 */
export const checkFirst = (db: ReadableDB, most: number, rebase: Rebase): boolean =>
  inTransaction(db, (writable) => {
    const waiting = listPending(writable);
    const first = waiting.filter(({ toCheck }) => toCheck).slice(0, most);
    if (first.length === 0) return false;
    deferForeignKeys(writable);
    const { met, unsure } = toPutBack(writable, waiting, {
      touched: new Set(),
      placed: new Set(first.map(({ opId }) => opId)),
      later: readByAll,
    });
    markToCheck(writable, unsure);
    const [moved, given] = [new Set<number>(), new Set<string>()];
    for (const step of putBackAll(writable, met)) rebase(writable, { ...step, moved, given });
    return true;
  });

/** Puts back what steps wrote, the last first. Returns them in their order. */
export const putBackAll = (db: WritableDB, steps: readonly PendingStep[]): readonly PutBack[] =>
  [...steps]
    .reverse()
    .map((step) => {
      const putBack = {
        step,
        logged: findCommand(db, step.opId),
        changes: listHubChanges(db, step.opId),
        events: listEventsOf(db, step.opId),
        moved: new Set<number>(),
        given: new Set<string>(),
      };
      withoutHubCapture(db, () => {
        for (const change of [...putBack.changes].reverse())
          putImage(db, change, change.after, change.before);
        removeFromLog(db, step.opId);
      });
      forgetHubChanges(db, step.opId);
      return putBack;
    })
    .reverse();

const columnsByTable = new WeakMap<ReadableDB, Map<string, ReadonlySet<string>>>();

/** Of a row of another workstation, or a line of its log, the columns that this program knows. */
export const known = <T extends Row | null>(db: ReadableDB, table: SharedTable | Log, row: T): T => {
  if (row === null) return row;
  let tables = columnsByTable.get(db);
  if (!tables) columnsByTable.set(db, (tables = new Map<string, ReadonlySet<string>>()));
  let columns = tables.get(table);
  if (!columns) tables.set(table, (columns = new Set(sharedColumns(db, table))));
  return Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name))) as T;
};

const isShared = (table: string): table is SharedTable => (sharedTables as readonly string[]).includes(table);

/**
 * Writes a step of another workstation: its rows, and its lines in the log of steps, so that it can be seen and taken back here.
 * @returns the slips that are not kept any more.
 */
export const writeStep = (db: WritableDB, op: ForeignOp): readonly PrintJobId[] =>
  withoutHubCapture(db, () => {
    const logged =
      op.kind !== null && op.outcome === 'accepted' && op.operatorId !== null && op.deskId !== null;
    if (logged && !isForgetting(op.kind)) beginCapture(db, op.opId);
    for (const { t, id, b, a } of op.changes) {
      if (!isShared(t)) continue;
      const [from, to] = [known(db, t, b), known(db, t, a)];
      if (from && to && Object.keys(to).length === 0) touchRow(db, t, id);
      else putImage(db, { table: t, rowId: id }, from, to);
      if (from === null) keepIdsAhead(db, t, id);
    }
    if (logged) endCapture(db);
    const slipsGone = op.changes.flatMap(({ t, id, a }) =>
      t === 'request' && typeof a?.['patron_forgotten_at'] === 'string'
        ? forgetHere(db, id as RequestId)
        : [],
    );
    for (const { log, b, a } of op.amends) {
      const line = findLogLine(db, log, b);
      const to = a && withoutNumber(known(db, log, a));
      if (line !== undefined) putImage(db, { table: log, rowId: line }, withoutNumber(b), to);
    }
    if (!logged || op.kind === null || op.operatorId === null || op.deskId === null) return slipsGone;
    const { opId, kind, operatorId, deskId, at, requestId, input, answer } = op;
    insertCommand(db, { opId, kind, operatorId, deskId, at, requestId, input, answer });
    for (const event of op.events) insertRequestEvent(db, { ...event, opId });
    return slipsGone;
  });

/** Lines of logs have another number on each workstation. */
export const withoutNumber = ({ seq: _seq, id: _id, ...line }: Row): Row => line;
