import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { rolledBack } from '../../../db/roll-back-unless.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { needsCorrection } from '../../output/letters/undo-letters.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { take } from '../../steps/take.ts';
import { undoRefusal } from '../../steps/undo/undo.ts';
import { type Corrected, correctionWords, readersOfStep } from '../../steps/undo/undone-words.ts';
import { findCommand, type LoggedCommand } from '../../store/command-log.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { cannotWriteNow } from '../../store/while-writable.ts';

type UndoFacts = Output<'steps.undoFacts'>;

/** What staff read before a step is undone. */
export const undoFactsService = (context: DeskContext): Answers<'steps', 'undoFacts'> => ({
  /** Returns what undoing a step would do now, by undoing it and rolling back. Changes nothing. */
  undoFacts: ({ undoes }) => {
    const command = findCommand(context.db, undoes);
    const step = stepOf(context, command);
    if (command === undefined || command.undoneBy !== null || undoRefusal(context, command) !== null)
      return ok({
        isUndone: command !== undefined && command.undoneBy !== null,
        corrects: false,
        preview: [],
        step,
      });
    const corrected = correctionsOf(context, command);
    if (!corrected.ok)
      return ok({ isUndone: false, corrects: false, preview: [corrected.error.message], step });
    return ok({
      isUndone: false,
      corrects: corrected.value.length > 0,
      preview: undoPreview(context, command, corrected.value),
      step,
    });
  },
});

/** Null if its request is gone, or if this operator may not read it. */
const stepOf = (context: DeskContext, command: LoggedCommand | undefined): UndoFacts['step'] => {
  const id = command?.requestId ?? null;
  const request = id !== null && mayRead(context, id) ? findRequestRow(context.db, id) : undefined;
  if (!command || !request) return null;
  const { kind, at } = command;
  return { kind, at, title: request.title, externalId: request.externalId };
};

/** Returns who gets a correction: the step is undone, and that is rolled back. Refused as the undo is. */
const correctionsOf = (context: DeskContext, { opId }: LoggedCommand): Result<readonly Corrected[]> => {
  const { db } = context;
  const undo = uuidv7() as OpId;
  try {
    return rolledBack(db, (writable) => {
      const undone = take(context, 'undo', { opId: undo, undoes: opId });
      return undone.ok ? ok(readersOfStep(writable, undo)) : undone;
    });
  } catch (error) {
    if (!cannotWriteNow(error)) throw error;
    return ok(readersOfStep(db, opId, needsCorrection));
  }
};

const undoPreview = (
  context: DeskContext,
  { kind }: LoggedCommand,
  corrected: readonly Corrected[],
): string[] => [
  kind === ('create-request' satisfies StepKind)
    ? t('The request is deleted.')
    : t('The request goes back to how it was.'),
  t('Slips not yet printed and letters not yet sent are withdrawn too.'),
  ...correctionWords(context, corrected),
];
