import type { OpId, PrintJobId, RequestId } from '../../../shared/domain/ids.ts';
import type { Log, SharedTable } from '../db/hub-capture.ts';
import { sharedColumns, sharedTables, withoutHubCapture } from '../db/hub-capture.ts';
import { beginCapture, endCapture } from '../db/change-capture.ts';
import { isUniqueViolation } from '../db/errors.ts';
import { deferForeignKeys, inTransaction, savepoint } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { forgetHere, isForgetting } from '../desk/history/forgetting/forget-here.ts';
import { noteForgottenElsewhere } from '../desk/history/forgetting/forgotten-last.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';
import { findCommand, insertCommand, insertRequestEvent } from '../desk/store/command-log.queries.ts';
import { countAside, isAsideBefore } from '../desk/store/hub-aside.queries.ts';
import { readRow, type RowImage } from '../desk/store/change-log.queries.ts';
import type { HubState, PendingStep, SharedEvent } from '../desk/store/hub.queries.ts';
import { isKeptAt, keepStep } from '../desk/store/hub-kept.queries.ts';
import { records, requestsOfKeys } from '../desk/kernel/hub-keys.ts';
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
} from '../desk/store/hub.queries.ts';
import {
  findLogLine,
  listHubChanges,
  listStepsOnMade,
  listStepsThatAmend,
  listStepsThatMade,
  listStepsThatTakeAway,
  moments,
  putImage,
  touchRow,
  type HubChange,
} from '../desk/store/hub-changes.queries.ts';
import { CannotWrite } from './cannot-write.ts';
import type { Amend, ForeignOp, Pulled, Row, RowChange } from './op.ts';

/** A step of this workstation that was put back, with all that is needed to check it again. */
export type PutBack = {
  readonly step: PendingStep;
  /** Its line of the log; undefined for what the program wrote by itself. */
  readonly logged: LoggedCommand | undefined;
  readonly changes: readonly HubChange[];
  /** Its lines of history. */
  readonly events: readonly SharedEvent[];
  /** Whether it was undone here before the others heard of it. */
  readonly isUndone: boolean;
  /** The steps put back with it that were refused so far. */
  readonly refused: Refused[];
  /** Ids that rows of earlier steps had, and that are somebody else's row now. */
  readonly moved: Set<number>;
  /** Rows that have come in now, by table and id, whether they are still there or not: their ids are not given again. */
  readonly given: ReadonlySet<string>;
};

/** A refused step with what it had changed. */
export type Refused = Pick<PutBack, 'changes'> & {
  readonly opId: OpId;
  /** The step whose task tells of it; null where nobody needs to hear of it. */
  readonly taskOf: OpId | null;
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

/** How steps are taken in: at their place; at their place, but without what they do; or long after it, once they can be written. */
export type Taking = 'at-place' | 'without-rows' | 'again';

/**
 * Takes in steps in the hub's order, in one transaction: the steps of this workstation that wait and meet them are put back, the rows of the others
 * written, and what was put back checked again. Steps that meet nobody stay as they are.
 * @throws TooFarBehind; CannotWrite, SqliteError and whatever a row leads to that was not foreseen: nothing is changed then.
 */
export const takeIn = (
  db: ReadableDB,
  ops: readonly Pulled['ops'][number][],
  rebase: Rebase,
  how: Taking = 'at-place',
): TakenIn =>
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const state = readHubState(writable);
    const last = ops.at(-1);
    if (state === null || last === undefined) return { hasChanged: false, slipsGone: [] };
    const arrived = ops.filter(
      (op): op is Extract<typeof op, { changes: unknown }> =>
        'changes' in op && !isKnown(writable, op, how === 'again' ? null : state),
    );
    if (arrived.some(({ gone }) => gone)) throw new TooFarBehind();
    if (how !== 'without-rows') for (const op of ops) keepArrived(writable, op);
    const slipsGone: PrintJobId[] = [];
    const given = new Set(
      arrived.flatMap(({ changes }) => changes.flatMap(({ t, id, b }) => (b === null ? [`${t} ${id}`] : []))),
    );
    const putBack = takeInArrived(writable, { arrived, given, slipsGone, how });
    for (const op of ops)
      if (op.own && (!('by' in op) || op.by === state.workstation)) confirm(writable, op.opId, op.n);
    const place = how === 'again' ? {} : { cursor: last.seq, cursorOp: last.opId };
    moveHubState(writable, { ...place, logTo: lastLogLine(writable) });
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
 * What this workstation has already: it is in its log, because it came with the snapshot, or was placed under the number that this file has or had. A
 * step that waits here and has its place all the same, because the answer was lost, is taken in like those of others: where this file was copied
 * or put back, the hub may have it with other rows.
 * @param state null for a step that was set aside, of this workstation or another one.
 */
const isKnown = (db: ReadableDB, { seq, opId, kind, by, n }: ForeignOp, state: HubState | null): boolean =>
  !isPending(db, opId) &&
  ((kind !== null && findCommand(db, opId) !== undefined) ||
    (state !== null &&
      (isKeptAt(db, seq, opId) ||
        (by === state.workstation && typeof n === 'number' && n <= state.confirmedN))));

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
    how,
  }: {
    readonly arrived: readonly ForeignOp[];
    readonly given: ReadonlySet<string>;
    readonly slipsGone: PrintJobId[];
    readonly how: Taking;
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
  if (how === 'without-rows') {
    // An own one that is not written again: its slips go with it.
    for (const { step } of first) if (placed.has(step.opId)) withdrawSlips(db, step.opId);
    return stand(first);
  }
  const writeAll = (): void => arrived.forEach((op) => slipsGone.push(...writeStep(db, op, how === 'again')));
  const wrote = savepoint(db, writeAll, isUniqueViolation);
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
    // One that wrote nothing counts too: the hub asks whether its operator works here.
    const stands = refusal === null;
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
 * The same, with those that wrote rows of a request which one of them has made, and those that changed its line of the log, whatever their keys are:
 * the request or the line goes, and nobody else would write that again.
 */
export const toPutBack = (
  db: ReadableDB,
  waiting: readonly PendingStep[],
  { touched, placed = new Set(), later }: Touching,
): Met => {
  const amending = waiting.length === 0 ? [] : listStepsThatAmend(db);
  let found = meeting(waiting, { touched, placed, later });
  for (;;) {
    const onMade = found.met.flatMap(({ opId }) => listStepsOnMade(db, opId));
    const ids = new Set(found.met.map(({ opId }) => opId));
    const onLine = amending.flatMap(({ opId, amends }) => (ids.has(amends) ? [opId] : []));
    const more = meeting(waiting, { touched, placed: new Set([...placed, ...onMade, ...onLine]), later });
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

/** What steps that are rolled back at once share. */
type RolledBackTogether = Pick<PutBack, 'refused'> & { readonly undone: ReadonlySet<OpId | undefined> };

/** @param steps all that are rolled back at once, still in the log. */
export const rolledBackTogether = (
  db: ReadableDB,
  steps: readonly Pick<PendingStep, 'opId' | 'kind'>[],
): RolledBackTogether => ({
  refused: [],
  undone: new Set(steps.flatMap(({ opId, kind }) => (kind === 'undo' ? [undoneBy(db, opId)] : []))),
});

/** What is needed to check a step again, as long as it is in the log. */
export const readPutBack = (
  db: ReadableDB,
  step: PendingStep,
  { refused, undone }: RolledBackTogether,
): PutBack => ({
  step,
  refused,
  isUndone: undone.has(step.opId),
  logged: findCommand(db, step.opId),
  changes: listHubChanges(db, step.opId),
  events: listEventsOf(db, step.opId),
  moved: new Set<number>(),
  given: new Set<string>(),
});

/** Puts back what steps wrote, the last first. Returns them in their order. */
export const putBackAll = (db: WritableDB, steps: readonly PendingStep[]): readonly PutBack[] => {
  const together = rolledBackTogether(db, steps);
  return [...steps]
    .reverse()
    .map((step) => {
      const putBack = readPutBack(db, step, together);
      withoutHubCapture(db, () => {
        for (const change of [...putBack.changes].reverse())
          putImage(db, change, change.after, change.before);
        removeFromLog(db, step.opId);
      });
      forgetHubChanges(db, step.opId);
      return putBack;
    })
    .reverse();
};

/** The step that an undo takes back. */
export const undoneBy = (db: ReadableDB, opId: OpId): OpId | undefined =>
  (JSON.parse(findCommand(db, opId)?.input ?? '{}') as { readonly undoes?: OpId }).undoes;

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

/** Whether rows of a table go to other workstations. */
export const isShared = (table: string): table is SharedTable =>
  (sharedTables as readonly string[]).includes(table);

/** Why rows may be others here than where a step was taken: for no reason, because some are set aside, or because it is written long after it. */
type Differing = 'not' | 'beside' | 'later';

/** Whether a row is as a step found it, in the columns that it changes. */
const isAsFound = (here: RowImage | undefined, found: Row): boolean =>
  here !== undefined &&
  Object.entries(found).every(([name, value]) => moments.includes(name) || (here[name] ?? null) === value);

/** Whether an earlier step on one of its requests is set aside: what a request says of itself and of its items belongs together. */
const isOnAside = (db: ReadableDB, { writes, seq }: ForeignOp): boolean =>
  requestsOfKeys(writes).some((id) => isAsideBefore(db, { table: 'request', id }, seq));

/** What a step that is written long after it leaves to later ones: when the row was written last. */
const withoutPast = (here: RowImage, found: Row, to: Row): Row =>
  Object.fromEntries(
    Object.entries(to).filter(([name]) => !moments.includes(name) || here[name] === found[name]),
  );

/** @throws CannotWrite where the row is not there, or is not as the step found it; SqliteError. */
const writeChange = (db: WritableDB, { t, id, b, a }: RowChange, differing: Differing): void => {
  if (!isShared(t)) return;
  const isMisnamed = a !== null && (b === null ? a['id'] !== id : (a['id'] ?? id) !== id);
  if (isMisnamed || (a === null && b === null)) throw new CannotWrite('unreadable');
  const from = known(db, t, b);
  let to = known(db, t, a);
  if (from !== null && differing !== 'not') {
    const here = readRow(db, t, id);
    if (here === undefined || !isAsFound(here, from)) throw new CannotWrite('not-as-before');
    if (to !== null && differing === 'later') to = withoutPast(here, from, to);
  }
  const isTouched = from !== null && to !== null && Object.keys(to).length === 0;
  const rows = isTouched ? touchRow(db, t, id) : putImage(db, { table: t, rowId: id }, from, to);
  if (rows === 0) throw new CannotWrite('not-as-before');
  if (from === null) keepIdsAhead(db, t, id);
};

/**
 * Writes a step of another workstation: its rows, and its lines in the log of steps, so that it can be seen and taken back here.
 * @param isLate others that come after it in the order are written already.
 * @returns the slips that are not kept any more.
 * @throws CannotWrite, SqliteError, and whatever its rows lead to that was not foreseen.
 */
export const writeStep = (db: WritableDB, op: ForeignOp, isLate = false): readonly PrintJobId[] =>
  withoutHubCapture(db, () => {
    if (op.unreadable === true) throw new CannotWrite('unreadable');
    const logged =
      op.kind !== null && op.outcome === 'accepted' && op.operatorId !== null && op.deskId !== null;
    if (logged && !isForgetting(op.kind)) beginCapture(db, op.opId);
    const differing = isLate ? 'later' : countAside(db) > 0 ? 'beside' : 'not';
    if (differing !== 'not' && isOnAside(db, op)) throw new CannotWrite('not-as-before');
    for (const change of op.changes) writeChange(db, change, differing);
    if (logged) endCapture(db);
    if (isForgetting(op.kind)) noteForgottenElsewhere(db);
    const slipsGone = op.changes.flatMap(({ t, id, a }) => forgetOf(db, t, id, a));
    writeLines(db, op);
    return slipsGone;
  });

/** Changes a line of the log, whatever number it has here. */
export const amendLine = (db: WritableDB, { log, b, a }: Amend): void => {
  const line = findLogLine(db, log, b);
  const to = a && withoutNumber(known(db, log, a));
  if (line !== undefined) putImage(db, { table: log, rowId: line }, withoutNumber(b), to);
};

/** Writes what a step says in the log: lines of other steps that it changes, and where it is an accepted one of staff its own, with its history. */
export const writeLines = (db: WritableDB, op: ForeignOp): void => {
  for (const amend of op.amends) amendLine(db, amend);
  const { opId, kind, operatorId, deskId, at, requestId, input, answer } = op;
  if (op.outcome !== 'accepted' || kind === null || operatorId === null || deskId === null) return;
  insertCommand(db, { opId, kind, operatorId, deskId, at, requestId, input, answer });
  for (const event of op.events) insertRequestEvent(db, { ...event, opId });
};

/** Takes away what is kept here of the patron of a request that has come with the note that they were forgotten. @returns slips that go. */
export const forgetOf = (db: WritableDB, table: string, id: number, row: Row | null): readonly PrintJobId[] =>
  table === 'request' && typeof row?.['patron_forgotten_at'] === 'string'
    ? forgetHere(db, id as RequestId)
    : [];

/** Lines of logs have another number on each workstation. */
export const withoutNumber = ({ seq: _seq, id: _id, ...line }: Row): Row => line;
