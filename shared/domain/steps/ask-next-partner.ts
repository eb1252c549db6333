import { previewEvents } from '../letters/partner-notifications.ts';
import { waitsAgainPreview } from '../letters/waits-again.ts';
import { eventsOf } from '../life/deciding.ts';
import { t } from '../../words/words.ts';
import { fulfillment, onLists, step } from './step.ts';

export const askNextPartner = step({
  kind: 'ask-next-partner',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Next partner asked'),
    doing: t('Asking another partner'),
    cannot: (status) =>
      t('A request with the status “{status}” cannot be passed on to the next partner.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['next.asked'],
  menu: { label: t('Ask next partner'), group: 'partner', many: null },
  window: {
    button: t('Ask'),
    destructive: false,
    keep: null,
    note: {
      hint: t('Saved with the request.'),
      preview: (request) => [
        ...previewEvents(request, eventsOf.askNext(request)),
        ...(request.life.cancelWish === null
          ? []
          : waitsAgainPreview(request, request.waitsAgain.wantedAgain)),
      ],
      startsAt: 'button',
    },
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
