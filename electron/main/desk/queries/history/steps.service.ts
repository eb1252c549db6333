import { startOfDay } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import type { StepView } from '../../../../../shared/ipc/views.ts';
import { stepKinds } from '../../../../../shared/domain/steps/all-steps.ts';
import { mayHaveLeft } from '../../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { slipsOfOp } from '../../store/print-jobs.queries.ts';
import { findCommand, listCommandsSince, type LoggedCommand } from '../../store/command-log.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { findUndone } from '../../steps/undo/redo.ts';
import { volumeOfStep, wordsOf } from '../../steps/undo/step-words.ts';
import { undoRefusal } from '../../steps/undo/undo.ts';
import { listMessagesOfOp } from '../../store/messages.queries.ts';
import { findPartner } from '../../store/places.queries.ts';

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

/** The information that staff see before they undo a step. */
export const undoFactsService = (context: DeskContext): Answers<'steps', 'undoFacts'> => ({
  /** Returns the consequences of undoing a step now. Changes nothing. */
  undoFacts: ({ undoes }) => {
    const command = findCommand(context.db, undoes);
    const isPossible = command !== undefined && undoRefusal(context, command) === null;
    return ok({
      isUndone: command !== undefined && command.undoneBy !== null,
      corrects: isPossible ? toBeCorrected(context.db, undoes) : [],
    });
  },
});

/** The recipients who may already have been notified and get a correction. Each appears once, as used in sentences. */
const toBeCorrected = (db: ReadableDB, opId: OpId): string[] => {
  const names = listMessagesOfOp(db, opId)
    .filter(({ mayHaveLeftAt, state }) => mayHaveLeftAt !== null || mayHaveLeft(state))
    .map(({ recipient, partnerId }) =>
      recipient === 'patron'
        ? t('the patron')
        : ((partnerId === null ? undefined : findPartner(db, partnerId)?.name) ?? t('the partner')),
    );
  return [...new Set(names)];
};
