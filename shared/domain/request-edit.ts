import { allRequestFields, type EditField } from './request-fields.ts';
import type { RequestPhase } from './request-status.ts';
import { isCompleted, isRequestStatus, requestStatuses, statusLabel } from './request-status.ts';
import { t } from '../words/words.ts';

export type RequestField = EditField;
type FieldFacts = {
  readonly label: string;
  /** Until when it may be changed. */
  readonly until: 'lent' | 'over';
};

/** What a person may change on a request, in the order of the form. */
export const requestFieldFacts = Object.fromEntries(
  allRequestFields.flatMap(([, { label, edit }]) =>
    edit ? [[edit.name, { label, until: edit.until }]] : [],
  ),
) as Readonly<Record<RequestField, FieldFacts>>;

export const requestFieldNames = Object.keys(requestFieldFacts) as readonly RequestField[];

/** Whether nothing of a request may be changed, so that staff view it instead of editing it: it is over, or its status is not one of ours. */
export const isViewOnly = (status: string): boolean => !isRequestStatus(status) || isCompleted(status);

const beforeLoan: readonly RequestPhase[] = ['before-receipt', 'at-library'];

/**
 * Whether a field may be changed in a status. The requester changes only until a volume is lent.
 * @param until until when, where that is not as the list of fields has it: a requester that is missing may be added as long as it is open.
 * @returns null when it may, otherwise the sentence that says why not.
 */
export const editRefusal = (
  field: RequestField,
  status: string,
  until: FieldFacts['until'] = requestFieldFacts[field].until,
): string | null => {
  const { label } = requestFieldFacts[field];
  const now = t(' This request has the status “{status}”.', { status: statusLabel(status) });
  if (!isRequestStatus(status) || isViewOnly(status))
    return t('{label} can no longer be changed.{now}', { label, now });
  return until === 'over' || beforeLoan.includes(requestStatuses[status].phase)
    ? null
    : t('{label} can be changed only until the item is lent.{now}', { label, now });
};
