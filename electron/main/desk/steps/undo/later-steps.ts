import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { isActive, type TurnState } from '../../../../../shared/domain/life/turn.ts';
import { isIndependent } from '../../../../../shared/domain/steps/all-steps.ts';
import {
  editRefusal,
  type RequestField,
  requestFieldNames,
} from '../../../../../shared/domain/request-edit.ts';
import type { ReadableDB } from '../../../db/types.ts';
import {
  type Change,
  listChanges,
  listLaterChanges,
  readRow,
  type RowImage,
  type StepTable,
} from '../../store/change-log.queries.ts';
import { type LaterStep, listLaterSteps, type LoggedCommand } from '../../store/command-log.queries.ts';
import { listItemsReturnedBy } from '../../store/messages.queries.ts';
import { requestColumnNames } from '../../store/requests.queries.ts';

// Which later steps depend on a step, so that it cannot be undone before them.

/** Steps of one set: receiving and its Done. They may be undone independently of others of the same turn. */
const setKinds: readonly string[] = ['receive', 'finish-receiving'];

/** Columns for what the patron wants, and how the request ended. */
const wishColumns = ['cancel_wish', 'ended_as'] as const;

/** Only for changes of these, or of the wish, can a later step depend on an earlier one without writing the same value. */
const lifeTables: readonly StepTable[] = ['turn', 'item', 'loan'];

/** Columns that every step writes, or that are derived. */
const bookkeeping: readonly string[] = ['updated_at', 'worked_on', 'status', 'status_at', 'over_cost_at'];

/** Columns of a turn that belong together: a step that changed one depends on an earlier one that changed another. */
const lifeOfTurn: readonly string[] = ['state', 'outside_word', 'cancellation', 'parcel', 'demand'];

const isChanged = ({ before, after }: Change, columns: readonly string[]): boolean =>
  columns.some((column) => before?.[column] !== after?.[column]);

/** Whether a step changed what the patron wants, or how the request ended. */
const movedWish = (changes: readonly Change[]): boolean =>
  changes.some((change) => change.table === 'request' && isChanged(change, wishColumns));

/** Whether a step changed which turn is active: at most one is. */
const movedActive = (changes: readonly Change[]): boolean => {
  const active = (row: RowImage | null): boolean =>
    row !== null && isActive({ state: row['state'] as TurnState });
  return changes.some(({ table, before, after }) => table === 'turn' && active(before) !== active(after));
};

/** Whether a step changed the order of the turns. */
const movedRota = (changes: readonly Change[]): boolean =>
  changes.some((change) => change.table === 'turn' && isChanged(change, ['position']));

/** Whether a step moved a volume of its request. */
const movedVolume = (changes: readonly Change[]): boolean =>
  changes.some(({ table }) => table === 'item' || table === 'loan');

const turnOf = ({ before, after }: Change): unknown => (after ?? before)?.['turn_id'];

/** Returns the turns whose volumes a step changed. */
const turnsOfVolumes = (changes: readonly Change[]): ReadonlySet<unknown> =>
  new Set(changes.flatMap((change) => (change.table === 'item' ? [turnOf(change)] : [])));

/** Whether a step depended on where the volumes of these turns were: their partner wanted back the ones out, or said which it has back. */
const lookedAtVolumes = (changes: readonly Change[], turns: ReadonlySet<unknown>): boolean =>
  changes.some((change) => {
    const { table, before, after } = change;
    if (table !== 'item' || before === null || after === null || !turns.has(turnOf(change))) return false;
    return ['demand', 'check_in'].some(
      (column) => before[column] !== after[column] && after[column] !== 'none',
    );
  });

const ended = (changes: readonly Change[]): boolean =>
  changes.some(
    (change) =>
      change.table === 'request' && isChanged(change, ['ended_as']) && change.after?.['ended_as'] !== null,
  );

/** Whether a step told the partner of the return of a volume that these changes moved. */
const reportedReturn = (db: ReadableDB, opId: OpId, changes: readonly Change[]): boolean => {
  const told: readonly number[] = listItemsReturnedBy(db, opId);
  return changes.some(({ table, rowId }) => table === 'item' && told.includes(rowId));
};

/** The barcodes of volumes that were returned or lost: from then on they may be reused. */
const freedBarcodes = (changes: readonly Change[]): readonly unknown[] =>
  changes.flatMap(({ table, before, after }) =>
    table === 'item' && before && after && isOut(before) && !isOut(after) ? [before['barcode']] : [],
  );

const isOut = (item: RowImage): boolean => isItemOut(String(item['status']));

/** Whether a change stores an item under one of these barcodes. */
const bringsBarcode = ({ table, before, after }: Change, barcodes: readonly unknown[]): boolean =>
  table === 'item' && before === null && after !== null && barcodes.includes(after['barcode']);

/** The columns that a change is about; null if the whole row was inserted or deleted. */
const changedColumns = ({ table, before, after }: Change): readonly string[] | null => {
  if (before === null || after === null) return null;
  const columns = Object.keys(after).filter(
    (column) => after[column] !== before[column] && !bookkeeping.includes(column),
  );
  return table === 'turn' && columns.some((column) => lifeOfTurn.includes(column))
    ? [...columns, ...lifeOfTurn]
    : columns;
};

/** The later steps that changed the same values as these changes. */
const overlapping = (db: ReadableDB, changes: readonly Change[]): ReadonlySet<OpId> =>
  new Set(
    changes.flatMap((change) => {
      const mine = changedColumns(change);
      // Every step writes the row of its request: those that only did that are not read.
      return listLaterChanges(db, change, mine?.length === 0).flatMap((later) => {
        const theirs = changedColumns(later);
        const isSame =
          mine === null
            ? theirs === null || theirs.length > 0
            : theirs === null || theirs.some((column) => mine.includes(column));
        return isSame ? [later.opId] : [];
      });
    }),
  );

/** Whether a later step depends on one that moved the request, so that the earlier one cannot be undone first. */
const standsOn = (
  db: ReadableDB,
  changes: readonly Change[],
  later: { readonly opId: OpId; readonly changes: readonly Change[] },
): boolean => {
  const movedTurn = changes.some(({ table }) => table === 'turn');
  if (movedWish(changes) || (movedTurn && movedWish(later.changes))) return true;
  if (movedActive(changes) && movedActive(later.changes)) return true;
  if (movedRota(changes) && movedRota(later.changes)) return true;
  if (!movedVolume(changes)) return false;
  const freed = freedBarcodes(changes);
  return (
    ended(later.changes) ||
    lookedAtVolumes(later.changes, turnsOfVolumes(changes)) ||
    reportedReturn(db, later.opId, changes) ||
    later.changes.some((change) => bringsBarcode(change, freed))
  );
};

/** Returns the later step that depends on this one, or undefined. */
export const findBlocking = (
  db: ReadableDB,
  command: LoggedCommand & { readonly requestId: RequestId },
): LaterStep | undefined => {
  const later = listLaterSteps(db, command.requestId, command.opId);
  // Usually the last step is undone: there is nothing to compare it with.
  if (later.length === 0) return undefined;
  const changes = listChanges(db, command.opId);
  const turns = turnsOfVolumes(changes);
  const overlaps = overlapping(db, changes);
  const movedLife = movedWish(changes) || changes.some(({ table }) => lifeTables.includes(table));
  return later.find((step) => {
    const isOfSet = [command.kind, step.kind].every((kind) => setKinds.includes(kind));
    // A later Done that ended the set again depends on the earlier one: the partner was told then, and only then.
    if (isOfSet && [...turnsOfVolumes(listChanges(db, step.opId))].some((turn) => turns.has(turn)))
      return command.kind === 'finish-receiving' && step.kind === command.kind;
    if (overlaps.has(step.opId)) return true;
    if (!movedLife || isIndependent(step.kind)) return false;
    return standsOn(db, changes, { opId: step.opId, changes: listChanges(db, step.opId) });
  });
};

/**
 * Whether nothing is left of what an earlier step changed except what these changes made: a Done about only this receipt is undone along
 * with it.
 */
export const dependsOnlyOn = (db: ReadableDB, opId: OpId, changes: readonly Change[]): boolean =>
  listChanges(db, opId).every(
    ({ table, rowId }) =>
      table !== 'item' ||
      readRow(db, table, rowId) === undefined ||
      changes.some((made) => made.table === table && made.rowId === rowId && made.before === null),
  );

/** Returns the column of a request field. */
export const columnOf = (field: RequestField): string =>
  requestColumnNames[field === 'volumes' ? 'volumesExpected' : field];

/**
 * Whether a change of fields may still be undone: only if the fields can be edited now, because the request has continued with their values
 * (who got the item, what the partner was asked for).
 * @param status the current status of the request
 * @returns null if it may, otherwise the sentence that says why not
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
