import { formatDate } from '../dates.ts';
import {
  alwaysTrue,
  cancelled,
  correction,
  first,
  foundSince,
  lent,
  letter,
  named,
  noLongerCancelled,
  recalledOf,
  whereTheyAre,
  type Check,
  type VolumeNow,
} from './letter.ts';
import { t } from '../../words/words.ts';

const recalled: Check = (now) => recalledOf(lent(now));

const notLent: Check = (now) => (lent(now).length > 0 ? null : whereTheyAre(now.volumes));

const renewedSince: Check = (now) =>
  lent(now).some(({ renewal }) => renewal === 'renewed') ? t('the loan was renewed') : null;

type Placed = Pick<VolumeNow, 'status' | 'use'> & { readonly goingBack: boolean | number };

const isReady = ({ status, use }: Placed): boolean => status === 'on-hold-shelf' && use === 'for-patron';

const isOnItsWay = ({ status, use, goingBack }: Placed): boolean =>
  status === 'in-transit' && use === 'for-patron' && !goingBack;

const notAtPickup: Check = ({ volumes }) => {
  const ready = volumes.filter(isReady);
  return ready.length > 0 && ready.every(({ isOnOtherShelf }) => isOnOtherShelf)
    ? t('the item is not at the new pickup location yet')
    : null;
};

/** The volumes that a letter to the patron is about if its step named none: of a set, others may be elsewhere. A kind without a line: all. */
export const volumesToldOf: Readonly<Record<string, (volume: Placed) => boolean>> = {
  'item-ready': isReady,
  'item-arrived': isOnItsWay,
};

/** A volume must be in such a place; volumes that the partner has recalled are no longer lent. */
const somethingIs =
  (there: (volume: VolumeNow) => boolean): Check =>
  ({ volumes }) => {
    const found = volumes.filter(there);
    return found.length > 0 ? recalledOf(found) : whereTheyAre(volumes);
  };

const anotherDate: Check = (now) => {
  const { dueOn } = now.step;
  const loans = lent(now);
  const [latest] = loans
    .map(({ loan }) => loan.dueOn)
    .sort()
    .reverse();
  const until = loans.filter(({ loan }) => loan.dueOn === dueOn);
  if (dueOn === undefined || latest === undefined) return null;
  return until.length > 0
    ? recalledOf(until)
    : t('the due date is now {latest}', { latest: formatDate(latest) });
};

const noLongerRefused: Check = (now) =>
  lent(now).some(({ renewal }) => renewal === 'refused') ? null : renewedSince(now);

/** The partner wants back something that the patron has, at least as urgently as the letter says. */
const notWanted =
  (...demands: readonly VolumeNow['demand'][]): Check =>
  (now) => {
    const loans = lent(now);
    if (loans.length === 0 || loans.some(({ demand }) => demands.includes(demand))) return null;
    return renewedSince(now) ?? t('the partner no longer wants the item back');
  };

const sameReader: Check = ({ step, patronId }) =>
  step.patronId === patronId ? null : t('the request is now for another patron');

const notHere = t('the item is no longer here');

/** One of the volumes that the notice names is still due on its date. */
const stillDue: Check = (now) => {
  const volumes = named(now);
  const loans = lent({ volumes });
  const [other] = loans;
  if (!other) return whereTheyAre(volumes) ?? notHere;
  return loans.some(({ loan }) => loan.dueOn === now.step.dueOn)
    ? null
    : t('the due date is now {dueOn}', { dueOn: formatDate(other.loan.dueOn) });
};

const notPast: Check = ({ step: { dueOn }, today }) =>
  dueOn !== undefined && dueOn < today ? t('the due date has passed') : null;

/** One of the volumes that the notice names still waits until its date. */
const stillWaits: Check = (now) => {
  const { holdUntil } = now.step;
  const volumes = named(now);
  const [other] = volumes.filter(({ status }) => status === 'on-hold-shelf');
  if (!other) return whereTheyAre(volumes) ?? notHere;
  if (holdUntil !== undefined && holdUntil < now.today) return t('the hold has expired');
  if (volumes.some((volume) => volume.status === 'on-hold-shelf' && volume.holdUntil === holdUntil))
    return null;
  return other.holdUntil === null
    ? t('it is now held with no end date')
    : t('it is now held until {holdUntil}', { holdUntil: formatDate(other.holdUntil) });
};

const byStep = { takesBack: null, canBeOff: true, writtenBy: 'step' } as const;
/** A letter about something that happened. */
const tells = { stale: alwaysTrue, ...byStep };
const byClock = { takesBack: null, canBeOff: true, writtenBy: 'clock' } as const;
/** Every kind of letter to a patron. */
export const toPatron = {
  /** It waits on the hold shelf of the pickup location. */
  'item-ready': letter({
    label: (t) => t('Item ready'),
    step: { receivedAt: 'sometimes' },
    fields: ['receivedOn', 'holdUntil'],
    stale: first(cancelled, somethingIs(isReady), notAtPickup),
    ...byStep,
  }),
  /** It was received, and is on its way to the pickup location; a separate letter follows when it is there. */
  'item-arrived': letter({
    label: (t) => t('Item on its way'),
    step: { receivedAt: 'sometimes' },
    fields: ['receivedOn'],
    stale: first(cancelled, somethingIs(isOnItsWay)),
    ...byStep,
  }),
  renewed: letter({
    label: (t) => t('Renewal'),
    step: { dueOn: 'always', itemIds: 'sometimes' },
    fields: ['newDueOn'],
    stale: first(recalled, notLent, anotherDate),
    ...byStep,
  }),
  /** It must be returned by the old date; the note says why. */
  'renewal-refused': letter({
    label: (t) => t('Renewal refused'),
    step: { note: 'always', itemIds: 'sometimes' },
    fields: ['note'],
    stale: first(recalled, notLent, noLongerRefused),
    ...byStep,
  }),
  cancelled: letter({
    label: (t) => t('Cancellation'),
    step: { reason: 'always', note: 'always' },
    fields: ['reason', 'note'],
    stale: noLongerCancelled,
    ...byStep,
  }),
  /** It was received as a file; the note says where. */
  'received-digitally': letter({
    label: (t) => t('Received digitally'),
    step: { note: 'always' },
    fields: ['note'],
    ...tells,
  }),
  /** The patron was told that it is ready, but it was returned without being picked up. */
  'went-back': letter({
    label: (t) => t('Item returned to partner'),
    step: { itemIds: 'always' },
    fields: [],
    ...tells,
  }),
  'item-lost': letter({
    label: (t) => t('Item lost'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    stale: foundSince,
    ...byStep,
  }),
  overdue: letter({
    label: (t) => t('Overdue'),
    step: { note: 'sometimes', itemIds: 'sometimes' },
    fields: ['note'],
    stale: first(notLent, notWanted('overdue', 'recalled')),
    ...byStep,
  }),
  /** The partner wants it back early. */
  recalled: letter({
    label: (t) => t('Recall'),
    step: { note: 'sometimes', backBy: 'sometimes', itemIds: 'sometimes' },
    fields: ['note', 'backBy'],
    stale: first(notLent, notWanted('recalled')),
    ...byStep,
  }),
  'due-soon': letter({
    label: (t) => t('Due soon'),
    step: { patronId: 'always', barcodes: 'always', dueOn: 'always', stage: 'always' },
    fields: [],
    stale: first(sameReader, (now) => recalledOf(named(now)), stillDue, notPast),
    ...byClock,
  }),
  'loan-overdue': letter({
    label: (t) => t('Loan overdue'),
    step: { patronId: 'always', barcodes: 'always', dueOn: 'always', stage: 'always' },
    fields: ['daysLate'],
    stale: first(sameReader, stillDue),
    ...byClock,
  }),
  /** It goes back to the partner after that day. */
  'hold-ending': letter({
    label: (t) => t('Hold expires tomorrow'),
    step: { patronId: 'always', barcodes: 'always', holdUntil: 'always' },
    fields: ['holdUntil'],
    stale: first(sameReader, cancelled, stillWaits),
    ...byClock,
  }),
  correction,
} as const;
