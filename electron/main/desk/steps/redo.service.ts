import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { outcomeOf } from './step-words.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { findCommand, markRedoes } from '../store/command-log.queries.ts';
import { findUndone, redoRefusal } from './redo-list.ts';
import { takeAgain } from './take-again.ts';
import { t } from '../../../../shared/words/words.ts';

export type RedoService = {
  /**
   * Takes the last undone step again: with what was asked then, under a new id. The rules are asked as everything
   * is now, and it is a step like any other. Refused: `redo-unknown`, and whatever the step itself refuses.
   */
  readonly redo: (input: Input<'steps.redo'>) => Result<Outcome>;
};

export const redoService = (context: DeskContext): RedoService => ({
  redo: (input) => {
    const earlier = findCommand(context.db, input.opId);
    if (earlier) return repeated(context, earlier, input);
    const undone = findCommand(context.db, input.redoes);
    if (!undone || findUndone(context) !== input.redoes)
      return refuse('redo-unknown', t('history.thisStepCannotBeTakenAgain'));
    const refusal = redoRefusal(undone.kind);
    if (refusal !== null) return refuse('redo-unknown', refusal);
    return inTransaction(context.db, (db) => redo(context, db, undone, input));
  },
});

const redo = (
  context: DeskContext,
  db: WritableDB,
  undone: LoggedCommand,
  { opId, redoes }: Input<'steps.redo'>,
): Result<Outcome> => {
  const result = takeAgain(context, undone, opId);
  if (result === undefined) return refuse('redo-unknown', t('history.whatWasAskedForThenIs'));
  if (!result.ok) return result;
  const command = findCommand(db, opId);
  if (!command) throw new Error('A step was taken and is in no log.');
  markRedoes(db, opId, redoes);
  return outcome(db, command);
};

const outcome = (db: ReadableDB, command: LoggedCommand): Result<Outcome> => {
  const { requestId } = command;
  if (requestId === null) throw new Error(`A step of the kind ${command.kind} is about no request.`);
  return ok(outcomeOf(db, { ...command, requestId }));
};

// The same press again gets the first answer, and only who pressed: it may name a patron.
const repeated = (
  { db, session }: DeskContext,
  earlier: LoggedCommand,
  { redoes }: Input<'steps.redo'>,
): Result<Outcome> =>
  earlier.operatorId === session.operator().id &&
  (JSON.parse(earlier.input) as { readonly redoes?: OpId }).redoes === redoes
    ? outcome(db, earlier)
    : refuse('operation-mismatch', t('history.thisStepWasAlreadyUsedFor'));
