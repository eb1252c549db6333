import type { OpId } from '../../../../shared/domain/ids.ts';
import type { PlacedOp } from '../placed.ts';
import type { Rows } from '../rows.ts';
import type { Witnessed } from './witness.ts';

// How each step ended that was confirmed to a person: in its place, as a task, or so that what was wanted is so already.

const taskOf = ({ body }: PlacedOp) => body.changes.find(({ t, b }) => t === 'task' && b === null)?.a;

/** Whether it was refused without a task: then what it wanted must be so. */
export const isSilent = (op: PlacedOp): boolean =>
  op.outcome === 'refused' && op.kind !== null && !taskOf(op);

/**
 * Checks a refused step at its place in the order.
 * @param wasSo whether what it wanted was so at a place where it can have been checked.
 */
export const checkRefused = (op: PlacedOp, seen: Witnessed | null, wasSo: boolean): readonly string[] => {
  const task = taskOf(op);
  if (task) {
    const told = [task['op_id'], task['kind'], task['operator_id'], task['desk_id'], task['at']].join();
    const was = [op.op_id, op.kind, op.operator_id, op.desk_id, op.at].join();
    return told === was ? [] : [`its task tells of another step: ${told}`];
  }
  if (seen === null || wasSo) return [];
  return [`it was refused and nobody hears of it: ${JSON.stringify(seen.input)}`];
};

/**
 * Whether what was wanted is so, whoever did it.
 * @param gone the steps that were taken back by then, and those that were refused.
 */
export const isSo = (kind: string, seen: Witnessed, rows: Rows, gone: ReadonlySet<OpId>): boolean => {
  const row = (table: string, id: unknown) => (typeof id === 'number' ? rows.get(table)?.get(id) : undefined);
  const { input, sight, requestId } = seen;
  const isBack = (id: unknown): boolean => {
    const book = row('item', id);
    return (
      book?.['status'] === 'returned-to-partner' ||
      (book?.['status'] === 'in-transit' && book['going_back'] === 1)
    );
  };
  switch (kind) {
    case 'dismiss-note':
      return row('request_note', input['noteId'])?.['active'] !== 1;
    case 'finish-receiving':
      return row('request', requestId)?.['receiving_open'] !== 1;
    case 'return':
    case 'return-at-other-desk':
      return isBack(input['itemId']);
    case 'renew-loan':
      return isBack(input['itemId']);
    case 'lend': {
      const books = sight.books.map(({ id }) => id);
      return [...(rows.get('loan')?.values() ?? [])].some(
        (loan) =>
          books.includes(Number(loan['item_id'])) &&
          loan['patron_id'] === input['patronId'] &&
          (loan['ended_on'] ?? null) === null,
      );
    }
    case 'undo':
      return gone.has(input['undoes'] as OpId);
    default:
      return false;
  }
};
