import { t } from '../../words/words.ts';
import { partnerIsTold } from '../letters/told.ts';
import { isOut } from '../life/volumes.ts';
import { fulfillment, onLists, type PartnersAhead, step } from './step.ts';

/** The partners that were asked to renew and have not answered are told, each by its name; a patron who only asked us is not told. */
const withdrawRenewalAhead = (request: PartnersAhead): string => {
  const asked = request.life.volumes.filter((volume) => isOut(volume) && volume.renewal === 'asked');
  const ids = new Set(asked.map(({ partnerId }) => partnerId ?? request.partner?.id ?? null));
  const told = [...ids].map((id) =>
    id === null ? '' : ` ${partnerIsTold(request, 'renewal-withdrawn', '', id)}`,
  );
  return t('requestActions.theRenewalIsNotWantedAny', { told: told.join('') });
};

export const withdrawRenewal = step({
  kind: 'withdraw-renewal',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('common.renewalWithdrawn'),
    doing: t('steps.withdrawingARenewal'),
    done: t('requestActions.freedFromItsRenewalNoneWas'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['renewal.withdrawn'],
  menu: { label: t('requestActions.withdrawRenewal'), group: 'further', many: null },
  window: {
    button: t('requestActions.withdraw'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.thePartnerReadsItWhereIt'),
      ahead: withdrawRenewalAhead,
      startsAt: 'button',
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
