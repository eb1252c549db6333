import { calendarDateIn, formatDate } from '../dates.ts';
import type { CalendarDate, Instant } from '../ids.ts';
import type { RequestStatus } from '../request-status.ts';
import type { Life } from './life.ts';
import { openQuestionsOf } from './status.ts';
import { t } from '../../words/words.ts';

/** Since when the questions are open that a request leaves open, and until when. */
export type Since = {
  readonly cancellationAt: Instant | null;
  readonly renewalAt: Instant | null;
  readonly renewalUntil: CalendarDate | null;
  readonly demandAt: Instant | null;
  readonly backBy: CalendarDate | null;
  readonly lossAt: Instant | null;
};

/** An open question in a few words, and the status that says the same where nothing weighs more. */
export type Mark = {
  readonly words: string;
  /** Whether somebody must act now. */
  readonly isLoud: boolean;
  readonly status: RequestStatus;
};

/**
 * The open questions of a request, each in a few words: `cancellation asked 3 Nov 2026`. What was answered is none.
 * @param timeZone in which days are told.
 */
export const marksOf = (life: Life, since: Since, timeZone: string): readonly Mark[] => {
  const { cancellation, renewal, demand, loss } = openQuestionsOf(life);
  const on = (at: Instant | null): string =>
    at === null ? '' : ` ${formatDate(calendarDateIn(new Date(at), timeZone))}`;
  const marks: (Mark | null)[] = [
    demand === 'recalled'
      ? {
          words:
            since.backBy === null
              ? t('life.recalled', { on: on(since.demandAt) })
              : t('life.wantedBackBy', { backBy: formatDate(since.backBy) }),
          isLoud: true,
          status: 'RECALLED_BOR',
        }
      : null,
    demand === 'overdue'
      ? { words: t('life.overdueSince', { on: on(since.demandAt) }), isLoud: true, status: 'OVERDUE_ITEM' }
      : null,
    loss === 'lost'
      ? { words: t('life.lossReported', { on: on(since.lossAt) }), isLoud: true, status: 'REPORT_LOST' }
      : null,
    loss === 'damaged'
      ? { words: t('life.damageReported', { on: on(since.lossAt) }), isLoud: false, status: 'DAMAGED' }
      : null,
    loss === 'claimed'
      ? { words: t('life.claimed', { on: on(since.lossAt) }), isLoud: false, status: 'CLAIMED' }
      : null,
    cancellation === 'asked'
      ? {
          words: t('life.cancellationAsked', { on: on(since.cancellationAt) }),
          isLoud: false,
          status: 'CANCEL_REPLY',
        }
      : null,
    cancellation === 'refused'
      ? {
          words: t('life.cancellationRefused', { on: on(since.cancellationAt) }),
          isLoud: false,
          status: 'CANCEL_NOT_ACCEPTED',
        }
      : null,
    renewal === 'mediated'
      ? {
          words: t('life.patronAsksToRenew', { on: on(since.renewalAt) }),
          isLoud: false,
          status: 'MEDIATED_RENEWAL',
        }
      : null,
    renewal === 'asked'
      ? {
          words:
            since.renewalUntil === null
              ? t('life.renewalAsked', { on: on(since.renewalAt) })
              : t('life.renewalAskedUntil', { renewalUntil: formatDate(since.renewalUntil) }),
          isLoud: false,
          status: 'RENEW_REQUESTED',
        }
      : null,
  ];
  return marks.filter((mark) => mark !== null);
};

/** What is open of a request and not said by its status. @param timeZone IANA zone of the library. */
export const marksBesideStatus = (
  row: { readonly life: Life; readonly openSince: Since; readonly status: string },
  { timeZone }: { readonly timeZone: string },
): readonly Mark[] =>
  marksOf(row.life, row.openSince, timeZone).filter(({ status }) => status !== row.status);
