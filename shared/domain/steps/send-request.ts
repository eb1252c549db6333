import { t } from '../../words/words.ts';
import { nameOfPartner, unlessWritten } from '../letters/told.ts';
import { fulfillment, onLists, type PartnersAhead, step } from './step.ts';

const sendAhead = (request: PartnersAhead): string => {
  const { partnerToAskId, nextPartnerId } = request;
  if (partnerToAskId === null) return t('requestActions.noPartnerIsLeftThatCan');
  const isOther = nextPartnerId !== null && nextPartnerId !== partnerToAskId;
  return t('requestActions.asks', {
    partnerToAskName: nameOfPartner(request, partnerToAskId),
    byHand: unlessWritten(request, 'request', partnerToAskId),
    isOtherCase: isOther ? 'yes' : 'no',
    nextPartnerName: isOther ? nameOfPartner(request, nextPartnerId) : null,
  });
};

export const sendRequest = step({
  kind: 'send-request',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('steps.sentToThePartner'),
    doing: t('steps.sendingRequests'),
    done: t('requestActions.sent'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['sent'],
  menu: { label: t('requestActions.send'), group: 'further', many: t('requestActions.send') },
  window: {
    button: t('requestActions.send'),
    destructive: false,
    keep: null,
    note: { hint: t('requestActions.thePartnerReadsItWithThe'), ahead: sendAhead, startsAt: 'button' },
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
