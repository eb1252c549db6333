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
 * Returns since when a field cannot be changed any more; null when it can. The requester changes only until a volume is lent.
 * @param until until when, where that is not as the list of fields has it: a requester that is missing may be added as long as it is open.
 */
export const settledSince = (
  field: RequestField,
  status: string,
  until: FieldFacts['until'] = requestFieldFacts[field].until,
): FieldFacts['until'] | null => {
  if (!isRequestStatus(status) || isViewOnly(status)) return 'over';
  return until === 'over' || beforeLoan.includes(requestStatuses[status].phase) ? null : 'lent';
};

/** Says why some fields, at least one, cannot be changed. */
export const settledWords = (
  since: FieldFacts['until'],
  status: string,
  fields: readonly RequestField[],
): string => {
  const values = {
    count: fields.length,
    label: fields.map((field) => requestFieldFacts[field].label)[0],
    status: statusLabel(status),
  };
  return since === 'over'
    ? t(
        '{count, plural, one {{label} can} other {These can}} no longer be changed. This request has the status “{status}”.',
        values,
      )
    : t(
        '{count, plural, one {{label} can} other {These can}} be changed only until the item is lent. This request has the status “{status}”.',
        values,
      );
};

/** The sentence that says why a field cannot be changed; null when it can. @param until as for `settledSince`. */
export const editRefusal = (
  field: RequestField,
  status: string,
  until?: FieldFacts['until'],
): string | null => {
  const since = settledSince(field, status, until);
  return since === null ? null : settledWords(since, status, [field]);
};
