import { startOfDay } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import type { StepView } from '../../../../../shared/ipc/views.ts';
import { stepKinds } from '../../../../../shared/domain/steps/all-steps.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { slipsOfOp } from '../../store/print-jobs.queries.ts';
import { listCommandsSince, type LoggedCommand } from '../../store/command-log.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { findUndone } from '../../steps/undo/redo.ts';
import { volumeOfStep, wordsOf } from '../../steps/undo/step-words.ts';
import { undoRefusal } from '../../steps/undo/undo.ts';

/** The list of today's steps: it survives a restart, because it is read from the log. */
export const todaysStepsService = (context: DeskContext): Answers<'steps', 'today'> => ({
  /**
   * Returns the steps of this operator at this desk today that they may still read, newest first; undone ones are marked. Today begins at
   * midnight in the library's time zone.
   */
  today: ({ limit }) => todaysSteps(context, limit),
});

const todaysSteps = (context: DeskContext, limit: number): Result<StepView[]> => {
  const { db, session, now, timeZone } = context;
  const commands = listCommandsSince(db, {
    operatorId: session.operator().id,
    deskId: session.desk().id,
    since: startOfDay(now(), timeZone()),
    kinds: stepKinds.filter((kind) => kind !== 'undo'),
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
  command: LoggedCommand & { readonly at: StepView['at'] },
  undone: OpId | null,
): StepView => {
  const { db } = context;
  const request = command.requestId === null ? undefined : findRequestRow(db, command.requestId);
  const words = wordsOf(command);
  return {
    opId: command.opId,
    kind: command.kind as StepView['kind'],
    at: command.at,
    requestId: command.requestId,
    externalId: request?.externalId ?? '',
    title: request?.title ?? '',
    slip: slipsOfOp(db, command.opId).at(-1) ?? null,
    undone: command.undoneBy !== null,
    undoRefusal: undoRefusal(context, command),
    isNextToRedo: command.opId === undone,
    volume: volumeOfStep(db, command, words.barcode),
    ...words,
  };
};
