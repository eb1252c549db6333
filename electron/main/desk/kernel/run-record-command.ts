import { createHash } from 'node:crypto';
import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { WritableDB } from '../../db/types.ts';
import type { DeskContext } from './context.ts';
import { runCommand } from './run-command.ts';

/**
 * Runs one change of records (places, operators, hours, reasons) as `runCommand` runs a step: once an `opId`, in one transaction,
 * logged with who made it and when. The log keeps a digest of what came in, which tells repeats from mistakes: names and
 * addresses that somebody deletes are not to live on in it. Afterwards the session reads who works where again.
 */
export const runRecordCommand = <T>(
  context: DeskContext,
  kind: string,
  input: { readonly opId: OpId },
  work: (db: WritableDB, at: Instant) => Result<T>,
): Result<T> => {
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const result = runCommand<T>(context, { opId: input.opId, kind, input: { digest } }, (db, at) => {
    const answer = work(db, at);
    return answer.ok ? ok({ requestId: null, answer: answer.value }) : answer;
  });
  if (result.ok) context.session.refresh();
  return result;
};
