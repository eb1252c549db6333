import { mayHaveLeft } from '../../../../shared/domain/letters/all-letters.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { type Result, ok } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import { findCommand } from '../store/command-log.queries.ts';
import { listMessagesOfOp } from '../store/messages.queries.ts';
import { findPartner } from '../store/places.queries.ts';
import { undoRefusal } from '../steps/undo.ts';
import { t } from '../../../../shared/words/words.ts';

export type UndoFactsService = {
  /** What taking a step back would mean now. Changes nothing. */
  readonly undoFacts: (input: Input<'steps.undoFacts'>) => Result<Output<'steps.undoFacts'>>;
};

/** What a person reads before a step is taken back. */
export const undoFactsService = (context: DeskContext): UndoFactsService => ({
  undoFacts: ({ undoes }) => {
    const command = findCommand(context.db, undoes);
    const isPossible = command !== undefined && undoRefusal(context, command) === null;
    return ok({
      isUndone: command !== undefined && command.undoneBy !== null,
      corrects: isPossible ? toBeCorrected(context.db, undoes) : [],
    });
  },
});

/** Who was told already, as far as anybody knows: a correcting message follows. Each once, as sentences use it. */
const toBeCorrected = (db: ReadableDB, opId: OpId): string[] => {
  const names = listMessagesOfOp(db, opId)
    .filter(({ mayHaveLeftAt, state }) => mayHaveLeftAt !== null || mayHaveLeft(state))
    .map(({ recipient, partnerId }) =>
      recipient === 'patron'
        ? t('common.thePatron')
        : ((partnerId === null ? undefined : findPartner(db, partnerId)?.name) ?? t('common.thePartner')),
    );
  return [...new Set(names)];
};
