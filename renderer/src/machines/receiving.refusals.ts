import type { Problem } from '../../../shared/ipc/result.ts';
import type { Feedback, Intent, Pending, ReceivingContext } from './receiving.context.ts';
import type { Patch } from './receiving.steps.ts';
import { startStoring } from './receiving.steps.ts';
import { dequeue, first as longestWaiting, nextTurn, withRefusal } from './turns.ts';
import { t } from '../../../shared/words/words.ts';

// What Receiving Items says when something is not done.

/** Something was refused: nothing changed, waiting codes are paused until a person has seen it. */
export const refuse = (context: ReceivingContext, refusal: Problem): Patch => {
  const code = codeOf(context.pending);
  const feedback: Feedback = {
    kind: 'refused',
    refusal,
    code,
    during: context.pending?.call ?? 'open',
  };
  return {
    ...nextTurn(context),
    feedback,
    paused: context.waiting.length > 0,
    refusals: withRefusal(context, code, refusal.message),
  };
};

const codeOf = (pending: Pending | null): string => {
  switch (pending?.call) {
    case 'open':
      return pending.code;
    case 'store':
      return pending.input.barcode;
    case 'finish':
      return pending.externalId;
    case 'make':
    case 'undo':
    case undefined:
      return '';
  }
};

/** Refuses an identifier that was entered while a set is open and not complete. */
export const refuseInLoop = (context: ReceivingContext, code: string): Patch =>
  refuse(
    { ...context, pending: { call: 'open', code, further: false, quiet: false, choices: null } },
    {
      code: 'status-forbids',
      message: t('page.theSetIsStillOpenChoose', {
        externalId: context.form?.request.externalId ?? '',
        code,
      }),
      retryable: false,
    },
  );

/** Refuses the identifier that has waited longest while a set is open and not complete. */
export const refuseFirstInLoop = (context: ReceivingContext): Patch => {
  const rest = dequeue(context);
  return { ...rest, ...refuseInLoop({ ...context, ...rest }, longestWaiting(context).code) };
};

/** Refuses a barcode that comes while something under More cannot be stored. */
export const refuseNoDate = (context: ReceivingContext, intent: Intent): Patch =>
  refuse(
    { ...context, ...startStoring(context, intent) },
    {
      code: 'bad-payload',
      message: t('page.atDueBackIsNoDate', { noDate: context.more.noDate }),
      retryable: false,
    },
  );
