import { createHash } from 'node:crypto';
import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { RecordCommand } from '../../db/hub-writes.ts';
import type { WritableDB } from '../../db/types.ts';
import { updateCommand } from '../store/command-log.queries.ts';
import type { DeskContext } from '../context.ts';
import { listSupersededChanges } from './record-log.queries.ts';
import { runCommand } from '../steps/frame/run-command.ts';

/** The personal fields of people and places, wherever they are in the input. */
const personal: readonly string[] = ['name', 'barcode', 'address', 'email', 'phone'];

const withoutNames = (asked: unknown): unknown => {
  if (Array.isArray(asked)) return asked.map(withoutNames);
  if (typeof asked !== 'object' || asked === null) return asked;
  return Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) =>
      personal.includes(key) ? [] : [[key, withoutNames(value)]],
    ),
  );
};

type Logged = { readonly digest: string; readonly asked?: unknown };

/** Returns the logged input of a change of people or places without names and addresses. */
export const inputWithoutNames = (input: string): string => {
  const logged = JSON.parse(input) as Logged;
  return JSON.stringify({ ...logged, asked: withoutNames(logged.asked) });
};

/**
 * Removes the names and addresses that a change of people or places has superseded from the log: they do not stay there longer than in
 * their record. Called while the changes of the command are logged.
 */
export const removeSupersededNames = (db: WritableDB, opId: OpId): void => {
  for (const { input, ...earlier } of listSupersededChanges(db, opId))
    updateCommand(db, { ...earlier, input: inputWithoutNames(input) });
};

/**
 * Runs one change of records (people, places, hours, reasons, templates, settings of the library) as `runCommand` runs a step: once per
 * `opId`, in one transaction, logged with the operator, the time, and the input. Names and addresses are removed from the log when they are
 * changed or deleted; a digest, which stays, distinguishes retries from mistakes. Afterwards the session is refreshed.
 * @param input the input without PINs and passwords, which are never logged.
 */
export const runRecordCommand = <T>(
  context: DeskContext,
  kind: RecordCommand,
  input: { readonly opId: OpId },
  work: (db: WritableDB, at: Instant) => Result<T>,
): Result<T> => {
  const { opId, ...asked } = input;
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const isSame = (stored: string): boolean => (JSON.parse(stored) as Logged).digest === digest;
  const result = runCommand<T>(context, { opId, kind, input: { digest, asked }, isSame }, (db, at) => {
    const answer = work(db, at);
    if (!answer.ok) return answer;
    removeSupersededNames(db, opId);
    return ok({ requestId: null, answer: answer.value });
  });
  if (result.ok) context.session.refresh();
  return result;
};
