import type { RequestField } from '../../../../shared/domain/request-edit.ts';
import { editRefusal, requestFieldNames } from '../../../../shared/domain/request-edit.ts';
import type { Change } from '../store/change-log.queries.ts';
import { requestColumnNames } from '../store/requests.queries.ts';

/** The column of the row in which a field stands. */
export const columnOf = (field: RequestField): string =>
  requestColumnNames[field === 'volumes' ? 'volumesExpected' : field];

/**
 * Whether a change of fields may still be taken back: only what could be edited now, because the request has gone on with
 * the fields as they are (who got the item, what the partner was asked for).
 * @param status the request's status now
 * @returns null when it may, otherwise the sentence that says why not
 */
export const editUndoRefusal = (status: string, changes: readonly Change[]): string | null => {
  for (const field of requestFieldNames) {
    const column = columnOf(field);
    const changed = changes.some(
      ({ table, before, after }) => table === 'request' && before?.[column] !== after?.[column],
    );
    const wasAdded = field === 'patronId' && changes.some(({ before }) => before?.[column] === null);
    const refusal = !changed
      ? null
      : wasAdded
        ? editRefusal(field, status, 'lent')
        : editRefusal(field, status);
    if (refusal !== null) return refusal;
  }
  return null;
};
