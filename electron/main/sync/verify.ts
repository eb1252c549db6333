import type { OpId } from '../../../shared/domain/ids.ts';
import { isLog } from '../db/hub-capture.ts';
import { withIdsAgain, type GivenIds } from '../db/new-id.ts';
import { deferForeignKeys, inTransaction, savepoint } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { isTakenAgain } from '../../../shared/domain/steps/all-steps.ts';
import { takeAgain as takeStepAgain } from '../desk/steps/take-again.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { forgetHubChanges, giveChangesTo, listEventsOf } from '../desk/store/hub.queries.ts';
import { listHubChanges } from '../desk/store/hub-changes.queries.ts';
import { amendOf, changeOf } from './offer.ts';
import type { Amend, ForeignOp, Row, RowChange } from './op.ts';
import { openStepDesk, type StepDesk } from './step-desk.ts';
import { withoutNumber, writeStep } from './take-in.ts';

/** A step that the rules, asked again, do not take as it stands in the hub's order. */
export type Unlike = {
  readonly seq: number;
  readonly opId: OpId;
  readonly kind: string;
  /** What differs, for developers. */
  readonly why: string;
};

/**
 * Takes the steps of the hub's order again, one after the other, on the library as it was before the first of them: each accepted step by the
 * call that took it, as its operator, at its desk and time, with its ids. What it writes and answers must be what the hub holds: then all workstations
 * together did what one alone would have done. Steps without a call are written as their rows.
 * @param db a copy of that library, on a connection that captures changes for the hub.
 * @returns the steps that differ. Each is checked on what the hub holds, whatever became of those before it.
 */
export const verifySteps = (db: ReadableDB, ops: readonly ForeignOp[]): readonly Unlike[] => {
  const verify = openVerifying(db);
  return ops.flatMap((op) => verify(op));
};

/** The same, step by step. */
export const openVerifying = (db: ReadableDB): ((op: ForeignOp) => readonly Unlike[]) => {
  const desk = openStepDesk(db);
  return (op) => {
    const why = inTransaction(db, (writable) => {
      deferForeignKeys(writable);
      const found = op.outcome === 'accepted' ? differs(writable, desk, op) : null;
      writeStep(writable, op);
      return found;
    });
    return why === null ? [] : [{ seq: op.seq, opId: op.opId, kind: op.kind ?? '', why }];
  };
};

/** Thrown to take back what was only tried; never leaves this file. */
class OnlyTried extends Error {}

const differs = (db: WritableDB, desk: StepDesk, op: ForeignOp): string | null => {
  let why: string | null = null;
  savepoint(
    db,
    () => {
      why = takeAgain(db, desk, op);
      throw new OnlyTried();
    },
    (error) => error instanceof OnlyTried,
  );
  forgetHubChanges(db, op.opId);
  return why;
};

const takeAgain = (db: WritableDB, desk: StepDesk, op: ForeignOp): string | null => {
  const { opId, kind, operatorId, deskId } = op;
  if (kind === null || operatorId === null || deskId === null || !isTakenAgain(kind)) return null;
  const result = desk.as({ ...op, operatorId, deskId }, (context) =>
    withIdsAgain(
      db,
      idsOf(op),
      () => takeStepAgain(context, { kind, input: op.input }, opId) ?? 'of-a-file',
      op.changes.find(({ t, b }) => t === 'request' && b === null)?.a?.['external_id'] as string | undefined,
    ),
  );
  // The step of a file has another input than a person's.
  if (result === 'of-a-file') return null;
  const taken = findCommand(db, opId);
  if (!taken) return `refused: ${JSON.stringify(result)}`;
  giveChangesTo(db, opId);
  const changes = listHubChanges(db, opId);
  const rows = changes.filter(({ table }) => !isLog(table)).map(changeOf);
  return (
    unlike('rows', net(rows), net(op.changes)) ??
    unlike('log', amended(changes.flatMap(amendOf), opId), amended(op.amends, opId)) ??
    unlike('history', listEventsOf(db, opId).map(sorted), op.events.map(sorted)) ??
    unlike('answer', answered(taken.answer), answered(op.answer))
  );
};

const idsOf = ({ changes }: ForeignOp): GivenIds => {
  const ids: GivenIds = new Map();
  for (const { t, id, b } of changes) if (b === null) ids.set(t, [...(ids.get(t) ?? []), id]);
  return ids;
};

const unlike = (what: string, again: unknown, stands: unknown): string | null => {
  const [one, other] = [JSON.stringify(again), JSON.stringify(stands)];
  if (one === other) return null;
  const from = Math.max(0, [...one].findIndex((letter, at) => letter !== other[at]) - 80);
  return `${what}: …${one.slice(from, from + 200)}, and there …${other.slice(from, from + 200)}`;
};

const sorted = (row: object | null): object | null =>
  row && Object.fromEntries(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

/** What changes come to: of each row the columns that are others at the end. */
const net = (changes: readonly RowChange[]): readonly string[] => {
  const rows = new Map<string, { before: Row | null; after: Row | null }>();
  for (const { t, id, b, a } of changes) {
    const key = `${t} ${id}`;
    const row = rows.get(key);
    if (!row) rows.set(key, { before: b, after: a });
    else {
      // A column that only a later change was about was before that as it was at first.
      if (row.before !== null && b !== null) row.before = { ...b, ...row.before };
      row.after = a === null || b === null ? a : { ...row.after, ...a };
    }
  }
  return [...rows]
    .flatMap(([key, { before, after }]) => {
      if (before === null || after === null)
        return before === after ? [] : [JSON.stringify([key, sorted(before), sorted(after)])];
      const names = Object.keys(after)
        .filter((name) => after[name] !== before[name])
        .sort();
      const values = names.map((name) => [name, before[name], after[name]]);
      return names.length === 0 ? [] : [JSON.stringify([key, ...values])];
    })
    .sort();
};

/** Lines of other steps in the log: its own says which step it takes again, which is noted after it. */
const amended = (amends: readonly Amend[], opId: OpId): readonly unknown[] =>
  amends
    .filter(({ b }) => b['op_id'] !== opId)
    .map(({ log, b, a }) => JSON.stringify([log, sorted(withoutNumber(b)), a && sorted(withoutNumber(a))]))
    .sort();

/** Paper is of the workstation that took the step. */
const onPaper: readonly string[] = ['slip', 'slipsOnPaper', 'stayInParcel'];

const answered = (answer: string): unknown =>
  JSON.parse(answer, (key, value: unknown) => (onPaper.includes(key) ? undefined : value)) as unknown;
