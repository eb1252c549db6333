import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { checkEvents, takeStep } from '../../kernel/take-step.ts';
import { keepOurNote } from '../../requests/keep-notes.ts';
import { endConditions } from '../../requests/end-conditions.ts';
import { t } from '../../../../../shared/words/words.ts';

export type CompletionService = {
  /**
   * Ends a request of which nothing is out, for a reason: the way out of every status, also of one from outside.
   * Refused: `note-missing` without a reason, `status-forbids` while something is out.
   */
  readonly complete: (input: Input<'completion.complete'>) => Result<Outcome>;
};

/** Complete. */
export const completionService = (context: DeskContext): CompletionService => ({
  complete: (input) =>
    takeStep(context, { ...input, kind: 'complete-by-hand', input }, (step) => {
      const reason = input.note.trim();
      if (reason === '') return refuse('note-missing', t('completion.writeWhyItIsOverIt'));
      const life = checkEvents(step.request, [{ type: 'completed.byHand' }], requestActions.complete.done);
      if (!life.ok) return life;
      endConditions(step);
      keepOurNote(step, reason);
      return ok({ life: life.value, headline: t('completion.completedByHand', { reason }) });
    }),
});
