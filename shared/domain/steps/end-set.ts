import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const endSet = step({
  kind: 'end-set',
  input: ({ z, decided }) => ({
    ...decided,
    /** Either nothing more comes from the partner, or the missing volumes are not wanted. */
    rest: z.enum(['nothing-more', 'not-wanted']),
  }),
  answer: 'outcome',
  says: {
    name: t('Set ended'),
    doing: t('Ending sets'),
    cannot: (status) => t('A request with the status “{status}” has no set that can be ended.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['set.nothingMore', 'set.restNotWanted'],
  menu: { label: t('End set'), group: 'next', many: null },
  window: { button: t('End set'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'received',
  work: 'other',
});
