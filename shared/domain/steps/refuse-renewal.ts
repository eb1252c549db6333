import { patronIsTold } from '../letters/told.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const refuseRenewal = step({
  kind: 'refuse-renewal',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('common.renewalRefused'),
    doing: t('steps.refusingARenewal'),
    done: t('requestActions.refusedARenewalNoPatronAsks'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['renewal.refused'],
  menu: { label: t('requestActions.refuseRenewal'), group: 'further', many: null },
  window: {
    button: t('requestActions.refuse'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.thePatronReadsItWhyIt'),
      ahead: (request) =>
        t('common.theDueDateStaysAsIt', {
          patronIsTold: patronIsTold(request, 'renewal-refused', t('common.toBringItBackByThen')),
        }),
      startsAt: 'note',
    },
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'renewed',
  work: 'other',
});
