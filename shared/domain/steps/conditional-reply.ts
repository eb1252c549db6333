import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const conditionalReply = step({
  kind: 'conditional-reply',
  input: ({ z, decided, note }) => ({
    ...decided,
    /** Yes stays with the partner, No moves on to the next one. */
    accept: z.boolean(),
    note,
    /** On a second confirmation: a reply without a note. */
    withoutNote: z.boolean(),
  }),
  answer: 'outcome',
  says: {
    name: t('Condition answered'),
    doing: t('Answering a condition'),
    cannot: (status) =>
      t('A request with the status “{status}” has no open condition to answer.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['condition.accepted'],
  menu: { label: t('Conditional Reply'), group: 'next', many: null },
  window: { button: t('Send'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'answered',
  work: 'other',
});
