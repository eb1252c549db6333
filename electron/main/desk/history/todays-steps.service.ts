import { startOfDay } from '../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Step } from '../../../../shared/ipc/views.ts';
import type { DeskContext } from '../kernel/context.ts';
import { slipsOfOp } from '../store/print-jobs.queries.ts';
import { stepKinds } from '../../../../shared/domain/steps/all-steps.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { listCommandsSince } from '../store/command-log.queries.ts';
import { findRequestRow } from '../store/requests.queries.ts';
import { mayRead } from '../kernel/authorize.ts';
import { findUndone } from '../steps/redo-list.ts';
import { wordsOf } from '../steps/step-words.ts';
import { undoRefusal } from '../steps/undo.ts';

export type TodaysStepsService = {
  /**
   * What this operator did at this desk today, newest first, as far as they may still read it. Today begins at midnight in the
   * library's time zone.
   */
  readonly today: (input: Input<'steps.today'>) => Result<Step[]>;
};

/** The list beside the lane: it survives a restart, because it is read from the log. */
export const todaysStepsService = (context: DeskContext): TodaysStepsService => ({
  today: ({ limit }) => todaysSteps(context, limit),
});

const todaysSteps = (context: DeskContext, limit: number): Result<Step[]> => {
  const { db, session, now, timeZone } = context;
  const commands = listCommandsSince(db, {
    operatorId: session.operator().id,
    deskId: session.desk().id,
    since: startOfDay(now(), timeZone()),
    kinds: stepKinds,
    limit,
  });
  const undone = findUndone(context);
  return ok(
    commands
      .filter(({ requestId }) => requestId === null || mayRead(context, requestId))
      .map((command) => stepOf(context, command, undone)),
  );
};

const stepOf = (
  context: DeskContext,
  command: LoggedCommand & { readonly at: Step['at'] },
  undone: OpId | null,
): Step => {
  const { db } = context;
  const request = command.requestId === null ? undefined : findRequestRow(db, command.requestId);
  return {
    opId: command.opId,
    kind: command.kind as Step['kind'],
    at: command.at,
    requestId: command.requestId,
    externalId: request?.externalId ?? '',
    title: request?.title ?? '',
    slip: slipsOfOp(db, command.opId).at(-1) ?? null,
    undone: command.undoneBy !== null,
    undoRefusal: undoRefusal(context, command),
    isNextToRedo: command.opId === undone,
    ...wordsOf(command),
  };
};
