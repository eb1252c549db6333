import type { OpId } from '../../../../shared/domain/ids.ts';
import type { PlacedOp } from '../placed.ts';
import type { Row, Rows } from '../rows.ts';
import { asked, type Witnessed } from './witness.ts';

// The outcome of each step that was confirmed to a person: in its place, as a task, or refused because its intended result already held.

const taskOf = ({ body }: PlacedOp) => body.changes.find(({ t, b }) => t === 'task' && b === null)?.a;

/** Whether it was refused without a task: then its intended result must hold. */
export const isSilent = (op: PlacedOp): boolean =>
  op.outcome === 'refused' && op.kind !== null && !taskOf(op);

/**
 * Checks a refused step at its position in the order.
 * @param wasSo whether its intended result held at a position where it may have been checked.
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

/** What is known at a position of the order. */
export type There = {
  readonly rows: Rows;
  /** The steps that were accepted up to there, in order. */
  readonly done: readonly PlacedOp[];
  /** The steps that were undone or refused by then. */
  readonly gone: ReadonlySet<OpId>;
};

/** Input fields that do not describe what was wanted. */
const besides: readonly string[] = ['opId', 'run', 'digest'];

/** Whether a value contains nothing that another one lacks: names are not kept in the input. */
const isPartOf = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || one === null) return one === other;
  if (typeof other !== 'object' || other === null) return false;
  return Object.entries(one).every(
    ([name, value]) =>
      besides.includes(name) || isPartOf(value, (other as Readonly<Record<string, unknown>>)[name]),
  );
};

const inputOf = ({ body }: PlacedOp): Readonly<Record<string, unknown>> => asked(body.input ?? '{}');

/** Whether another step with the same input, word for word, was accepted. */
const isDoneAlike = (kind: string, { input }: Witnessed, { done, gone }: There): boolean =>
  done.some(
    (op) =>
      op.kind === kind && op.body.input !== undefined && !gone.has(op.op_id) && isPartOf(inputOf(op), input),
  );

/** Whether the item was handled later by another clerk. */
const wasInHandLater = ({ input, at, sight }: Witnessed, { done, gone }: There): boolean =>
  done.some(
    (op) =>
      !gone.has(op.op_id) &&
      op.at > at &&
      ['lend', 'return', 'return-at-other-desk', 'scan-in'].includes(op.kind ?? '') &&
      op.body.changes.some(
        ({ t, id }) => t === 'item' && (id === input['itemId'] || sight.books.some((book) => book.id === id)),
      ),
  );

const dayIn = (row: Row | null | undefined, column: string): string => {
  const day = row?.[column];
  return typeof day === 'string' ? day : '';
};

/** Whether each loan to be renewed has ended, or is due no earlier than was wanted. */
const isRenewed = ({ sight, changes }: Witnessed, { rows }: There): boolean =>
  sight.loans.every(({ id }) => {
    const loan = rows.get('loan')?.get(id);
    const wanted = changes.find((change) => change.table === 'loan' && change.id === id)?.after;
    if (!loan || (loan['ended_on'] ?? null) !== null) return true;
    const until = dayIn(wanted, 'renewal_due_on') || dayIn(wanted, 'due_on');
    return dayIn(loan, 'due_on') >= until || dayIn(loan, 'renewal_due_on') >= until;
  });

/** Whether the intended result holds, whichever step brought it about. */
export const isSo = (kind: string, seen: Witnessed, there: There): boolean => {
  const { rows, done, gone } = there;
  const row = (table: string, id: unknown) => (typeof id === 'number' ? rows.get(table)?.get(id) : undefined);
  const { input, sight, requestId, deskId } = seen;
  const book = row('item', input['itemId']);
  const isBack =
    book?.['status'] === 'returned-to-partner' ||
    (book?.['status'] === 'in-transit' && book['going_back'] === 1);
  switch (kind) {
    case 'dismiss-note':
      return row('request_note', input['noteId'])?.['active'] !== 1;
    case 'finish-receiving':
      return row('request', requestId)?.['receiving_open'] !== 1;
    case 'return':
      return isBack;
    case 'return-at-other-desk':
      return isBack || wasInHandLater(seen, there);
    case 'scan-in':
      return (
        sight.books.some(({ id }) => {
          const one = row('item', id);
          return one?.['status'] === 'on-hold-shelf' && one['desk_id'] === deskId;
        }) || wasInHandLater(seen, there)
      );
    case 'renew-loan':
    case 'request-renewal':
      return isBack || isRenewed(seen, there);
    case 'lend': {
      const books = sight.books.map(({ id }) => id);
      return [...(rows.get('loan')?.values() ?? [])].some(
        (loan) =>
          books.includes(Number(loan['item_id'])) &&
          loan['patron_id'] === input['patronId'] &&
          (loan['ended_on'] ?? null) === null,
      );
    }
    case 'receive':
      return done.some((op) => {
        const theirs = inputOf(op);
        return (
          op.kind === kind && theirs['requestId'] === requestId && theirs['barcode'] === input['barcode']
        );
      });
    case 'solve-task':
      return (row('task', input['id'])?.['solved_at'] ?? null) !== null;
    case 'undo':
      return gone.has(input['undoes'] as OpId);
    default:
      return isDoneAlike(kind, seen, there);
  }
};
