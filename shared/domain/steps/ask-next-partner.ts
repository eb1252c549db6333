import { t } from '../../words/words.ts';
import { nameOfPartner, partnerIsTold, unlessWritten } from '../letters/told.ts';
import { fulfillment, onLists, type PartnersAhead, step } from './step.ts';

const askNextAhead = (request: PartnersAhead): string => {
  const { nextPartnerId } = request;
  const passedOver = partnerIsTold(request, 'cancel', t('requestActions.thatItIsNotNeededAny'));
  if (nextPartnerId === null) return t('requestActions.noPartnerIsLeftInThe', { passedOver });
  const byHand = unlessWritten(request, 'request', nextPartnerId);
  const nextPartnerName = nameOfPartner(request, nextPartnerId);
  return t('requestActions.asksNext', { nextPartnerName, byHand, passedOver });
};

export const askNextPartner = step({
  kind: 'ask-next-partner',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('steps.nextPartnerAsked'),
    doing: t('steps.askingAnotherPartner'),
    done: t('requestActions.passedOnToTheNextPartner'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['partner.passedOver'],
  menu: { label: t('requestActions.askNextPartner'), group: 'further', many: null },
  window: {
    button: t('requestActions.ask'),
    destructive: false,
    keep: null,
    note: { hint: t('requestActions.itStaysWithTheRequest'), ahead: askNextAhead, startsAt: 'button' },
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
