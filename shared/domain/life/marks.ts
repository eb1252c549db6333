import { calendarDateIn, formatDate } from '../dates.ts';
import type { CalendarDate, Instant } from '../ids.ts';
import type { RequestStatus } from '../request-status.ts';
import { activeTurn, type Life } from './life.ts';
import { openQuestionsOf, statusOf } from './status.ts';
import { wasAsked } from './turn.ts';
import { isNotCheckedIn } from './volume.ts';
import { t } from '../../words/words.ts';

/** The dates from and until which a request's open questions have been open. */
export type Since = {
  readonly cancellationAt: Instant | null;
  readonly renewalAt: Instant | null;
  readonly renewalUntil: CalendarDate | null;
  readonly demandAt: Instant | null;
  readonly backBy: CalendarDate | null;
  readonly lossAt: Instant | null;
  readonly goesBackAt: Instant | null;
  readonly checkInAt: Instant | null;
};

/** An open question in a few words, and the status that says the same when nothing takes precedence. */
type Mark = {
  readonly words: string;
  /** Whether staff must act now. */
  readonly isUrgent: boolean;
  /** Null if no status expresses it; `step` is then the step it calls for. */
  readonly status: RequestStatus | null;
  readonly step?: 'return' | 'report-found';
};

/** The data from which a request's marks are made. */
type Marked = {
  readonly life: Life;
  readonly openSince: Since;
  /** The partner of the active turn, or the one asked last. */
  readonly partnerName: string;
};

/**
 * Returns the open questions of a request, each in a few words: `cancellation requested from North 3 Nov 2026`. Answered questions are omitted.
 * @param timeZone zone in which dates are formatted.
 */
export const marksOf = (
  { life, openSince: since, partnerName }: Marked,
  timeZone: string,
): readonly Mark[] => {
  const { cancellation, renewal, demand, loss, goesBack, checkIn } = openQuestionsOf(life);
  const on = (at: Instant | null): string =>
    at === null ? '' : ` ${formatDate(calendarDateIn(new Date(at), timeZone))}`;
  const mark = (isOpen: boolean, status: RequestStatus, words: string, isUrgent = false): readonly Mark[] =>
    isOpen ? [{ words, isUrgent, status }] : [];
  const urgent = (isOpen: boolean, step: 'return' | 'report-found', words: string): readonly Mark[] =>
    isOpen ? [{ words, isUrgent: true, status: null, step }] : [];
  const { backBy, renewalUntil } = since;
  const recalled =
    backBy === null
      ? t('recalled{on}', { on: on(since.demandAt) })
      : t('wanted back by {backBy}', { backBy: formatDate(backBy) });
  const renewalAsked =
    renewalUntil === null
      ? t('renewal requested{on}', { on: on(since.renewalAt) })
      : t('renewal requested until {renewalUntil}', { renewalUntil: formatDate(renewalUntil) });
  const lossOn = { on: on(since.lossAt) };
  const partner = activeTurn(life) ? partnerName : '';
  const ofPartner = { partner, partnerCase: partner === '' ? 'no' : 'yes', on: on(since.cancellationAt) };
  const isMissed = life.volumes.some((volume) => volume.checkIn === 'missed');
  return [
    ...mark(demand === 'recalled', 'RECALLED_BOR', recalled, true),
    ...mark(
      demand === 'overdue',
      'OVERDUE_ITEM',
      t('reported overdue{on}', { on: on(since.demandAt) }),
      true,
    ),
    ...mark(loss === 'lost', 'REPORT_LOST', t('loss reported{on}', lossOn), true),
    ...mark(loss === 'damaged', 'DAMAGED', t('damage reported{on}', lossOn)),
    ...mark(loss === 'claimed', 'CLAIMED', t('claimed{on}', lossOn)),
    ...urgent(goesBack, 'return', goesBackWords(on(since.goesBackAt))),
    ...urgent(isMissed, 'report-found', t('did not reach the partner')),
    ...mark(
      cancellation === 'asked',
      'CANCEL_REPLY',
      t('cancellation requested{partnerCase, select, yes { from {partner}} other {}}{on}', ofPartner),
    ),
    ...mark(
      cancellation === 'refused',
      'CANCEL_NOT_ACCEPTED',
      t('cancellation refused{partnerCase, select, yes { by {partner}} other {}}{on}', ofPartner),
    ),
    ...mark(
      renewal === 'mediated',
      'MEDIATED_RENEWAL',
      t('patron asked to renew{on}', { on: on(since.renewalAt) }),
    ),
    ...mark(renewal === 'asked', 'RENEW_REQUESTED', renewalAsked),
    ...mark(checkIn && !isMissed, 'RETURNED_TO_PARTNER', returnedWords(life, on(since.checkInAt))),
    ...notRejected(life, partnerName),
  ];
};

/** Returns the open questions that the request's status does not express. @param timeZone IANA zone of the library. */
export const marksNotInStatus = (
  row: Marked & { readonly status: string },
  { timeZone }: { readonly timeZone: string },
): readonly Mark[] => marksOf(row, timeZone).filter(({ status }) => status !== row.status);

const goesBackWords = (on: string): string =>
  on === '' ? t('to go back') : t('to go back since{on}', { on });

/** `Rejected by partner` is also the status after a partner that rejected nothing: says what happened instead. */
const notRejected = (life: Life, partner: string): readonly Mark[] => {
  if (partner === '' || statusOf(life) !== 'REJECTED') return [];
  const words = {
    declined: t('we declined the condition of {partner}', { partner }),
    'no-answer': t('{partner} did not answer in time', { partner }),
    'passed-over': t('{partner} passed over', { partner }),
  };
  const state = life.turns.findLast(wasAsked)?.state;
  return state !== undefined && Object.hasOwn(words, state)
    ? [{ words: words[state as keyof typeof words], isUrgent: false, status: null }]
    : [];
};

/** Of a set of which not everything went back, it says how many did. */
const returnedWords = ({ volumes }: Life, on: string): string => {
  const count = volumes.filter(isNotCheckedIn).length;
  return count === volumes.length
    ? t('returned{on}, not checked in', { on })
    : t('{count, plural, one {1 volume} other {{count} volumes}} returned{on}, not checked in', {
        count,
        on,
      });
};
