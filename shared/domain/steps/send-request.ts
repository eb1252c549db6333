import type { PartnerId } from '../ids.ts';
import { unlessWritten, type ReadersOf } from '../told.ts';
import type { PartnersAhead } from './step.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

/** The id of a partner of the request by its name. */
export const partnerIdOf = ({ readers }: ReadersOf, partnerName: string): PartnerId | null =>
  readers.partners.find(({ name }) => name === partnerName)?.id ?? null;

const sendAhead = (request: PartnersAhead): string => {
  const { partnerToAskName, nextPartnerName } = request;
  if (partnerToAskName === null) return t('requestActions.noPartnerIsLeftThatCan');
  const isOther = nextPartnerName !== null && nextPartnerName !== partnerToAskName;
  const byHand = unlessWritten(request, 'request', partnerIdOf(request, partnerToAskName));
  return t('requestActions.asks', {
    partnerToAskName,
    byHand,
    isOtherCase: isOther ? 'yes' : 'no',
    nextPartnerName,
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
