import type { OpId } from '../../../shared/domain/ids.ts';
import { isTakenAgain } from '../../../shared/domain/steps/all-steps.ts';
import { isLog } from '../db/hub-capture.ts';
import { rollBackUnless } from '../db/roll-back-unless.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { findCommand, listHistoryOf } from '../desk/store/command-log.queries.ts';
import { listHubChanges } from '../desk/store/hub-changes.queries.ts';
import { forgetHubChanges, assignChangesTo } from '../desk/store/pending-steps.queries.ts';
import { amendOf, changeOf } from './outgoing-step.ts';
import { openStepDesk, rerunStep, type StepDesk } from './step-desk.ts';
import { acceptedCommand, type Amend, type IncomingStep, type Row, type RowChange } from './wire.ts';
import { withoutNumber, writeStep } from './write-step.ts';

/**
 * Returns a function that verifies the steps of the hub's order one after the other, starting from the library as it was before the first:
 * each accepted step is taken again by the code that took it, as its operator, at its desk and time, with its ids. Its changes and its
 * answer must match those of the hub: then all workstations together did what one alone would have done. The step is then written as the
 * hub has it.
 * @param db a copy of that library, on a connection that captures changes for the hub.
 * @returns the difference, for developers; null if there is none.
 */
export const stepVerifier = (db: ReadableDB): ((step: IncomingStep) => string | null) => {
  const desk = openStepDesk(db);
  return (step) =>
    inTransaction(db, (writable) => {
      deferForeignKeys(writable);
      const why = rollBackUnless(
        writable,
        () => differenceWhenTaken(writable, desk, step),
        () => false,
      );
      forgetHubChanges(writable, step.opId);
      writeStep(writable, step);
      return why;
    });
};

const differenceWhenTaken = (db: WritableDB, desk: StepDesk, step: IncomingStep): string | null => {
  const command = acceptedCommand(step);
  if (command === null || !isTakenAgain(command.kind)) return null;
  const { opId, changes } = step;
  const result = rerunStep(
    desk,
    db,
    { ...command, timeZone: step.timeZone },
    changes.flatMap(({ t, id, b }) => (b === null ? [{ table: t, id }] : [])),
    changes.find(({ t, b }) => t === 'request' && b === null)?.a?.['external_id'],
  );
  if (result === 'of-a-file') return null;
  const taken = findCommand(db, opId);
  if (!taken) return `refused: ${JSON.stringify(result)}`;
  assignChangesTo(db, opId);
  const again = listHubChanges(db, opId);
  const rows = again.filter(({ table }) => !isLog(table)).map(changeOf);
  // Tasks are created by rechecking, not by the step's own code.
  const held = changes.filter(({ t }) => t !== 'task');
  return (
    unlike('rows', net(rows), net(held)) ??
    unlike('log', amended(again.flatMap(amendOf), opId), amended(step.amends, opId)) ??
    unlike('history', listHistoryOf(db, opId).map(sorted), step.events.map(sorted)) ??
    unlike('answer', answered(taken.answer), answered(step.answer))
  );
};

const unlike = (what: string, again: unknown, held: unknown): string | null => {
  const [one, other] = [JSON.stringify(again), JSON.stringify(held)];
  if (one === other) return null;
  const from = Math.max(0, [...one].findIndex((letter, at) => letter !== other[at]) - 80);
  return `${what}: …${one.slice(from, from + 200)}, and there …${other.slice(from, from + 200)}`;
};

const sorted = (row: object | null): object | null =>
  row && Object.fromEntries(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Returns the net effect of changes: for each row, the columns that differ at the end. */
const net = (changes: readonly RowChange[]): readonly string[] => {
  const rows = new Map<string, { before: Row | null; after: Row | null }>();
  for (const { t, id, b, a } of changes) {
    const key = `${t} ${id}`;
    const row = rows.get(key);
    if (!row) rows.set(key, { before: b, after: a });
    else {
      // A column that only a later change touched had its original value until then.
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

/** Changes of other steps' log lines. The step's own line is left out: which step it redoes is recorded later. */
const amended = (amends: readonly Amend[], opId: OpId): readonly unknown[] =>
  amends
    .filter(({ b }) => b['op_id'] !== opId)
    .map(({ log, b, a }) => JSON.stringify([log, sorted(withoutNumber(b)), a && sorted(withoutNumber(a))]))
    .sort();

/** Slips belong to the workstation that took the step, and so does whether its mail works, which remarks report. */
const ofWorkstation: readonly string[] = ['slip', 'slipsOnPaper', 'stayInParcel', 'corrections', 'remarks'];

const answered = (answer: string): unknown =>
  JSON.parse(answer, (key, value: unknown) => (ofWorkstation.includes(key) ? undefined : value)) as unknown;
