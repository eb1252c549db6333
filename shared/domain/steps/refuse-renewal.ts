import { patronNotification } from '../letters/partner-notifications.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const refuseRenewal = step({
  kind: 'refuse-renewal',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Renewal refused'),
    doing: t('Refusing a renewal'),
    cannot: (status) =>
      t('A request with the status “{status}” has no renewal that can be refused.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['renewal.refused'],
  menu: { label: t('Refuse renewal'), group: 'partner', many: null },
  window: {
    button: t('Refuse'),
    destructive: false,
    keep: null,
    note: {
      hint: t('For the patron. Explain why it must come back.'),
      preview: (request) => [
        t('The due date stays as it is.'),
        ...patronNotification(request, 'renewal-refused', t(' that it must come back by then')),
      ],
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
