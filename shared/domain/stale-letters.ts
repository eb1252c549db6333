import { formatDate } from './dates.ts';
import type { CalendarDate, PartnerId } from './ids.ts';
import { isItemStatus, type ItemStatus } from './item-status.ts';
import type { LetterCode } from './letters.ts';
import { isRecalled, statusPhase } from './request-status.ts';

/** A volume, as a letter that waits finds it. */
export type VolumeNow = {
  /** A status of ours, or a code from outside. */
  readonly status: string;
  /** On its way back to the partner, not to a hold shelf. */
  readonly goingBack: boolean;
  /** The desk that it is on its way to; empty where it is not. */
  readonly goesTo: string;
  /** Its open loan; null where it is not lent. */
  readonly loan: {
    readonly loanedOn: CalendarDate;
    readonly dueOn: CalendarDate;
    /** The date that the partner was asked for and has not answered. */
    readonly renewalDueOn: CalendarDate | null;
  } | null;
};

/** What became of a request since a letter about it was written. */
export type SinceWritten = {
  /** What the step said: a due date, an answer. Anything may be missing. */
  readonly step: {
    readonly dueOn?: CalendarDate | undefined;
    readonly answer?: 'yes' | 'no' | undefined;
  };
  /** The partner that the letter is for; null for a patron's. */
  readonly partnerId: PartnerId | null;
  readonly activePartner: { readonly id: PartnerId | null; readonly name: string };
  /** The request's status now. */
  readonly status: string;
  readonly volumes: readonly VolumeNow[];
};

type Check = (now: SinceWritten) => string | null;

const open = ({ volumes }: SinceWritten): readonly NonNullable<VolumeNow['loan']>[] =>
  volumes.flatMap(({ loan }) => (loan ? [loan] : []));

const known = (volume: VolumeNow): volume is VolumeNow & { readonly status: ItemStatus } =>
  isItemStatus(volume.status);

/** Where the volumes are instead, as the end of a sentence; null where nobody can tell. */
const whereTheyAre = ({ volumes }: SinceWritten): string | null => {
  const places = volumes.map((volume) => (known(volume) ? placeOf(volume) : null));
  const [first] = places;
  if (first === undefined || places.includes(null)) return null;
  return places.every((place) => place === first) ? first : 'the volumes have gone elsewhere';
};

const placeOf = ({
  status,
  goingBack,
  goesTo,
  loan,
}: VolumeNow & { readonly status: ItemStatus }): string => {
  switch (status) {
    case 'on-loan':
      return loan ? `the item was lent on ${formatDate(loan.loanedOn)}` : 'the item was lent';
    case 'on-hold-shelf':
      return 'the item is on the hold shelf';
    case 'in-transit':
      return goingBack || goesTo === ''
        ? 'the item is on its way back to the partner'
        : `the item was sent on to ${goesTo}`;
    case 'returned-by-patron':
      return 'the patron has brought the item back';
    case 'returned-to-partner':
      return 'the item went back to the partner';
    case 'lost':
      return 'the item was reported lost';
  }
};

const cancelled = ({ status }: SinceWritten): string | null =>
  statusPhase(status) === 'cancelled' ? 'the request was cancelled' : null;

const recalled = ({ status }: SinceWritten): string | null =>
  isRecalled(status) ? 'the partner wants the item back' : null;

const notLent = (now: SinceWritten): string | null => (open(now).length > 0 ? null : whereTheyAre(now));

const renewedSince = ({ status }: SinceWritten): string | null =>
  status === 'RENEWED' ? 'the loan was renewed' : null;

const wentOn = ({ partnerId, activePartner }: SinceWritten): string | null =>
  partnerId === null || activePartner.id === null || partnerId === activePartner.id
    ? null
    : `the request went on to ${activePartner.name}`;

const itemReady: Check = (now) =>
  now.volumes.some(({ status }) => status === 'on-hold-shelf') ? null : whereTheyAre(now);

const itemArrived: Check = (now) =>
  now.volumes.some(({ status, goingBack }) => status === 'in-transit' && !goingBack)
    ? null
    : whereTheyAre(now);

const anotherDate: Check = (now) => {
  const { dueOn } = now.step;
  const [latest] = open(now)
    .map((loan) => loan.dueOn)
    .sort()
    .reverse();
  if (dueOn === undefined || latest === undefined || open(now).some((loan) => loan.dueOn === dueOn))
    return null;
  return `the due date is ${formatDate(latest)} now`;
};

/** A date that was asked for stands with the loan until the partner answers, whatever the request's status says. */
const renewalAnswered: Check = (now) => {
  const { dueOn } = now.step;
  const asked = open(now).flatMap(({ renewalDueOn }) => renewalDueOn ?? []);
  const [other] = asked;
  if (other === undefined) return open(now).length === 0 ? null : 'the partner has answered already';
  return dueOn === undefined || asked.includes(dueOn) ? null : `${formatDate(other)} was asked for instead`;
};

const requestAnswered: Check = (now) => {
  if (now.status === 'REQUEST_SENT' || now.status === 'CANCEL_REPLY') return wentOn(now);
  return cancelled(now) ?? wentOn(now) ?? answeredOrCome(now);
};

/** Before the item came only an answer of the partner moves a request that was sent. */
const answeredOrCome: Check = ({ status }) => {
  switch (statusPhase(status)) {
    case null:
      return null;
    case 'before-receipt':
    case 'cancelled':
      return 'the partner has answered already';
    default:
      return 'the item has come';
  }
};

const first =
  (...checks: readonly Check[]): Check =>
  (now) =>
    checks.reduce<string | null>((found, check) => found ?? check(now), null);

const alwaysTrue: Check = () => null;

/**
 * What each letter says, and when that has become wrong. A letter that tells of something that happened (received, returned, lost, a
 * renewal, a cancellation) stays true: what came later has a letter of its own, which leaves behind it. One that says how things
 * are, or asks for something, can be superseded.
 */
const checks: Readonly<Record<LetterCode, Check>> = {
  // Something of it must wait on a hold shelf, and what the partner wants back is not lent any more.
  'patron-item-ready': first(cancelled, recalled, itemReady),
  // Something of it must be on its way to the pickup location; when it is there, a letter of its own says so.
  'patron-item-arrived': first(cancelled, recalled, itemArrived),
  'patron-renewed': first(recalled, notLent, anotherDate),
  'patron-renewal-refused': first(recalled, notLent, renewedSince),
  'patron-overdue': first(notLent, renewedSince),
  'patron-recalled': notLent,
  'patron-cancelled': alwaysTrue,
  'patron-correction': alwaysTrue,
  'partner-received': alwaysTrue,
  'partner-returned': alwaysTrue,
  'partner-renewal': alwaysTrue,
  'partner-renewal-asked': first(recalled, notLent, renewalAnswered),
  // A yes to a partner that is not to lend any more would make it send the item. A no does no harm.
  'partner-condition-answered': (now) => (now.step.answer === 'yes' ? (cancelled(now) ?? wentOn(now)) : null),
  'partner-cancel': alwaysTrue,
  'partner-cancel-asked': (now) => (now.status === 'CANCEL_REPLY' ? null : answeredOrCome(now)),
  'partner-request': requestAnswered,
  'partner-lost': alwaysTrue,
  'partner-damaged': alwaysTrue,
  'partner-correction': alwaysTrue,
};

/**
 * Why a letter that waited does not hold any more, as the end of a sentence (`the item was lent on 3 Nov 2026`); null when it may
 * leave. Pure. Where nobody can tell (a code from outside, a kind that we do not know) it leaves.
 * Patrons and partners are told what is so.
 */
export const letterSuperseded = (code: LetterCode, now: SinceWritten): string | null =>
  Object.hasOwn(checks, code) ? checks[code](now) : null;
