import type { EditField } from './request-fields.ts';
import { allRequestFields } from './request-fields.ts';
import type { RequestStatus } from './request-status.ts';
import { isCompleted, isRequestStatus, requestStatuses, statusLabel } from './request-status.ts';
import { canHappen } from './request.machine.ts';

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
const isUnsent = (status: string): boolean => canHappen(status, 'sent') || canHappen(status, 'rota.extended');

/**
 * Whether a field may be changed in a status.
 * The citation is what the partner was asked for, so it stays once it was sent; where the item goes is decided when it is
 * received; and a date that a patron has been given changes by a renewal alone, because the partner must know of it.
 * @returns null when it may, otherwise the sentence that says why not.
 */
export const editRefusal = (field: RequestField, status: string): string | null => {
  const { label, until } = requestFieldFacts[field];
  const now = ` This request has the status “${statusLabel(status)}”.`;
  if (!isRequestStatus(status) || isViewOnly(status)) return `${label} cannot be changed any more.${now}`;
  const { phase } = requestStatuses[status];
  switch (until) {
    case 'sent':
      return isUnsent(status) ? null : `${label} can be changed only while no partner has the request.${now}`;
    case 'received':
      return phase === 'before-receipt'
        ? null
        : `${label} can be changed only until the item is received.${now}`;
    case 'lent':
      if (phase === 'before-receipt' || phase === 'at-library') return null;
      return field === 'dueOn'
        ? `The due date of a loan is changed by a renewal, so that the partner knows of it.${now}`
        : `${label} can be changed only until the item is lent.${now}`;
    case 'over':
      return null;
  }
};
