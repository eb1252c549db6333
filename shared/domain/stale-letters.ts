import { formatDate } from './dates.ts';
import type { CalendarDate, PartnerId, PatronId } from './ids.ts';
import { isItemStatus, type ItemStatus } from './item-status.ts';
import type { LetterCode } from './letters.ts';
import type { Life } from './life/life.ts';
import { isSupplyState } from './life/life.ts';
import type { Volume } from './life/volumes.ts';
import { isFrom, isOut, isRecalled } from './life/volumes.ts';
import { statusPhase } from './request-status.ts';
import { t } from '../words/words.ts';

/** A volume, as a letter that waits finds it. */
export type VolumeNow = Pick<Volume, 'id' | 'partnerId' | 'status' | 'renewal' | 'demand'> & {
  readonly barcode: string;
  /** On its way back to the partner, not to a hold shelf. */
  readonly goingBack: boolean;
  /** The desk that it is on its way to; empty where it is not. */
  readonly goesTo: string;
  /** The last day on which it waits on a hold shelf. */
  readonly holdUntil: CalendarDate | null;
  /** The date that the partner was asked for and has not answered. */
  readonly renewalUntil: CalendarDate | null;
  /** Its open loan; null where it is not lent. */
  readonly loan: { readonly loanedOn: CalendarDate; readonly dueOn: CalendarDate } | null;
};

/** What became of a request since a letter about it was written. */
export type SinceWritten = {
  /** What the step said: a due date, an answer, which volumes. Anything may be missing. */
  readonly step: {
    readonly dueOn?: CalendarDate | undefined;
    readonly answer?: 'yes' | 'no' | undefined;
    readonly itemIds?: readonly number[] | undefined;
    readonly holdUntil?: CalendarDate | undefined;
    /** Of a notice by the clock: of which volumes it tells, and whom. */
    readonly barcodes?: readonly string[] | undefined;
    readonly patronId?: number | undefined;
  };
  readonly patronId: PatronId | null;
  /** Today's date at the library. */
  readonly today: CalendarDate;
  /** The partner that the letter is for; null for a patron's. */
  readonly partnerId: PartnerId | null;
  readonly activePartner: { readonly id: PartnerId | null; readonly name: string };
  /** The parts of its life that its volumes do not tell. The status that they add up to may hide what a letter is about. */
  readonly life: Pick<Life, 'supply' | 'cancellation' | 'endedAs'>;
  readonly volumes: readonly VolumeNow[];
};

type Check = (now: SinceWritten) => string | null;
type Lent = VolumeNow & { readonly loan: NonNullable<VolumeNow['loan']> };

const lent = ({ volumes }: SinceWritten): readonly Lent[] =>
  volumes.filter((volume): volume is Lent => volume.loan !== null);

/** The volumes that the letter is about: those that it names, or all of its reader. */
const named = ({ step: { itemIds, barcodes }, partnerId, volumes }: SinceWritten): readonly VolumeNow[] =>
  volumes.filter((volume) =>
    barcodes ? isNamed(volume, barcodes) : itemIds ? itemIds.includes(volume.id) : isFrom(volume, partnerId),
  );

/** Whether a volume is one of those with these barcodes, in whatever case they were read. */
export const isNamed = ({ barcode }: { readonly barcode: string }, barcodes: readonly string[]): boolean =>
  barcodes.some((one) => one.toUpperCase() === barcode.toUpperCase());

const known = (volume: VolumeNow): volume is VolumeNow & { readonly status: ItemStatus } =>
  isItemStatus(volume.status);

/** Where the volumes are instead, as the end of a sentence; null where nobody can tell. */
const whereTheyAre = (volumes: readonly VolumeNow[]): string | null => {
  const places = volumes.map((volume) => (known(volume) ? placeOf(volume) : null));
  const [first] = places;
  if (first === undefined || places.includes(null)) return null;
  return places.every((place) => place === first) ? first : t('staleLetters.theVolumesHaveGoneElsewhere');
};

const placeOf = ({
  status,
  goingBack,
  goesTo,
  loan,
}: VolumeNow & { readonly status: ItemStatus }): string => {
  switch (status) {
    case 'on-loan':
      return loan
        ? t('staleLetters.theItemWasLentOn', { loanedOn: formatDate(loan.loanedOn) })
        : t('staleLetters.theItemWasLent');
    case 'on-hold-shelf':
      return t('staleLetters.theItemIsOnTheHold');
    case 'in-transit':
      return goingBack || goesTo === ''
        ? t('staleLetters.theItemIsOnItsWay')
        : t('staleLetters.theItemWasSentOnTo', { goesTo });
    case 'returned-by-patron':
      return t('staleLetters.thePatronHasBroughtTheItem');
    case 'returned-to-partner':
      return t('staleLetters.theItemWentBackToThe');
    case 'lost':
      return t('staleLetters.theItemWasReportedLost');
  }
};

const endedAsCancelled = ({ life }: SinceWritten): boolean =>
  life.endedAs !== null && statusPhase(life.endedAs) === 'cancelled';

const cancelled: Check = (now) => (endedAsCancelled(now) ? t('staleLetters.theRequestWasCancelled') : null);

const wantsItBack = t('staleLetters.thePartnerWantsTheItemBack');

/** Whether its partner wants back all of these. */
const recalledOf = (volumes: readonly VolumeNow[]): string | null =>
  volumes.length > 0 && volumes.every(isRecalled) ? wantsItBack : null;

const recalled: Check = (now) => recalledOf(lent(now));

const notLent: Check = (now) => (lent(now).length > 0 ? null : whereTheyAre(now.volumes));

const renewedSince: Check = (now) =>
  lent(now).some(({ renewal }) => renewal === 'renewed') ? t('staleLetters.theLoanWasRenewed') : null;

const wentOn: Check = ({ partnerId, activePartner }) =>
  partnerId === null || activePartner.id === null || partnerId === activePartner.id
    ? null
    : t('staleLetters.theRequestWentOnTo', { activePartnerName: activePartner.name });

/** Something of it must be in such a place, and what the partner wants back is not lent any more. */
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
    : t('staleLetters.theDueDateIsNow', { latest: formatDate(latest) });
};

const notRefusedAnyMore: Check = (now) =>
  lent(now).some(({ renewal }) => renewal === 'refused') ? null : renewedSince(now);

/** The partner wants back something that the patron has, at least as much as the letter says. */
const notWanted =
  (...demands: readonly VolumeNow['demand'][]): Check =>
  (now) => {
    const loans = lent(now);
    if (loans.length === 0 || loans.some(({ demand }) => demands.includes(demand))) return null;
    return renewedSince(now) ?? t('staleLetters.thePartnerDoesNotWantThe');
  };

/** What was asked stands with each volume until the partner answers, whatever else is said of the request. */
const renewalAnswered: Check = (now) => {
  const volumes = named(now);
  const asked = volumes.filter((volume) => isOut(volume) && volume.renewal === 'asked');
  if (asked.length > 0) return recalledOf(asked) ?? askedForInstead(now, asked);
  if (volumes.some(({ renewal }) => renewal === 'renewed' || renewal === 'refused'))
    return t('staleLetters.thePartnerHasAnsweredAlready');
  return volumes.some(({ loan }) => loan !== null)
    ? t('staleLetters.theRenewalIsNotAskedFor')
    : whereTheyAre(volumes);
};

const askedForInstead = ({ step: { dueOn } }: SinceWritten, asked: readonly VolumeNow[]): string | null => {
  const dates = asked.flatMap(({ renewalUntil }) => renewalUntil ?? []);
  const [other] = dates;
  return dueOn === undefined || other === undefined || dates.includes(dueOn)
    ? null
    : t('staleLetters.wasAskedForInstead', { other: formatDate(other) });
};

const notCancelledAnyMore: Check = (now) =>
  endedAsCancelled(now) || !isSupplyState(now.life.supply)
    ? null
    : t('staleLetters.theRequestIsNotCancelledAny');

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
  (now.life.supply === 'REQUEST_SENT' || !isSupplyState(now.life.supply)
    ? null
    : t('staleLetters.thePartnerHasAnsweredAlready'));

/** It holds while the cancellation is asked, whatever the partner says meanwhile to the request itself. */
const cancellationAnswered: Check = (now) => {
  const { cancellation, endedAs, supply } = now.life;
  if (cancellation === 'asked' && endedAs === null) return wentOn(now);
  if (endedAsCancelled(now) || cancellation === 'refused')
    return t('staleLetters.thePartnerHasAnsweredAlready');
  const why = wentOn(now) ?? comeOrOver(now);
  return why ?? (isSupplyState(supply) ? t('staleLetters.theCancellationIsNotAskedFor') : null);
};

const sameReader: Check = ({ step, patronId }) =>
  step.patronId === patronId ? null : t('staleLetters.theRequestIsForAnotherPatron');

const notHere = t('staleLetters.theItemIsNotHereAny');

/** One of the volumes that the notice names is still due on the day that it names. */
const stillDue: Check = (now) => {
  const volumes = named(now);
  const loans = lent({ ...now, volumes });
  const [other] = loans;
  if (!other) return whereTheyAre(volumes) ?? notHere;
  return loans.some(({ loan }) => loan.dueOn === now.step.dueOn)
    ? null
    : t('staleLetters.theDueDateIsNow2', { dueOn: formatDate(other.loan.dueOn) });
};

const notPast: Check = ({ step: { dueOn }, today }) =>
  dueOn !== undefined && dueOn < today ? t('staleLetters.theDueDateHasPassed') : null;

/** One of the volumes that the notice names still waits until the day that it names. */
const stillWaits: Check = (now) => {
  const { holdUntil } = now.step;
  const volumes = named(now);
  const [other] = volumes.filter(({ status }) => status === 'on-hold-shelf');
  if (!other) return whereTheyAre(volumes) ?? notHere;
  if (holdUntil !== undefined && holdUntil < now.today) return t('staleLetters.itsTimeOnTheHoldShelf');
  if (volumes.some((volume) => volume.status === 'on-hold-shelf' && volume.holdUntil === holdUntil))
    return null;
  return other.holdUntil === null
    ? t('staleLetters.itWaitsWithoutALastDay')
    : t('staleLetters.itWaitsUntilNow', { holdUntil: formatDate(other.holdUntil) });
};

const first =
  (...checks: readonly Check[]): Check =>
  (now) =>
    checks.reduce<string | null>((found, check) => found ?? check(now), null);

const alwaysTrue: Check = () => null;

/**
 * What each letter says, and when that has become wrong. A letter that tells of something that happened (received, returned, lost, a
 * renewal) stays true: what came later has a letter of its own, which leaves behind it. One that says how things are (cancelled, for
 * example: that may be taken back), or asks for something, can be superseded.
 */
const checks: Readonly<Record<LetterCode, Check>> = {
  'patron-item-ready': first(
    cancelled,
    somethingIs(({ status }) => status === 'on-hold-shelf'),
  ),
  // On its way to the pickup location; when it is there, a letter of its own says so.
  'patron-item-arrived': first(
    cancelled,
    somethingIs(({ status, goingBack }) => status === 'in-transit' && !goingBack),
  ),
  'patron-renewed': first(recalled, notLent, anotherDate),
  'patron-renewal-refused': first(recalled, notLent, notRefusedAnyMore),
  'patron-overdue': first(notLent, notWanted('overdue', 'recalled')),
  'patron-recalled': first(notLent, notWanted('recalled')),
  'patron-due-soon': first(sameReader, (now) => recalledOf(named(now)), stillDue, notPast),
  'patron-loan-overdue': first(sameReader, stillDue),
  'patron-hold-ending': first(sameReader, cancelled, stillWaits),
  'patron-cancelled': notCancelledAnyMore,
  'patron-received-digitally': alwaysTrue,
  'patron-correction': alwaysTrue,
  'partner-received': alwaysTrue,
  'partner-returned': alwaysTrue,
  'partner-renewal': alwaysTrue,
  'partner-renewal-asked': renewalAnswered,
  // A yes to a partner that is not to lend any more would make it send the item. A no does no harm.
  'partner-condition-answered': (now) => (now.step.answer === 'yes' ? (cancelled(now) ?? wentOn(now)) : null),
  // Also one that is passed over, or whose item another one sent, is told that it is not needed.
  'partner-cancel': (now) =>
    wentOn(now) === null && now.volumes.length === 0 ? notCancelledAnyMore(now) : null,
  'partner-cancel-asked': cancellationAnswered,
  'partner-request': requestAnswered,
  'partner-claim': first(cancelled, comeOrOver, wentOn),
  'partner-cancel-withdrawn': alwaysTrue,
  'partner-renewal-withdrawn': alwaysTrue,
  'partner-found': alwaysTrue,
  'partner-lost': alwaysTrue,
  'partner-damaged': alwaysTrue,
  'partner-correction': alwaysTrue,
};

/** Letters that take back what another one asks, with the kind of that one: who never read it is not puzzled by its end. */
export const takesBack: Partial<
  Readonly<Record<LetterCode, { readonly kind: string; readonly why: string }>>
> = {
  'partner-cancel-withdrawn': { kind: 'cancel-asked', why: t('staleLetters.thePartnerWasNotAskedToCancel') },
  'partner-renewal-withdrawn': { kind: 'renewal-asked', why: t('staleLetters.thePartnerWasNotAskedToRenew') },
};

/**
 * Why a letter that waited does not hold any more, as the end of a sentence (`the item was lent on 3 Nov 2026`); null when it may
 * leave. Pure. Where nobody can tell (a code from outside, a kind that we do not know) it leaves.
 * Patrons and partners are told what is so.
 */
export const letterSuperseded = (code: LetterCode, now: SinceWritten): string | null =>
  Object.hasOwn(checks, code) ? checks[code](now) : null;
