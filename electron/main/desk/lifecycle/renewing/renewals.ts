import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import type { CalendarDate, LoanId } from '../../../../../shared/domain/ids.ts';
import { calendarOf } from '../../directory/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { DecidedRequest, DecisionStep } from '../../kernel/decide.ts';
import { noteAskedRenewal, renewLoan } from '../../store/loans.queries.ts';

/** What the patron has of a request: an item with its open loan. */
export type LentItem = DecidedRequest['items'][number] & {
  readonly loanId: LoanId;
  readonly loanDueOn: CalendarDate;
};

const isLent = (item: DecidedRequest['items'][number]): item is LentItem =>
  item.loanId !== null && item.loanDueOn !== null;

/** The items that the patron has. */
export const lentItems = (request: DecidedRequest): readonly LentItem[] => request.items.filter(isLent);

/** Whether the partner was asked to renew a loan of the request and has not answered. */
export const isRenewalAsked = (request: DecidedRequest): boolean =>
  lentItems(request).some(({ renewalDueOn }) => renewalDueOn !== null);

/** The latest due date among loans; null where there are none. */
export const latestDueOn = (lent: readonly LentItem[]): CalendarDate | null =>
  lent.reduce<CalendarDate | null>(
    (latest, { loanDueOn }) => (latest === null || loanDueOn > latest ? loanDueOn : latest),
    null,
  );

/** Gives the loans their new due date. */
export const renewLoans = ({ db }: DecisionStep, lent: readonly LentItem[], dueOn: CalendarDate): void =>
  lent.forEach(({ loanId }) => renewLoan(db, loanId, dueOn));

/** Keeps the date that the partner is asked for until it answers. */
export const askRenewals = ({ db }: DecisionStep, lent: readonly LentItem[], dueOn: CalendarDate): void =>
  lent.forEach(({ loanId }) => noteAskedRenewal(db, loanId, dueOn));

/** Ends what was asked for without a new date: the partner said no. */
export const dropAskedRenewals = ({ db }: DecisionStep, lent: readonly LentItem[]): void =>
  lent.forEach(({ loanId }) => noteAskedRenewal(db, loanId, null));

/** What to say of a due date on which the library is closed; nothing on an open day. */
export const closedDayRemarks = (
  { session }: DeskContext,
  { db }: DecisionStep,
  dueOn: CalendarDate,
): string[] => {
  const remark = closedDayRemark(dueOn, calendarOf(db, session.desk().libraryId));
  return remark === null ? [] : [remark];
};
