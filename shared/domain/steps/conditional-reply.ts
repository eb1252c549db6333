import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const conditionalReply = step({
  kind: 'conditional-reply',
  input: ({ z, decided, note }) => ({
    ...decided,
    /** Yes stays with the partner, No goes on to the next one. */
    accept: z.boolean(),
    note,
    /** On a second confirmation: a reply without a note. */
    withoutNote: z.boolean(),
  }),
  answer: 'outcome',
  says: {
    name: t('common.conditionAnswered'),
    doing: t('steps.answeringACondition'),
    done: t('requestActions.answeredThereIsNoOpenCondition'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['condition.accepted'],
  menu: { label: t('requestActions.conditionalReply'), group: 'trained', many: null },
  window: { button: t('requestActions.send'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'answered',
  work: 'other',
});
