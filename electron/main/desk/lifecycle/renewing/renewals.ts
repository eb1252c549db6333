import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import { addDays } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, LoanId, PartnerId } from '../../../../../shared/domain/ids.ts';
import { isOut } from '../../../../../shared/domain/life/volumes.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { refuse } from '../../../../../shared/ipc/result.ts';
import { calendarOf } from '../../records/calendar/calendar.service.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Saw } from '../../kernel/run-command.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import { partnerNameOf } from '../../kernel/take-step.ts';
import { noteAskedRenewal, renewLoan } from '../../store/loans.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

type Item = RequestOfStep['items'][number];

/** What the patron has of a request: an item with its open loan. */
export type LentItem = Item & {
  readonly loanId: LoanId;
  readonly loanDueOn: CalendarDate;
};

const isLent = (item: Item): item is LentItem => item.loanId !== null && item.loanDueOn !== null;

/** The items that the patron has. */
export const lentItems = (request: RequestOfStep): readonly LentItem[] => request.items.filter(isLent);

/** The items of which a renewal was asked of their partner, which has not answered. */
export const askedItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter((item) => isOut(item) && item.renewal === 'asked');

/** What can be renewed of a request: what is out and not on its way back, lent or not. */
export const renewableItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter(
    (item) =>
      isOut(item) && item.broughtBack === 0 && item.status !== 'returned-by-patron' && item.goingBack === 0,
  );

/** What a step saw of the loans that it ends or renews. */
export const sawLoans = (items: readonly Item[]): NonNullable<Saw['loans']> =>
  items.filter(isLent).map(({ loanId, loanDueOn }) => ({ loanId, dueOn: loanDueOn }));

/** What the partner has recalled is not renewed. */
export const refuseRecalled = (request: RequestOfStep, partnerId: PartnerId | null): Result<never> =>
  refuse(
    'status-forbids',
    t('renewing.hasRecalledItIsNotRenewed', {
      partnerName: partnerNameOf(request, partnerId),
      externalId: request.externalId,
    }),
    { requestId: request.id, status: request.status },
  );

/** The patron's date where the partner has this one, and the other way round: so many days lie between them. */
export const patronDueOn = ({ db }: Pick<DeskContext, 'db'>, partnerDueOn: CalendarDate): CalendarDate =>
  addDays(partnerDueOn, -loadSettingGroup(db, 'loans').daysBeforePartner);

/** The date that the partner is asked for, so that the patron gets this one. */
export const partnerDueOn = ({ db }: Pick<DeskContext, 'db'>, patronDate: CalendarDate): CalendarDate =>
  addDays(patronDate, loadSettingGroup(db, 'loans').daysBeforePartner);

/** Gives the loans of these items their new due date. */
export const renewLoans = ({ db }: Step, items: readonly Item[], dueOn: CalendarDate): void =>
  items.filter(isLent).forEach(({ loanId }) => renewLoan(db, loanId, dueOn));

/** Keeps the date that the patron gets when the partner agrees. */
export const askRenewals = ({ db }: Step, items: readonly Item[], dueOn: CalendarDate): void =>
  items.filter(isLent).forEach(({ loanId }) => noteAskedRenewal(db, loanId, dueOn));

/** Ends what was asked for without a new date: the partner said no. */
export const dropAskedRenewals = ({ db }: Step, items: readonly Item[]): void =>
  items.filter(isLent).forEach(({ loanId }) => noteAskedRenewal(db, loanId, null));

/** What to say of a due date on which the library of the request is closed; nothing on an open day. */
export const closedDayRemarks = (
  { session }: DeskContext,
  { db, request }: Step,
  dueOn: CalendarDate,
): string[] => {
  const libraryId = request.libraryId ?? session.desk().libraryId;
  const remark = closedDayRemark(dueOn, calendarOf(db, libraryId));
  return remark === null ? [] : [remark];
};
