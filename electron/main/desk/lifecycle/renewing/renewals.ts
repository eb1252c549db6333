import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import type { CalendarDate, LoanId } from '../../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../../shared/domain/request.machine.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { refuse } from '../../../../../shared/ipc/result.ts';
import { calendarOf } from '../../directory/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Saw } from '../../kernel/run-command.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import { partnerNameOf, renewsItself } from '../../kernel/take-step.ts';
import { noteAskedRenewal, renewLoan } from '../../store/loans.queries.ts';

/** What the patron has of a request: an item with its open loan. */
export type LentItem = RequestOfStep['items'][number] & {
  readonly loanId: LoanId;
  readonly loanDueOn: CalendarDate;
};

const isLent = (item: RequestOfStep['items'][number]): item is LentItem =>
  item.loanId !== null && item.loanDueOn !== null;

/** The items that the patron has. */
export const lentItems = (request: RequestOfStep): readonly LentItem[] => request.items.filter(isLent);

/** Whether the partner was asked to renew a loan of the request and has not answered. */
export const isRenewalAsked = (request: RequestOfStep): boolean =>
  lentItems(request).some(({ renewalDueOn }) => renewalDueOn !== null);

/** What a step saw of the loans that it ends or renews. */
export const sawLoans = (items: RequestOfStep['items']): NonNullable<Saw['loans']> =>
  items.filter(isLent).map(({ loanId, loanDueOn }) => ({ loanId, dueOn: loanDueOn }));

/** What a renewal that is asked for here is for the lifecycle. */
export const renewalOf = (request: RequestOfStep): RequestEvent => ({
  type: 'renewal.requested',
  renewsItself: renewsItself(request),
});

/** What the partner has recalled is not renewed. */
export const refuseRecalled = (request: RequestOfStep): Result<never> =>
  refuse(
    'status-forbids',
    `${partnerNameOf(request, request.activePartnerId)} has recalled ${request.externalId}: it is not renewed. ` +
      'Ask the patron to bring it back.',
    { requestId: request.id, status: request.status },
  );

/** The latest due date among loans; null where there are none. */
export const latestDueOn = (lent: readonly LentItem[]): CalendarDate | null =>
  lent.reduce<CalendarDate | null>(
    (latest, { loanDueOn }) => (latest === null || loanDueOn > latest ? loanDueOn : latest),
    null,
  );

/** Gives the loans their new due date. */
export const renewLoans = ({ db }: Step, lent: readonly LentItem[], dueOn: CalendarDate): void =>
  lent.forEach(({ loanId }) => renewLoan(db, loanId, dueOn));

/** Keeps the date that the partner is asked for until it answers. */
export const askRenewals = ({ db }: Step, lent: readonly LentItem[], dueOn: CalendarDate): void =>
  lent.forEach(({ loanId }) => noteAskedRenewal(db, loanId, dueOn));

/** Ends what was asked for without a new date: the partner said no. */
export const dropAskedRenewals = ({ db }: Step, lent: readonly LentItem[]): void =>
  lent.forEach(({ loanId }) => noteAskedRenewal(db, loanId, null));

/** What to say of a due date on which the library is closed; nothing on an open day. */
export const closedDayRemarks = ({ session }: DeskContext, { db }: Step, dueOn: CalendarDate): string[] => {
  const remark = closedDayRemark(dueOn, calendarOf(db, session.desk().libraryId));
  return remark === null ? [] : [remark];
};
