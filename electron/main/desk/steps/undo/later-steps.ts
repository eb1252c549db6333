import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { isBeside } from '../../../../../shared/domain/steps/all-steps.ts';
import {
  editRefusal,
  type RequestField,
  requestFieldNames,
} from '../../../../../shared/domain/request-edit.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type Change, listChanges, listLaterChanges, type RowImage } from '../../store/change-log.queries.ts';
import { type LaterStep, listLaterSteps, type LoggedCommand } from '../../store/command-log.queries.ts';
import { listItemsReturnedBy } from '../../store/messages.queries.ts';
import { requestColumnNames } from '../../store/requests.queries.ts';

// What stands on a step, so that it is not taken back under it.

/** Steps of one set: receiving and its Done. They may be undone while others of them stand. */
const setKinds: readonly string[] = ['receive', 'finish-receiving'];

/** The parts of its life that stand in the request itself. */
const lifeColumns = ['supply', 'cancellation', 'parcel', 'ended_as'] as const;

/** Columns that every step writes, whatever it is about. */
const bookkeeping: readonly string[] = ['updated_at', 'worked_on'];

/** Whether a step moved its request, apart from its volumes. */
export const movedRequest = (changes: readonly Change[]): boolean =>
  changes.some(
    ({ table, before, after }) =>
      table === 'request' && lifeColumns.some((column) => before?.[column] !== after?.[column]),
  );

/** Whether a step moved a volume of its request. */
const movedVolume = (changes: readonly Change[]): boolean =>
  changes.some(({ table }) => table === 'item' || table === 'loan');

/**
 * Whether a step looked at where all the volumes of its request were: it ended the request, or the partner wanted back what was out.
 * Every other status is worked out anew.
 */
const lookedAtEveryVolume = (changes: readonly Change[]): boolean =>
  changes.some(({ table, before, after }) => {
    if (before === null || after === null) return false;
    const becomes = (column: string, is: (value: unknown) => boolean): boolean =>
      before[column] !== after[column] && is(after[column]);
    return table === 'request'
      ? becomes('ended_as', (value) => value !== null)
      : table === 'item' && becomes('demand', (value) => value !== 'none');
  });

/** Whether a step told the partner of the return of a volume that these changes moved. */
const tellsOfReturn = (db: ReadableDB, opId: OpId, changes: readonly Change[]): boolean => {
  const told: readonly number[] = listItemsReturnedBy(db, opId);
  return changes.some(({ table, rowId }) => table === 'item' && told.includes(rowId));
};

/** The barcodes of volumes that went back or were lost: from then on the same barcode may come again. */
const freedBarcodes = (changes: readonly Change[]): readonly unknown[] =>
  changes.flatMap(({ table, before, after }) =>
    table === 'item' && before && after && isOut(before) && !isOut(after) ? [before['barcode']] : [],
  );

const isOut = (item: RowImage): boolean => isItemOut(String(item['status']));

/** Whether a change stores an item under one of these barcodes. */
const bringsBarcode = ({ table, before, after }: Change, barcodes: readonly unknown[]): boolean =>
  table === 'item' && before === null && after !== null && barcodes.includes(after['barcode']);

/** The later step that changed what one of these changes made, or undefined. */
const overlapping = (db: ReadableDB, changes: readonly Change[]): OpId | undefined => {
  for (const change of changes) {
    const mine = changedColumns(change);
    for (const later of listLaterChanges(db, change)) {
      const theirs = changedColumns(later);
      if (
        mine === null
          ? theirs === null || theirs.length > 0
          : theirs === null || theirs.some((column) => mine.includes(column))
      )
        return later.opId;
    }
  }
  return undefined;
};

/** The columns that a change is about; null for a whole row that came or went. */
const changedColumns = ({ before, after }: Change): readonly string[] | null =>
  before === null || after === null
    ? null
    : Object.keys(after).filter(
        (column) => after[column] !== before[column] && !bookkeeping.includes(column),
      );

/** The later step that stands on this one, or undefined. */
export const findBlocking = (
  db: ReadableDB,
  command: LoggedCommand & { readonly requestId: RequestId },
): LaterStep | undefined => {
  const later = listLaterSteps(db, command.requestId, command.opId);
  // The usual undo is of the last step: there is nothing to compare it with.
  if (later.length === 0) return undefined;
  if (setKinds.includes(command.kind)) {
    // A Done that ended the set again stands on the earlier one: the partner was told then, and only then.
    const isDone = command.kind === 'finish-receiving';
    return later.find(
      ({ kind }) => !isBeside(kind) && (!setKinds.includes(kind) || (isDone && kind === command.kind)),
    );
  }
  const changes = listChanges(db, command.opId);
  const onStatus = movedRequest(changes) ? later.find(({ kind }) => !isBeside(kind)) : undefined;
  if (onStatus) return onStatus;
  const onVolumes = movedVolume(changes)
    ? later.find(({ opId }) => lookedAtEveryVolume(listChanges(db, opId)) || tellsOfReturn(db, opId, changes))
    : undefined;
  if (onVolumes) return onVolumes;
  const freed = freedBarcodes(changes);
  const onBarcode =
    freed.length === 0
      ? undefined
      : later.find((step) => listChanges(db, step.opId).some((change) => bringsBarcode(change, freed)));
  if (onBarcode) return onBarcode;
  const opId = overlapping(db, changes);
  return later.find((step) => step.opId === opId);
};

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
