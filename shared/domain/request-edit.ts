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

/** The fields of a request that staff may change, in form order. */
export const requestFieldFacts = Object.fromEntries(
  allRequestFields.flatMap(([, { label, edit }]) =>
    edit ? [[edit.name, { label, until: edit.until }]] : [],
  ),
) as Readonly<Record<RequestField, FieldFacts>>;

export const requestFieldNames = Object.keys(requestFieldFacts) as readonly RequestField[];

/**
 * Whether nothing of a request may be changed, so that staff view it instead of editing it: it is over, or its status is not one of ours.
 */
export const isViewOnly = (status: string): boolean => !isRequestStatus(status) || isCompleted(status);

const beforeLoan: readonly RequestPhase[] = ['before-receipt', 'at-library'];

/**
 * Returns the event since which a field can no longer be changed; null if it can. The requester can be changed only until a volume is lent.
 * @param until overrides the limit in the list of fields: a missing requester may be added as long as the request is open.
 */
export const lockedSince = (
  field: RequestField,
  status: string,
  until: FieldFacts['until'] = requestFieldFacts[field].until,
): FieldFacts['until'] | null => {
  if (!isRequestStatus(status) || isViewOnly(status)) return 'over';
  return until === 'over' || beforeLoan.includes(requestStatuses[status].phase) ? null : 'lent';
};

/** Returns the sentence that explains why some fields, at least one, cannot be changed. */
export const lockedMessage = (
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

/** Returns the sentence that explains why a field cannot be changed; null if it can. @param until as for `lockedSince`. */
export const editRefusal = (
  field: RequestField,
  status: string,
  until?: FieldFacts['until'],
): string | null => {
  const since = lockedSince(field, status, until);
  return since === null ? null : lockedMessage(since, status, [field]);
};
