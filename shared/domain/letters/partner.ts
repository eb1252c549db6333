import { formatDate } from '../dates.ts';
import { isSupplyState } from '../life/life.ts';
import { isOut } from '../life/volumes.ts';
import {
  alwaysTrue,
  cancelled,
  correction,
  endedAsCancelled,
  first,
  letter,
  named,
  notCancelledAnyMore,
  recalledOf,
  whereTheyAre,
  type Check,
  type SinceWritten,
  type VolumeNow,
} from './letter.ts';
import { t } from '../../words/words.ts';

const wentOn: Check = ({ partnerId, activePartner }) =>
  partnerId === null || activePartner.id === null || partnerId === activePartner.id
    ? null
    : t('staleLetters.theRequestWentOnTo', { activePartnerName: activePartner.name });

const hasAnswered = t('staleLetters.thePartnerHasAnsweredAlready');

/** What was asked stands with each volume until the partner answers, whatever else is said of the request. */
const renewalAnswered: Check = (now) => {
  const volumes = named(now);
  const asked = volumes.filter((volume) => isOut(volume) && volume.renewal === 'asked');
  if (asked.length > 0) return recalledOf(asked) ?? askedForInstead(now, asked);
  if (volumes.some(({ renewal }) => renewal === 'renewed' || renewal === 'refused')) return hasAnswered;
  return volumes.some(({ loan }) => loan !== null)
    ? t('staleLetters.theRenewalIsNotAskedFor')
    : whereTheyAre(volumes);
};

const askedForInstead = ({ step }: SinceWritten, asked: readonly VolumeNow[]): string | null => {
  const dates = asked.flatMap(({ renewalUntil }) => renewalUntil ?? []);
  const [other] = dates;
  return step.dueOn === undefined || other === undefined || dates.includes(step.dueOn)
    ? null
    : t('staleLetters.wasAskedForInstead', { other: formatDate(other) });
};

/** Whether the item came, or the request is over without it; null where nobody can tell. */
const comeOrOver: Check = ({ life, volumes }) => {
  if (volumes.length > 0 || life.endedAs === 'RECEIVED_DIGITALLY') return t('staleLetters.theItemHasCome');
  return life.endedAs === 'REQUEST_COMPLETED' ? t('staleLetters.theRequestIsCompleted') : null;
};

const requestAnswered: Check = (now) =>
  cancelled(now) ??
  wentOn(now) ??
  comeOrOver(now) ??
  // Before the item came only an answer of the partner moves a request that was sent.
  (now.life.supply === 'REQUEST_SENT' || !isSupplyState(now.life.supply) ? null : hasAnswered);

/** It holds while the cancellation is asked, whatever the partner says meanwhile to the request itself. */
const cancellationAnswered: Check = (now) => {
  const { cancellation, endedAs, supply } = now.life;
  if (cancellation === 'asked' && endedAs === null) return wentOn(now);
  if (endedAsCancelled(now) || cancellation === 'refused') return hasAnswered;
  const why = wentOn(now) ?? comeOrOver(now);
  return why ?? (isSupplyState(supply) ? t('staleLetters.theCancellationIsNotAskedFor') : null);
};

const usual = { takesBack: null, canBeOff: 'for-library', writtenBy: 'step' } as const;
/** It tells of something that happened. */
const tells = { stale: alwaysTrue, ...usual };
// Without it the partner would never hear of the request, would lend what is cancelled, or would cancel what is wanted after all.
const needed = { takesBack: null, canBeOff: 'for-partner', writtenBy: 'step' } as const;
/** Every kind of letter to a partner. */
export const toPartner = {
  /** The loan came. Which volumes is read when it leaves. */
  received: letter({
    label: t('common.received'),
    step: { receivedAt: 'always', note: 'sometimes' },
    fields: ['receivedOn', 'note'],
    ...tells,
  }),
  /** These items are on their way back. */
  returned: letter({ label: t('common.returned'), step: { itemIds: 'always' }, fields: [], ...tells }),
  /** The partner renews automatically: it is told the new date, and of which volumes where they are not all that it lends. */
  renewal: letter({
    label: t('common.renewal'),
    step: { dueOn: 'always', itemIds: 'sometimes' },
    fields: ['newDueOn'],
    ...tells,
  }),
  /** It is asked to lend longer, until this date. */
  'renewal-asked': letter({
    label: t('messages.renewalAskedFor'),
    step: { dueOn: 'always', itemIds: 'sometimes' },
    fields: ['newDueOn'],
    stale: renewalAnswered,
    ...usual,
  }),
  /** Our answer to its condition. A yes to a partner that is not to lend any more would make it send the item; a no does no harm. */
  'condition-answered': letter({
    label: t('common.conditionAnswered'),
    step: { answer: 'always', note: 'always' },
    fields: ['accepted', 'declined', 'note'],
    stale: (now) => (now.step.answer === 'yes' ? (cancelled(now) ?? wentOn(now)) : null),
    ...usual,
  }),
  /** It need not agree. Also one that is passed over, or whose item another one sent, is told that it is not needed. */
  cancel: letter({
    label: t('messages.cancellation'),
    step: { note: 'always' },
    fields: ['note'],
    stale: (now) => (wentOn(now) === null && now.volumes.length === 0 ? notCancelledAnyMore(now) : null),
    ...needed,
  }),
  /** It is asked to agree. */
  'cancel-asked': letter({
    label: t('messages.cancellationAskedFor'),
    step: { note: 'always' },
    fields: ['note'],
    stale: cancellationAnswered,
    ...needed,
  }),
  /** Please lend. */
  request: letter({
    label: t('common.request'),
    step: { note: 'always' },
    fields: ['citation', 'note'],
    stale: requestAnswered,
    ...needed,
  }),
  /** It has announced a parcel that did not come: where is it? */
  claim: letter({
    label: t('common.claim'),
    step: { note: 'always' },
    fields: ['note'],
    stale: first(cancelled, comeOrOver, wentOn),
    ...usual,
  }),
  'cancel-withdrawn': letter({
    label: t('common.cancellationWithdrawn'),
    step: { note: 'always' },
    fields: ['note'],
    stale: alwaysTrue,
    ...needed,
    takesBack: { kind: 'cancel-asked', why: t('staleLetters.thePartnerWasNotAskedToCancel') },
  }),
  'renewal-withdrawn': letter({
    label: t('common.renewalWithdrawn'),
    step: { note: 'always' },
    fields: ['note'],
    ...tells,
    takesBack: { kind: 'renewal-asked', why: t('staleLetters.thePartnerWasNotAskedToRenew') },
  }),
  /** What was reported lost has turned up. */
  found: letter({
    label: t('messages.itemFound'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    ...tells,
  }),
  lost: letter({
    label: t('messages.itemLost'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    ...tells,
  }),
  damaged: letter({
    label: t('messages.itemDamaged'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    ...tells,
  }),
  correction,
} as const;
