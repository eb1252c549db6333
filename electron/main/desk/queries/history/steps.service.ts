import { startOfDay } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import type { StepView, Undone } from '../../../../../shared/ipc/views.ts';
import { stepKinds } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { slipsOfOp } from '../../store/print-jobs.queries.ts';
import { findCommand, listCommandsSince, type LoggedCommand } from '../../store/command-log.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { nameOfTaken } from '../../steps/undo/name-of-taken.ts';
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
  const undo = command.undoneBy === null ? null : undoOf(db, command, command.undoneBy);
  return {
    opId: command.opId,
    kind: command.kind as StepView['kind'],
    at: command.at,
    requestId: command.requestId,
    externalId: request?.externalId ?? undo?.externalId ?? '',
    title: request?.title ?? undo?.title ?? '',
    slip: slipsOfOp(db, command.opId).at(-1) ?? null,
    undone: command.undoneBy !== null,
    undoRefusal: undoRefusal(context, command),
    isNextToRedo: command.opId === undone,
    volume: volumeOfStep(db, command, words.barcode),
    ...words,
    ...(undo && { headline: undo.headline }),
  };
};

/** What undid a step, in words, and the request that it was about, which may no longer exist. */
const undoOf = (
  db: ReadableDB,
  command: LoggedCommand,
  undoneBy: OpId,
): Pick<StepView, 'externalId' | 'title' | 'headline'> => {
  const undo = findCommand(db, undoneBy);
  const answer = undo && (JSON.parse(undo.answer) as Partial<Undone>);
  return {
    externalId: answer?.externalId ?? '',
    title: answer?.title ?? '',
    // A step may be undone together with another one, whose words these are.
    headline:
      answer?.headline !== undefined && answer.undoes === command.opId
        ? [answer.headline, ...(answer.corrections ?? [])].join(' ')
        : t('Undone: {what}', { what: nameOfTaken(db, command) }),
  };
};
