import { createHash } from 'node:crypto';
import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { RecordCommand } from '../../db/hub-writes.ts';
import type { WritableDB } from '../../db/types.ts';
import { updateCommand } from '../store/command-log.queries.ts';
import type { DeskContext } from '../context.ts';
import { listSupersededChanges } from './record-log.queries.ts';
import { runCommand } from '../steps/frame/run-command.ts';

/** What is said of people and places that somebody may have deleted, wherever it stands in what was asked. */
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

/** Takes names and addresses that do not hold any more out of the log: a name stands in it no longer than in its record. */
const removeSupersededNames = (db: WritableDB, opId: OpId): void => {
  for (const earlier of listSupersededChanges(db, opId)) {
    const logged = JSON.parse(earlier.input) as Logged;
    updateCommand(db, {
      ...earlier,
      input: JSON.stringify({ ...logged, asked: withoutNames(logged.asked) }),
    });
  }
};

/**
 * Runs one change of records (people, places, hours, reasons, templates, settings of the library) as `runCommand` runs a step: once
 * an `opId`, in one transaction, logged with who made it, when, and what was asked. Names and addresses leave the log when they
 * are changed or deleted; a digest, which stays, tells repeats from mistakes. Afterwards the session reads who works where again.
 * @param input what was asked, without PINs and passwords: those are never logged.
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
