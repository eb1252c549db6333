import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Channel } from '../../../../shared/ipc/channels.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { contract } from '../../../../shared/ipc/contract.ts';
import type { ErrorCode } from '../../../../shared/ipc/error-codes.ts';
import type { RequestResult } from '../../../../shared/ipc/decision-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { findCommand, markRedoes } from '../store/command-log.queries.ts';
import { channelOf, findUndone, redoRefusal } from './redo-list.ts';
import { inputAgain } from './input-again.ts';
import { outcomeOf } from './step-words.ts';
import { t } from '../../../../shared/words/words.ts';

export type RedoService = {
  /**
   * Takes the last undone step again: the same call with what was asked then, under a new id. The rules are asked as everything
   * is now, and it is a step like any other. Refused: `redo-unknown`, and whatever the call itself refuses.
   */
  readonly redo: (input: Input<'steps.redo'>) => Result<Outcome>;
};

/** The method that answers a channel. */
type HandlerOf = (channel: Channel) => (input: never) => unknown;

/** @param handlerOf gives the methods of the steps: redo is one of them, so that they come after it. */
export const redoService = (context: DeskContext, handlerOf: HandlerOf): RedoService => ({
  redo: (input) => {
    const earlier = findCommand(context.db, input.opId);
    if (earlier) return repeated(context, earlier, input);
    const undone = findCommand(context.db, input.redoes);
    if (!undone || findUndone(context) !== input.redoes)
      return refuse('redo-unknown', t('history.thisStepCannotBeTakenAgain'));
    return inTransaction(context.db, (db) => takeAgain(db, handlerOf, undone, input));
  },
});

const takeAgain = (
  db: WritableDB,
  handlerOf: HandlerOf,
  undone: LoggedCommand,
  { opId, redoes }: Input<'steps.redo'>,
): Result<Outcome> => {
  const channel = channelOf(undone.kind);
  if (channel === null) return refuse('redo-unknown', redoRefusal(undone.kind) ?? '');
  const asked = contract[channel].input.safeParse(inputAgain(db, undone, channel, opId));
  if (!asked.success) return refuse('redo-unknown', t('history.whatWasAskedForThenIs'));
  const result = handlerOf(channel)(asked.data as never) as Result<unknown>;
  if (!result.ok) return result;
  const command = findCommand(db, opId);
  // Several requests in one call: each has its own answer.
  if (!command) return refusedOne(result.value as readonly RequestResult[]);
  markRedoes(db, opId, redoes);
  return outcome(db, command);
};

const outcome = (db: ReadableDB, command: LoggedCommand): Result<Outcome> => {
  const { requestId } = command;
  if (requestId === null) throw new Error(`A step of the kind ${command.kind} is about no request.`);
  return ok(outcomeOf(db, { ...command, requestId }));
};

const refusedOne = ([only]: readonly RequestResult[]): Result<never> => {
  if (only === undefined || only.ok) throw new Error('A step was taken and stands in no log.');
  const { code, message } = only;
  return refuse(code as ErrorCode, message);
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
