import { allRequestFields, type EditField } from './request-fields.ts';
import type { RequestStatus } from './request-status.ts';
import { isCompleted, isRequestStatus, requestStatuses, statusLabel, unsentStatuses } from './request-status.ts';
import { t } from '../words/words.ts';

export type RequestField = EditField;
type FieldFacts = {
  readonly label: string;
  /** Until when it may be changed. */
  readonly until: 'sent' | 'received' | 'lent' | 'over';
};

/** What a person may change on a request, in the order of the form. */
export const requestFieldFacts = Object.fromEntries(
  allRequestFields.flatMap(([, { label, edit }]) =>
    edit ? [[edit.name, { label, until: edit.until }]] : [],
  ),
) as Readonly<Record<RequestField, FieldFacts>>;

export const requestFieldNames = Object.keys(requestFieldFacts) as readonly RequestField[];

/** Statuses in which a request is only looked at. */
const viewOnly: readonly RequestStatus[] = ['RETURNED_TO_PARTNER', 'SHIPPED_DIGITALLY', 'CANCEL_REPLY'];

/** Whether nothing of a request may be changed any more, so that staff view it instead of editing it. */
export const isViewOnly = (status: string): boolean =>
  !isRequestStatus(status) || isCompleted(status) || viewOnly.includes(status);

/** Whether no partner has the request: it is not sent yet, or nobody is left. */
const isUnsent = (status: string): boolean => (unsentStatuses as readonly string[]).includes(status);

/**
 * Whether a field may be changed in a status.
 * The citation is what the partner was asked for, so it stays once it was sent; where the item goes is decided when it is
 * received; and a date that a patron has been given changes by a renewal alone, because the partner must know of it.
 * @param until until when, where that is not as the list of fields has it: a requester that is missing may be added as long as it is open.
 * @returns null when it may, otherwise the sentence that says why not.
 */
export const editRefusal = (
  field: RequestField,
  status: string,
  until: FieldFacts['until'] = requestFieldFacts[field].until,
): string | null => {
  const { label } = requestFieldFacts[field];
  const now = t('requestEdit.thisRequestHasTheStatus', { status: statusLabel(status) });
  if (!isRequestStatus(status) || isViewOnly(status))
    return t('requestEdit.cannotBeChangedAnyMore', { label, now });
  const { phase } = requestStatuses[status];
  switch (until) {
    case 'sent':
      return isUnsent(status) ? null : t('requestEdit.canBeChangedOnlyWhileNo', { label, now });
    case 'received':
      return phase === 'before-receipt' ? null : t('requestEdit.canBeChangedOnlyUntilThe', { label, now });
    case 'lent':
      if (phase === 'before-receipt' || phase === 'at-library') return null;
      return field === 'dueOn'
        ? t('requestEdit.theDueDateOfALoan', { now })
        : t('requestEdit.canBeChangedOnlyUntilTheItem', { label, now });
    case 'over':
      return null;
  }
};
