import { isRecalled } from '../../../../shared/domain/request-status.ts';
import { type PatronRenewal, renewedByPatron, wasApplied } from '../../desk/steps/outside-renewals.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { sessionOf } from '../importer.ts';
import { RowFault } from '../row-fault.ts';
import { homeOfStored } from './stored-request.ts';
import type { CalendarDate, ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listItems } from '../../desk/store/items.queries.ts';
import { loanedOnOf } from '../../desk/store/known-dates.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { Outcome, Writing } from './writing.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * A file does not overwrite a request that staff have worked on, with one exception that happens outside: the patron renewed. Then the
 * file has the same loan (barcode, loan date) with a later due date. The renewal is recorded as its own command, once; a due date that
 * staff set or undid here is never overwritten by an earlier or known one.
 * @throws RowFault if the renewal cannot be applied: a recall, a partner that must be asked, a date in the past.
 */
export const applySelfRenewal = (writing: Writing, request: CheckedRequest, stored: RequestRow): Outcome => {
  const renewal = selfRenewalOf(writing, request, stored);
  if (renewal === null) {
    refuseRenewal(request, stored);
    return 'unchanged';
  }
  if (request.status !== undefined && isRecalled(request.status))
    throw new RowFault(
      renewal.field,
      t(
        'The file’s due date is later than the one here, but the partner wants the item back. Ask the patron to bring it back.',
      ),
    );
  const { db, clock, rights } = writing;
  if (wasApplied(db, renewal)) return 'unchanged';
  rights.authorize('request', renewal.field, [homeOfStored(writing, stored)]);
  // The command is the importer's.
  const context = { db, session: sessionOf(rights.importer), ...clock };
  const applied = renewedByPatron(context, renewal);
  if (!applied.ok) throw new RowFault(renewal.field, applied.error.message);
  return applied.value === 'already' ? 'unchanged' : 'updated';
};

/** An open loan with its item. */
type OpenLoan = {
  readonly itemId: ItemId;
  readonly barcode: string;
  /** Null if no file said it. */
  readonly loanedOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
};

/** The open loans of a request, in the order of its volumes. */
const openLoansOf = (db: ReadableDB, requestId: RequestId): readonly OpenLoan[] =>
  listItems(db, requestId).flatMap(({ loanDueOn, ...item }) =>
    loanDueOn === null
      ? []
      : [{ itemId: item.id, barcode: item.barcode, loanedOn: loanedOnOf(item), dueOn: loanDueOn }],
  );

const selfRenewalOf = (
  { db }: Writing,
  { items, status, dueOn }: CheckedRequest,
  stored: RequestRow,
): (PatronRenewal & { readonly field: string }) | null => {
  if (!items?.some(({ loan }) => loan && loan.endedOn === null)) return null;
  const here = openLoansOf(db, stored.id);
  const found = items.flatMap(({ barcode, loan }, index) => {
    const same = here.find(
      (open) => open.barcode.toUpperCase() === barcode.toUpperCase() && open.loanedOn === loan?.loanedOn,
    );
    return same && loan && loan.endedOn === null && loan.dueOn > same.dueOn
      ? [{ index, loan: { ...same, dueOn: loan.dueOn } }]
      : [];
  });
  const [first] = found;
  if (!first) return null;
  const twin = found.find(
    ({ loan }, at) => found.findIndex((other) => other.loan.itemId === loan.itemId) !== at,
  );
  if (twin)
    throw new RowFault(
      `items[${twin.index}].barcode`,
      t('The barcode “{barcode}” appears twice in this request. Correct one of the two.', {
        barcode: twin.loan.barcode,
      }),
    );
  return {
    requestId: stored.id,
    loans: found.map(({ loan }) => loan),
    requestDueOn: dueOn ?? null,
    partnerAgreed: status === 'RENEWED',
    field: `items[${first.index}].loan.dueOn`,
  };
};

/** The patron wants to renew, and staff must decide. Once they have decided here, the file is outdated. */
const refuseRenewal = ({ status }: CheckedRequest, stored: RequestRow): void => {
  if (status !== 'MEDIATED_RENEWAL' || !['LOANED', 'OVERDUE_ITEM'].includes(stored.status)) return;
  throw new RowFault(
    'status',
    t(
      'The patron asked to renew but gave no date. The request has been worked on at a desk and stays as it is. Choose Request Renewal in Borrowing Requests.',
    ),
  );
};
